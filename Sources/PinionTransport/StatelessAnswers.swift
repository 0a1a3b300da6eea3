import PinionCodec

/// Resets and cookies for strangers: few, small, and forgotten once sent.
struct StatelessAnswers: ~Copyable {
    private var waiting = FixedStorage<Answer>(count: Self.capacity) { _ in Answer() }
    private(set) var count = 0
    private var tokens = Self.resetsMax
    private var refilled = Timestamp.origin

    /// How many may wait to be sent: those of one turn. Who is not answered asks again.
    static let capacity = 64
    /// How many resets may go at once.
    static let resetsMax = 8
    /// How long until another reset may go, in nanoseconds.
    static let intervalNanoseconds: UInt64 = 1_000_000
    /// The length of a reset: a header and a frame, and then a trailer if what it answers has one. Never
    /// longer than what it answers.
    static let byteCount =
        Transport.PacketHeader.blockLength + Transport.FrameHeader.blockLength
        + Transport.Reset.blockLength
    /// The length of a cookie's packet: less than half of the OPEN that it answers.
    static let cookieByteCount =
        Transport.PacketHeader.blockLength + Transport.FrameHeader.blockLength
        + Transport.Cookie.blockLength

    struct Answer {
        var peer = PeerAddress()
        var kind = Transport.PacketKind.reset
        var hasTrailer = false
        var session: UInt32 = 0
        var incarnation: UInt16 = 0
        var content = Content.reset(.peerForgot)
    }

    /// The only frame of an answer.
    enum Content {
        case reset(CloseReason)
        case cookie(UInt64)
    }

    /// Notes an answer, or keeps silent if there have been too many.
    mutating func append(_ answer: Answer, at now: Timestamp) {
        guard count < Self.capacity else { return }
        switch answer.content {
        case .reset:
            guard takeToken(at: now) else { return }
        case .cookie:
            // As many as there are opens: whoever floods an endpoint must not keep others out.
            break
        }
        waiting[count] = answer
        count += 1
    }

    /// Whether another reset may go.
    ///
    /// FRM-11: "A side SHALL answer at most eight packets at once and one each millisecond with a RESET of this
    /// kind, and SHALL NOT answer a packet that is shorter than the RESET or holds one."
    private mutating func takeToken(at now: Timestamp) -> Bool {
        let elapsed = now.nanoseconds(since: refilled) / Self.intervalNanoseconds
        if elapsed > 0 {
            tokens = Int(min(UInt64(tokens) + min(elapsed, 8), UInt64(Self.resetsMax)))
            refilled = now
        }
        guard tokens > 0 else { return false }
        tokens -= 1
        return true
    }

    /// Takes the answer that was noted last.
    mutating func removeLast() -> Answer? {
        guard count > 0 else { return nil }
        count -= 1
        return waiting[count]
    }
}
