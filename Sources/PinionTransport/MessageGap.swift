/// Messages of a latest-only stream that did not arrive, and will not.
@frozen
public struct MessageGap: Hashable, Sendable, BitwiseCopyable {
    /// The first message that is missing.
    public let first: SequenceNumber
    /// How many are missing, at least 1.
    public let count: UInt64

    /// Makes a gap.
    @inlinable
    public init(first: SequenceNumber, count: UInt64) {
        self.first = first
        self.count = count
    }
}
