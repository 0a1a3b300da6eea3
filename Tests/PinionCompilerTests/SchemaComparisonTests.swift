import Foundation
import PinionCompiler
import Testing

/// The rules on evolution, each with versions that obey or break it.
struct SchemaComparisonTests {
    static let stories =
        ChangeStory.schemas + ChangeStory.templates + ChangeStory.fields + ChangeStory.tails
        + ChangeStory.simpleTypes + ChangeStory.enumerationsAndSets + ChangeStory.composites

    private func schema(_ text: String) throws -> Schema {
        let compilation = SchemaText.compile(text)
        return try #require(
            compilation.schema, "\(compilation.diagnostics.kept.map(\.description))")
    }

    private func compare(_ old: String, _ new: String) throws -> SchemaComparison {
        SchemaComparison(old: try schema(old), new: try schema(new))
    }

    @Test("A change is told by its rule, once", arguments: stories)
    func change(story: ChangeStory) throws {
        let comparison = try compare(story.old, story.new)
        #expect(
            comparison.changes.map(\.code) == story.codes,
            "\(comparison.reportLines.joined(separator: "\n"))")
        let isBreaking = comparison.changes.contains { $0.severity == .breaking }
        #expect(comparison.isBreaking == isBreaking)
        // What breaks anything but the schema as a whole breaks a message.
        if isBreaking && comparison.changes.contains(where: { $0.path != "schema" }) {
            let isWhole = comparison.changes.allSatisfy {
                $0.severity != .breaking || $0.path == "schema"
            }
            #expect(isWhole || comparison.messages.contains { !$0.broken.isEmpty })
        }
    }

    @Test("A version compared with itself has not changed", arguments: stories)
    func identity(story: ChangeStory) throws {
        for text in [story.old, story.new] {
            #expect(try compare(text, text).changes.isEmpty)
        }
    }

    @Test("Each rule has a story, and each story's codes are those of rules")
    func coverage() {
        let told = Set(Self.stories.flatMap(\.codes))
        let known = Set(SchemaChangeRule.all.map(\.code))
        #expect(known.subtracting(told).sorted() == [])
        #expect(told.subtracting(known).sorted() == [])
        #expect(known.count == SchemaChangeRule.all.count)
        #expect(SchemaChangeRule.rule(code: "EVO-13")?.severity == .breaking)
        #expect(SchemaChangeRule.rule(code: "EVO-99") == nil)
    }

    private static let page: String = {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "spec/evolution.md")
        return (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    }()

    @Test("The rules in the code, and their explanations, are word for word those of the reference")
    func wording() {
        let text = Self.page.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for rule in SchemaChangeRule.all {
            #expect(
                text.contains("**\(rule.code)** \(rule.text) \(rule.explanation)"), "\(rule.code)")
        }
    }

    @Test("The example of the reference is what the comparison says")
    func example() throws {
        let blocks = Self.page.split(separator: "```").map(String.init)
        let messages = blocks.filter { $0.hasPrefix("xml\n") }.map { $0.dropFirst(4) }
        try #require(messages.count == 2)
        let types = """
            <type name="Symbol" primitiveType="char" length="8"/>
            <composite name="varString">
                <type name="length" primitiveType="uint16"/>
                <type name="varData" primitiveType="uint8" length="0" characterEncoding="UTF-8"/>
            </composite>
            """
        let comparison = try compare(
            ChangeStory.schema(types: types, messages: String(messages[0])),
            ChangeStory.schema(
                ChangeStory.Head(version: 2), types: types, messages: String(messages[1])))
        let report = comparison.reportLines.joined(separator: "\n")
        #expect(blocks.contains("\n\(report)\n"), "\(report)")
    }

    @Test("What readers of each version read is told for each message")
    func readings() throws {
        let comparison = try compare(
            ChangeStory.schema(
                messages: """
                    <message name="Same" id="1"><field name="a" id="1" type="uint8"/></message>
                    <message name="Grown" id="2"><group name="g" id="1"/></message>
                    <message name="Broken" id="3"><field name="a" id="1" type="uint8"/></message>
                    <message name="Gone" id="4"/>
                    """),
            ChangeStory.schema(
                ChangeStory.Head(version: 3),
                messages: """
                    <message name="Same" id="1"><field name="a" id="1" type="uint8"/></message>
                    <message name="Grown" id="2">
                        <group name="g" id="1">
                            <field name="b" id="1" type="uint8" sinceVersion="2"/>
                        </group>
                        <data name="d" id="2" type="varDataEncoding" sinceVersion="3"/>
                    </message>
                    <message name="Broken" id="3"><field name="a" id="1" type="int8"/></message>
                    <message name="New" id="5" sinceVersion="3"/>
                    """))
        let lines = comparison.messages.map { message in
            let added = message.added.map { "\($0.kind) \($0.path) \($0.sinceVersion)" }
            return "\(message.name) \(message.templateId) \(message.presence) "
                + "\(message.broken) \(added)"
        }
        #expect(
            lines == [
                "Same 1 both [] []", #"Grown 2 both [] ["field g.b 2", "data d 3"]"#,
                #"Broken 3 both ["EVO-15"] []"#, #"Gone 4 removed ["EVO-8"] []"#,
                "New 5 added [] []",
            ])
    }

    @Test("As JSON, a comparison has its counts, changes and messages")
    func json() throws {
        let comparison = try compare(
            ChangeStory.schema(
                messages:
                    #"<message name="M" id="1"><field name="a" id="1" type="uint8"/></message>"#
            ),
            ChangeStory.schema(
                messages:
                    #"<message name="M" id="1"><field name="a" id="1" type="int8"/></message>"#))
        var text: [UInt8] = []
        comparison.appendJSON(to: &text)
        let json = String(decoding: text, as: UTF8.self)
        #expect(
            json.hasPrefix(
                #"""
                {"counts":{"breaking":1,"compatible":0,"note":0},"changes":[{"code":"EVO-15",\#
                "severity":"breaking","path":"M.a","message":"was uint8 and is int8","rule":\#
                "A value SHALL keep its type.","explanation":"The type is
                """#), "\(json)")
        #expect(
            json.hasSuffix(
                #"""
                "messages":[{"name":"M","templateId":1,"presence":"both","broken":["EVO-15"],\#
                "added":[]}]}
                """#), "\(json)")
        #expect(try JSONSerialization.jsonObject(with: Data(text)) is [String: Any])
    }
}
