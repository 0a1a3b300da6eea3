/// Names one of a session's streams, counted from zero in each direction.
///
/// Streams need no opening: a session has as many as the receiver offered. Loss on one never holds up
/// another.
@frozen
public struct StreamID: Hashable, Comparable, Sendable, BitwiseCopyable, ExpressibleByIntegerLiteral
{
    /// The number that travels.
    public let rawValue: UInt16

    /// Makes the name of stream `rawValue`.
    @inlinable
    public init(_ rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// Makes the name of a stream from a literal.
    @inlinable
    public init(integerLiteral value: UInt16) {
        self.rawValue = value
    }

    /// Whether the first stream's number is smaller.
    @inlinable
    public static func < (first: StreamID, second: StreamID) -> Bool {
        first.rawValue < second.rawValue
    }
}
