import PinionTransport
import Testing

@Suite("Loss, repair and probes")
struct LossTests {
    /// Sends texts one to a packet, and loses some of the initiator's packets by their index.
    private func run(
        messages: Int, losing lost: Set<Int>, pass nanoseconds: UInt64
    ) -> (events: [String], sender: Counters, receiver: Counters) {
        var link = PerfectLink()
        let session = link.open()
        _ = link.events(ofFirst: false)
        // OPEN, OPEN with a cookie, and the acknowledgement of OPENACK have gone before.
        link.loses = { isFromFirst, index in isFromFirst && lost.contains(index - 3) }
        for index in 0..<messages {
            #expect(link.send("\(index)", of: session) == .accepted)
            link.first.flush(0, of: session)
        }
        link.pass(nanoseconds: nanoseconds)
        return (link.events(ofFirst: false), link.first.counters, link.second.counters)
    }

    private func inOrder(_ count: Int) -> [String] { (0..<count).map { "0:\($0) \($0)" } }

    @Test("A lost message is asked for and repaired before any probe")
    func one() {
        let (events, sender, receiver) = run(messages: 5, losing: [2], pass: 400_000)
        #expect(events == inOrder(5))
        #expect(receiver.gapsRequested == 1)
        #expect(sender.packetsRepaired == 1)
        #expect(sender.probesSent == 0)
    }

    @Test("Scattered gaps are asked for together")
    func scattered() {
        let (events, sender, receiver) = run(messages: 12, losing: [1, 3, 4, 7], pass: 400_000)
        #expect(events == inOrder(12))
        #expect(receiver.gapsRequested == 3)
        #expect(sender.packetsRepaired == 4)
        #expect(sender.probesSent == 0)
    }

    @Test("A lost repair is asked for again within two round trips")
    func lostRepair() {
        // Packets 0 to 4 carry the messages; then come an acknowledgement and the repair.
        let (events, sender, receiver) = run(messages: 5, losing: [2, 5, 6], pass: 400_000)
        #expect(events == inOrder(5))
        #expect(receiver.gapsRequested == 2)
        // REL-45: the second repair is sent twice.
        #expect(sender.packetsRepaired == 3)
        #expect(receiver.duplicateData == 1)
        #expect(sender.probesSent == 0)
    }

    @Test("A lost tail is found by a probe, and what is missing before it is asked for")
    func tail() {
        let (events, sender, receiver) = run(messages: 5, losing: [2, 3, 4], pass: 3_000_000)
        #expect(events == inOrder(5))
        #expect(sender.probesSent == 1)
        #expect(receiver.duplicateData == 0)
    }

    @Test("A slow application makes the sender wait, and nothing is lost")
    func backPressure() {
        var limits = SessionLimits()
        limits.creditMessages = 8
        var link = PerfectLink(limits: limits)
        let session = link.open()
        _ = link.events(ofFirst: false)
        link.secondConsumes = false
        var accepted = 0
        while link.send("\(accepted)", of: session) == .accepted { accepted += 1 }
        #expect(accepted == 8)
        link.pass(nanoseconds: 50_000_000)
        #expect(link.send("no", of: session) == .wouldBlock)
        _ = link.events(ofFirst: true)
        link.secondConsumes = true
        link.consumeWaiting()
        link.pass(nanoseconds: 50_000_000)
        #expect(link.events(ofFirst: true) == ["writable"])
        #expect(link.send("8", of: session) == .accepted)
        link.pass(nanoseconds: 1_000_000)
        #expect(link.events(ofFirst: false) == inOrder(9))
        #expect(link.first.counters.wouldBlocks == 2)
        #expect(link.second.counters.packetsNotHeld == 0)
    }

    @Test("A message that fits no packet is refused, and the longest that does arrives")
    func lengths() {
        var link = PerfectLink()
        let session = link.open()
        _ = link.events(ofFirst: false)
        let longest = link.first.messageBytesMax(of: session)
        #expect(longest == 1_452 - 38)
        let text = String(repeating: "x", count: longest)
        #expect(link.send(text + "x", of: session) == .tooLong)
        #expect(link.send(text, of: session) == .accepted)
        #expect(link.send("x", on: 8, of: session) == .noSuchStream)
        link.pass(nanoseconds: 1_000_000)
        #expect(link.events(ofFirst: false) == ["0:0 \(text)"])
    }
}
