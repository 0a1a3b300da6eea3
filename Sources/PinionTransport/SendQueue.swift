/// One stream's messages on their way out: the packet being built, and those that wait to be acknowledged.
struct SendQueue: ~Copyable {
    /// The number that the next message gets.
    var next: SequenceNumber
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
        next = first
        limit = first.advanced(by: credit)
    }

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
