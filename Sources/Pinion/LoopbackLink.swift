public import PinionTransport

/// Two queues in memory that stand for a network between two carriers of one process.
public final class LoopbackLink: Sendable {
    /// One of the two ends of a link.
    @frozen
    public enum Side: UInt64, Hashable, Sendable {
        /// One end.
        case first = 1
        /// The other end.
        case second = 2

        /// The end across.
        public var other: Side { self == .first ? .second : .first }

        /// The address of a carrier at this end.
        public var address: PeerAddress { PeerAddress(word0: rawValue) }
    }

    let toFirst: ByteRing
    let toSecond: ByteRing
    let firstWaker: Waker
    let secondWaker: Waker

    /// Makes a link with room for `capacityBytes` of packets on their way in each direction: 4 KiB to 1 GiB.
    ///
    /// - Throws: ``CarrierError`` if the process has no descriptor left.
    public init(capacityBytes: Int = 1 << 20) throws(CarrierError) {
        precondition(4_096...(1 << 30) ~= capacityBytes, "a link holds 4 KiB to 1 GiB of packets")
        toFirst = ByteRing(capacity: capacityBytes)
        toSecond = ByteRing(capacity: capacityBytes)
        firstWaker = try Waker()
        secondWaker = try Waker()
    }
}
