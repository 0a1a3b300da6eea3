import Testing

@testable import PinionTransport

@Suite("Messages in pieces")
struct LongMessageTests {
    /// Bytes that differ from place to place.
    static func bytes(_ count: Int, seed: Int = 1) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: ($0 &* 31 &+ $0 >> 8) &+ seed) }
    }

    /// Sends as much of a message as there is room for.
    private func offer(
        _ bytes: [UInt8], from offset: inout Int, on stream: StreamID = 0, of session: SessionID,
        _ link: inout PerfectLink
    ) -> SendResult {
        // SAFETY: bytes have no padding.
        link.first.send(
            unsafe bytes.span.bytes, from: &offset, on: stream, of: session, at: link.now)
    }

    /// Sends a message and gathers what arrives, until it is all there.
    private func carry(
        _ bytes: [UInt8], limits: SessionLimits, losing: @escaping (Bool, Int) -> Bool
    ) -> (messages: [[UInt8]], counters: Counters) {
        var link = PerfectLink(limits: limits)
        let session = link.open()
        _ = link.events(ofFirst: false)
        link.loses = { isFromFirst, index in index > 4 && losing(isFromFirst, index) }
        link.gathers = true
        var offset = 0
        var rounds = 0
        while offer(bytes, from: &offset, of: session, &link) != .accepted && rounds < 3_000 {
            link.pass(nanoseconds: 100_000)
            rounds += 1
        }
        link.pass(nanoseconds: 200_000_000)
        #expect(link.firstPool.outstanding == 0 && link.secondPool.outstanding == 0)
        return (link.gathered, link.second.counters)
    }

    @Test(
        "A message of any length arrives whole, with and without loss",
        arguments: [0, 1, 1_414, 1_415, 2_828, 2_829, 100_000, 1_000_000], [false, true])
    func lengths(count: Int, loses: Bool) {
        let bytes = Self.bytes(count)
        let (messages, counters) = carry(bytes, limits: SessionLimits()) { _, index in
            loses && index % 11 == 3
        }
        let isWhole = messages.count == 1 && messages.first == bytes
        #expect(isWhole, "\(messages.map(\.count)) instead of \(count)")
        #expect(counters.packetsNotHeld == 0 && counters.beyondCredit == 0)
    }

    @Test("A message longer than the receiver takes is refused before anything is sent")
    func tooLong() {
        // REL-42: "A sender SHALL NOT send a message that is longer than the receiver's limit."
        var limits = SessionLimits()
        limits.messageBytesMax = 5_000
        var link = PerfectLink(limits: limits)
        let session = link.open()
        var offset = 0
        #expect(link.first.longMessageBytesMax(of: session) == 5_000)
        #expect(offer(Self.bytes(5_001), from: &offset, of: session, &link) == .tooLong)
        #expect(offset == 0)
        #expect(link.first.choose(.latestOnly, for: 1, of: session) == true)
        #expect(offer(Self.bytes(5_000), from: &offset, on: 1, of: session, &link) == .tooLong)
        #expect(offer(Self.bytes(5_000), from: &offset, of: session, &link) == .accepted)
    }

    @Test("An urgent message passes a long one")
    func interleaved() {
        var link = PerfectLink()
        let session = link.open()
        _ = link.events(ofFirst: false)
        #expect(link.first.choose(.bulk, for: 0, of: session) == true)
        #expect(link.first.choose(.urgent, for: 1, of: session) == true)
        link.gathers = true
        let long = Self.bytes(1_000_000)
        var offset = 0
        var number = 0
        while offer(long, from: &offset, of: session, &link) != .accepted {
            #expect(link.send("\(number)", on: 1, of: session) == .accepted)
            link.carry()
            // It is there before the long message has gone on.
            #expect(link.gathered.last == Array("\(number)".utf8))
            number += 1
            link.pass(nanoseconds: 20_000)
        }
        link.pass(nanoseconds: 100_000_000)
        #expect(number > 5)
        #expect(link.gathered.last == long)
    }

    @Test("Pieces make messages, or are found out")
    func checks() {
        let stories: [(name: String, pieces: [(MessagePiece, Int)], fault: PieceCheck.Fault?)] = [
            ("whole ones", [(.whole, 900), (.whole, 0)], nil),
            ("two pieces", [(.first, 60), (.last, 40), (.whole, 5)], nil),
            ("three pieces", [(.first, 50), (.middle, 25), (.last, 25)], nil),
            ("one byte too many", [(.first, 60), (.last, 41)], .tooLong),
            ("without end", [(.first, 60), (.middle, 30), (.middle, 11)], .tooLong),
            ("the first is too long", [(.first, 101)], .tooLong),
            ("no beginning", [(.middle, 1)], .outOfPlace),
            ("only an end", [(.last, 1)], .outOfPlace),
            ("two beginnings", [(.first, 1), (.first, 1)], .outOfPlace),
            ("a whole one within", [(.first, 1), (.whole, 1)], .outOfPlace),
            ("two ends", [(.first, 1), (.last, 1), (.last, 1)], .outOfPlace),
        ]
        for story in stories {
            var check = PieceCheck()
            for (index, (piece, byteCount)) in story.pieces.enumerated() {
                let fault = check.take(piece, byteCount: byteCount, max: 100)
                let isLast = index == story.pieces.count - 1
                #expect(fault == (isLast ? story.fault : nil), "\(story.name)")
            }
        }
    }

    @Test("A peer whose pieces make no message loses the session, and is told why")
    func broken() {
        // REL-41: "A receiver SHALL give up a session whose peer sends pieces that make no message, or a message
        // longer than its limit."
        var limits = SessionLimits()
        limits.requiresChecksum = false
        for (isLate, flags): (Bool, UInt8) in [(false, 8), (false, 24), (true, 8)] {
            var link = PerfectLink(limits: limits)
            let session = link.open()
            _ = link.events(ofFirst: true)
            // A message becomes a piece that continues nothing, at once or once one before it has come.
            link.changes = { isFromFirst, bytes in
                if isFromFirst && bytes[16] == 5 && bytes[20] == (isLate ? 1 : 0) {
                    bytes[26] |= flags
                }
            }
            link.loses = { isFromFirst, index in isLate && isFromFirst && index == 3 }
            for text in ["one", "two"] {
                _ = link.send(text, of: session)
                link.first.flush(0, of: session)
            }
            link.pass(nanoseconds: 10_000_000)
            let events = link.events(ofFirst: true)
            let isTold = events.contains(
                "closed: pieces that make no message, by the peer")
            #expect(isTold, "\(isLate) \(flags): \(events)")
            #expect(link.secondPool.outstanding == 0)
        }
    }

    @Test("A piece that is not alone, or on a stream that is not ordered, is malformed")
    func alone() {
        // FRM-20: "A piece of a message SHALL be alone in its data frame, and its stream ordered."
        for (flags, count, isGood): (UInt8, UInt8, Bool) in [
            (8, 1, true), (16, 1, true), (24, 1, true), (8, 2, false), (16, 2, false),
            (10, 1, false), (20, 1, false), (12, 1, false), (0, 2, true),
        ] {
            let length: UInt8 = 16 + 3 * count
            var frame: [UInt8] = [5, 8, length, 0, 0, 0, 0, 0, 0, 0, flags, 0, 0, 0, count, 0]
            for _ in 0..<count { frame += [1, 0, 97] }
            LaterVersionTests().withPacket(frame) { packet in
                let isTaken = PacketContents(packet) != nil
                #expect(isTaken == isGood, "flags \(flags), \(count) messages")
            }
        }
    }
}
