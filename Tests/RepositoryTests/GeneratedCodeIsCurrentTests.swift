import Foundation
import PinionCompiler
import Testing

/// The generated files that are checked in, so that using the library never builds the compiler.
struct GeneratedCodeIsCurrentTests {
    /// The schema of the transport's frames, as it stands in the repository.
    private static func transportSchema() throws -> Schema {
        let path = "Schemas/transport.pinion"
        let bytes = Array(try Data(contentsOf: Repository.root.appending(path: path)))
        return try #require(compile(SourceText(path: path, bytes: bytes)).schema)
    }

    @Test("The transport's frames are what the compiler makes of their schema today")
    func transportFrames() throws {
        let schema = try Self.transportSchema()
        let options = SwiftOptions(sourceName: "transport.pinion", access: .package)

        let files = generateSwift(schema: schema, options: options)

        #expect(files.map(\.name) == ["TransportFrames.swift"])
        let folder = Repository.root.appending(path: "Sources/PinionTransport/Generated")
        for file in files {
            let kept = try String(contentsOf: folder.appending(path: file.name), encoding: .utf8)
            let isCurrent = kept == file.text
            #expect(
                isCurrent,
                """
                \(file.name) is out of date: run `swift run pinion generate Schemas/transport.pinion \
                --output Sources/PinionTransport/Generated --access package`
                """)
        }
    }

    @Test("The page of the frames' layouts is what the compiler draws of their schema today")
    func layoutPage() throws {
        let schema = try Self.transportSchema()
        let options = ReferenceOptions(sourceName: "transport.pinion", formats: [.markdown])
        let pages = generateReference(schema: schema, options: options)
        let page = try #require(pages.first)

        let kept = Repository.root.appending(path: "spec/layout.md")
        if ProcessInfo.processInfo.environment["PINION_UPDATE_GOLDEN"] == "1" {
            try page.text.write(to: kept, atomically: true, encoding: .utf8)
        }
        let isCurrent = try String(contentsOf: kept, encoding: .utf8) == page.text
        #expect(isCurrent, "PINION_UPDATE_GOLDEN=1 writes spec/layout.md")
    }

    @Test("The README shows the schema of its example")
    func schemaOfTheReadme() throws {
        let schema = try String(
            contentsOf: Repository.root.appending(path: "Schemas/examples/quote.pinion"),
            encoding: .utf8)
        let readme = try String(
            contentsOf: Repository.root.appending(path: "README.md"), encoding: .utf8)
        let (begin, end) = ("<!-- schema:begin -->\n```\n", "```\n<!-- schema:end -->")
        #expect(readme.contains(begin + schema + end))
    }
}
