/// One stream's messages on their way out: the packet being built, and those that wait to be acknowledged.
struct SendQueue: ~Copyable {
    /// What becomes of messages that are lost.
    var kind = StreamKind.ordered
    /// The number that the next message gets.
    var next: SequenceNumber
    /// The number of the first message.
    private let first: SequenceNumber
    /// The first number that the peer has no room for yet.
    var limit: SequenceNumber
    /// The packet that takes in messages, if any.
    var building = PacketList()
    /// Sent and not acknowledged, by sequence number.
    var sent = PacketList()
    /// How urgent its messages are.
    var trafficClass = TrafficClass.normal
    /// Packets begun, each of which the peer has room for.
    var packetsBegun: UInt64 = 0
    /// The first packet that the peer has no room for yet.
    private var packetLimit: UInt64
    /// Packets that are complete and have not been sent.
    var sealedCount = 0
    /// Bytes of a message reserved in the packet being built.
    var reserved: Int?
    /// Whether a message has begun of which pieces are still to come.
    var isUnfinished = false
    /// Whether the application waits for room on this stream.
    var isBlocked = false
    /// Where the frames of a packet end at the latest.
    private let framesEndMax: Int

    init(first: SequenceNumber, credit: Int, packets: Int, framesEndMax: Int) {
        self.first = first
        self.framesEndMax = framesEndMax
        next = first
        limit = first.advanced(by: credit)
        packetLimit = UInt64(packets)
    }

    /// Whether the peer has room for another message, or none is asked for.
    var hasCredit: Bool { next < limit || kind == .latestOnly }

    /// Whether the peer has room for another packet, or none is asked for.
    var hasPacketCredit: Bool { packetsBegun < packetLimit || kind == .latestOnly }

    /// Packets sent and not acknowledged, or about to be sent.
    var outstanding: Int { sent.count + sealedCount }

    /// Whether no message has been numbered yet, or put into a packet.
    var isUnused: Bool { next == first && building.isEmpty }

    /// Takes a message behind others into the packet that is being built; answers whether there was room and credit.
    ///
    /// The common case, kept short: a packet that holds messages already needs nothing else to be looked at.
    @inline(__always)
    mutating func append(_ message: RawSpan) -> Bool {
        guard let packet = building.first, packet.header.messageCount > 0, hasCredit,
            DatagramBuilder.hasRoom(packet, for: message.byteCount, packetBytesMax: framesEndMax)
        else { return false }
        packet.copy(message, to: DatagramBuilder.nextMessage(packet))
        DatagramBuilder.commitMessage(packet, byteCount: message.byteCount)
        // REL-2: "A sender SHALL number the messages of a stream without a gap."
        next = next.advanced(by: 1)
        if reserved != nil { reserved = nil }
        return true
    }

    /// Takes in limits that the peer stated, which may be old ones.
    mutating func raiseLimit(_ low32: UInt32, packets packetsLow32: UInt32) {
        // REL-24: "A sender SHALL ignore a limit that is smaller than one it has seen."
        limit = max(limit, SequenceNumber(low32: low32, near: limit))
        packetLimit = max(packetLimit, widened(packetsLow32, near: packetLimit))
    }

    /// Gives every packet back.
    mutating func removeAll() {
        building.removeAll()
        sent.removeAll()
        sealedCount = 0
        reserved = nil
    }
}
