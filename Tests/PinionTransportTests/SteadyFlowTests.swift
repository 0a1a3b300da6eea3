import PinionTransport
import Testing

@Suite("What a steady flow costs besides its data")
struct SteadyFlowTests {
    @Test("One packet in seventeen is an acknowledgement, and credit rides with those")
    func oneWay() {
        // REL-25: enough is consumed for eight streams' worth of credit to be stated again and again.
        var link = PerfectLink()
        link.delay = 500
        let session = link.open()
        link.pass(nanoseconds: 1_000_000)
        _ = link.events(ofFirst: false)
        let start = (link.first.counters.packetsSent, link.second.counters.packetsSent)
        for index in 0..<16_000 {
            #expect(link.send("\(index)", of: session) == .accepted)
            link.first.flush(0, of: session)
            link.carry()
        }
        let sent = link.first.counters.packetsSent - start.0
        let answers = link.second.counters.packetsSent - start.1
        #expect(sent >= 16_000)
        // Some pings measure the round trip of the side that only listens, ten a second at most.
        #expect(answers <= sent / 16 + 2, "\(answers) for \(sent)")
        #expect(link.first.counters.wouldBlocks == 0)
        #expect(link.events(ofFirst: false).count == 16_000)
    }

    @Test("Acknowledgements ride on data where it flows both ways")
    func bothWays() {
        var link = PerfectLink()
        link.delay = 500
        let session = link.open()
        link.pass(nanoseconds: 1_000_000)
        _ = (link.events(ofFirst: true), link.events(ofFirst: false))
        let other = link.acceptedSession
        let start = (link.first.counters.packetsSent, link.second.counters.packetsSent)
        for index in 0..<4_000 {
            #expect(link.send("\(index)", of: session) == .accepted)
            #expect(link.sendBack("\(index)", of: other) == .accepted)
            link.first.flush(0, of: session)
            link.second.flush(0, of: other)
            link.carry()
        }
        let extra =
            (link.first.counters.packetsSent - start.0)
            + (link.second.counters.packetsSent - start.1) - 8_000
        #expect(extra <= 8_000 / 100, "\(extra)")
        #expect(link.events(ofFirst: true).count == 4_000)
        #expect(link.events(ofFirst: false).count == 4_000)
    }
}
