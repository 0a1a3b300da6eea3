import Testing

@testable import PinionCompiler

/// What was probably meant.
struct NameSuggestionTests {
    @Test(
        "The nearest name is suggested, if it is near",
        arguments: [
            ("Pirce", ["Price", "Prices", "Size"], "Price"),
            ("price", ["Price", "Size"], "Price"),
            ("uint23", ["uint32", "uint16", "int8"], "uint32"),
            ("u32", ["uint32", "uint16"], nil),
            ("sinceversion", ["name", "sinceVersion"], "sinceVersion"),
            ("a", ["b", "c"], "b"),
            ("quantity", ["price", "side"], nil),
            ("", ["a"], nil),
            ("Price", ["Price"], nil),
        ] as [(String, [String], String?)])
    func nearest(name: String, candidates: [String], expected: String?) {
        let hint = expected.map { "; did you mean `\($0)`?" } ?? ""
        #expect(NameSuggestion.hint(for: name, among: candidates) == hint)
        #expect(NameSuggestion.hint(for: name, among: candidates.reversed()) == hint)
    }

    @Test("Long names and very many names cost nothing much")
    func bounds() {
        let long = String(repeating: "n", count: 1_000_000)
        #expect(NameSuggestion.hint(for: long, among: [long + "n"]) == "")
        let many = (0..<1_000_000).lazy.map { "n\($0)" }
        #expect(NameSuggestion.hint(for: "n1x", among: many) != "")
    }

    @Test("Messages end with the suggestion")
    func messages() {
        let text = SchemaText.schema(
            types: """
                <type name="Price" primitiveType="unit64"/>
                <enum name="Side" encodingType="uint8"><validValue name="Buy">1</validValue></enum>
                """,
            members: """
                <field name="a" id="1" type="Pirce" sinceversion="1"/>
                <field name="b" id="2" type="Side" presence="constant" valueRef="Side.buy"/>
                <filed name="c" id="3" type="int8"/>
                """)
        let ends = SchemaText.compile(text).diagnostics.kept.map { diagnostic in
            diagnostic.message.split(separator: ";").last.map(String.init) ?? ""
        }
        #expect(
            ends == [
                " did you mean `uint64`?", " did you mean `Price`?",
                " did you mean `sinceVersion`?",
                " did you mean `Buy`?", " did you mean `field`?",
            ])
    }
}
