/// Cuts a stream of JSON texts into messages, and encodes each.
///
/// The texts are objects, one a line or however they stand, with white space between them or none.
public struct FrameTextStream: Sendable {
    /// The longest text of a message that is waited for, in bytes, unless the caller says otherwise.
    public static let textBytesMaxDefault = 256 << 20

    private let encoder: FrameEncoder
    private let textBytesMax: Int
    /// What has arrived and is not yet dropped.
    private var buffer: [UInt8] = []
    /// Where the next text starts in the buffer, and how far it was looked at.
    private var start = 0
    private var scanned = 0
    /// Where the next text starts in the input.
    private var line = 1
    private var column = 1
    /// How many brackets are open, and whether they are in a string, or behind a backslash in one.
    private var depth = 0
    private var isInString = false
    private var isEscaped = false

    /// A stream of messages for an encoder.
    ///
    /// - Parameters:
    ///   - encoder: The encoder of the messages' schema.
    ///   - textBytesMax: The longest text of a message that is waited for, in bytes; this bounds the memory.
    public init(encoder: FrameEncoder, textBytesMax: Int = textBytesMaxDefault) {
        self.encoder = encoder
        self.textBytesMax = textBytesMax
    }

    /// Adds bytes to the end of the stream.
    public mutating func append(_ bytes: some Collection<UInt8>) {
        // As in `FrameStream`: each byte is moved at most once for each time that it is read.
        if start > 0 && start >= buffer.count - start {
            buffer.removeSubrange(..<start)
            scanned -= start
            start = 0
        }
        buffer.append(contentsOf: bytes)
    }

    /// Appends the next message to `bytes` and goes on behind its text.
    ///
    /// - Parameters:
    ///   - bytes: What the message is appended to.
    ///   - isAtEnd: Whether no more text will come.
    /// - Returns: `false` if more text is needed, or if the input is over.
    /// - Throws: Why the text is no message; lines and columns count from the start of the stream. The stream
    ///   cannot be followed any further.
    public mutating func appendNextFrame(
        to bytes: inout [UInt8], isAtEnd: Bool
    ) throws(EncodeError) -> Bool {
        skipSpace()
        guard start < buffer.count else { return false }
        guard buffer[start] == UInt8(ascii: "{") else {
            throw error(.syntax, "a message is an object, which starts with '{'")
        }
        let isWhole = findEnd()
        guard scanned - start <= textBytesMax else {
            throw error(.tooLong, "the text of a message is longer than \(textBytesMax) bytes")
        }
        // What is cut short is read all the same: the reader says best what it lacks.
        guard isWhole || isAtEnd else { return false }
        try encoder.append(
            json: Array(buffer[start..<scanned]), line: line, column: column, to: &bytes)
        while start < scanned { step() }
        return true
    }

    private func error(_ code: EncodeError.Code, _ reason: String) -> EncodeError {
        EncodeError(code: code, line: line, column: column, path: "", reason: reason)
    }

    /// Goes over a byte that is behind, and counts it.
    private mutating func step() {
        column += 1
        if buffer[start] == UInt8(ascii: "\n") { (line, column) = (line + 1, 1) }
        start += 1
    }

    private mutating func skipSpace() {
        guard depth == 0 else { return }
        while start < buffer.count, JSONReader.isSpace(buffer[start]) { step() }
        scanned = max(scanned, start)
    }

    /// Looks for the bracket that closes the text. Of what is between, only strings matter.
    private mutating func findEnd() -> Bool {
        while scanned < buffer.count {
            let byte = buffer[scanned]
            scanned += 1
            if isEscaped {
                isEscaped = false
            } else if isInString {
                isEscaped = byte == UInt8(ascii: "\\")
                if byte == UInt8(ascii: "\"") { isInString = false }
            } else {
                switch byte {
                case UInt8(ascii: "\""): isInString = true
                case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
                case UInt8(ascii: "}"), UInt8(ascii: "]"):
                    depth -= 1
                    if depth == 0 { return true }
                default: break
                }
            }
        }
        return false
    }
}
