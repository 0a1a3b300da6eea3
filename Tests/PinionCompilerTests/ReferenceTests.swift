import Foundation
import Testing

@testable import PinionCompiler

/// What the reference pages of a schema say, and that nothing in a schema can break them.
struct ReferenceTests {
    private static let golden = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Golden")

    private static func ticks() throws -> Schema {
        let text = try Data(contentsOf: golden.appending(path: "ticks.xml"))
        let compilation = compile(SourceText(path: "ticks.xml", bytes: Array(text)))
        return try #require(compilation.schema)
    }

    private static func pages(of schema: Schema) throws -> (html: String, markdown: String) {
        let files = generateReference(
            schema: schema, options: ReferenceOptions(sourceName: "ticks.xml"))
        #expect(files.map(\.name) == ["ticks.html", "ticks.md"])
        try #require(files.count == 2)
        return (files[0].text, files[1].text)
    }

    /// The project's own reader takes the page: each element is closed, and each character escaped.
    private static func expectWellFormed(_ html: String) {
        let xml = html.replacing("<!DOCTYPE html>", with: "")
        var diagnostics = Diagnostics()
        let root = SchemaReader.read(SourceText(path: "a.xml", text: xml), into: &diagnostics)
        #expect(root?.name == "html", "\(diagnostics.kept.map(\.description))")
        #expect(!diagnostics.hasErrors, "\(diagnostics.kept.map(\.description))")
    }

    private static func expectLinksLead(_ html: String, _ markdown: String) {
        for text in [html, markdown] {
            let places = text.matches(of: /\bid="([^"]*)"/).map { String($0.1) }
            #expect(Set(places).count == places.count)
            let links = text.matches(of: /href="#([^"]*)"|\]\(#([^)]*)\)/)
            #expect(!links.isEmpty)
            for link in links {
                let target = String(link.1 ?? link.2 ?? "")
                #expect(places.contains(target), "\(target)")
            }
        }
    }

    @Test("The Markdown page is the one that was agreed on, and HTML can be read as XML")
    func text() throws {
        let pages = try Self.pages(of: try Self.ticks())
        let expected = Self.golden.appending(path: "ticks.md.txt")
        if ProcessInfo.processInfo.environment["PINION_UPDATE_GOLDEN"] == "1" {
            try pages.markdown.write(to: expected, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: expected, encoding: .utf8) == pages.markdown)
        Self.expectWellFormed(pages.html)
        Self.expectLinksLead(pages.html, pages.markdown)
        #expect(try Self.pages(of: try Self.ticks()) == pages)
    }

    @Test("Every message, field, group, data and type of a schema is on its pages")
    func completeness() throws {
        let schema = try Self.ticks()
        let pages = try Self.pages(of: schema)
        for message in schema.messages {
            let names =
                message.body.fields.map(\.name) + message.body.groups.map(\.name)
                + message.body.data.map(\.name)
                + message.body.groups.flatMap { $0.body.fields.map(\.name) }
            for name in names + [message.name] + schema.types.map(\.name) {
                #expect(pages.html.contains(name) && pages.markdown.contains(name), "\(name)")
            }
            #expect(ExampleFrame.bytes(of: message, by: ExampleFrame.encoder(of: schema)) != nil)
        }
    }

    @Test("Words of a schema stay words, whatever is in them")
    func hostileWords() throws {
        var schema = try Self.ticks()
        let words = "<script>a</script> \"b' & `c` | d\n\n# e ]](x) \\ \u{202e}--> ]]>\u{0}"
        schema.package = words
        schema.description = words
        schema.messages[0].name = words
        schema.messages[0].notes.description = words
        schema.messages[0].body.fields[0].name = words
        schema.messages[0].body.fields[0].notes.description = words
        schema.messages[0].body.groups[0].name = "group \(words)"
        schema.messages[0].body.data[0].name = "data \(words)"
        schema.header.name = words
        let pages = try Self.pages(of: schema)
        Self.expectWellFormed(pages.html)
        Self.expectLinksLead(pages.html, pages.markdown)
        // Between fences, all is literal but a line that begins with a fence.
        let parts = "\n\(pages.markdown)".components(separatedBy: "\n```")
        #expect(parts.count % 2 == 1 && parts.count > 1)
        for (index, part) in parts.enumerated() where index % 2 == 1 {
            #expect(part.hasPrefix("text\n"))
        }
        let prose = parts.enumerated().filter { $0.offset % 2 == 0 }.map(\.element).joined()
        for text in [pages.html, prose] { #expect(!text.contains("<script")) }
        for text in [pages.html, pages.markdown] {
            #expect(!text.unicodeScalars.contains("\u{202e}"))
        }
        #expect(!pages.markdown.contains("\n# e"))
    }

    @Test("The cells of a map cover each byte once")
    func coverage() throws {
        let schema = try Self.ticks()
        var maps = schema.messages.map { ByteMap(block: $0.body, anchor: "a") }
        maps.append(ByteMap(composite: schema.header, anchor: "h"))
        for type in schema.types {
            guard case .composite(let type) = type else { continue }
            maps.append(ByteMap(composite: type, anchor: "t"))
        }
        for map in maps {
            var end = 0
            for cell in map.cells {
                #expect(cell.offset == end && cell.length > 0)
                end = cell.end
            }
            #expect(end == map.length)
            // So do the rows, with those that are left out.
            end = 0
            for row in ByteMapRows(map).rows {
                switch row {
                case .bytes(let offset, let segments):
                    for segment in segments {
                        #expect(offset + segment.column == end)
                        end += segment.length
                    }
                case .elided(let range, _):
                    #expect(range.lowerBound == end)
                    end = range.upperBound
                }
            }
            #expect(end == map.length)
        }
    }

    @Test("An array of a thousand million bytes takes a few rows and no example")
    func longArrays() throws {
        let text = SchemaText.schema(
            types: #"<type name="Long" primitiveType="uint8" length="1000000000"/>"#,
            members: """
                <field name="first" id="1" type="uint8"/>
                <field name="long" id="2" type="Long"/>
                """
        ).replacing(
            #"<type name="blockLength" primitiveType="uint16"/>"#,
            with: #"<type name="blockLength" primitiveType="uint32" maxValue="2147483647"/>"#)
        let schema = try #require(SchemaText.compile(text).schema)
        let map = ByteMap(block: schema.messages[0].body, anchor: "a")
        #expect(ByteMapRows(map).rows.count < 6)
        #expect(
            ExampleFrame.bytes(
                of: schema.messages[0], by: ExampleFrame.encoder(of: schema)) == nil)
        let pages = try Self.pages(of: schema)
        #expect(pages.html.utf8.count < 40_000 && pages.markdown.utf8.count < 20_000)
        Self.expectWellFormed(pages.html)
    }

    @Test("The example of any schema is a message, and is left out only where it is too long")
    func examples() throws {
        var count = 0
        for seed in 1...300 as ClosedRange<UInt64> {
            var random = SeededRandom(seed: seed)
            let text = RandomSchema(using: &random).xml
            let schema = try #require(SchemaText.compile(text).schema, "seed \(seed)")
            let encoder = ExampleFrame.encoder(of: schema)
            for message in schema.messages {
                guard let bytes = ExampleFrame.bytes(of: message, by: encoder) else { continue }
                let annotation = FrameDecoder(schema: schema).annotation(of: bytes.span)
                #expect(annotation.fault == nil && annotation.length == bytes.count, "seed \(seed)")
                #expect(annotation.message == message.name, "seed \(seed)")
                count += 1
            }
        }
        #expect(count > 300)
    }
}
