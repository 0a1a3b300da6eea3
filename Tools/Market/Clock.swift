import Glibc

/// The clocks of the host, which both processes share.
enum Clock {
    /// Nanoseconds since 1970, as messages say it.
    static var wall: UInt64 { read(CLOCK_REALTIME) }

    /// Nanoseconds on a clock that nobody sets.
    static var monotonic: UInt64 { read(CLOCK_MONOTONIC) }

    /// Nanoseconds of processor time that this process has used, in the kernel too.
    static var processor: UInt64 { read(CLOCK_PROCESS_CPUTIME_ID) }

    /// Sleeps for a time below one second, and for some 50 µs more that the kernel adds.
    static func sleep(nanoseconds: UInt64) {
        var time = timespec(tv_sec: 0, tv_nsec: Int(min(nanoseconds, 999_999_999)))
        // SAFETY: the kernel reads one `timespec`.
        _ = unsafe nanosleep(&time, nil)
    }

    private static func read(_ clock: clockid_t) -> UInt64 {
        var time = timespec()
        // SAFETY: the kernel writes one `timespec`.
        _ = unsafe clock_gettime(clock, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
