import PinionTransport
import Testing

@Suite("Sessions that are refused, fall silent, restart and end")
struct SessionTests {
    @Test("A table that takes no sessions says so")
    func refused() {
        var link = PerfectLink(accepts: false)
        _ = link.open()
        link.pass(nanoseconds: 1_000_000)
        #expect(link.events(ofFirst: true) == ["closed: the peer takes no sessions, by the peer"])
        #expect(link.first.sessionCount == 0)
        #expect(link.second.counters.opensRefused == 1)
    }

    @Test("An open that nobody answers ends after its attempts")
    func unanswered() {
        var link = PerfectLink()
        link.loses = { _, _ in true }
        _ = link.open()
        link.pass(nanoseconds: 10_000_000_000)
        #expect(link.events(ofFirst: true) == ["closed: the peer did not answer"])
        #expect(link.first.counters.packetsSent == 8)
    }

    @Test("An idle session lives by its keep-alives, and a silent peer is found out")
    func silence() {
        var link = PerfectLink()
        let session = link.open()
        _ = link.events(ofFirst: true)
        link.pass(nanoseconds: 60_000_000_000)
        #expect(link.first.phase(of: session) == .open)
        link.loses = { isFromFirst, _ in !isFromFirst }
        link.pass(nanoseconds: 6_000_000_000)
        #expect(link.events(ofFirst: true) == ["closed: the peer fell silent"])
    }

    @Test("A peer that restarted is found out by its answer to the next packet")
    func restart() {
        var link = PerfectLink()
        let session = link.open()
        _ = link.events(ofFirst: true)
        _ = link.events(ofFirst: false)
        link.second = SessionTable(
            limits: SessionLimits(), sessionsMax: 4, acceptsSessions: true, pool: link.secondPool,
            entropy: (5, 6))
        #expect(link.send("for the last one", of: session) == .accepted)
        link.pass(nanoseconds: 1_000_000)
        let forgot = "closed: the peer restarted or forgot the session, by the peer"
        #expect(link.events(ofFirst: true) == [forgot])
        #expect(link.events(ofFirst: false) == [])
        #expect(link.firstPool.outstanding == 0)
    }

    @Test("An abort tells both sides at once, and keeps no lease")
    func abort() {
        var link = PerfectLink()
        let session = link.open()
        _ = link.events(ofFirst: true)
        _ = link.events(ofFirst: false)
        _ = link.send("never", of: session)
        link.first.abort(session, .aborted, at: link.now)
        link.pass(nanoseconds: 1_000_000)
        #expect(link.events(ofFirst: true) == ["closed: aborted"])
        #expect(link.events(ofFirst: false) == ["closed: aborted, by the peer"])
        #expect(link.firstPool.outstanding == 0)
        #expect(link.secondPool.outstanding == 0)
    }

    @Test("Both sides may close at once")
    func bothClose() {
        var link = PerfectLink()
        let session = link.open()
        _ = link.events(ofFirst: true)
        _ = link.events(ofFirst: false)
        _ = link.send("last", of: session)
        link.first.close(session, .application(1), at: link.now)
        // The acceptor's name for the session is the first of its table.
        link.pass(nanoseconds: 2_000_000_000)
        #expect(link.events(ofFirst: true) == ["closed: application reason 1"])
        #expect(link.first.sessionCount == 0)
        #expect(link.second.sessionCount == 0)
        #expect(link.first.phase(of: session) == .vacant)
        #expect(link.send("too late", of: session) == .closed)
    }

    @Test("A late OPENACK of the acceptor's last life is not acknowledged as a packet of this one")
    func lateAnswer() {
        // Without cookies there are more answers that may be late.
        var limits = SessionLimits()
        limits.opensWithoutCookieMax = 4
        var link = PerfectLink(limits: limits)
        link.records = true
        // The first life's answers, 0 to 2, are still on their way when the second one's come.
        link.loses = { isFromFirst, index in !isFromFirst && index <= 2 }
        let session = link.open()
        link.pass(nanoseconds: 25_000_000)
        let late = link.record.filter { $0.hasPrefix("<") }
        #expect(late.count == 3)
        link.second = SessionTable(
            limits: limits, sessionsMax: 4, acceptsSessions: true, pool: link.secondPool,
            entropy: (5, 6))
        // Packet 0 of the second life opens the session; packet 1, with the message, is lost.
        link.loses = { isFromFirst, index in !isFromFirst && index == 4 }
        link.pass(nanoseconds: 40_000_000)
        #expect(link.events(ofFirst: true) == ["opened 2 initiator"])
        let accepted = link.acceptedSession
        #expect(link.sendBack("not to be lost", of: accepted) == .accepted)
        link.carry()
        #expect(link.second.packetsInFlight(of: accepted) == 1)
        link.replay(late[1])
        link.carry()
        #expect(link.first.counters.otherLives == 1)
        #expect(link.first.phase(of: session) == .open)
        link.pass(nanoseconds: 200_000_000)
        #expect(link.events(ofFirst: true) == ["0:0 not to be lost"])
        #expect(link.second.packetsInFlight(of: accepted) == 0)
    }
}
