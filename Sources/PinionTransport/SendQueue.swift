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
    /// Bytes of a message reserved in the packet being built.
    var reserved: Int?
    /// Whether the application waits for room on this stream.
    var isBlocked = false

    init(first: SequenceNumber, credit: Int) {
        self.first = first
        next = first
        limit = first.advanced(by: credit)
    }

    /// Whether the peer has room for another message, or none is asked for.
    var hasCredit: Bool { next < limit || kind == .latestOnly }

    /// Whether no message has been numbered yet, or put into a packet.
    var isUnused: Bool { next == first && building.isEmpty }

    /// Takes in a limit that the peer stated, which may be an old one.
    mutating func raiseLimit(_ low32: UInt32) {
        // REL-24: "A sender SHALL ignore a limit that is smaller than one it has seen."
        limit = max(limit, SequenceNumber(low32: low32, near: limit))
    }

    /// Gives every packet back.
    mutating func removeAll() {
        building.removeAll()
        sent.removeAll()
        reserved = nil
    }
}
