import PinionCodec

/// Resets for strangers: few, small, and forgotten once sent.
struct StatelessAnswers: ~Copyable {
    private var waiting = FixedStorage<Answer>(count: Self.capacity) { _ in Answer() }
    private(set) var count = 0
    private var tokens = Self.capacity
    private var refilled = Timestamp.origin

    /// How many may wait, and how many may go at once.
    static let capacity = 8
    /// How long until another may go, in nanoseconds.
    static let intervalNanoseconds: UInt64 = 1_000_000
    /// The length of each: a header and a reset frame, and then a trailer if what it answers has one. Never
    /// longer than what it answers.
    static let byteCount =
        Transport.PacketHeader.blockLength + Transport.FrameHeader.blockLength
        + Transport.Reset.blockLength

    struct Answer {
        var peer = PeerAddress()
        var kind = Transport.PacketKind.reset
        var hasTrailer = false
        var session: UInt32 = 0
        var incarnation: UInt16 = 0
        var reason = CloseReason.peerForgot
    }

    /// Notes an answer, or keeps silent if there have been too many.
    ///
    /// FRM-11: "A side SHALL answer at most eight packets at once and one each millisecond with a RESET of this
    /// kind, and SHALL NOT answer a packet that is shorter than the RESET or holds one."
    mutating func append(_ answer: Answer, at now: Timestamp) {
        let elapsed = now.nanoseconds(since: refilled) / Self.intervalNanoseconds
        if elapsed > 0 {
            tokens = Int(min(UInt64(tokens) + min(elapsed, 8), UInt64(Self.capacity)))
            refilled = now
        }
        guard tokens > 0, count < Self.capacity else { return }
        tokens -= 1
        waiting[count] = answer
        count += 1
    }

    /// Takes the answer that was noted last.
    mutating func removeLast() -> Answer? {
        guard count > 0 else { return nil }
        count -= 1
        return waiting[count]
    }
}
