import PinionCompiler
import Testing

/// The explanations of rules: each is there, and what its examples say is true.
struct RuleExplanationTests {
    static let schemaRules = RuleReference.all.map(\.code).filter { !$0.hasPrefix("EVO") }
    static let changeRules = RuleReference.all.map(\.code).filter { $0.hasPrefix("EVO") }

    @Test(
        "Every rule is explained, with a reason and an example",
        arguments: RuleReference.all.map(\.code))
    func explained(code: String) throws {
        let rule = try #require(RuleReference(code: code))
        let explanation = try #require(rule.explanation)
        #expect(explanation.code == rule.code)
        #expect(explanation.reason.count > 30)
        #expect(explanation.reason.hasSuffix("."))
        #expect(explanation.example.count > 10)
        #expect(explanation.mended != explanation.example)
        let allows = rule.level == .note && rule.code != "EVO-54"
        #expect((explanation.mended == nil) == allows)
        #expect((explanation.old != nil) == rule.code.hasPrefix("EVO"))

        let lines = rule.reportLines
        #expect(lines[0].hasPrefix(rule.code))
        #expect(lines.last == "The rule is in \(rule.page).")
        for line in lines where !line.hasPrefix("    ") {
            #expect(line.count <= 78, "\(line)")
        }
        #expect(RuleReference(code: rule.code.lowercased()) == rule)
    }

    @Test(
        "The example of a rule breaks it and no other, and mended it breaks none",
        arguments: schemaRules)
    func examples(code: String) throws {
        let rule = try #require(RuleReference(code: code))
        let explanation = try #require(rule.explanation)
        // What is refused may be warned of as well.
        let broken = Self.diagnostics(explanation.example, of: explanation)
            .filter { rule.level == .warning || $0.severity == .error }
        #expect(Set(broken.map(\.code)) == [rule.code], "\(broken)")
        let mended = Self.diagnostics(try #require(explanation.mended), of: explanation)
        #expect(mended.map(\.description) == [])
    }

    @Test(
        "The example of a change is of its rule, and the way around it breaks none",
        arguments: changeRules)
    func changes(code: String) throws {
        let rule = try #require(RuleReference(code: code))
        let explanation = try #require(rule.explanation)
        let old = try Self.schema(try #require(explanation.old), version: 1, of: explanation)
        let new = try Self.schema(explanation.example, version: 2, of: explanation)
        let changes = SchemaComparison(old: old, new: new).changes
        #expect(changes.contains { $0.code == rule.code }, "\(changes)")
        if rule.level == .note {
            #expect(changes.allSatisfy { $0.severity != .breaking }, "\(changes)")
        }
        guard let instead = explanation.mended else { return }
        let mended = SchemaComparison(
            old: old, new: try Self.schema(instead, version: 2, of: explanation))
        #expect(!mended.isBreaking, "\(mended.changes)")
        #expect(mended.changes.allSatisfy { $0.code != rule.code })
    }

    @Test("There is no rule of another code, and the nearest one is offered")
    func unknown() {
        #expect(RuleReference(code: "SCH-999") == nil)
        #expect(RuleReference(code: "") == nil)
        #expect(RuleReference.hint(for: "SHC-012") == "; did you mean `SCH-012`?")
        #expect(RuleReference.hint(for: "xyz") == "")
        #expect(RuleReference.hint(for: "chek", besides: ["check"]) == "; did you mean `check`?")
    }

    // MARK: Whole schemas

    /// What is wrong with an example. What it includes or imports is an empty file.
    private static func diagnostics(_ example: String, of explanation: RuleExplanation)
        -> [Diagnostic]
    {
        let source = whole(example, version: 1, of: explanation)
        if explanation.code == "LNG-012" {
            return convert(source, to: .xml).diagnostics.kept
        }
        return compile(source, warnings: WarningPolicy(selection: .all)) { path in
            path == "types.pinion" ? [] : nil
        }.diagnostics.kept
    }

    private static func schema(
        _ example: String, version: Int, of explanation: RuleExplanation
    ) throws -> Schema {
        let compilation = compile(whole(example, version: version, of: explanation))
        return try #require(
            compilation.schema,
            "\(compilation.diagnostics.kept.map(\.description).joined(separator: "\n"))")
    }

    /// An example with what every schema needs around it.
    private static func whole(
        _ example: String, version: Int, of explanation: RuleExplanation
    ) -> SourceText {
        switch explanation.place {
        case .schema:
            return SourceText(path: "example.pinion", text: example)
        case .declarations:
            let message = example.contains("message ") ? "" : "\nmessage Empty @99 {}\n"
            let text = "schema example @1 (version \(version))\n\(example)\(message)"
            guard explanation.code == "LNG-001" else {
                return SourceText(path: "example.pinion", text: text)
            }
            // The example cannot be written in a text: it stands for this one.
            let bytes = Array(
                text.utf8.split(separator: [0xef, 0xbf, 0xbd]).joined(separator: [0xff]))
            return SourceText(path: "example.pinion", bytes: bytes)
        case .document:
            let text = example.replacing(
                #"<messageSchema package="example" id="1"/>"#,
                with: #"<messageSchema package="example" id="1">\#(content)"#)
            return SourceText(path: "example.xml", text: text)
        case .types:
            return SourceText(path: "example.xml", text: SchemaText.schema(types: example))
        case .messages:
            return SourceText(path: "example.xml", text: SchemaText.schema(messages: example))
        case .members:
            return SourceText(path: "example.xml", text: SchemaText.schema(members: example))
        }
    }

    /// What makes an empty document a good schema.
    private static let content = """
        <types><composite name="messageHeader">
            <type name="blockLength" primitiveType="uint16"/>
            <type name="templateId" primitiveType="uint16"/>
            <type name="schemaId" primitiveType="uint16"/>
            <type name="version" primitiveType="uint16"/>
        </composite></types><message name="Empty" id="1"/></messageSchema>
        """
}
