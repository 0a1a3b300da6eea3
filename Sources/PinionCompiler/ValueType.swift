/// What a field or a member of a composite is made of.
public indirect enum ValueType: Hashable, Sendable {
    /// A number or a character, or a fixed array of them.
    case encoded(EncodedType)
    /// One of several named values.
    case enumeration(EnumType)
    /// Bits with names.
    case set(SetType)
    /// Members at fixed offsets.
    case composite(CompositeType)
}

/// A simple type: a number or a character, or a fixed array of them.
public struct EncodedType: Hashable, Sendable {
    /// The name of the type; that of the primitive for a predefined one.
    public var name: String
    /// The type of each element.
    public var primitive: PrimitiveType
    /// How many elements: 1 is a scalar, more is an array, 0 is the variable-length member of data.
    public var length: Int
    /// Whether a value of this type must be there, where the field does not say.
    public var presence: Presence
    /// The value of a constant type.
    public var constant: Constant?
    /// The value that stands for null: the type's own, or its primitive's.
    public var nullValue: PrimitiveValue
    /// The least valid value: the type's own, or its primitive's.
    public var minValue: PrimitiveValue
    /// The greatest valid value: the type's own, or its primitive's.
    public var maxValue: PrimitiveValue
    /// The character encoding of a character array, such as `US-ASCII`, where the schema says it.
    public var characterEncoding: String?
    /// The words and versions of the declaration.
    public var notes: Notes
}

/// An enumeration.
public struct EnumType: Hashable, Sendable {
    /// The name of the type.
    public var name: String
    /// What a value is on the wire.
    public var primitive: PrimitiveType
    /// The value that stands for null: the enumeration's own, or its encoding type's.
    public var nullValue: PrimitiveValue
    /// The named values, in the order of their declaration.
    public var values: [EnumValue]
    /// The words and versions of the declaration.
    public var notes: Notes
}

/// A named value of an enumeration.
public struct EnumValue: Hashable, Sendable {
    /// The name, unique in its enumeration.
    public var name: String
    /// What stands for it on the wire.
    public var value: PrimitiveValue
    /// The words and versions of the declaration.
    public var notes: Notes
}

/// A set of choices, each a bit.
public struct SetType: Hashable, Sendable {
    /// The name of the type.
    public var name: String
    /// An unsigned integer.
    public var primitive: PrimitiveType
    /// The named bits, in the order of their declaration.
    public var choices: [Choice]
    /// The words and versions of the declaration.
    public var notes: Notes
}

/// A choice of a set.
public struct Choice: Hashable, Sendable {
    /// The name, unique in its set.
    public var name: String
    /// The index of the bit, from the least significant one: 0 to 63.
    public var bit: Int
    /// The words and versions of the declaration.
    public var notes: Notes
}

/// A composite: members at fixed offsets.
public struct CompositeType: Hashable, Sendable {
    /// The name of the type.
    public var name: String
    /// Bytes of the whole, constants not counted.
    public var size: Int
    /// The members, by offset.
    public var members: [CompositeMember]
    /// The words and versions of the declaration.
    public var notes: Notes
}

/// A member of a composite.
public struct CompositeMember: Hashable, Sendable {
    /// The name, unique in its composite; a `ref`'s own name, not its type's.
    public var name: String
    /// What the member is made of.
    public var type: ValueType
    /// Bytes from the start of the composite.
    public var offset: Int
    /// The name of the type that a `ref` points to; `nil` for a member that is declared in place.
    public var referencedType: String?
    /// The words and versions of the declaration.
    public var notes: Notes
}

/// The value of a constant.
public enum Constant: Hashable, Sendable {
    /// A number, or one character.
    case value(PrimitiveValue)
    /// The bytes of a character array, padded with NUL to the type's length.
    case characters([UInt8])
    /// A value of an enumeration, by the name of the value.
    case enumValue(EnumType, name: String, value: PrimitiveValue)
}
