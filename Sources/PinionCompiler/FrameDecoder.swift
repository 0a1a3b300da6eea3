/// Decodes the messages of a schema without generated code.
///
/// It finds what is in a message by walking it with a `FrameCursor`; `value(of:at:in:)` says what a field
/// holds, and `appendJSON(of:at:to:)` writes it all as JSON. Whatever the bytes are, it does not trap, and
/// its work is bounded by their number and by the size of the schema.
public struct FrameDecoder: Sendable {
    /// The schema of the messages.
    public let schema: Schema

    let headerSize: Int
    private let blockLength: CompositeInteger
    private let templateId: CompositeInteger
    private let schemaId: CompositeInteger
    private let version: CompositeInteger
    private let plans: [UInt64: MessagePlan]

    /// A message and what the cursor needs to know of it.
    struct MessagePlan: Sendable {
        let message: Message
        let body: BodyPlan
    }

    /// Prepares to decode the messages of a checked schema.
    public init(schema: Schema) {
        self.schema = schema
        let header = schema.header
        headerSize = header.size
        blockLength = CompositeInteger("blockLength", in: header)
        templateId = CompositeInteger("templateId", in: header)
        schemaId = CompositeInteger("schemaId", in: header, missing: schema.id)
        version = CompositeInteger("version", in: header, missing: schema.version)
        plans = Dictionary(
            schema.messages.map { ($0.id, MessagePlan(message: $0, body: BodyPlan($0.body))) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The plan of the message with a template identifier.
    func plan(templateId: UInt64) -> MessagePlan? { plans[templateId] }

    /// Reads the header at the start of a message that holds at least as much.
    func header(of message: Span<UInt8>) -> FrameHeader {
        let order = schema.byteOrder
        return FrameHeader(
            blockLength: blockLength.read(at: 0, in: message, order: order),
            templateId: templateId.read(at: 0, in: message, order: order),
            schemaId: schemaId.read(at: 0, in: message, order: order),
            version: version.read(at: 0, in: message, order: order))
    }
}
