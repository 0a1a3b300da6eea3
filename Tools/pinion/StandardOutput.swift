import ArgumentParser
import Foundation

/// Standard output, unbuffered: what is written is there for the reader.
enum StandardOutput {
    /// Writes all of a text.
    static func write(_ text: String) throws {
        var bytes = Array(text.utf8)
        try write(&bytes)
    }

    /// Writes all of `bytes` and empties them.
    ///
    /// - Throws: `ExitCode.success` where the reader has gone: it has what it wanted, as `head` does.
    static func write(_ bytes: inout [UInt8]) throws {
        let code = write(bytes, to: STDOUT_FILENO)
        if code == EPIPE { throw ExitCode.success }
        guard code == 0 else {
            let cause = POSIXErrorCode(rawValue: code).words
            StandardError.report(place: "standard output", "cannot be written: \(cause)")
            throw ExitCode(1)
        }
        bytes.removeAll(keepingCapacity: true)
    }

    /// Writes all of `bytes`, and returns the number of the error that prevents it, or 0.
    static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
        var written = 0
        while written < bytes.count {
            // SAFETY: the buffer is used within the closure only.
            let result = unsafe bytes.withUnsafeBytes { buffer in
                let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[written...])
                // SAFETY: the rest of the buffer has as many bytes as are asked for.
                return unsafe Foundation.write(descriptor, rest.baseAddress, rest.count)
            }
            if result < 0 && errno == EINTR { continue }
            guard result >= 0 else { return errno }
            written += result
        }
        return 0
    }
}
