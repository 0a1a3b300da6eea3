import PinionTransport
import Testing

@Suite("Two sessions over a link that loses nothing")
struct PerfectLinkTests {
    @Test("A session opens on both sides")
    func opens() {
        var link = PerfectLink()
        let session = link.open()
        #expect(link.events(ofFirst: true) == ["opened 2 initiator"])
        #expect(link.events(ofFirst: false) == ["opened 1 acceptor"])
        #expect(link.first.phase(of: session) == .open)
        #expect(link.first.roundTripNanoseconds(of: session) > 0)
    }

    @Test("Messages arrive in order on each stream, and every lease returns")
    func carries() {
        var link = PerfectLink()
        let session = link.open()
        _ = link.events(ofFirst: false)
        #expect(link.send("one", of: session) == .accepted)
        #expect(link.send("two", of: session) == .accepted)
        #expect(link.send("", on: 3, of: session) == .accepted)
        link.carry()
        #expect(link.events(ofFirst: false) == ["0:0 one", "0:1 two", "3:0 "])
        link.pass(nanoseconds: 1_000_000)
        #expect(link.first.packetsInFlight(of: session) == 0)
        #expect(link.firstPool.outstanding == 0)
        #expect(link.secondPool.outstanding == 0)
    }

    @Test("A close is orderly: everything is delivered, and both sides are told once")
    func closes() {
        var link = PerfectLink()
        let session = link.open()
        _ = link.events(ofFirst: true)
        _ = link.events(ofFirst: false)
        _ = link.send("last", of: session)
        link.first.close(session, .application(7), at: link.now)
        #expect(link.send("later", of: session) == .closed)
        link.pass(nanoseconds: 1_000_000_000)
        let told = link.events(ofFirst: false)
        #expect(told == ["0:0 last", "closed: application reason 7, by the peer"])
        #expect(link.events(ofFirst: true) == ["closed: application reason 7"])
        #expect(link.first.sessionCount == 0)
        #expect(link.second.sessionCount == 0)
        #expect(link.firstPool.outstanding == 0)
        #expect(link.secondPool.outstanding == 0)
    }

    @Test("Ten thousand messages need few packets and fewer acknowledgements")
    func batches() {
        var link = PerfectLink()
        let session = link.open()
        _ = link.events(ofFirst: false)
        var received = 0
        var accepted = 0
        while received < 10_000 {
            while accepted < 10_000, link.send("message \(accepted)", of: session) == .accepted {
                accepted += 1
            }
            link.carry()
            for event in link.events(ofFirst: false) {
                #expect(event == "0:\(received) message \(received)")
                received += 1
            }
            link.pass(nanoseconds: 300_000)
        }
        let counters = link.first.counters
        #expect(counters.messagesSent == 10_000)
        #expect(counters.packetsRepaired == 0)
        #expect(counters.packetsSent < 200)
        #expect(link.second.counters.packetsSent < 60)
    }
}
