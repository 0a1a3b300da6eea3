import Testing

@testable import PinionTransport

@Suite("Streams that share a session, and none that takes all of it")
struct FairShareTests {
    private func flushed(
        _ text: String, on stream: StreamID, of session: SessionID, _ link: inout PerfectLink
    ) -> SendResult {
        let result = link.send(text, on: stream, of: session)
        link.first.flush(stream, of: session)
        return result
    }

    @Test(
        "A stream that nobody reads fills its share and stops; the others go on, and no packet is dropped",
        arguments: [1, 2, 7])
    func slowConsumer(stalledCount: Int) {
        // REL-39: "The limits that a receiver states SHALL leave each stream its share, whatever the other streams
        // hold."
        var link = PerfectLink()
        let session = link.open()
        _ = link.events(ofFirst: false)
        link.secondConsumesStream = { Int($0.rawValue) >= stalledCount }
        let live = StreamID(UInt16(stalledCount))
        var accepted = 0
        var arrived = 0
        for _ in 0..<200 {
            for stream in 0..<stalledCount {
                while flushed("x", on: StreamID(UInt16(stream)), of: session, &link) == .accepted {}
            }
            for _ in 0..<8 {
                guard flushed("\(accepted)", on: live, of: session, &link) == .accepted else {
                    break
                }
                accepted += 1
            }
            link.pass(nanoseconds: 200_000)
            arrived += link.events(ofFirst: false).count
        }
        #expect(accepted > 1_000)
        #expect(arrived == accepted)
        #expect(link.second.counters.packetsNotHeld == 0)
        #expect(link.second.counters.beyondCredit == 0)
        #expect(link.first.counters.packetsRepaired == 0)
        // What waited is all there, and the stalled streams go on.
        link.secondConsumesStream = { _ in true }
        link.consumeWaiting()
        link.pass(nanoseconds: 100_000_000)
        #expect(flushed("y", on: 0, of: session, &link) == .accepted)
        link.pass(nanoseconds: 100_000_000)
        let isThere = link.events(ofFirst: false).contains { $0.hasSuffix("y") }
        #expect(isThere)
    }

    @Test("A stream whose packets are all lost leaves window to the others")
    func lostStream() {
        var limits = SessionLimits()
        limits.sendWindowPackets = 16
        var link = PerfectLink(limits: limits)
        let session = link.open()
        _ = link.events(ofFirst: false)
        link.losesBytes = { isFromFirst, bytes in
            isFromFirst && bytes.count > 34 && bytes[16] == 5 && bytes[24] == 0
        }
        var arrived = 0
        for round in 0..<100 {
            while flushed("x", on: 0, of: session, &link) == .accepted {}
            #expect(flushed("\(round)", on: 1, of: session, &link) == .accepted)
            link.pass(nanoseconds: 300_000)
            arrived += link.events(ofFirst: false).count
        }
        #expect(arrived == 100)
    }

    @Test("A stream whose credit was lost gets it although another keeps the session busy")
    func lostCredit() {
        // REL-26: "A sender that has messages and lacks credit or window SHALL send a PING at each probe timeout."
        var limits = SessionLimits()
        limits.creditMessages = 4
        var link = PerfectLink(limits: limits)
        let session = link.open()
        _ = link.events(ofFirst: false)
        for index in 0..<4 { #expect(flushed("\(index)", on: 0, of: session, &link) == .accepted) }
        // Every CREDIT of the first 200 µs is lost.
        link.losesBytes = { isFromFirst, bytes in
            !isFromFirst && bytes.count > 34 && (bytes[16] == 8 || bytes[34] == 8)
        }
        link.pass(nanoseconds: 200_000)
        link.losesBytes = { _, _ in false }
        var result = link.send("4", of: session)
        #expect(result == .wouldBlock)
        for _ in 0..<100 where result == .wouldBlock {
            // Never so long without an acknowledgement that a probe would go.
            for index in 0..<2 {
                _ = flushed("\(index)", on: 1, of: session, &link)
                link.pass(nanoseconds: 100_000)
            }
            result = link.send("4", of: session)
        }
        #expect(result == .accepted)
        #expect(link.first.counters.probesSent == 0)
    }

    @Test("What streams borrow is never more than there is, and shared as they are used")
    func borrowing() {
        let (total, streams) = (256, 8)
        let own = PacketCredit.ownShare(window: total, streams: streams)
        var common = total - streams * (own - 1)
        var credits = [PacketCredit](repeating: PacketCredit(ownShare: own), count: streams)
        var random: UInt64 = 3
        for round in 0..<20_000 {
            random = random &* 6_364_136_223_846_793_005 &+ 1
            // First one stream alone, then two, then all of them.
            let used = round < 2_000 ? 1 : round < 6_000 ? 2 : streams
            let index = Int(random >> 33) % used
            if credits[index].hasRoom { credits[index].hold() }
            credits[index].consume(common: &common)
            #expect(credits.reduce(0) { $0 + $1.share } + common == total + streams)
            #expect(credits.allSatisfy { $0.share >= own } && common >= 0)
            if round == 1_999 { #expect(credits[0].share > total * 3 / 8) }
            if round == 5_999 {
                #expect(abs(credits[0].share - credits[1].share) <= 4)
            }
        }
        let shares = credits.map(\.share)
        #expect((shares.max() ?? 0) - (shares.min() ?? 0) <= 4)
    }
}
