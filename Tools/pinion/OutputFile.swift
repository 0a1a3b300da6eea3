import ArgumentParser
import Foundation

/// A file that the command writes.
enum OutputFile {
    /// Writes a file whole or not at all, and only if it would change. Its directory is made if need be.
    ///
    /// - Throws: `ExitCode` if it cannot be written, which has been said.
    static func write(_ text: String, to target: URL) throws {
        try write(Array(text.utf8), to: target)
    }

    /// The same, for bytes.
    static func write(_ bytes: [UInt8], to target: URL) throws {
        let content = Data(bytes)
        if let current = try? Data(contentsOf: target), current == content { return }
        do {
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try content.write(to: target, options: .atomic)
        } catch {
            StandardError.report(
                place: target.relativePath, "cannot be written: \(cause(of: error))")
            throw ExitCode(1)
        }
    }

    /// The operating system's word for an error, which says more than Foundation's.
    private static func cause(of error: any Error) -> String {
        let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error
        return ((underlying ?? error) as? POSIXError)?.code.words ?? error.localizedDescription
    }
}
