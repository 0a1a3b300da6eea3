/// A checked schema: every name resolved, every offset and size known.
///
/// `SchemaResolver` makes it, and everything that is generated or decoded is a function of it. It
/// says what the bytes are, not how the file spelled it. Source: FIX SBE 1.0, chapter 4 (message
/// schema).
public struct Schema: Hashable, Sendable {
    /// The name space of the messages, such as `example.market`; empty if the schema gives none.
    public var package: String
    /// The schema's identifier, as sent in each message header.
    public var id: UInt64
    /// The newest version that this schema describes.
    public var version: UInt64
    /// The version of the application's semantics; empty if the schema gives none.
    public var semanticVersion: String
    /// What the schema is for, in its author's words; empty if it does not say.
    public var description: String
    /// The byte order of everything, the message header included.
    public var byteOrder: ByteOrder
    /// The composite that precedes each message, with `blockLength`, `templateId`, `schemaId` and
    /// `version`.
    public var header: CompositeType
    /// The named types, in the order of their declaration.
    public var types: [ValueType]
    /// The messages, in the order of their declaration.
    public var messages: [Message]
}

/// The order of the bytes of a number on the wire.
public enum ByteOrder: String, Hashable, Sendable {
    /// The least significant byte comes first, or the most significant one.
    case littleEndian, bigEndian
}

/// What does not change a byte: the words, and the versions, of a declaration.
public struct Notes: Hashable, Sendable {
    /// What the element is for, in its author's words; empty if the schema does not say.
    public var description: String
    /// The first version of the schema that has the element.
    public var sinceVersion: UInt64
    /// The version in which the element was deprecated.
    public var deprecated: UInt64?
    /// The application's data type, such as `Price` or `UTCTimestamp`; empty if not given.
    public var semanticType: String
    /// The start of the time that a value counts from, such as `UNIX`; empty if not given.
    public var epoch: String
    /// What a time counts, such as `nanosecond`; empty if not given.
    public var timeUnit: String

    /// Notes that say nothing, unless told otherwise: in the schema since version 0, not deprecated.
    public init(
        description: String = "", sinceVersion: UInt64 = 0, deprecated: UInt64? = nil,
        semanticType: String = "", epoch: String = "", timeUnit: String = ""
    ) {
        self.description = description
        self.sinceVersion = sinceVersion
        self.deprecated = deprecated
        self.semanticType = semanticType
        self.epoch = epoch
        self.timeUnit = timeUnit
    }
}
