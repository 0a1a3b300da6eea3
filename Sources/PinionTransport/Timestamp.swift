/// A moment on a monotonic clock, in nanoseconds since an origin that the clock chose.
///
/// The protocol reads no clock: every event is handed the time at which it happened. Arithmetic
/// saturates, because some intervals come from a peer.
@frozen
public struct Timestamp: Comparable, Hashable, Sendable, BitwiseCopyable {
    /// Nanoseconds since the clock's origin.
    public let nanoseconds: UInt64

    /// Makes the moment `nanoseconds` after the clock's origin.
    @inlinable
    public init(nanoseconds: UInt64) {
        self.nanoseconds = nanoseconds
    }

    /// The clock's origin: a deadline that has passed whatever the time is.
    @inlinable
    public static var origin: Timestamp { Timestamp(nanoseconds: 0) }

    /// Later than every moment: the deadline of something that is not awaited.
    @inlinable
    public static var never: Timestamp { Timestamp(nanoseconds: .max) }

    /// The moment `nanoseconds` later, or `never` where that cannot be expressed.
    @inlinable
    public func advanced(byNanoseconds nanoseconds: UInt64) -> Timestamp {
        let (sum, overflows) = self.nanoseconds.addingReportingOverflow(nanoseconds)
        return overflows ? .never : Timestamp(nanoseconds: sum)
    }

    /// Nanoseconds from `earlier` to this moment; zero if `earlier` is not earlier.
    @inlinable
    public func nanoseconds(since earlier: Timestamp) -> UInt64 {
        nanoseconds > earlier.nanoseconds ? nanoseconds - earlier.nanoseconds : 0
    }

    /// Whether the first moment lies before the second.
    @inlinable
    public static func < (first: Timestamp, second: Timestamp) -> Bool {
        first.nanoseconds < second.nanoseconds
    }
}
