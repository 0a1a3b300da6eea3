public import PinionCompiler

/// What holds for all texts that are taken for messages as JSON.
public enum TextChecks {
    /// Messages are no longer than this: the bytes of an input could ask for thousands of times as many.
    private static let messageBytesMax = 1 << 16

    /// Encodes a text as one message, and as a stream of them: the two have to agree, and each message that is
    /// made is shown and encoded to the same bytes again.
    public static func encode(_ text: [UInt8], by decoder: FrameDecoder) {
        let encoder = FrameEncoder(schema: decoder.schema, messageBytesMax: messageBytesMax)
        let whole = encode(text, by: encoder)
        if let whole { checkRoundTrip(of: whole, encoder: encoder, decoder: decoder) }

        let frames = stream(text, cutAt: text.count, by: encoder)
        for frame in frames where frame != whole {
            checkRoundTrip(of: frame, encoder: encoder, decoder: decoder)
        }
        if let whole { check(frames == [whole], "as a stream, the message is another") }
        check(
            stream(text, cutAt: text.count / 2, by: encoder) == frames,
            "in two pieces, the messages are others")
    }

    private static func encode(_ text: [UInt8], by encoder: FrameEncoder) -> [UInt8]? {
        var bytes: [UInt8] = [0xa5]
        do {
            try encoder.append(json: text, to: &bytes)
        } catch {
            check(bytes == [0xa5], "what is no message leaves bytes behind")
            check(
                !error.reason.isEmpty && error.line > 0 && error.column > 0, "an error says nothing"
            )
            return nil
        }
        check(bytes.count - 1 <= messageBytesMax, "a message is longer than it may be")
        return Array(bytes.dropFirst())
    }

    /// The messages of a stream, up to the first text that is none.
    private static func stream(
        _ text: [UInt8], cutAt cut: Int, by encoder: FrameEncoder
    ) -> [[UInt8]] {
        var stream = FrameTextStream(encoder: encoder)
        var frames: [[UInt8]] = []
        for (piece, isAtEnd) in [(text[..<cut], false), (text[cut...], true)] {
            stream.append(piece)
            var frame: [UInt8] = []
            do {
                while try stream.appendNextFrame(to: &frame, isAtEnd: isAtEnd) {
                    frames.append(frame)
                    frame.removeAll(keepingCapacity: true)
                }
            } catch {
                check(frame.isEmpty, "what is no message leaves bytes behind")
                return frames
            }
        }
        return frames
    }

    private static func checkRoundTrip(
        of frame: [UInt8], encoder: FrameEncoder, decoder: FrameDecoder
    ) {
        var text: [UInt8] = []
        let length = try? decoder.appendJSON(of: frame.span, to: &text)
        check(length == frame.count, "what was encoded is no message")
        let again = encode(text, by: encoder)
        check(again == frame, "shown and encoded again, a message is another: \(text.string)")
    }
}

extension [UInt8] {
    fileprivate var string: String { String(decoding: self, as: UTF8.self) }
}
