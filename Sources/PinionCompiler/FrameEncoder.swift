/// Encodes messages that are written as JSON, without generated code.
///
/// The JSON is that of `spec/json.md`, which `FrameDecoder` writes. Whatever the text is, it does not trap; its
/// work is bounded by the length of the text, and by the length of the message that is accepted.
public struct FrameEncoder: Sendable {
    /// The schema of the messages.
    public let schema: Schema

    let messageBytesMax: Int
    private let indexByName: [String: Int]
    private let indexByTemplateId: [UInt64: Int]

    /// Prepares to encode the messages of a checked schema.
    ///
    /// - Parameters:
    ///   - schema: The schema of the messages.
    ///   - messageBytesMax: The longest message that is made, in bytes.
    public init(
        schema: Schema, messageBytesMax: Int = FrameStream.messageBytesMaxDefault
    ) {
        self.schema = schema
        self.messageBytesMax = messageBytesMax
        let messages = schema.messages.enumerated()
        indexByName = Dictionary(
            messages.map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first })
        indexByTemplateId = Dictionary(
            messages.map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
    }

    /// Appends the message that a JSON text says, with its header.
    ///
    /// - Parameters:
    ///   - json: One object, with or without white space around it, in UTF-8.
    ///   - bytes: What the message is appended to. It is as before if the text is no message.
    /// - Throws: Why the text is no message; lines and columns count from the start of the text.
    public func append(json: [UInt8], to bytes: inout [UInt8]) throws(EncodeError) {
        try append(json: json, line: 1, column: 1, to: &bytes)
    }

    /// The same, for a text that starts at some line and column of another one.
    func append(
        json: [UInt8], line: Int, column: Int, to bytes: inout [UInt8]
    ) throws(EncodeError) {
        let count = bytes.count
        do throws(EncodeFault) {
            let node: JSONNode
            do throws(JSONReader.Fault) {
                node = try JSONReader.read(json)
            } catch {
                throw EncodeFault(
                    code: .syntax, offset: error.offset, path: "", reason: error.reason)
            }
            var encoding = FrameEncoding(encoder: self, appendingTo: &bytes)
            defer { bytes = encoding.takeBytes() }
            try encoding.appendMessage(node)
        } catch {
            bytes.removeSubrange(count...)
            throw error.located(in: json, line: line, column: column)
        }
    }

    func message(named name: String) -> Message? { indexByName[name].map { schema.messages[$0] } }

    func message(templateId: UInt64) -> Message? {
        indexByTemplateId[templateId].map { schema.messages[$0] }
    }
}
