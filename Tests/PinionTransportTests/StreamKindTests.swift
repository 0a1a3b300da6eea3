import Testing

@testable import PinionTransport

@Suite("Kinds of streams")
struct StreamKindTests {
    /// Opens a session whose stream 0 is of a kind, and loses some of the packets that follow, by their index.
    private func open(
        _ kind: StreamKind, losing lost: Set<Int>, limits: SessionLimits = SessionLimits(),
        _ body: (inout PerfectLink, SessionID) -> Void
    ) {
        var link = PerfectLink(limits: limits)
        let session = link.open()
        _ = link.events(ofFirst: false)
        #expect(link.first.choose(kind, for: 0, of: session) == true)
        // OPEN, OPEN with a cookie and the acknowledgement of OPENACK have gone before.
        link.loses = { isFromFirst, index in isFromFirst && lost.contains(index - 3) }
        body(&link, session)
    }

    /// Sends texts one to a packet.
    private func send(
        _ texts: Range<Int>, on stream: StreamID = 0, of session: SessionID,
        _ link: inout PerfectLink
    ) {
        for text in texts {
            #expect(link.send("\(text)", on: stream, of: session) == .accepted)
            link.first.flush(stream, of: session)
        }
    }

    @Test(
        "What arrives is delivered at once on an as-arrived stream, and what was lost once it is repaired"
    )
    func asArrived() {
        // REL-35: "A receiver SHALL deliver the messages of an as-arrived stream at once, each once."
        open(.asArrived, losing: [1, 3]) { link, session in
            send(0..<6, of: session, &link)
            link.carry()
            #expect(link.events(ofFirst: false) == ["0:0 0", "0:2 2", "0:4 4", "0:5 5"])
            link.pass(nanoseconds: 400_000)
            #expect(link.events(ofFirst: false) == ["0:1 1", "0:3 3"])
            #expect(link.second.counters.gapsRequested == 2)
            #expect(link.first.counters.packetsRepaired == 2)
            #expect(link.first.counters.probesSent == 0)
        }
    }

    @Test(
        "A lost message of a latest-only stream is reported before the next one, and not repaired")
    func latestOnly() {
        // REL-36: "A receiver SHALL report each gap of a latest-only stream to its application, before the messages
        // behind it, and SHALL NOT request it."
        open(.latestOnly, losing: [1, 2, 4]) { link, session in
            send(0..<6, of: session, &link)
            link.pass(nanoseconds: 400_000)
            #expect(
                link.events(ofFirst: false)
                    == ["0:0 0", "0:1 missing 2", "0:3 3", "0:4 missing 1", "0:5 5"])
            #expect(link.second.counters.gapsRequested == 0)
            #expect(link.first.counters.packetsRepaired == 0)
            #expect(link.second.counters.messagesMissed == 3)
            #expect(link.firstPool.outstanding == 0)
        }
    }

    @Test(
        "The last message of a latest-only stream is sent until it arrives, and shows what is missing before it"
    )
    func latestOnlyTail() {
        // REL-34: "A sender SHALL keep only the last packet of a latest-only stream for repair."
        open(.latestOnly, losing: [2, 3, 4]) { link, session in
            send(0..<5, of: session, &link)
            link.first.close(session, .finished, at: link.now)
            link.pass(nanoseconds: 400_000)
            #expect(link.events(ofFirst: false) == ["0:0 0", "0:1 1"])
            link.pass(nanoseconds: 10_000_000)
            #expect(
                link.events(ofFirst: false)
                    == ["0:2 missing 2", "0:4 4", "closed: finished, by the peer"])
            #expect(link.first.counters.packetsRepaired == 1)
        }
    }

    @Test(
        "A latest-only stream needs no credit: a slow application misses messages, and hears of it")
    func latestOnlySlow() {
        var limits = SessionLimits()
        limits.creditMessages = 1
        limits.heldPacketsMax = 4
        limits.streamsMax = 1
        open(.latestOnly, losing: [], limits: limits) { link, session in
            link.secondConsumes = false
            // There is room for three: the last of the others is tried until the application has taken some.
            send(0..<4, of: session, &link)
            link.pass(nanoseconds: 50_000_000)
            send(4..<7, of: session, &link)
            link.pass(nanoseconds: 50_000_000)
            link.secondConsumes = true
            link.consumeWaiting()
            link.pass(nanoseconds: 500_000_000)
            #expect(
                link.events(ofFirst: false)
                    == ["0:0 0", "0:1 1", "0:2 2", "0:3 missing 3", "0:6 6"])
            #expect(link.second.counters.packetsNotHeld > 0)
        }
    }

    @Test("Messages of a latest-only stream that come behind later ones are dropped and counted")
    func late() {
        // REL-37: "A receiver SHALL drop the messages of a latest-only stream that arrive behind later ones."
        var window = ReceiveWindow(first: SequenceNumber(10), creditMessages: 1)
        let first = SequenceNumber(14)
        #expect(window.arrivalLatestOnly(first: first, count: 3) == .inOrder)
        #expect(window.noteLatestOnly(first: first, count: 3) == 4)
        let stories: [(first: UInt64, count: Int, arrival: ReceiveWindow.Arrival)] = [
            (14, 3, .duplicate), (10, 4, .duplicate), (16, 1, .duplicate), (16, 2, .overlapping),
            (13, 5, .overlapping), (17, 1, .inOrder), (.max - 1, 3, .beyondCredit),
        ]
        for story in stories {
            let first = SequenceNumber(story.first)
            #expect(window.arrivalLatestOnly(first: first, count: story.count) == story.arrival)
        }
    }

    @Test("A stalled stream holds up no other")
    func independence() {
        // The first packet of stream 0 and all its repairs are lost; stream 1 goes on.
        var link = PerfectLink()
        let session = link.open()
        _ = link.events(ofFirst: false)
        link.losesBytes = { isFromFirst, bytes in
            isFromFirst && bytes.count > 34 && bytes[24] == 0 && bytes[20] == 0 && bytes[16] == 5
        }
        var accepted = 0
        var received: [String] = []
        for round in 0..<20 {
            for _ in 0..<10 where link.send("\(accepted)", of: session) == .accepted {
                link.first.flush(0, of: session)
                accepted += 1
            }
            send(round * 10..<round * 10 + 10, on: 1, of: session, &link)
            link.pass(nanoseconds: 100_000)
            received += link.events(ofFirst: false)
        }
        #expect(received == (0..<200).map { "1:\($0) \($0)" })
        // As many as the receiver promised room for.
        #expect(accepted == PacketCredit.ownShare(window: 256, streams: 8))
        link.losesBytes = { _, _ in false }
        link.pass(nanoseconds: 100_000_000)
        let events = link.events(ofFirst: false).filter { $0.hasPrefix("0:") }
        #expect(events == (0..<accepted).map { "0:\($0) \($0)" })
    }

    @Test("A kind is chosen before the first message, and once a stream has sent it stays")
    func choosing() {
        // REL-32: "Each data frame SHALL name the kind of its stream, and all of a stream's the same one."
        open(.asArrived, losing: []) { link, session in
            #expect(link.first.choose(.latestOnly, for: 0, of: session) == true)
            #expect(link.send("0", of: session) == .accepted)
            #expect(link.first.choose(.ordered, for: 0, of: session) == false)
            #expect(link.first.choose(.ordered, for: 8, of: session) == false)
            link.carry()
            #expect(link.first.choose(.ordered, for: 0, of: session) == false)
        }
    }

    @Test("A packet that names another kind, or two, is dropped")
    func mismatch() {
        // REL-33: "A receiver SHALL drop a packet unacknowledged that names another kind than its stream's first
        // did."
        for (flags, malformed): (UInt8, UInt64) in [(0, 0), (2, 1), (4, 1), (6, 1)] {
            var victim = HostilePacketTests.Victim()
            var time: UInt64 = 1_000_000_000
            for (position, bytes) in HostilePacketTests.honest.prefix(6).enumerated() {
                var changed = bytes
                if position == 5 { changed[26] |= flags }
                time += 20_000
                victim.receive(changed, at: time)
            }
            #expect(victim.table.counters.malformed == malformed, "flags \(flags)")
        }
    }

    @Test("Ranges that arrive in any order become one, and are never counted twice")
    func ranges() {
        var random: UInt64 = 7
        for round in 0..<300 {
            var window = ReceiveWindow(first: SequenceNumber(0), creditMessages: 1_000)
            #expect(window.adopt(.asArrived) == true)
            // Packets of one to three messages, in random order, some twice.
            var packets: [(first: UInt64, count: Int)] = []
            var end: UInt64 = 0
            while end < 60 {
                random = random &* 6_364_136_223_846_793_005 &+ 1
                let count = Int(random >> 60) % 3 + 1
                packets.append((end, count))
                end += UInt64(count)
            }
            packets += packets.prefix(round % 9)
            for index in packets.indices {
                random = random &* 6_364_136_223_846_793_005 &+ 1
                packets.swapAt(index, Int(random >> 33) % packets.count)
            }
            var arrived: Set<UInt64> = []
            for packet in packets {
                let first = SequenceNumber(packet.first)
                let isNew = !arrived.contains(packet.first)
                switch window.arrivalAsArrived(first: first, count: packet.count) {
                case .inOrder, .early:
                    #expect(isNew)
                    let change = window.noteAsArrived(
                        first: first, count: packet.count, requestAt: .never)
                    #expect(change != nil)
                    for message in packet.first..<packet.first + UInt64(packet.count) {
                        arrived.insert(message)
                    }
                case .duplicate: #expect(!isNew)
                case .beyondCredit, .overlapping: Issue.record("\(packet) was refused")
                }
                // The gaps are what has not arrived before what has.
                var missing = Set<UInt64>()
                var cursor = window.gapCursor
                while let gap = window.nextGap(&cursor) {
                    missing.formUnion(gap.first.rawValue..<gap.first.rawValue + gap.count)
                }
                let highest = arrived.max() ?? 0
                #expect(missing == Set(0...highest).subtracting(arrived))
            }
            #expect(window.next.rawValue == end)
            #expect(window.ahead.count == 0)
        }
    }

    @Test("More gaps than can be noted are refused, and taken once there is room")
    func manyRanges() {
        var window = ReceiveWindow(first: SequenceNumber(0), creditMessages: 1_000)
        #expect(window.adopt(.asArrived) == true)
        for index in 1...ArrivedRanges.countMax {
            let change = window.noteAsArrived(
                first: SequenceNumber(UInt64(2 * index)), count: 1, requestAt: .never)
            #expect(change?.revealsGap == true)
        }
        for (first, isNoted): (UInt64, Bool) in [(300, false), (3, true), (300, true)] {
            let change = window.noteAsArrived(
                first: SequenceNumber(first), count: 1, requestAt: .never)
            #expect((change != nil) == isNoted)
        }
    }
}
