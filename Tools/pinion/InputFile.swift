import Foundation

/// A file that is read from its start to its end, piece by piece. It may be a pipe.
struct InputFile: ~Copyable {
    static var standardInput: InputFile { InputFile(descriptor: STDIN_FILENO, isOurs: false) }

    private let descriptor: Int32
    /// Whether the descriptor is to be closed.
    private let isOurs: Bool

    private init(descriptor: Int32, isOurs: Bool) {
        self.descriptor = descriptor
        self.isOurs = isOurs
    }

    /// Opens a file for reading.
    init(_ path: String) throws(FileError) {
        // SAFETY: the string lives until the call returns.
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError.cannotRead() }
        self.init(descriptor: descriptor, isOurs: true)
    }

    deinit {
        if isOurs { close(descriptor) }
    }

    /// The next bytes, as many as are there but `count` at most; waits for one. None at the end.
    func read(upTo count: Int) throws(FileError) -> [UInt8] {
        var code: Int32 = 0
        // SAFETY: as many bytes are initialised as `read` says that it wrote.
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            var result = -1
            repeat {
                // SAFETY: the buffer has room for `count` bytes, and `read` writes no more than that.
                result = unsafe Foundation.read(descriptor, buffer.baseAddress, count)
            } while result < 0 && errno == EINTR
            code = result < 0 ? errno : 0
            initialized = max(result, 0)
        }
        guard code == 0 else { throw FileError.cannotRead(code) }
        return bytes
    }

    /// The whole file, or standard input if there is no path, if it is not longer than `bytesMax`.
    static func content(of path: String?, bytesMax: Int) throws(FileError) -> [UInt8] {
        let file = if let path { try InputFile(path) } else { InputFile.standardInput }
        var content: [UInt8] = []
        while true {
            let bytes = try file.read(upTo: 1 << 16)
            if bytes.isEmpty { return content }
            content += bytes
            guard content.count <= bytesMax else {
                throw FileError(reason: "is longer than \(bytesMax) bytes")
            }
        }
    }
}

/// Why a file cannot be read.
struct FileError: Error {
    let reason: String

    static func cannotRead(_ code: Int32 = errno) -> FileError {
        FileError(reason: "cannot be read: \(POSIXErrorCode(rawValue: code).words)")
    }
}

extension POSIXErrorCode {
    /// The operating system's words for the error.
    var words: String {
        // SAFETY: `strerror` returns a string that ends and lives until it is called again.
        unsafe String(cString: strerror(rawValue))
    }
}

extension POSIXErrorCode? {
    /// The operating system's words for the error, if it is one of its own.
    var words: String { self?.words ?? "unknown error" }
}
