import PinionCompiler
import Testing

/// Which warnings are given, and what they count as.
struct WarningPolicyTests {
    /// A schema with a warning, an advice and nothing wrong.
    private static let text = SchemaText.schema(
        types: #"<type name="T" primitiveType="int8" nullValue="0"/>"#,
        members: """
            <field name="a" id="1" type="T"/>
            <field name="b" id="2" type="int64"/>
            """)

    private static func compilation(_ policy: WarningPolicy, of text: String = text) -> Compilation
    {
        SchemaText.compile(text, warnings: policy)
    }

    @Test("Advice is given on request, and no warning where none is asked for")
    func selections() {
        let codes = WarningPolicy.Selection.allCases.map { selection in
            Self.compilation(WarningPolicy(selection: selection)).diagnostics.kept.map(\.code)
        }
        #expect(codes == [[], ["SCH-045"], ["SCH-045", "SCH-083"]])
    }

    @Test("A warning that is allowed is neither kept nor counted")
    func allowed() {
        let diagnostics = Self.compilation(
            WarningPolicy(selection: .all, allowed: ["SCH-045"])
        ).diagnostics
        #expect(diagnostics.kept.map(\.code) == ["SCH-083"])
        #expect(diagnostics.warningCount == 1)
    }

    @Test("A warning that is an error refuses the schema, and is shown as one")
    func strict() {
        let compilation = Self.compilation(WarningPolicy(areErrors: true))
        #expect(compilation.schema == nil)
        #expect(compilation.diagnostics.errorCount == 1)
        #expect(compilation.diagnostics.warningCount == 0)
        #expect(compilation.diagnostics.kept.map(\.severity) == [.error])
        let good = SchemaText.schema()
        #expect(Self.compilation(WarningPolicy(areErrors: true), of: good).schema != nil)
    }

    @Test("A comment silences the warnings that it names, in both forms")
    func comments() throws {
        // DIA-3: "A comment with `pinion:allow` and codes of warnings SHALL silence these warnings about the
        // schema that has it."
        let xml = Self.text.replacing(
            "<types>", with: "<types><!-- pinion:allow SCH-045, SCH-083: we know -->")
        let policy = WarningPolicy(selection: .all)
        #expect(Self.compilation(policy, of: xml).diagnostics.kept.map(\.code) == [])
        let language = """
            schema a @1 // pinion:allow SCH-045
            type T: int8 (nullValue 0)
            message M @1 { a @1: T, b @2: int64 }
            """
        let source = SourceText(path: "a.pinion", text: language)
        #expect(compile(source, warnings: policy).diagnostics.kept.map(\.code) == ["SCH-083"])
        // Comments are kept, and so is what they silence.
        let converted = try #require(convert(source, to: .xml).text)
        let back = SourceText(path: "a.xml", text: converted)
        #expect(compile(back).diagnostics.kept.map(\.code) == [])
    }

    @Test("An error cannot be allowed")
    func errors() {
        let text = SchemaText.schema(types: #"<type name="T" primitiveType="int99"/>"#)
        let policy = WarningPolicy(selection: .none, allowed: ["SCH-033"])
        #expect(Self.compilation(policy, of: text).diagnostics.kept.map(\.code) == ["SCH-033"])
    }

    @Test("The advice says where a field lies, and what order would be better")
    func words() {
        let text = SchemaText.schema(
            members: """
                <field name="side" id="1" type="char"/>
                <field name="price" id="2" type="int64" offset="8"/>
                <field name="flag" id="3" type="uint8"/>
                <field name="size" id="4" type="uint32" offset="18"/>
                """)
        let messages = Self.compilation(WarningPolicy(selection: .all), of: text).diagnostics.kept
            .map(\.message)
        #expect(
            messages == [
                "`Test` has 8 bytes of padding between its fields, and needs 0 in the order price, "
                    + "size, side, flag; do so in a new message",
                "`size` lies at byte 26 of the frame, no multiple of 4; in a new message, put the "
                    + "largest fields first",
            ])
    }
}
