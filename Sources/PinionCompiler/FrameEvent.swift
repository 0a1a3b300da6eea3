/// What a cursor comes upon in a message, in the order of the bytes. All offsets count from the start of
/// the message's header.
public enum FrameEvent: Hashable, Sendable {
    /// The header, and the message that it names. The root block follows.
    case messageBegins(FrameHeader, Message)
    /// A field that the message has. A constant takes no bytes at its offset.
    case field(Field, offset: Int)
    /// A field that is newer than the message.
    case absentField(Field)
    /// The dimensions of a group: where they are, the length of each entry's block, how many entries.
    case groupBegins(Group, offset: Int, blockLength: Int, count: Int)
    /// A group that is newer than the message: not even its dimensions are there.
    case absentGroup(Group)
    /// An entry of the group, counted from 0, whose block starts at `offset`.
    case entryBegins(index: Int, offset: Int)
    /// The entry is over, with its groups and data.
    case entryEnds
    /// The last entry is over.
    case groupEnds
    /// A variable-length field: where its length is, and where its bytes are.
    case data(VariableData, offset: Int, bytes: Range<Int>)
    /// A variable-length field that is newer than the message: not even its length is there.
    case absentData(VariableData)
    /// The message is over, as far as the schema knows it.
    case messageEnds(length: Int)
}

/// What a message header says.
public struct FrameHeader: Hashable, Sendable {
    /// Bytes of the root block, as the writer had it.
    public let blockLength: UInt64
    /// Which message follows.
    public let templateId: UInt64
    /// The schema of the message.
    public let schemaId: UInt64
    /// The version of the schema that the writer wrote by.
    public let version: UInt64
}
