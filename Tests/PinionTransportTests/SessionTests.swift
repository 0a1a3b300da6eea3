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
}
