/// Cuts a stream of bytes into the messages that stand back to back in it.
///
/// A message has no delimiter: its end is found by walking it. So the stream can only be followed while every
/// message is one of the schema. Groups and data that a newer version of the schema has added after those
/// that are known here cannot be told from the next message.
public struct FrameStream: Sendable {
    /// The longest message that is waited for, in bytes, unless the caller says otherwise.
    public static let messageBytesMaxDefault = 64 << 20

    private let decoder: FrameDecoder
    private let messageBytesMax: Int
    /// What has arrived and is not yet dropped.
    private var buffer: [UInt8] = []
    /// Where the next message starts in the buffer.
    private var start = 0
    /// Where the buffer starts in the input.
    private var bufferOffset = 0
    /// The walk of the next message, as far as its bytes went.
    private var cursor: FrameCursor
    /// The least length of the next message, as far as it is known.
    private var bytesNeeded = 1
    /// Where a message is that is newer than the schema, and its version, if it was the last one.
    private var newerMessage: (offset: Int, version: UInt64)?

    /// A stream of messages of the decoder's schema.
    ///
    /// - Parameters:
    ///   - decoder: The decoder of the messages' schema.
    ///   - messageBytesMax: The longest message that is waited for, in bytes; this bounds the memory.
    public init(decoder: FrameDecoder, messageBytesMax: Int = messageBytesMaxDefault) {
        self.decoder = decoder
        self.messageBytesMax = messageBytesMax
        cursor = FrameCursor(decoder: decoder, visitsFields: false)
    }

    /// Where the next message starts in the input, in bytes.
    public var offset: Int { bufferOffset + start }

    /// Adds bytes to the end of the stream.
    public mutating func append(_ bytes: some Collection<UInt8>) {
        // What is behind is dropped once it is half of the buffer: each byte is moved at most once for each
        // time that it is read.
        if start > 0 && start >= buffer.count - start {
            buffer.removeSubrange(..<start)
            bufferOffset += start
            start = 0
        }
        buffer.append(contentsOf: bytes)
    }

    /// Appends the next message to `text` as a line of JSON and goes on behind it.
    ///
    /// - Parameters:
    ///   - text: What the line is appended to, with its line feed.
    ///   - isAtEnd: Whether no more bytes will come.
    /// - Returns: `false` if more bytes are needed, or if the input is over.
    /// - Throws: Why the bytes are no message. The stream cannot be followed any further.
    public mutating func appendNextJSON(
        to text: inout [UInt8], isAtEnd: Bool
    ) throws(DecodeError) -> Bool {
        guard let length = try nextLength(isAtEnd: isAtEnd) else { return false }
        try appendJSON(ofMessageOf: length, to: &text)

        let isNewer = cursor.version > decoder.schema.version
        newerMessage = isNewer ? (offset, cursor.version) : nil
        start += length
        bytesNeeded = 1
        cursor = FrameCursor(decoder: decoder, inputOffset: offset, visitsFields: false)
        return true
    }

    private func appendJSON(
        ofMessageOf length: Int, to text: inout [UInt8]
    ) throws(DecodeError) {
        let message = buffer.span.extracting(start..<start + length)
        try decoder.appendJSON(of: message, at: offset, to: &text)
        text.append(UInt8(ascii: "\n"))
    }

    /// The length of the next message, once all of it is there.
    private mutating func nextLength(isAtEnd: Bool) throws(DecodeError) -> Int? {
        let available = buffer.count - start
        guard available >= bytesNeeded || isAtEnd && available > 0 else { return nil }
        // A span keeps all of `self` borrowed, so the walk goes on in a copy.
        var walk = cursor
        defer { cursor = walk }
        do throws(DecodeError) {
            let message = buffer.span.extracting(start..<buffer.count)
            while try walk.next(in: message) != nil {}
            // JSN-19: "A reader of a stream SHALL refuse a message that takes no bytes."
            // Where the schema makes every member of the header a constant, nothing is a message, and
            // there is always one more of them.
            guard walk.position > 0 else {
                throw DecodeError(
                    .emptyMessage, at: offset,
                    "by this schema a message takes no bytes, so that a stream of them has no end")
            }
            return walk.position
        } catch {
            guard error.code == .truncated else { throw explained(error) }
            // JSN-17: "A reader of a stream SHALL refuse a message of more bytes than it is ready to keep, as
            // soon as a count or a length calls for them."
            guard error.bytesNeeded <= UInt64(messageBytesMax) else {
                let reason =
                    "\(error.reason), but a message may have no more than \(messageBytesMax)"
                throw explained(DecodeError(.tooLong, at: error.offset, reason))
            }
            guard !isAtEnd else { throw explained(error) }
            bytesNeeded = Int(error.bytesNeeded)
            return nil
        }
    }

    /// The error, with what may have led to it.
    private func explained(_ error: DecodeError) -> DecodeError {
        guard let newerMessage else { return error }
        let reason =
            "\(error.reason); the message before, at offset \(newerMessage.offset), is of version "
            + "\(newerMessage.version), newer than the schema's \(decoder.schema.version), and may end in "
            + "groups or data that the schema does not describe"
        return DecodeError(
            error.code, at: error.offset, bytesNeeded: error.bytesNeeded, reason)
    }
}
