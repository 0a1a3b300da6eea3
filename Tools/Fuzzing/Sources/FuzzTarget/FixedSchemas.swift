import Foundation
public import PinionCompiler

/// Schemas of the repository that bytes are decoded by, and texts encoded.
public enum FixedSchemas {
    /// Their paths and texts. An input names one by its place here: do not change the order.
    public static let texts: [(path: String, text: String)] = [
        "Schemas/examples/market.pinion",
        "Schemas/examples/quote.xml",
        "Schemas/transport.pinion",
        "Schemas/bugs/odd-header.xml",
        "Schemas/bugs/constants-everywhere.xml",
        "Schemas/bugs/empty-parts.xml",
        "Schemas/bugs/null-among-values.xml",
        "Tests/GeneratedViewTests/Schemas/everything.xml",
        "Tests/GeneratedViewTests/Schemas/meters.pinion",
        "Tools/Fuzzing/Schemas/nested.pinion",
    ].map { path in (path, text(of: path)) }

    /// The decoders of the schemas, in the same order.
    public static let decoders = texts.map { path, text in decoder(path, text) }

    /// The decoder of a schema of the repository.
    public static func decoder(_ path: String) -> FrameDecoder { decoder(path, text(of: path)) }

    private static func decoder(_ path: String, _ text: String) -> FrameDecoder {
        guard let schema = compile(SourceText(path: path, text: text)).schema else {
            fatalError("\(path) is no schema")
        }
        return FrameDecoder(schema: schema)
    }

    /// The text of a file of the repository.
    private static func text(of path: String) -> String {
        // The targets are run where they were built.
        let root = (0..<5).reduce(URL(filePath: #filePath)) { url, _ in
            url.deletingLastPathComponent()
        }
        guard let text = try? String(contentsOf: root.appending(path: path), encoding: .utf8) else {
            fatalError("\(path) cannot be read")
        }
        return text
    }
}
