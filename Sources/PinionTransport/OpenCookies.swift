/// Makes and checks the cookies of opens, without keeping any.
///
/// A cookie proves that whoever sends an OPEN receives what is sent to the address in it.
struct OpenCookies {
    private let secret: SipHash

    /// How long one key is used, in nanoseconds; the key before it is still good.
    static let periodNanoseconds: UInt64 = 16_000_000_000

    /// Makes cookies from `secret`, which no peer knows.
    init(secret: SipHash) {
        self.secret = secret
    }

    /// The cookie for a peer that calls its session `session` in the life `incarnation`.
    func cookie(
        for peer: PeerAddress, session: UInt32, incarnation: UInt64, at now: Timestamp
    ) -> UInt64 {
        cookie(peer, session, incarnation, period: now.nanoseconds / Self.periodNanoseconds)
    }

    /// Whether `cookie` was made for this peer, session and life, in this period or the one before.
    func isGood(
        _ cookie: UInt64, for peer: PeerAddress, session: UInt32, incarnation: UInt64,
        at now: Timestamp
    ) -> Bool {
        // SES-21: "A cookie SHALL depend on the address, the session index and the incarnation of its OPEN, and on
        // a key that no peer knows and that changes every 16 seconds."
        let period = now.nanoseconds / Self.periodNanoseconds
        if cookie == self.cookie(peer, session, incarnation, period: period) { return true }
        return period > 0
            && cookie == self.cookie(peer, session, incarnation, period: period - 1)
    }

    private func cookie(
        _ peer: PeerAddress, _ session: UInt32, _ incarnation: UInt64, period: UInt64
    ) -> UInt64 {
        let key = SipHash(key0: secret.hash(2, period), key1: secret.hash(3, period))
        return key.hash(peer, UInt64(session), incarnation)
    }
}
