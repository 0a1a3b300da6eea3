import Foundation

/// The files of this repository, as the tests that look at it see them.
struct Repository {
    /// The folder with `Package.swift`.
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// One text file.
    struct File {
        /// The path from the root, such as `Sources/Pinion/Driver.swift`.
        let path: String
        let text: String

        var lines: [Substring] {
            text.split(separator: "\n", omittingEmptySubsequences: false)
        }

        /// Whether a tool wrote the file.
        var isGenerated: Bool { path.contains("/Generated/") }
    }

    /// The files below `folders` whose names end in one of `endings`, build folders left out, in
    /// order of their paths.
    static func files(in folders: [String], endings: [String]) throws -> [File] {
        var found: [File] = []
        for folder in folders {
            let start = root.appending(path: folder)
            let names = FileManager.default.enumerator(atPath: start.path(percentEncoded: false))
            while let name = names?.nextObject() as? String {
                if name.split(separator: "/").contains(where: { $0.hasPrefix(".build") }) {
                    continue
                }
                guard endings.contains(where: { name.hasSuffix($0) }) else { continue }
                let text = try String(contentsOf: start.appending(path: name), encoding: .utf8)
                found.append(File(path: folder + "/" + name, text: text))
            }
        }
        return found.sorted { $0.path < $1.path }
    }

    /// All Swift files that people write.
    static func swiftFiles() throws -> [File] {
        try files(in: ["Sources", "Tests", "Tools"], endings: [".swift"])
            .filter { !$0.isGenerated }
    }

    /// All pages of the reference.
    static func specPages() throws -> [File] {
        try files(in: ["spec"], endings: [".md"])
    }
}
