import Testing

@testable import PinionTransport

@Suite("Traffic classes")
struct TrafficClassTests {
    @Test("The most urgent class goes first, and none is passed over more than fifteen times")
    func turns() {
        // REL-40: "A sender SHALL send packets of a more urgent class first, but SHALL NOT pass a class over more
        // than fifteen times in a row."
        for waiting: UInt8 in 0...15 {
            var turns = TrafficTurns()
            var passes = [0, 0, 0, 0]
            var counts = [0, 0, 0, 0]
            for _ in 0..<1_000 {
                guard let chosen = turns.next(waiting) else {
                    #expect(waiting == 0)
                    break
                }
                #expect(waiting & (1 << UInt8(chosen)) != 0)
                counts[chosen] += 1
                for index in 0..<4 where waiting & (1 << UInt8(index)) != 0 {
                    passes[index] = index == chosen ? 0 : passes[index] + 1
                    // Classes that are due together wait for one another.
                    #expect(passes[index] <= 15 + 2 || index == waiting.trailingZeroBitCount)
                }
            }
            if waiting != 0 { #expect(counts[waiting.trailingZeroBitCount] > 750) }
        }
    }

    /// The streams of the data packets that were carried from the first side.
    private func streams(_ link: borrowing PerfectLink, from start: Int) -> [UInt8] {
        link.record[start...].filter { $0.hasPrefix(">") }.compactMap { line in
            let bytes = line.split(separator: " ").dropFirst().compactMap { UInt8($0, radix: 16) }
            return bytes[16] == 5 ? bytes[24] : nil
        }
    }

    @Test(
        "An urgent message beside a bulk stream that fills the window waits for one packet at most")
    func urgent() {
        var link = PerfectLink()
        link.records = true
        let session = link.open()
        #expect(link.first.choose(.bulk, for: 0, of: session) == true)
        #expect(link.first.choose(.urgent, for: 1, of: session) == true)
        let filler = String(repeating: "x", count: 1_000)
        for round in 0..<200 {
            while link.send(filler, of: session) == .accepted {}
            #expect(link.send("\(round)", on: 1, of: session) == .accepted)
            let start = link.record.count
            link.carry()
            let order = streams(link, from: start)
            let place = order.firstIndex(of: 1)
            #expect(place.map { $0 <= 1 } == true)
            #expect(order.count > 1)
            _ = link.events(ofFirst: false)
            link.pass(nanoseconds: UInt64(round) * 1_000)
        }
        // The bulk stream was not starved either.
        #expect(link.first.counters.messagesSent > 2_000)
    }

    @Test("An urgent message does not wait for the repairs of a bulk stream")
    func repairs() {
        var link = PerfectLink()
        link.records = true
        let session = link.open()
        #expect(link.first.choose(.bulk, for: 0, of: session) == true)
        #expect(link.first.choose(.urgent, for: 1, of: session) == true)
        _ = link.events(ofFirst: false)
        let start = link.record.count
        link.loses = { isFromFirst, index in isFromFirst && index % 2 == 0 && index < 200 }
        let filler = String(repeating: "x", count: 1_000)
        for _ in 0..<100 { _ = link.send(filler, of: session) }
        link.carry()
        // The request for what was lost comes in with this, and the repairs go with the next round.
        let asked = link.record.count
        #expect(streams(link, from: start).count >= 16)
        link.loses = { _, _ in false }
        for _ in 0..<10 {
            #expect(link.send("now", on: 1, of: session) == .accepted)
            link.pass(nanoseconds: 20_000)
        }
        let order = streams(link, from: asked)
        #expect(order.filter { $0 == 1 }.count >= 10)
        #expect(link.first.counters.packetsRepaired > 5)
        link.pass(nanoseconds: 10_000_000)
        #expect(link.firstPool.outstanding == 0)
    }
}
