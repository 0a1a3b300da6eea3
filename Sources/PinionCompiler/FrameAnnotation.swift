/// A message with each of its bytes explained.
///
/// The spans are in the order of the bytes, and each byte of the message is in one of them. What takes no
/// bytes is in none: constants, and parts that are newer than the message.
public struct FrameAnnotation: Hashable, Sendable {
    /// The name of the message, or `nil` if the bytes are none of the schema's messages.
    public let message: String?
    /// What the bytes are.
    public let spans: [AnnotatedSpan]
    /// Bytes that the spans cover: the message's, or all that there were if there is a fault.
    public let length: Int
    /// Why and where the message could not be followed to its end, or `nil` if it could.
    public let fault: DecodeError?
}

extension FrameDecoder {
    /// Explains the bytes of the message at the start of some bytes.
    ///
    /// Bytes that are no message are explained as far as they can be, and `fault` says the rest. The result is
    /// many times as long as the bytes; `annotate(_:at:_:)` keeps less.
    ///
    /// - Parameters:
    ///   - message: The message, with or without more bytes behind it.
    ///   - inputOffset: Where it starts in the input; the offset of the fault counts from there.
    public func annotation(of message: Span<UInt8>, at inputOffset: Int = 0) -> FrameAnnotation {
        var spans: [AnnotatedSpan] = []
        let (template, length, fault) = annotate(message, at: inputOffset) { span, _ in
            spans.append(span)
        }
        return FrameAnnotation(message: template, spans: spans, length: length, fault: fault)
    }

    /// Explains the bytes of the message at the start of some bytes, span by span.
    ///
    /// - Parameters:
    ///   - message: The message, with or without more bytes behind it.
    ///   - inputOffset: Where it starts in the input; the offset of the fault counts from there.
    ///   - body: Is called for each span, in the order of the bytes, with the name of the message, which is
    ///     `nil` if the bytes are none of the schema's messages.
    /// - Returns: What `FrameAnnotation` says beside the spans.
    /// - Throws: What `body` throws.
    public func annotate<Failure: Error>(
        _ message: Span<UInt8>, at inputOffset: Int = 0,
        _ body: (AnnotatedSpan, _ message: String?) throws(Failure) -> Void
    ) throws(Failure) -> (message: String?, length: Int, fault: DecodeError?) {
        var cursor = FrameCursor.tolerant(decoder: self, inputOffset: inputOffset)
        var annotator = FrameAnnotator(decoder: self)
        var fault: DecodeError?
        var isAtEnd = false
        while !isAtEnd {
            do throws(DecodeError) {
                if let event = try cursor.next(in: message) {
                    annotator.take(event, in: message)
                } else {
                    isAtEnd = true
                }
            } catch {
                fault = error
                annotator.stop(before: cursor.awaited, in: message)
                isAtEnd = true
            }
            for span in annotator.spans { try body(span, annotator.message) }
            annotator.spans.removeAll(keepingCapacity: true)
        }
        return (annotator.message, fault == nil ? cursor.position : message.count, fault)
    }
}
