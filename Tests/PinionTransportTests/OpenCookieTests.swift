import Testing

@testable import PinionTransport

@Suite("Cookies of opens")
struct OpenCookieTests {
    static let peer = PeerAddress(word0: 1, word1: 2, word2: 3, word3: 4)
    static let period = OpenCookies.periodNanoseconds

    // SES-21: "A cookie SHALL depend on the address, the session index and the incarnation of its OPEN, and on a key
    // that no peer knows and that changes every 16 seconds."
    @Test("A cookie is good for one address, index and life, and for this period and the next")
    func dependence() {
        let cookies = OpenCookies(secret: SipHash(key0: 1, key1: 2))
        let start = Timestamp(nanoseconds: 5 * Self.period)
        let cookie = cookies.cookie(for: Self.peer, session: 7, incarnation: 8, at: start)
        func isGood(
            _ peer: PeerAddress = Self.peer, _ session: UInt32 = 7, _ incarnation: UInt64 = 8,
            after nanoseconds: UInt64 = 0, by jar: OpenCookies? = nil
        ) -> Bool {
            (jar ?? cookies).isGood(
                cookie, for: peer, session: session, incarnation: incarnation,
                at: start.advanced(byNanoseconds: nanoseconds))
        }
        #expect(isGood())
        #expect(isGood(after: 2 * Self.period - 1))
        #expect(!isGood(after: 2 * Self.period))
        #expect(!isGood(PeerAddress(word0: 2, word1: 2, word2: 3, word3: 4)))
        #expect(!isGood(PeerAddress(word0: 1, word1: 3, word2: 3, word3: 4)))
        #expect(!isGood(PeerAddress(word0: 1, word1: 2, word2: 4, word3: 4)))
        #expect(!isGood(PeerAddress(word0: 1, word1: 2, word2: 3, word3: 5)))
        #expect(!isGood(Self.peer, 6))
        #expect(!isGood(Self.peer, 7, 9))
        #expect(!isGood(by: OpenCookies(secret: SipHash(key0: 1, key1: 3))))
        let earlier = cookies.cookie(for: Self.peer, session: 7, incarnation: 8, at: .origin)
        #expect(earlier != cookie)
        #expect(
            cookies.isGood(earlier, for: Self.peer, session: 7, incarnation: 8, at: .origin))
    }

    /// Opens one session; what was sent, and how long it took to hear OPENACK.
    private func open(
        opensWithoutCookieMax: Int
    ) -> (packets: [[UInt8]], nanoseconds: UInt64, acceptor: Counters) {
        var limits = SessionLimits()
        limits.opensWithoutCookieMax = opensWithoutCookieMax
        var link = PerfectLink(limits: limits)
        link.records = true
        _ = link.open()
        #expect(link.events(ofFirst: true) == ["opened 2 initiator"])
        #expect(link.events(ofFirst: false) == ["opened 1 acceptor"])
        // The acknowledgement goes after OPENACK.
        let time = link.now.nanoseconds - 1_000_000_000 - link.delay
        return (link.record.map { parsed($0.dropFirst()) }, time, link.second.counters)
    }

    // SES-20: "An acceptor that has as many half-open sessions as it allows without cookies, or more, SHALL answer an
    // OPEN without a good COOKIE with a RETRY, and SHALL NOT keep anything of it."
    @Test("A cookie costs a round trip and no more, and no answer is longer than what it answers")
    func roundTrip() {
        let with = open(opensWithoutCookieMax: 0)
        let without = open(opensWithoutCookieMax: .max)
        #expect(without.nanoseconds == 20_000)
        #expect(with.nanoseconds == 40_000)
        #expect(with.packets.map { $0[3] } == [2, 4, 2, 1, 1])
        #expect(with.packets.map(\.count).prefix(4) == [76, 32, 88, 76])
        #expect(without.packets.map { $0[3] } == [2, 1, 1])
        #expect(with.acceptor.opensChallenged == 1 && without.acceptor.opensChallenged == 0)
        #expect(with.acceptor.cookiesRefused == 0)
    }

    @Test("A flood of opens from forged addresses is kept nowhere, and answered with fewer bytes")
    func flood() {
        var victim = HostilePacketTests.Victim()
        for round in 0..<1_000 {
            var bytes = HostilePacketTests.honest[0]
            bytes[20] = UInt8(truncatingIfNeeded: round)
            bytes[21] = UInt8(truncatingIfNeeded: round >> 8)
            victim.receive(bytes, at: 1_000_000_000 + UInt64(round) * 1_000)
        }
        let counters = victim.table.counters
        #expect(victim.table.sessionCount == 0)
        // One of them names no session at all.
        #expect(counters.opensChallenged == 1_000 - counters.malformed)
        #expect(counters.packetsSent == counters.opensChallenged)
        #expect(counters.bytesSent * 2 < counters.bytesReceived)
        #expect(victim.pool.outstanding == 0)
        #expect(victim.table.nextDeadline == .never)
    }

    @Test("A flood of opens from one address with cookies fills the table and no more")
    func floodWithCookies() {
        var victim = HostilePacketTests.Victim()
        for round in 0..<1_000 {
            var bytes = HostilePacketTests.honest[1]
            bytes[20] = UInt8(truncatingIfNeeded: round)
            bytes[21] = UInt8(truncatingIfNeeded: round >> 8)
            let index = bytes[20..<24].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            let life = bytes[28..<36].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            let now = Timestamp(nanoseconds: 1_000_000_000 + UInt64(round) * 1_000)
            let cookie = victim.table.cookies.cookie(
                for: PerfectLink.firstAddress, session: index, incarnation: life, at: now)
            for place in 0..<8 {
                bytes[76 + place] = UInt8(truncatingIfNeeded: cookie >> (place * 8))
            }
            victim.receive(bytes, at: now.nanoseconds)
        }
        #expect(victim.table.sessionCount == 3)
        #expect(victim.table.halfOpenCount == 3)
        #expect(victim.table.counters.cookiesRefused == 0)
        #expect(victim.table.counters.opensRefused == 997 - victim.table.counters.malformed)
        // Three answers that are repeated, and a few refusals: not one for each open.
        #expect(victim.table.counters.packetsSent < 20)
        victim.settle(at: Timestamp(nanoseconds: 7_000_000_000))
        #expect(victim.table.sessionCount == 0 && victim.table.halfOpenCount == 0)
        #expect(victim.pool.outstanding == 0)
    }

    @Test(
        "An open that is replayed opens nothing twice, and after the session's end nothing for long"
    )
    func replay() {
        var victim = HostilePacketTests.Victim()
        let open = HostilePacketTests.honest[1]
        var time: UInt64 = 1_000_000_000
        for packet in HostilePacketTests.honest {
            time += 20_000
            victim.receive(packet, at: time)
            victim.receive(open, at: time)
            #expect(victim.table.sessionCount <= 1)
        }
        #expect(victim.delivered == 3)
        #expect(victim.table.counters.sessionsOpened == 1)
        victim.settle(at: Timestamp(nanoseconds: 3_000_000_000))
        #expect(victim.table.sessionCount == 0)
        for round in 0..<10 {
            victim.receive(open, at: 3_000_000_000 + UInt64(round))
            #expect(victim.table.halfOpenCount == 1)
        }
        victim.settle(at: Timestamp(nanoseconds: 8_100_000_000))
        #expect(victim.table.sessionCount == 0)
        // Too late.
        victim.receive(open, at: 33_000_000_000)
        #expect(victim.table.sessionCount == 0)
        #expect(victim.table.counters.cookiesRefused == 1)
    }

    // SES-23: "An acceptor SHALL forget a session that has been half-open for longer than its limits allow."
    @Test("A half-open session is forgotten after the time that the limits say", arguments: [1, 5])
    func halfOpen(seconds: UInt64) {
        var limits = SessionLimits()
        limits.openAttemptsMax = 20
        limits.halfOpenNanosecondsMax = seconds * 1_000_000_000
        var link = PerfectLink(limits: limits)
        // OPEN and OPEN with a cookie arrive, and nothing after them.
        link.loses = { isFromFirst, index in isFromFirst && index > 1 }
        _ = link.open()
        #expect(link.second.halfOpenCount == 1)
        link.pass(nanoseconds: seconds * 1_000_000_000 - 1_000_000)
        #expect(link.second.halfOpenCount == 1)
        link.pass(nanoseconds: 2_000_000)
        #expect(link.second.halfOpenCount == 0 && link.second.sessionCount == 0)
        #expect(link.events(ofFirst: false).isEmpty)
        #expect(link.secondPool.outstanding == 0)
    }

    @Test("Opens need a cookie from as many half-open sessions on as the limits say")
    func threshold() {
        var limits = SessionLimits()
        limits.opensWithoutCookieMax = 2
        var link = PerfectLink(limits: limits)
        // No OPENACK arrives.
        link.loses = { isFromFirst, _ in !isFromFirst }
        for _ in 0..<4 { _ = link.open() }
        #expect(link.second.halfOpenCount == 2)
        #expect(link.second.counters.opensChallenged == 2)
    }

    // SES-22: "An initiator that is opening SHALL send its OPEN again at once with the cookie of a RETRY, unless it has
    // sent that cookie before or has taken eight, and SHALL put it into each repeat."
    @Test("An initiator takes eight cookies, each once, and only from its acceptor")
    func initiator() throws {
        var link = PerfectLink()
        link.records = true
        link.loses = { isFromFirst, _ in !isFromFirst }
        _ = link.open()
        let retry = parsed(try #require(link.record.last).dropFirst())
        #expect(retry[3] == 4)
        let sent = link.first.counters.packetsSent
        func receive(_ bytes: [UInt8], from peer: PeerAddress = PerfectLink.secondAddress) {
            guard var packet = link.firstPool.lease(for: .carrier) else { return }
            // SAFETY: bytes have no padding.
            _ = packet.append(unsafe sealed(bytes).span.bytes)
            packet.peer = peer
            link.first.receive(packet, at: link.now)
            link.carry()
        }
        // From elsewhere, of its own direction, of another life, of another session, without a cookie.
        receive(unsealed(retry), from: PeerAddress(word0: 9))
        for (offset, mask) in [(4, 8), (6, 1), (8, 1), (16, 0x80)] as [(Int, UInt8)] {
            var changed = unsealed(retry)
            changed[offset] ^= mask
            receive(changed)
        }
        #expect(link.first.counters.packetsSent == sent)
        #expect(link.first.counters.wrongPeer == 2)
        #expect(link.first.counters.unknownSession == 2)
        #expect(link.first.counters.malformed == 1)
        for round in 0..<20 {
            var changed = unsealed(retry)
            changed[20] ^= UInt8(round)
            receive(changed)
            receive(changed)
        }
        #expect(link.first.counters.packetsSent == sent + 8)
    }

    @Test("An acceptor that restarts between RETRY and OPEN asks for another cookie")
    func restart() {
        var link = PerfectLink()
        // The OPEN with the cookie is lost.
        link.loses = { isFromFirst, index in isFromFirst && index == 1 }
        _ = link.open()
        link.second = SessionTable(
            limits: SessionLimits(), sessionsMax: 4, acceptsSessions: true, pool: link.secondPool,
            entropy: (5, 6))
        link.pass(nanoseconds: 100_000_000)
        #expect(link.events(ofFirst: true) == ["opened 2 initiator"])
        #expect(link.second.counters.cookiesRefused == 1)
        #expect(link.second.counters.opensChallenged == 1)
    }
}
