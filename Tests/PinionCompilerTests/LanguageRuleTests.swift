import Foundation
import PinionCompiler
import Testing

/// What is wrong with a schema in Pinion's language, where, and what is said about it.
struct LanguageRuleTests {
    /// A schema with a mistake. The marks `«` and `»` are around what the diagnostic is about.
    struct Story: Sendable, CustomStringConvertible {
        var description: String
        var text: String
        /// The codes, one for each pair of marks, and a part of each message.
        var expected: [(code: String, words: String)]

        init(_ description: String, _ text: String, _ expected: (String, String)...) {
            self.description = description
            self.text = text
            self.expected = expected.map { (code: $0.0, words: $0.1) }
        }

        static func whole(_ name: String, _ text: String, _ expected: (String, String)...) -> Story
        {
            var story = Story(name, text)
            story.expected = expected.map { (code: $0.0, words: $0.1) }
            return story
        }

        /// A mistake among the declarations of a schema.
        static func part(_ name: String, _ text: String, _ expected: (String, String)...) -> Story {
            var story = Story(name, "schema a @1\n\(text)\nmessage Last @99 {}\n")
            story.expected = expected.map { (code: $0.0, words: $0.1) }
            return story
        }
    }

    static let stories: [Story] = [
        .whole("nothing", "«»", ("LNG-007", "schema example.market @1")),
        .whole("no schema", "«type» A: uint8", ("LNG-007", "schema example.market @1")),
        .whole("no id", "schema a\n«type» A: uint8", ("LNG-006", "an id such as `@1`")),
        .part("two schemas", "«schema» b @2", ("LNG-007", "already")),
        .part("a keyword with a slip", "«mesage» M @1 {}", ("LNG-006", "did you mean `message`?")),
        .part("no declaration", "«price» @1: int64", ("LNG-006", "starts no declaration")),
        .part("a strange character", "type A«#»: uint8", ("LNG-003", "`#` means nothing here")),
        .part("a name with a digit first", "type «2nd»: uint8", ("LNG-003", "back quotes")),
        .part("an open text", "type A: char[3] = «\"»abc", ("LNG-004", "not closed")),
        .part("an unknown escape", "type A: char[3] = \"a«\\q»\"", ("LNG-005", "backslash")),
        .part("two characters", "type A: char = «'ab'»", ("LNG-005", "double quotes")),
        .part("no colon", "type A «uint8»", ("LNG-006", "`:` and a type")),
        .part("an unknown primitive", "type A: «int46»", ("SCH-033", "did you mean `int16`?")),
        .part(
            "an unknown type", "message M @1 { a @1: «Pirce» }\ntype Price: uint8",
            ("SCH-030", "did you mean `Price`?")),
        .part(
            "an unknown attribute", "type A: uint8 («minvalue» 1)",
            ("LNG-008", "did you mean `minValue`?")),
        .part(
            "an attribute of others", "message M @1 («offset» 4) {}",
            ("LNG-008", "no attribute `offset`")),
        .part(
            "an attribute twice", "type A: uint8 (minValue 1, «minValue» 2)", ("LNG-008", "already")
        ),
        .part(
            "an attribute without a value", "type A: uint8 (minValue«)»",
            ("LNG-006", "needs a value")),
        .part("no comma", "type A: uint8 (minValue 1 «maxValue» 2)", ("LNG-006", "`,` or `)`")),
        .part("a digit for a character", "enum E: char { a = «1» }", ("LNG-010", "write '1'")),
        .part("a digit for null", "type A: char? (nullValue «0»)", ("LNG-010", "write '0'")),
        .part("a name for a value", "enum E: char { a = «A» }", ("LNG-006", "write 'A'")),
        .part("an optional constant", "type A: int8«?» = 5", ("LNG-006", "leave out the `?`")),
        .part("presence twice", "type A: int8? (presence «required»)", ("LNG-008", "say it once")),
        .part("an unknown presence", "type A: int8 (presence «sometimes»)", ("SCH-013", "none of")),
        .part(
            "an array in a field", "message M @1 { a @1: char[«8»] }",
            ("LNG-006", "type Name: char[8]")),
        .part(
            "a number for a constant field", "message M @1 { a @1: uint8 = «5» }",
            ("LNG-006", "value of an enumeration")),
        .part(
            "a field without an id", "message M @1 { a«:» uint8 }",
            ("LNG-006", "an id such as `@1`")),
        .part("a member with an id", "composite C { a «@»1: uint8 }", ("LNG-006", "has no id")),
        .part(
            "a group in a composite", "composite C { «group» g @1 {} }",
            ("SCH-016", "cannot hold a group")),
        .part(
            "a type in a message", "message M @1 { «enum» E: uint8 {} }",
            ("LNG-006", "before the message")),
        .part(
            "a slip in a block", "message M @1 { «gruop» g @1 {} }",
            ("LNG-006", "did you mean `group`?")),
        .part(
            "a field after a group", "message M @1 { group g @1 {}\n«a» @2: uint8 }",
            ("SCH-017", "cannot follow")),
        .part(
            "a group after data", "message M @1 { data d @1\n«group» g @2 {} }",
            ("SCH-017", "cannot follow")),
        .part("an id that is too great", "message M @«9999999999» {}", ("SCH-012", "2147483647")),
        .part("an id below zero", "message M @«-1» {}", ("SCH-012", "2147483647")),
        .part(
            "a message in an open block", "message M @1 { a @1: uint8\n«message» N @2 {}",
            ("LNG-006", "add `}`")),
        .part(
            "documentation before nothing", "composite C { a: uint8\n«/// Nothing.»\n}",
            ("LNG-011", "documents nothing")),
        .part(
            "documentation behind", "type A: uint8 «/// The type.»",
            ("LNG-011", "documents nothing")),
        .part(
            "described twice", "/// Once.\ntype A: uint8 («description» \"twice\")",
            ("LNG-008", "say it once")),
        .part("a brace too many", "type A: uint8\n«}»", ("LNG-006", "starts no declaration")),
        .whole(
            "the wrong byte order", "schema a @1 (byteOrder «little»)\nmessage M @1 {}",
            ("SCH-014", "littleEndian")),
        .whole("no messages", "schema «a» @1", ("SCH-015", "no messages")),
        .part(
            "two mistakes of form",
            "type A «uint8»\ntype B: uint8\nmessage M @1 {\n    a @1 «B»\n    b @2: uint8\n}",
            ("LNG-006", "`:`"), ("LNG-006", "`:`")),
        .part(
            "two mistakes of content", "type A: «unit8» («minimum» 1)",
            ("SCH-033", "did you mean `uint8`?"), ("LNG-008", "minValue")),
    ]

    @Test("A mistake is reported once, at its place, with what to do about it", arguments: stories)
    func mistake(story: Story) {
        let marked = RuleStory.whole(story.description, text: story.text).unmarked()
        let compilation = compile(SourceText(path: "a.pinion", text: marked.text))
        let found = compilation.diagnostics.kept.map { diagnostic in
            let bytes = diagnostic.span.source.bytes[diagnostic.span.range]
            let text = String(decoding: bytes, as: UTF8.self)
            return "\(diagnostic.line):\(diagnostic.column) `\(text)` \(diagnostic.code)"
        }
        let expected = zip(marked.places, story.expected).map { "\($0) \($1.code)" }
        #expect(found == expected, "\(compilation.diagnostics.kept.map(\.description))")
        for (diagnostic, expected) in zip(compilation.diagnostics.kept, story.expected) {
            #expect(diagnostic.message.contains(expected.words))
        }
        #expect((compilation.schema == nil) == compilation.diagnostics.hasErrors)
    }

    @Test("The rules in the code are word for word those of the reference")
    func wording() throws {
        let page = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "spec/language.md")
        let text = try String(contentsOf: page, encoding: .utf8)
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for rule in SchemaRules.language {
            #expect(text.contains("**\(rule.code)** \(rule.text)"), "\(rule.code)")
            #expect(SchemaRules.rule(code: rule.code) == rule)
        }
    }

    @Test("A comment before a declaration is its description")
    func documentation() throws {
        // LNG-020: "A documentation comment SHALL be the description of what follows it: its lines joined
        // by single spaces, an empty line being the end of a paragraph."
        let text = """
            /// The schema,
            ///   in two lines.
            schema a @1
            // not this
            /// A type.
            ///
            /// Its second paragraph.
            type A: uint8
            message M @1 {
                // nor this
                a @1: A
            }
            """
        let schema = try #require(compile(SourceText(path: "a.pinion", text: text)).schema)
        #expect(schema.description == "The schema, in two lines.")
        guard case .encoded(let type) = schema.types[1] else { return #expect(Bool(false)) }
        #expect(type.notes.description == "A type.\n\nIts second paragraph.")
        #expect(schema.messages[0].body.fields[0].notes.description == "")
    }
}
