import ArgumentParser
import Foundation
import PinionCompiler

/// Files that schemas become, named after them: no two may have one name.
struct NamedFiles {
    private var files: [GeneratedFile] = []
    private var pathByName: [String: String] = [:]

    /// Adds what a schema becomes.
    ///
    /// - Throws: `ValidationError` if another schema becomes a file of the same name.
    mutating func add(_ new: [GeneratedFile], of path: String) throws {
        for file in new {
            if let other = pathByName.updateValue(path, forKey: file.name) {
                throw ValidationError(
                    "Both '\(other)' and '\(path)' become \(file.name); "
                        + "give each a directory of its own.")
            }
        }
        files += new
    }

    /// Writes the files, those that would change, to a directory.
    func write(to directory: String) throws {
        let directory = URL(filePath: directory, directoryHint: .isDirectory)
        for file in files {
            try OutputFile.write(file.text, to: directory.appending(path: file.name))
        }
    }
}
