internal import CUDP
internal import Glibc
internal import PinionTransport

/// Decides when a carrier's thread may sleep, and for how long, and puts it to sleep.
struct IdleClock {
    let policy: IdlePolicy
    /// When a packet was last moved.
    private var lastActive = Timestamp.origin
    /// Whether a packet was moved since the last wait.
    private var isActive = true

    init(policy: IdlePolicy) {
        self.policy = policy
    }

    /// CLOCK_MONOTONIC, which all processes of a host share. Source: clock_gettime(2).
    static var now: Timestamp {
        var time = timespec()
        // SAFETY: the kernel writes one `timespec`; the clock exists on every Linux.
        _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Timestamp(nanoseconds: UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec))
    }

    /// Notes that a packet was moved.
    mutating func noteActivity() {
        isActive = true
    }

    /// Whether the thread may sleep now, by the policy.
    mutating func maySleep() -> Bool {
        switch policy {
        case .poll:
            return false
        case .wait:
            return true
        case .adaptive(let spin):
            let now = Self.now
            if isActive {
                isActive = false
                lastActive = now
            }
            return now.nanoseconds(since: lastActive) >= spin
        }
    }

    /// Sleeps until `socket` is ready, the waker is called or `deadline` has passed.
    ///
    /// Answers whether it slept: it does not if there is a signal already, or no time left.
    func sleep(until deadline: Timestamp, socket: Int32, writable: Bool, waker: Waker)
        throws(CarrierError) -> Bool
    {
        var nanoseconds: Int64 = -1
        if deadline != .never {
            let left = deadline.nanoseconds(since: Self.now)
            guard left > 0 else { return false }
            nanoseconds = Int64(clamping: left)
        }
        guard waker.prepareToSleep() else { return false }
        let result = pinion_wait(socket, writable ? 1 : 0, waker.event, nanoseconds)
        waker.endSleep()
        // A signal handler ran: as good a reason to take a turn as any.
        guard result >= 0 || result == -EINTR else {
            throw .system("ppoll", errorNumber: -result)
        }
        return true
    }
}
