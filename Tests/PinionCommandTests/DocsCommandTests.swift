import Foundation
import Testing

/// What a user sees of `pinion docs`: files, and pages that stand by themselves.
struct DocsCommandTests {
    private static let golden = Command.repository("Tests/PinionCommandTests/Golden")
    private static let small = golden.appending(path: "small.pinion").path

    private static func text(_ file: URL) throws -> String {
        try String(contentsOf: file, encoding: .utf8)
    }

    private static func names(in folder: URL) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }

    @Test("The pages of a small schema are those that were agreed on, to the letter")
    func goldenPages() throws {
        try Command.withFolder { folder in
            let command = try Command.run(["docs", Self.small, "--output", folder.path])
            #expect(command.status == 0)
            #expect(command.output.isEmpty && command.errors.isEmpty)
            #expect(try Self.names(in: folder) == ["small.html", "small.md"])
            for name in ["small.html", "small.md"] {
                let text = try Self.text(folder.appending(path: name))
                let expected = Self.golden.appending(path: "\(name).txt")
                if ProcessInfo.processInfo.environment["PINION_UPDATE_GOLDEN"] == "1" {
                    try text.write(to: expected, atomically: true, encoding: .utf8)
                }
                let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
                let expectedLines = try Self.text(expected)
                    .split(separator: "\n", omittingEmptySubsequences: false)
                for (line, expectedLine) in zip(lines, expectedLines) {
                    #expect(line == expectedLine)
                }
                #expect(lines.count == expectedLines.count)
            }
        }
    }

    @Test("A second run changes nothing, one of a form writes it alone, and other files stay")
    func secondRun() throws {
        try Command.withFolder { folder in
            let other = folder.appending(path: "other.html")
            try "mine".write(to: other, atomically: true, encoding: .utf8)
            let arguments = ["docs", Self.small, "--output", folder.path]
            #expect(try Command.run(arguments + ["--format", "markdown"]).status == 0)
            #expect(try Self.names(in: folder) == ["other.html", "small.md"])
            #expect(try Command.run(arguments).status == 0)

            let page = folder.appending(path: "small.html")
            let past = Date(timeIntervalSince1970: 1_000_000_000)
            try FileManager.default.setAttributes(
                [.modificationDate: past], ofItemAtPath: page.path)
            #expect(try Command.run(arguments).status == 0)
            let attributes = try FileManager.default.attributesOfItem(atPath: page.path)
            #expect(attributes[.modificationDate] as? Date == past)

            // A page that somebody changed is made anew.
            let expected = try Self.text(page)
            try "changed".write(to: page, atomically: true, encoding: .utf8)
            #expect(try Command.run(arguments).status == 0)
            #expect(try Self.text(page) == expected)
            #expect(try Self.names(in: folder) == ["other.html", "small.html", "small.md"])
            #expect(try Self.text(other) == "mine")
        }
    }

    @Test("Several schemas get their pages in one folder, or none if one of them has an error")
    func severalSchemas() throws {
        try Command.withFolder { folder in
            let output = folder.appending(path: "deep/er")
            let good = ["docs", Self.small, CommandTests.market, "--output", output.path]
            #expect(try Command.run(good).status == 0)
            let names = ["market.html", "market.md", "small.html", "small.md"]
            #expect(try Self.names(in: output) == names)

            let broken = folder.appending(path: "broken.xml")
            try Data(CommandTests.broken.utf8).write(to: broken)
            let none = folder.appending(path: "none")
            let command = try Command.run(["docs", Self.small, broken.path, "--output", none.path])
            #expect(command.status == 1)
            #expect(command.errors.contains("broken.xml:3:39: error: "))
            #expect(!FileManager.default.fileExists(atPath: none.path))
        }
    }

    @Test(
        "A wrong command line is usage",
        arguments: [[], ["--output"], ["--output", "x", "--format", "pdf"]])
    func usage(arguments: [String]) throws {
        let command = try Command.run(["docs", Self.small] + arguments)
        #expect(command.status == 64)
        #expect(command.output.isEmpty && command.errors.contains("sage:"))
    }

    // MARK: Pages

    /// A schema whose every word tries to be more than a word.
    private static let hostile = """
        <messageSchema package="x&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;" id="1" version="0"
            description="&lt;/style&gt;&lt;script src=&quot;https://example.org/a.js&quot;&gt;&lt;/script&gt;">
          <types>
            <composite name="messageHeader">
              <type name="blockLength" primitiveType="uint16"/>
              <type name="templateId" primitiveType="uint16"/>
              <type name="schemaId" primitiveType="uint16"/>
              <type name="version" primitiveType="uint16"/>
            </composite>
            <type name="T" primitiveType="char" length="4" characterEncoding="&lt;b&gt;"
                description="&lt;img src=x onerror=alert(1)&gt; [a](javascript:alert(1)) `code` | cell"/>
            <enum name="E" encodingType="uint8">
              <validValue name="A" description="--&gt;&lt;svg onload=alert(1)&gt;">1</validValue>
            </enum>
          </types>
          <message name="M" id="1" semanticType="&quot;&gt;&lt;script&gt;"
              description="&lt;script&gt;alert('a')&lt;/script&gt; ]]&gt; &amp;lt;">
            <field name="f" id="1" type="T" description="&lt;a href='https://example.org'&gt;b&lt;/a&gt;"/>
            <field name="e" id="2" type="E" description="```&#10;&lt;script&gt;&#10;# heading"/>
          </message>
        </messageSchema>
        """

    /// The names of the elements of a page.
    private static func elements(_ html: String) -> Set<String> {
        Set(html.matches(of: /<([a-zA-Z][a-zA-Z0-9-]*)/).map { String($0.1).lowercased() })
    }

    private static func attributes(_ html: String) -> Set<String> {
        let tags = html.matches(of: /<[a-zA-Z][^<>]*>/).map { String($0.0) }
        return Set(
            tags.flatMap { tag in
                tag.matches(of: /[\s"']([a-zA-Z-]+)=/).map { String($0.1).lowercased() }
            })
    }

    @Test("Nothing in a schema becomes markup, and a page asks for nothing from elsewhere")
    func hostileWords() throws {
        try Command.withFolder { folder in
            let schema = folder.appending(path: "hostile.xml")
            try Data(Self.hostile.utf8).write(to: schema)
            let command = try Command.run(
                ["docs", schema.path, Self.small, CommandTests.market, "--output", folder.path])
            #expect(command.status == 0, "\(command.errors)")
            let plain = try Self.text(folder.appending(path: "market.html"))
            for name in ["hostile", "small", "market"] {
                let html = try Self.text(folder.appending(path: "\(name).html"))
                // Hostile words bring no element and no attribute that other pages have not.
                #expect(Self.elements(html).isSubset(of: Self.elements(plain)))
                #expect(Self.attributes(html).isSubset(of: Self.attributes(plain)))
                let active: Set = [
                    "script", "link", "img", "iframe", "object", "embed", "base", "form", "use",
                    "foreignobject", "image", "audio", "video",
                ]
                #expect(Self.elements(html).isDisjoint(with: active))
                #expect(!Self.attributes(html).contains { $0.hasPrefix("on") || $0 == "src" })
                for reference in html.matches(of: /<[^<>]*\bhref="([^"]*)"/) {
                    #expect(reference.1.hasPrefix("#"))
                }
                let style = html.matches(of: /(?s)<style>(.*?)<\/style>/).map { String($0.1) }
                    .joined()
                #expect(
                    !style.isEmpty && !style.replacing("url(#", with: "").contains("url(")
                        && !style.contains("@import"))
            }
            // The words themselves are there, as words.
            let html = try Self.text(folder.appending(path: "hostile.html"))
            #expect(html.contains("&lt;script&gt;alert(&#39;a&#39;)&lt;/script&gt;"))
            #expect(html.contains("<title>x&lt;/title&gt;&lt;script&gt;"))
        }
    }

    @Test("Each link on a page leads to a place on it, and no place is there twice")
    func links() throws {
        try Command.withFolder { folder in
            let command = try Command.run(
                ["docs", Self.small, CommandTests.market, "--output", folder.path])
            #expect(command.status == 0)
            for name in ["small.html", "small.md", "market.html", "market.md"] {
                let text = try Self.text(folder.appending(path: name))
                let places = text.matches(of: /\bid="([^"]*)"/).map { String($0.1) }
                #expect(Set(places).count == places.count)
                let links = text.matches(of: /href="#([^"]*)"|\]\(#([^)]*)\)/)
                #expect(links.count > 5)
                for link in links {
                    let target = String(link.1 ?? link.2 ?? "")
                    #expect(places.contains(target), "\(name): \(target)")
                }
            }
        }
    }
}
