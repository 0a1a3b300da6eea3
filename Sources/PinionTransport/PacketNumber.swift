/// The number of a packet within its session, in one direction.
///
/// It is used once: a repair travels in a new packet. Acknowledgements name packets, so that a round
/// trip is never ambiguous. 64 bits in the model; the wire carries the low 32.
@frozen
public struct PacketNumber: Comparable, Hashable, Sendable, BitwiseCopyable {
    /// The number.
    public let rawValue: UInt64

    /// Makes a packet number from its 64 bits.
    @inlinable
    public init(_ rawValue: UInt64) {
        self.rawValue = rawValue
    }

    /// Widens the low 32 bits of a packet number to the number that is nearest to `reference`.
    @inlinable
    public init(low32: UInt32, near reference: PacketNumber) {
        self.rawValue = widened(low32, near: reference.rawValue)
    }

    /// The bits that travel.
    @inlinable
    public var low32: UInt32 { UInt32(truncatingIfNeeded: rawValue) }

    /// Whether the first number is smaller than the second.
    @inlinable
    public static func < (first: PacketNumber, second: PacketNumber) -> Bool {
        first.rawValue < second.rawValue
    }
}
