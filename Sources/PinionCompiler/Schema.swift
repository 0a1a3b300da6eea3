/// A checked schema: every name resolved, every offset and size known.
///
/// `SchemaResolver` makes it, and everything that is generated or decoded is a function of it. It says what the
/// bytes are, not how the file spelled it. Source: FIX SBE 1.0, chapter 4 (message schema).
public struct Schema: Hashable, Sendable {
    /// The name space of the messages, such as `example.market`; empty if the schema gives none.
    public var package: String
    /// The schema's identifier, as sent in each message header.
    public var id: UInt64
    /// The newest version that this schema describes.
    public var version: UInt64
    /// The version of the application's semantics; empty if the schema gives none.
    public var semanticVersion: String
    public var description: String
    /// The byte order of everything, the message header included.
    public var byteOrder: ByteOrder
    /// The composite that precedes each message, with `blockLength`, `templateId`, `schemaId` and `version`.
    public var header: CompositeType
    /// The named types, in the order of their declaration.
    public var types: [ValueType]
    /// The messages, in the order of their declaration.
    public var messages: [Message]
}

/// The order of the bytes of a number on the wire.
public enum ByteOrder: String, Hashable, Sendable {
    case littleEndian, bigEndian
}

/// A message template: a root block, groups and variable data.
public struct Message: Hashable, Sendable {
    public var name: String
    /// The template identifier, as sent in the message header.
    public var id: UInt64
    public var body: Body
    public var notes: Notes
}

/// What a message and each entry of a group hold: a block of fields, then groups, then variable data.
public struct Body: Hashable, Sendable {
    /// Bytes of the block, padding included.
    public var blockLength: Int
    public var fields: [Field]
    public var groups: [Group]
    public var data: [VariableData]
}

/// One field of a block.
public struct Field: Hashable, Sendable {
    public var name: String
    public var id: UInt64
    public var type: ValueType
    /// Bytes from the start of the block. A constant takes no room: its offset is where the next field may start.
    public var offset: Int
    /// The field's own presence, or else its type's.
    public var presence: Presence
    /// The value of a constant: of the field's `valueRef`, or of its type.
    public var constant: Constant?
    public var notes: Notes
}

/// A repeating group.
public struct Group: Hashable, Sendable {
    public var name: String
    public var id: UInt64
    /// The composite that precedes the entries, with `blockLength` and `numInGroup`.
    public var dimension: CompositeType
    /// What each entry holds.
    public var body: Body
    public var notes: Notes
}

/// A variable-length field.
public struct VariableData: Hashable, Sendable {
    public var name: String
    public var id: UInt64
    /// The composite with `length` (in bytes) and `varData`.
    public var encoding: CompositeType
    /// The character encoding of `varData`; `nil` says that the data are bytes.
    public var characterEncoding: String?
    public var notes: Notes
}

/// What a field or a member of a composite is made of.
public indirect enum ValueType: Hashable, Sendable {
    case encoded(EncodedType)
    case enumeration(EnumType)
    case set(SetType)
    case composite(CompositeType)
}

/// A simple type: a number or a character, or a fixed array of them.
public struct EncodedType: Hashable, Sendable {
    /// The name of the type; that of the primitive for a predefined one.
    public var name: String
    public var primitive: PrimitiveType
    /// How many elements: 1 is a scalar, more is an array, 0 is the variable-length member of data.
    public var length: Int
    public var presence: Presence
    /// The value of a constant type.
    public var constant: Constant?
    /// The value that stands for null: the type's own, or its primitive's.
    public var nullValue: PrimitiveValue
    public var minValue: PrimitiveValue
    public var maxValue: PrimitiveValue
    /// The character encoding of a character array, such as `US-ASCII`, where the schema says it.
    public var characterEncoding: String?
    public var notes: Notes
}

/// An enumeration.
public struct EnumType: Hashable, Sendable {
    public var name: String
    public var primitive: PrimitiveType
    public var nullValue: PrimitiveValue
    public var values: [EnumValue]
    public var notes: Notes
}

/// A named value of an enumeration.
public struct EnumValue: Hashable, Sendable {
    public var name: String
    public var value: PrimitiveValue
    public var notes: Notes
}

/// A set of choices, each a bit.
public struct SetType: Hashable, Sendable {
    public var name: String
    /// An unsigned integer.
    public var primitive: PrimitiveType
    public var choices: [Choice]
    public var notes: Notes
}

/// A choice of a set.
public struct Choice: Hashable, Sendable {
    public var name: String
    /// The index of the bit, from the least significant one: 0 to 63.
    public var bit: Int
    public var notes: Notes
}

/// A composite: members at fixed offsets.
public struct CompositeType: Hashable, Sendable {
    public var name: String
    /// Bytes of the whole, constants not counted.
    public var size: Int
    public var members: [CompositeMember]
    public var notes: Notes
}

/// A member of a composite.
public struct CompositeMember: Hashable, Sendable {
    public var name: String
    public var type: ValueType
    /// Bytes from the start of the composite.
    public var offset: Int
    /// The name of the type that a `ref` points to; `nil` for a member that is declared in place.
    public var referencedType: String?
    public var notes: Notes
}

/// What does not change a byte: the words, and the versions, of a declaration.
public struct Notes: Hashable, Sendable {
    public var description: String
    /// The first version of the schema that has the element.
    public var sinceVersion: UInt64
    /// The version in which the element was deprecated.
    public var deprecated: UInt64?
    public var semanticType: String
    public var epoch: String
    public var timeUnit: String

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

/// Whether a field must hold a value.
public enum Presence: String, Hashable, Sendable {
    case required, optional, constant
}

/// The value of a constant.
public enum Constant: Hashable, Sendable {
    case value(PrimitiveValue)
    /// The bytes of a character array, padded with NUL to the type's length.
    case characters([UInt8])
    /// A value of an enumeration, by the name of the value.
    case enumValue(EnumType, name: String, value: PrimitiveValue)
}
