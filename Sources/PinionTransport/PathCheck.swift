/// The check of an address to which a peer seems to have moved: at most one at a time in a session.
///
/// Nothing is believed of a packet from elsewhere before the token, which went to that address, has come
/// back from it, and the address that is known has had the time to show that the peer is still there.
struct PathCheck {
    /// The address that is checked.
    private(set) var address = PeerAddress()
    /// What has to come back from it.
    private(set) var token: UInt64 = 0
    /// When the check began; `.never` if there is none.
    private(set) var began = Timestamp.never
    /// Whether the token has come back.
    private(set) var isAnswered = false
    /// Whether a challenge is to be sent.
    var isChallengeDue = false
    /// When the last one was asked for.
    private var challengedAt = Timestamp.never

    /// What becomes of a check with time.
    enum Verdict: Equatable {
        case waits
        case moves
        case failed
    }

    /// How long an answer is waited for at least, in nanoseconds.
    static let lifetimeNanoseconds: UInt64 = 1_000_000_000

    var isActive: Bool { began != .never }

    /// When `verdict` may have changed, although nothing has arrived.
    func deadline(settling: UInt64) -> Timestamp {
        guard isActive else { return .never }
        return began.advanced(byNanoseconds: isAnswered ? settling : lifetime(settling))
    }

    /// A packet came from `address`, with the number of a packet that has not been seen.
    mutating func notePacket(
        from address: PeerAddress, token: UInt64, interval: UInt64, at now: Timestamp
    ) {
        if !isActive {
            self.address = address
            self.token = token
            began = now
        } else if address != self.address || isAnswered
            || now.nanoseconds(since: challengedAt) < interval
        {
            // One address at a time, and no more challenges than packets.
            return
        }
        challengedAt = now
        isChallengeDue = true
    }

    /// A token came back from `address`.
    mutating func noteAnswer(_ token: UInt64, from address: PeerAddress) {
        guard isActive, address == self.address, token == self.token else { return }
        isAnswered = true
    }

    /// Whether the session is to move, if its peer was last heard at its known address at `lastHeard`.
    func verdict(lastHeard: Timestamp, settling: UInt64, at now: Timestamp) -> Verdict {
        guard isActive else { return .waits }
        if lastHeard > began { return .failed }
        let age = now.nanoseconds(since: began)
        if isAnswered { return age >= settling ? .moves : .waits }
        return age >= lifetime(settling) ? .failed : .waits
    }

    /// How long an answer is waited for: over a long path, as long as one there may take.
    private func lifetime(_ settling: UInt64) -> UInt64 {
        max(Self.lifetimeNanoseconds, settling.multipliedSaturating(by: 2))
    }
}
