/// A message template: a root block, groups and variable data.
public struct Message: Hashable, Sendable {
    /// The name of the template, unique in its schema.
    public var name: String
    /// The template identifier, as sent in the message header.
    public var id: UInt64
    /// The root block and what follows it.
    public var body: Body
    /// The words and versions of the declaration.
    public var notes: Notes
}

/// What a message and each entry of a group hold: a block of fields, then groups, then variable
/// data.
public struct Body: Hashable, Sendable {
    /// Bytes of the block, padding included.
    public var blockLength: Int
    /// The fields of the block, by offset.
    public var fields: [Field]
    /// The groups, in the order in which they follow the block.
    public var groups: [Group]
    /// The variable-length fields, in the order in which they follow the groups.
    public var data: [VariableData]
}

/// One field of a block.
public struct Field: Hashable, Sendable {
    /// The name, unique among the fields, groups and data of its block.
    public var name: String
    /// The identifier, unique among the fields, groups and data of its block.
    public var id: UInt64
    /// What the field is made of.
    public var type: ValueType
    /// Bytes from the start of the block. A constant takes no room: its offset is where the next
    /// field may start.
    public var offset: Int
    /// The field's own presence, or else its type's.
    public var presence: Presence
    /// The value of a constant: of the field's `valueRef`, or of its type.
    public var constant: Constant?
    /// The words and versions of the declaration.
    public var notes: Notes
}

/// Whether a field must hold a value.
public enum Presence: String, Hashable, Sendable {
    /// It always holds a value, or it may hold the null value, or its value is in the schema and
    /// takes no room on the wire.
    case required, optional, constant
}

/// A repeating group.
public struct Group: Hashable, Sendable {
    /// The name, unique among the fields, groups and data of its block.
    public var name: String
    /// The identifier, unique among the fields, groups and data of its block.
    public var id: UInt64
    /// The composite that precedes the entries, with `blockLength` and `numInGroup`.
    public var dimension: CompositeType
    /// What each entry holds.
    public var body: Body
    /// The words and versions of the declaration.
    public var notes: Notes
}

/// A variable-length field.
public struct VariableData: Hashable, Sendable {
    /// The name, unique among the fields, groups and data of its block.
    public var name: String
    /// The identifier, unique among the fields, groups and data of its block.
    public var id: UInt64
    /// The composite with `length` (in bytes) and `varData`.
    public var encoding: CompositeType
    /// The character encoding of `varData`; `nil` says that the data are bytes.
    public var characterEncoding: String?
    /// The words and versions of the declaration.
    public var notes: Notes
}
