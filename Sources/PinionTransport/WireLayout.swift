import PinionCodec

/// What `Schemas/transport.pinion` cannot say, and sums over what it does say.
///
/// Where a field stands, and how long a header or a block is, the generated layouts alone know.
enum WireLayout {
    // A value that one field always has; in the schema it would be a constant, which takes no bytes.
    /// 'P' and 'N'.
    static let protocolNumber: UInt16 = 0x4E50
    // The version of packets and sessions, which Open and OpenAck negotiate; the schema's is that of
    // frames within it.
    /// The version of the protocol.
    static let version: UInt8 = 1

    /// The flags of a packet that is protected as no side of version 1 can. Made once: without optimisation,
    /// the literal of a set is an array on the heap.
    static let unknownProtection: Transport.PacketFlags = [.keyEpoch, .trailerTag]

    // Data frames are built across many calls to `send`, with no writer alive in between. Until
    // `fill` they are alone in their packet, so that each part stands where these say.
    /// From a packet's first byte to its data frame, where data frames are built.
    static var dataFrame: Int { Transport.PacketHeader.blockLength }
    /// From a packet's first byte to the data frame's block.
    static var dataBlock: Int { dataFrame + Transport.FrameHeader.blockLength }
    /// From a packet's first byte to the dimensions of the group of messages.
    static var messageGroup: Int { dataBlock + Transport.Data.blockLength }
    /// From a packet's first byte to the first message's length.
    static var messages: Int { messageGroup + Transport.MessageGroup.size }
    /// What a packet with a single message has beside it.
    static var messageOverheadBytes: Int { messages + Transport.MessageData.dataOffset }
}
