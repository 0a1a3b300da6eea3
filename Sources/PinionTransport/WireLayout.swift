/// Where things stand in packets and frames, as `Schemas/transport.xml` lays them out.
///
/// For the two places that cannot go through a view: data frames are written across many calls to
/// `send`, and a packet is checked before any part of it is looked at. Tests hold these numbers against
/// the generated views.
enum WireLayout {
    /// 'P' and 'N'.
    static let protocolNumber: UInt16 = 0x4E50
    static let version: UInt8 = 1
    static let headerBytes = Transport.PacketHeader.blockLength
    static let frameHeaderBytes = Transport.FrameHeader.blockLength

    /// Where each part of the packet header stands.
    enum Header {
        static let protocolNumber = 0
        static let version = 2
        static let kind = 3
        static let flags = 4
        static let incarnation = 6
        static let session = 8
        static let packetNumber = 12
    }

    /// The data frame, which is the first in its packet.
    enum Data {
        static let blockBytes = Transport.Data.blockLength
        static let firstSequence = 4
        static let stream = 8
        static let flags = 10
        static let dimensions = 12
        /// From the frame's first byte to the first message's length.
        static let messages = 16
        static let repairFlag: UInt16 = 1
    }

    /// From a packet's first byte to the first message's length, where data frames are built.
    static let messagesOffset = headerBytes + Data.messages
    /// What a packet with a single message has beside it.
    static let messageOverheadBytes = messagesOffset + 2
}

/// What a packet is for.
enum PacketKind: UInt8 {
    case session = 1
    case open = 2
    case reset = 3
}

/// The bits of a packet header's flags that version 1 sets.
enum PacketFlags {
    static let fromAcceptor = Transport.PacketFlags.fromAcceptor.rawValue
}

/// The templates of the frames.
enum FrameKind: UInt8, CaseIterable {
    case open = 1
    case openAck = 2
    case close = 3
    case ping = 4
    case data = 5
    case ack = 6
    case gapRequest = 7
    case credit = 8
    case reset = 9

    /// The length of the block in this version.
    var blockBytes: Int {
        switch self {
        case .open: Transport.Open.blockLength
        case .openAck: Transport.OpenAck.blockLength
        case .close: Transport.Close.blockLength
        case .ping: Transport.Ping.blockLength
        case .data: Transport.Data.blockLength
        case .ack: Transport.Ack.blockLength
        case .gapRequest: Transport.GapRequest.blockLength
        case .credit: Transport.Credit.blockLength
        case .reset: Transport.Reset.blockLength
        }
    }

    /// The length of the entries of its group with small dimensions; `nil` if it has none.
    var entryBytes: Int? {
        switch self {
        case .ack: Transport.Ack.Ranges.blockLength
        case .gapRequest: Transport.GapRequest.Gaps.blockLength
        case .credit: Transport.Credit.Streams.blockLength
        case .open, .openAck, .close, .ping, .data, .reset: nil
        }
    }
}
