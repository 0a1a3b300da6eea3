import Foundation
import PinionCompiler
import Testing

/// The schemas that once went wrong, and the examples.
struct BugSchemaTests {
    private static let schemas: URL = {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return tests.deletingLastPathComponent().appending(path: "Schemas")
    }()

    /// The schemas in a folder, in either form.
    private static func files(in folder: URL) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { ["xml", "pinion"].contains($0.pathExtension) }.sorted { $0.path < $1.path }
    }

    @Test("Every schema that once went wrong compiles, with the warnings that it lists")
    func bugs() throws {
        let files = try Self.files(in: Self.schemas.appending(path: "bugs"))
        #expect(files.count >= 5)
        for file in files {
            let text = try String(contentsOf: file, encoding: .utf8)
            let list = try #require(text.firstMatch(of: /warnings:([^\n]*)\n/), "\(file.path)")
            let expected = list.1.split(separator: " ").map(String.init)
            let compilation = compile(SourceText(path: file.path, text: text))
            #expect(
                compilation.diagnostics.kept.map(\.code) == expected,
                "\(compilation.diagnostics.kept.map(\.description).joined(separator: "\n"))")
            #expect(compilation.schema != nil)
        }
    }

    @Test("The schemas of the package compile without a word")
    func own() throws {
        let examples = try Self.files(in: Self.schemas.appending(path: "examples"))
        let transport = try Self.files(in: Self.schemas)
        #expect(examples.count >= 4 && transport.count == 2)
        for file in examples + transport {
            let text = try String(contentsOf: file, encoding: .utf8)
            let compilation = compile(SourceText(path: file.path, text: text))
            #expect(compilation.diagnostics.kept.map(\.description) == [])
            #expect(compilation.schema?.messages.isEmpty == false)
        }
    }
}
