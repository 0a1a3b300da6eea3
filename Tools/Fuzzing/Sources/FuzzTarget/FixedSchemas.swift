import Foundation

/// Schemas of the repository that bytes are decoded by.
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

    /// The text of a file of the repository.
    public static func text(of path: String) -> String {
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
