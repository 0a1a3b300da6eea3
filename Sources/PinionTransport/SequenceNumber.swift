/// The number of a message within its stream, in one direction: what an application sees as a gap.
///
/// 64 bits in the model. The wire carries the low 32, which `init(low32:near:)` widens.
@frozen
public struct SequenceNumber: Comparable, Hashable, Sendable, BitwiseCopyable {
    /// The number.
    public let rawValue: UInt64

    /// Makes a sequence number from its 64 bits.
    @inlinable
    public init(_ rawValue: UInt64) {
        self.rawValue = rawValue
    }

    /// Widens the low 32 bits of a sequence number to the number that is nearest to `reference`.
    ///
    /// Right whenever the two lie less than 2³¹ apart, which windows guarantee.
    @inlinable
    public init(low32: UInt32, near reference: SequenceNumber) {
        self.rawValue = widened(low32, near: reference.rawValue)
    }

    /// The bits that travel.
    @inlinable
    public var low32: UInt32 { UInt32(truncatingIfNeeded: rawValue) }

    /// The number `count` messages later, or the last one that exists.
    @inlinable
    public func advanced(by count: Int) -> SequenceNumber {
        let (sum, overflows) = rawValue.addingReportingOverflow(UInt64(max(count, 0)))
        return SequenceNumber(overflows ? .max : sum)
    }

    /// How many messages lie from `first` to this one; zero if `first` is not smaller.
    @inlinable
    public func distance(from first: SequenceNumber) -> UInt64 {
        rawValue > first.rawValue ? rawValue - first.rawValue : 0
    }

    /// Whether the first number is smaller than the second.
    @inlinable
    public static func < (first: SequenceNumber, second: SequenceNumber) -> Bool {
        first.rawValue < second.rawValue
    }
}

/// The 64-bit number nearest to `reference` whose low 32 bits are `low32`.
///
/// At either end of the 64-bit range it stays inside the range.
@inlinable
func widened(_ low32: UInt32, near reference: UInt64) -> UInt64 {
    // FRM-10: "A number of which the low 32 bits travel SHALL be widened to the number nearest to what is
    // expected"
    let span: UInt64 = 1 << 32
    let candidate = (reference & ~(span - 1)) | UInt64(low32)
    if candidate > reference {
        return candidate - reference > span / 2 && candidate >= span ? candidate - span : candidate
    }
    let (above, overflows) = candidate.addingReportingOverflow(span)
    return reference - candidate > span / 2 && !overflows ? above : candidate
}
