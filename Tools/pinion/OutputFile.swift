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
        } catch {
            // What exists where the directory is to be is no directory.
            let cause = cause(of: error)
            let exists = cause == POSIXErrorCode.EEXIST.words
            throw refusal(of: target, exists ? POSIXErrorCode.ENOTDIR.words : cause)
        }
        do {
            try content.write(to: target, options: .atomic)
        } catch {
            throw refusal(of: target, cause(of: error))
        }
    }

    private static func refusal(of target: URL, _ cause: String) -> ExitCode {
        StandardError.report(place: target.relativePath, "cannot be written: \(cause)")
        return ExitCode(1)
    }

    /// Refuses an empty path, which a script that has lost a variable gives: it would mean this directory.
    static func validate(directory path: String) throws {
        if path.isEmpty { throw ValidationError("--output names no directory; '.' is this one.") }
    }

    /// The operating system's word for an error, which says more than Foundation's.
    private static func cause(of error: any Error) -> String {
        let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error
        return ((underlying ?? error) as? POSIXError)?.code.words ?? error.localizedDescription
    }
}
