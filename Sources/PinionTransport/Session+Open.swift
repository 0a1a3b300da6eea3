extension Session {
    /// Cookies that one session takes at most: so many that an acceptor may restart, or change its key, meanwhile.
    static let cookiesMax = 8

    /// The acceptor wants the OPEN again, with this cookie.
    mutating func receiveCookie(_ value: UInt64, _ environment: inout SessionEnvironment) {
        // SES-22: "An initiator that is opening SHALL send its OPEN again at once with the cookie of a RETRY, unless
        // it has sent that cookie before or has taken eight, and SHALL put it into each repeat."
        guard cookie != value, cookieCount < Self.cookiesMax else { return }
        cookie = value
        cookieCount += 1
        opensAlike = 0
        perform(life.receiveRetry(), counters: &environment.counters)
    }
}
