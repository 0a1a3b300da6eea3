import PinionTransport
import Testing

@Suite("Closing, when the peer is slow, gives up, restarts or falls silent")
struct SessionCloseTests {
    /// An open session, and the second side's name for it. The events of that are taken.
    private func opened(
        _ link: inout PerfectLink
    ) -> (first: SessionID, second: SessionID) {
        let session = link.open()
        _ = link.events(ofFirst: true)
        _ = link.events(ofFirst: false)
        return (session, link.acceptedSession)
    }

    /// A session that the first side closes while the second still has a message to send, and is not heard.
    private func closedUnheard(
        _ link: inout PerfectLink, _ message: String
    ) -> (first: SessionID, second: SessionID) {
        let session = opened(&link)
        link.loses = { isFromFirst, _ in !isFromFirst }
        #expect(link.sendBack(message, of: session.second) == .accepted)
        link.first.close(session.first, .finished, at: link.now)
        return session
    }

    @Test("A side repeats CLOSE for as long as its peer needs to be rid of what it accepted")
    func slowDrain() {
        var link = PerfectLink()
        let session = closedUnheard(&link, "the last word")
        link.pass(nanoseconds: 3_000_000_000)
        #expect(link.second.phase(of: session.second) == .drainingForPeer)
        #expect(link.first.phase(of: session.first) == .closing)
        link.loses = { _, _ in false }
        link.pass(nanoseconds: 1_000_000_000)
        #expect(link.events(ofFirst: true) == ["0:0 the last word", "closed: finished"])
        #expect(link.events(ofFirst: false) == ["closed: finished, by the peer"])
    }

    @Test("A peer that gives up while this side closes is not taken for one that has finished")
    func peerAborts() {
        var link = PerfectLink()
        let session = closedUnheard(&link, "never heard")
        link.pass(nanoseconds: 1_000_000)
        #expect(link.first.phase(of: session.first) == .closing)
        link.loses = { _, _ in false }
        link.second.abort(session.second, .application(7), at: link.now)
        link.pass(nanoseconds: 1_000_000)
        #expect(link.events(ofFirst: true) == ["closed: application reason 7, by the peer"])
    }

    @Test("A peer that restarts while this side closes is not taken for one that has finished")
    func peerRestarts() {
        var link = PerfectLink()
        _ = closedUnheard(&link, "never heard")
        link.pass(nanoseconds: 1_000_000)
        link.loses = { _, _ in false }
        link.second = SessionTable(
            limits: SessionLimits(), sessionsMax: 4, acceptsSessions: true, pool: link.secondPool,
            entropy: (5, 6))
        link.pass(nanoseconds: 1_000_000_000)
        let forgot = "closed: the peer restarted or forgot the session, by the peer"
        #expect(link.events(ofFirst: true) == [forgot])
    }

    @Test("A peer that falls silent while this side closes is not taken for one that has finished")
    func peerFallsSilent() {
        var link = PerfectLink()
        let session = opened(&link)
        link.loses = { isFromFirst, _ in !isFromFirst }
        link.first.close(session.first, .finished, at: link.now)
        link.pass(nanoseconds: 6_000_000_000)
        #expect(link.events(ofFirst: true) == ["closed: the peer fell silent"])
    }

    @Test("A peer that never finishes is left after twice the limit of a drain, and told so")
    func peerNeverFinishes() {
        var patient = SessionLimits()
        patient.drainNanosecondsMax = 3_600_000_000_000
        var link = PerfectLink(limits: patient, secondLimits: SessionLimits(), buffers: 64)
        let session = opened(&link)
        // The second side's pool has room for what the session says, and none for the message.
        var taken = PacketBatch(capacity: 64)
        while link.secondPool.available > 4, let packet = link.secondPool.lease(for: .carrier) {
            taken.append(packet)
        }
        #expect(link.send("no room", of: session.first) == .accepted)
        link.pass(nanoseconds: 10_000_000)
        link.second.close(session.second, .finished, at: link.now)
        link.pass(nanoseconds: 19_000_000_000)
        #expect(link.second.phase(of: session.second) == .closing)
        #expect(link.first.phase(of: session.first) == .drainingForPeer)
        link.pass(nanoseconds: 2_000_000_000)
        #expect(link.events(ofFirst: false) == ["closed: the drain's time was up"])
        #expect(link.events(ofFirst: true) == ["closed: the drain's time was up, by the peer"])
        #expect(link.firstPool.outstanding == 0)
        taken.removeAll()
    }

    @Test("Repeats of CLOSE are answered though every other answer is lost")
    func lostAnswers() {
        var link = PerfectLink()
        let session = opened(&link)
        var answers = 0
        link.first.close(session.first, .finished, at: link.now)
        let before = link.second.counters.packetsSent
        link.loses = { isFromFirst, _ in
            guard !isFromFirst else { return false }
            answers += 1
            return answers < 4
        }
        link.pass(nanoseconds: 2_000_000_000)
        #expect(link.events(ofFirst: true) == ["closed: finished"])
        #expect(link.second.counters.packetsSent == before + 4)
        #expect(link.second.sessionCount == 0)
    }

    @Test("The late refusal of one copy of an OPEN does not end the session that another opened")
    func lateRefusal() {
        var link = PerfectLink()
        link.records = true
        link.second = SessionTable(
            limits: SessionLimits(), sessionsMax: 4, acceptsSessions: false,
            pool: link.secondPool, entropy: (3, 4))
        link.loses = { isFromFirst, _ in !isFromFirst }
        let session = link.open()
        let late = link.record.filter { $0.hasPrefix("<") }
        #expect(late.count == 1)
        link.second = SessionTable(
            limits: SessionLimits(), sessionsMax: 4, acceptsSessions: true, pool: link.secondPool,
            entropy: (5, 6))
        link.loses = { _, _ in false }
        link.pass(nanoseconds: 25_000_000)
        #expect(link.events(ofFirst: true) == ["opened 2 initiator"])
        for packet in late { link.replay(packet) }
        link.pass(nanoseconds: 1_000_000)
        #expect(link.first.phase(of: session) == .open)
        #expect(link.first.counters.otherLives == 1)
    }
}
