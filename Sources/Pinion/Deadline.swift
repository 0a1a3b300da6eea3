internal import PinionTransport

extension Duration {
    /// The duration in nanoseconds, at least zero and as long as can be expressed at most.
    var clampedNanoseconds: UInt64 {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        let (whole, overflows) = UInt64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
        guard !overflows else { return .max }
        let (sum, carries) = whole.addingReportingOverflow(UInt64(attoseconds / 1_000_000_000))
        return carries ? .max : sum
    }

    /// The moment that is so far from now.
    var deadline: Timestamp { IdleClock.now.advanced(byNanoseconds: clampedNanoseconds) }
}
