import Foundation
import PinionCompiler
import Testing

/// What the generator writes, to the letter.
///
/// `Golden/ticks.xml` has one of each thing that it writes differently. A change of the generated code is a change
/// of `Golden/TicksFrames.swift.txt`, in the open.
struct SwiftEmitterTests {
    private static let golden = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Golden")

    private static func ticks(_ options: SwiftOptions) throws -> [GeneratedFile] {
        let text = try Data(contentsOf: golden.appending(path: "ticks.xml"))
        let compilation = compile(SourceText(path: "ticks.xml", bytes: Array(text)))
        return generateSwift(schema: try #require(compilation.schema), options: options)
    }

    @Test("The generated text is the one that was agreed on")
    func text() throws {
        let files = try Self.ticks(SwiftOptions(sourceName: "ticks.xml"))
        let expected = Self.golden.appending(path: "TicksFrames.swift.txt")

        #expect(files.map(\.name) == ["TicksFrames.swift"])
        let text = try #require(files.first).text
        if ProcessInfo.processInfo.environment["PINION_UPDATE_GOLDEN"] == "1" {
            try text.write(to: expected, atomically: true, encoding: .utf8)
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let expectedLines = try String(contentsOf: expected, encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false)
        for (line, expectedLine) in zip(lines, expectedLines) {
            #expect(line == expectedLine)
        }
        #expect(lines.count == expectedLines.count)
    }

    @Test("The same schema and options give the same bytes")
    func determinism() throws {
        let options = SwiftOptions(sourceName: "ticks.xml")
        let first = try Self.ticks(options)
        for _ in 0..<20 {
            #expect(try Self.ticks(options) == first)
        }
    }

    @Test("Public declarations can be inlined and frozen, and no declaration is forgotten")
    func publicAccess() throws {
        let files = try Self.ticks(SwiftOptions(sourceName: "ticks.xml", access: .public))
        let text = try #require(files.first).text
        #expect(text.contains("public import PinionCodec"))
        let declaration =
            /^ *(?:@inline\(__always\) )?(?:static |mutating )?(?:var|let|func|init|enum|struct|protocol|typealias)\b/
        // What a protocol requires is as public as the protocol, and what a function declares is its own.
        var end: String?
        for line in text.split(separator: "\n") {
            if let last = end {
                if line == last { end = nil }
                continue
            }
            if line.firstMatch(of: declaration) != nil { Issue.record("not public: \(line)") }
            if line.hasSuffix("{"), line.contains(/\b(?:protocol|func)[ ]/) {
                end = line.prefix { $0 == " " } + "}"
            }
        }
        for line in text.split(separator: "\n") where line.contains("public struct") {
            #expect(line.contains("@frozen"), "\(line)")
        }
    }

    @Test(
        "The name space is the package's last part, the file's name without one, or what was asked for",
        arguments: [
            (package: "example.ticks", file: "a.xml", asked: nil, name: "Ticks"),
            (package: "FOO_BAR", file: "a.xml", asked: nil, name: "FooBar"),
            (package: "", file: "market-data.xml", asked: nil, name: "MarketData"),
            (package: "example.ticks", file: "a.xml", asked: "Feed", name: "Feed"),
            // A type within it, and a type of Swift's own, keep their names.
            (package: "example.tick", file: "a.xml", asked: nil, name: "TickSchema"),
            (package: "int", file: "a.xml", asked: nil, name: "IntSchema"),
        ])
    func namespace(package: String, file: String, asked: String?, name: String) throws {
        let bytes = try Data(contentsOf: Self.golden.appending(path: "ticks.xml"))
        let compilation = compile(SourceText(path: "ticks.xml", bytes: Array(bytes)))
        var schema = try #require(compilation.schema)
        schema.package = package
        let options = SwiftOptions(sourceName: file, namespace: asked)
        let text = try #require(generateSwift(schema: schema, options: options).first).text
        #expect(text.contains("\nenum \(name) {"))
    }

    @Test("A field without bytes does not give its name to the one that lies where it does")
    func memberNames() throws {
        let text = SchemaText.schema(
            types: """
                <composite name="Nothing"/>
                <composite name="Pair">
                    <ref name="nothing" type="Nothing"/><type name="a" primitiveType="int8"/>
                </composite>
                """,
            members: """
                <field name="nothing" id="1" type="Nothing"/><field name="pair" id="2" type="Pair"/>
                <field name="none" id="3" type="Nothing"/><field name="b" id="4" type="int8"/>
                """)
        let schema = try #require(SchemaText.compile(text).schema)
        let options = SwiftOptions(sourceName: "a.xml")
        let swift = try #require(generateSwift(schema: schema, options: options).first).text
        let names = swift.matches(of: /memberNames: StaticString \{ "(.*)" \}/).map { "\($0.1)" }
        // Before them are those of the header and of the groups' dimensions.
        #expect(names.suffix(2) == ["0 a", #"0 pair\n1 b"#])
    }

    @Test("Words of a schema cannot leave the comment that they stand in")
    func hostileWords() throws {
        let bytes = try Data(contentsOf: Self.golden.appending(path: "ticks.xml"))
        let compilation = compile(SourceText(path: "ticks.xml", bytes: Array(bytes)))
        var schema = try #require(compilation.schema)
        let words = "a\nlet x = 1\r\n*/ let y = 2 /*\u{2028}let z\u{85}let w\u{202e}tfel\u{0}"
        schema.description = words
        schema.messages[0].notes.description = words
        schema.messages[0].body.fields[0].notes.description = words
        let options = SwiftOptions(sourceName: "a.xml\nlet v = 1")
        let text = try #require(generateSwift(schema: schema, options: options).first).text
        for line in text.split(whereSeparator: \.isNewline) {
            let code = line.drop { $0 == " " }
            let escaped = code.contains(/let [v-z]\b/)
            #expect(code.hasPrefix("//") || !escaped, "\(line)")
        }
        #expect(!text.unicodeScalars.contains("\u{202e}"))
    }
}
