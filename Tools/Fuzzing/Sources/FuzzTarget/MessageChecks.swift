public import PinionCompiler

/// What holds for all bytes that are taken for messages of a schema.
public enum MessageChecks {
    /// Walks the bytes as a stream, as one message, and span by span; the three have to agree.
    public static func decode(_ bytes: Span<UInt8>, by decoder: FrameDecoder) {
        var text: [UInt8] = []
        let length = try? decoder.appendJSON(of: bytes, to: &text)
        check(length != nil || text.isEmpty, "what is no message leaves text behind")
        check((length ?? 0) <= bytes.count, "a message is longer than its bytes")

        var covered = 0
        let result = decoder.annotate(bytes) { span, _ in
            check(span.offset == covered && span.length > 0, "spans leave a gap, or overlap")
            covered += span.length
        }
        check(covered == result.length, "spans cover \(covered) of \(result.length) bytes")
        check((result.fault == nil) == (length != nil), "the walks differ on what is a message")
        if let length { check(result.length == length, "the walks differ on the length") }

        var stream = FrameStream(decoder: decoder, messageBytesMax: 1 << 16)
        stream.append(bytes.array)
        var first = true
        var line: [UInt8] = []
        while (try? stream.appendNextJSON(to: &line, isAtEnd: true)) == true {
            // A stream refuses a message of no bytes.
            if first, let length {
                check(stream.offset == length, "the stream's first message has another length")
                check(line.dropLast() == text[...], "the stream's first message is another")
            }
            first = false
            line.removeAll(keepingCapacity: true)
        }
    }
}
