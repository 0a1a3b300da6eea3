/// Messages of one stream that arrived in one packet, still in the packet.
///
/// The next of an ordered stream begins where this one ends; of other kinds, see ``StreamKind``.
///
/// Owns the lease on the packet. Give it to `SessionTable.consume(_:)` when the messages are done with:
/// that returns the lease and gives the peer credit for as many more. Keep it, and the peer's sender
/// is told to wait once its credit is used up.
@safe
public struct Delivery: ~Copyable {
    let packet: PacketBuffer

    init(packet: consuming PacketBuffer) {
        self.packet = packet
    }

    /// The session that the messages belong to.
    public var session: SessionID { SessionID(rawValue: packet.slot.header.session) }

    /// The subscription that the messages belong to; `nil` if they are of one of the session's streams.
    public var subscription: SubscriptionID? {
        let subscription = packet.slot.header.subscription
        return subscription == 0 ? nil : SubscriptionID(rawValue: subscription)
    }

    /// The stream that the messages belong to. A subscription's is ``SubscriptionID/stream``.
    public var stream: StreamID { StreamID(packet.slot.header.stream) }

    /// The first message's sequence number; the others follow it without a gap.
    public var firstSequence: SequenceNumber { packet.slot.header.sequence }

    /// How many messages there are, at least 1.
    public var count: Int { Int(packet.slot.header.messageCount) }

    /// Which part of a message this is; a piece is alone in its delivery, and the pieces of a message follow each other.
    ///
    /// A ``MessageAssembler`` puts them together.
    public var piece: MessagePiece { packet.slot.header.piece }

    /// The messages before the first that were lost for good, if any: on latest-only streams.
    public var gap: MessageGap? {
        let header = packet.slot.header
        guard header.missing > 0 else { return nil }
        return MessageGap(
            first: SequenceNumber(header.sequence.rawValue - header.missing), count: header.missing)
    }

    /// A reader of the messages, in order.
    @_lifetime(borrow self)
    public func messages() -> MessageReader {
        let header = packet.slot.header
        // SAFETY: the session checked that `messageCount` lengths and messages stand between the two
        // offsets, inside the packet; the lease keeps them there.
        let reader = unsafe MessageReader(
            next: UnsafeRawPointer(packet.slot.bytes) + Int(header.messagesOffset),
            remaining: Int(header.messageCount))
        // SAFETY: as above.
        return unsafe _overrideLifetime(reader, borrowing: self)
    }

    /// Calls `body` with each message and its sequence number, in order.
    public func forEachMessage<Failure: Error>(
        _ body: (SequenceNumber, RawSpan) throws(Failure) -> Void
    ) throws(Failure) {
        var sequence = firstSequence
        var reader = messages()
        while let message = reader.next() {
            try body(sequence, message)
            sequence = sequence.advanced(by: 1)
        }
    }

    consuming func takePacket() -> PacketBuffer {
        packet
    }
}
