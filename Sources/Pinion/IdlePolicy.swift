/// What a thread does while nothing happens: how latency is traded for processor time.
@frozen
public enum IdlePolicy: Hashable, Sendable {
    /// Never sleeps: the lowest latency, for the whole of a core.
    case poll
    /// Sleeps in the kernel at once: no processor time while idle, and some microseconds more to wake up.
    case wait
    /// Keeps looking for so many nanoseconds after the last packet, then sleeps.
    case adaptive(spinNanoseconds: UInt64)
}
