import Testing

@testable import PinionTransport

/// A packet of a live session with one thing changed in it: what each does, in a word.
///
/// Nothing false in them is believed, and after each the honest messages arrive, each once.
@Suite("Forged packets of a live session")
struct ForgeryTests {
    /// An acceptor with a live session: OPEN, its cookie, an acknowledgement and the message "one" have come, and
    /// two packets of its own wait to be acknowledged.
    private func live() -> HostilePacketTests.Victim {
        var victim = HostilePacketTests.Victim()
        for (position, packet) in HostilePacketTests.honest.prefix(4).enumerated() {
            victim.receive(packet, at: Self.start + UInt64(position) * 20_000)
        }
        for text in ["x", "y"] {
            victim.send(text, at: Self.start + 70_000)
        }
        return victim
    }

    private static let start: UInt64 = 1_000_000_000
    private static let now = start + 80_000
    /// A packet number that no honest packet has.
    private static let number: UInt16 = 1_000

    /// The packet with the message "two", which has not come, under a number of its own.
    private static var data: [UInt8] {
        var packet = HostilePacketTests.honest[4]
        packet[12] = UInt8(number & 0xFF)
        packet[13] = UInt8(number >> 8)
        return packet
    }

    /// A packet with these frames.
    private static func packet(_ frames: [UInt8]...) -> [UInt8] {
        data.prefix(Transport.PacketHeader.blockLength) + frames.flatMap(\.self)
    }

    /// A frame of a block and what follows it.
    private static func frame(_ template: UInt64, _ block: [UInt8], _ rest: [UInt8] = []) -> [UInt8]
    {
        let length = 4 + block.count + rest.count
        return [UInt8(template), UInt8(block.count), UInt8(length & 0xFF), UInt8(length >> 8)]
            + block + rest
    }

    private static func bytes<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        (0..<Number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }

    private static func changed(_ offset: Int, to value: UInt8) -> [UInt8] {
        var packet = data
        packet[offset] = value
        return packet
    }

    private static func ack(
        _ largest: UInt32, first: UInt16, _ ranges: [(gap: UInt16, length: UInt16)] = [],
        window: UInt16 = 256
    ) -> [UInt8] {
        frame(
            Transport.Ack.templateID,
            bytes(largest) + bytes(UInt32(0)) + bytes(window) + bytes(first),
            [4, UInt8(ranges.count)] + ranges.flatMap { bytes($0.gap) + bytes($0.length) })
    }

    private static func gaps(_ gaps: (first: UInt32, stream: UInt16, count: UInt16)...) -> [UInt8] {
        frame(
            Transport.GapRequest.templateID, [],
            [8, UInt8(gaps.count)]
                + gaps.flatMap { bytes($0.first) + bytes($0.stream) + bytes($0.count) })
    }

    private static func credit(_ limit: UInt32, stream: UInt16 = 0) -> [UInt8] {
        // Messages, and packets.
        frame(
            Transport.Credit.templateID, [],
            [10, 1] + bytes(limit) + bytes(stream) + bytes(limit))
    }

    private static func path(isAnswer: Bool) -> [UInt8] {
        frame(Transport.Path.templateID, bytes(UInt64(7)) + [isAnswer ? 1 : 0, 0])
    }

    /// The fields of the header.
    private static let headers: [(String, [UInt8])] = [
        ("as it is", data),
        ("protocol", changed(0, to: 0x51)),
        ("version 0", changed(2, to: 0)),
        ("version 2", changed(2, to: 2)),
        ("kind 0", changed(3, to: 0)),
        ("kind open", changed(3, to: 2)),
        ("kind reset", changed(3, to: 3)),
        ("kind retry", changed(3, to: 4)),
        ("kind publication", changed(3, to: 5)),
        ("kind 6", changed(3, to: 6)),
        ("flag keyEpoch", changed(4, to: 3)),
        ("flag trailerChecksum missing", changed(4, to: 0)),
        ("flag trailerTag", changed(4, to: 6)),
        ("flag fromAcceptor", changed(4, to: 10)),
        ("reserved flags", changed(5, to: 0xFF)),
        ("incarnation", changed(6, to: data[6] ^ 1)),
        ("session 0", Array(data[..<8]) + [0, 0, 0, 0] + data[12...]),
        ("session of the same place", changed(11, to: data[11] ^ 0x80)),
        ("session of another place", changed(8, to: 1)),
        ("number received before", Array(data[..<12]) + bytes(UInt32(3)) + data[16...]),
        ("number too old", Array(data[..<12]) + bytes(UInt32(0) &- 3_000) + data[16...]),
        ("number too far ahead", Array(data[..<12]) + bytes(UInt32(70_000)) + data[16...]),
    ]

    /// The fields of a data frame.
    private static let messages: [(String, [UInt8])] = [
        ("template unknown", changed(16, to: 200)),
        ("template of another frame", changed(16, to: UInt8(Transport.Ack.templateID))),
        ("block too short", changed(17, to: 7)),
        ("block longer than the frame", changed(17, to: 200)),
        ("frame shorter than its header", changed(18, to: 3)),
        ("frame longer than the packet", changed(19, to: 1)),
        ("messages received before", changed(20, to: 0)),
        ("messages beyond the credit", changed(22, to: 1)),
        ("messages far behind", changed(23, to: 0x80)),
        ("stream not offered", changed(24, to: 8)),
        ("another kind of stream", changed(26, to: 2)),
        ("two kinds of stream", changed(26, to: 6)),
        ("messages with a block", changed(28, to: 1)),
        ("no messages", changed(30, to: 0)),
        ("more messages than bytes", changed(30, to: 2)),
        ("65,535 messages", Array(data[..<30]) + [0xFF, 0xFF] + data[32...]),
        ("message longer than the frame", changed(32, to: 4)),
        ("two data frames", data + data[16...]),
        (
            "some received before, some not",
            packet(
                frame(
                    Transport.Data.templateID, bytes(UInt64(0)),
                    [0, 0, 2, 0, 3, 0] + Array("one".utf8) + [3, 0] + Array("two".utf8)))
        ),
    ]

    /// Frames that no honest peer sends, or not now.
    private static let control: [(String, [UInt8])] = [
        ("ack of what was never sent", packet(ack(900, first: 1))),
        ("ack of what was never sent, far ahead", packet(ack(0x7FFF_FFFF, first: 1))),
        ("ack of both packets", packet(ack(3, first: 2))),
        ("ack of nothing", packet(ack(0, first: 0))),
        ("ack beyond the first number", packet(ack(0, first: 0xFFFF))),
        ("ack with ranges that touch", packet(ack(3, first: 1, [(0, 1), (0, 1)]))),
        ("ack with ranges below zero", packet(ack(3, first: 1, [(0xFFFF, 0xFFFF)]))),
        ("ack with an empty range", packet(ack(3, first: 1, [(1, 0), (1, 9)]))),
        ("ack that closes the window", packet(ack(0, first: 1, window: 0))),
        ("request of what was never sent", packet(gaps((900, 0, 5)))),
        ("request of all there is", packet(gaps((0, 0, 0xFFFF)))),
        ("request backwards", packet(gaps((1, 0, 1), (0, 0, 1)))),
        ("request of streams backwards", packet(gaps((0, 1, 1), (0, 0, 2)))),
        ("request of no stream", packet(gaps((0, 8, 1), (0, 0xFFFF, 1)))),
        ("the same requested 170 times", packet(repeated(gap: (0, 0, 0xFFFF)))),
        ("credit that shrinks", packet(credit(1))),
        ("credit of no stream", packet(credit(100_000, stream: 8))),
        ("credit without end", packet(credit(0x7FFF_FFFF))),
        (
            "close answered that was not asked",
            packet(frame(Transport.Close.templateID, [0, 0, 1, 0]))
        ),
        ("open in a session", packet(Array(HostilePacketTests.honest[0][16...]))),
        ("openack from the initiator", packet(openAck)),
        ("cookie in a session", packet(Array(HostilePacketTests.honest[1][72...]))),
        ("path answered that was not asked", packet(path(isAnswer: true))),
        ("no frames at all", packet()),
        ("reset with the number 0", Array(data[..<12]) + bytes(UInt32(0)) + frame(9, [8, 0])),
    ]

    private static func repeated(gap: (first: UInt32, stream: UInt16, count: UInt16)) -> [UInt8] {
        let entry = bytes(gap.first) + bytes(gap.stream) + bytes(gap.count)
        return frame(
            Transport.GapRequest.templateID, [],
            [8, 170] + (0..<170).flatMap { _ in entry })
    }

    private static var openAck: [UInt8] {
        var frame = Array(HostilePacketTests.honest[0][16...])
        frame[0] = UInt8(Transport.OpenAck.templateID)
        return frame
    }

    /// What a packet changes: the counters, but those of packets and bytes, and what is in flight.
    private func line(_ name: String, _ packet: [UInt8]) -> String {
        var victim = live()
        let before = victim.table.counters
        let inFlight = victim.table.packetsInFlight(of: victim.session)
        victim.receive(packet, at: Self.now)
        var words = Self.changes(before, victim.table.counters)
        let left = victim.table.packetsInFlight(of: victim.session)
        if left != inFlight { words.append("\(inFlight - left) acknowledged") }
        // REL-5 and REL-7: what is honest arrives all the same, once.
        for (position, packet) in HostilePacketTests.honest.dropFirst(4).enumerated() {
            victim.receive(packet, at: Self.now + UInt64(position + 1) * 20_000)
        }
        #expect(victim.delivered == 3, "\(name)")
        victim.settle(at: Timestamp(nanoseconds: Self.start + 40_000_000_000))
        victim.settle(at: Timestamp(nanoseconds: Self.start + 80_000_000_000))
        #expect(victim.table.sessionCount == 0, "\(name)")
        #expect(victim.pool.outstanding == 0, "\(name)")
        return "\(name): " + (words.isEmpty ? "nothing" : words.joined(separator: ", "))
    }

    /// The names of the counters that went up, and by how much if by more than one.
    static func changes(_ before: Counters, _ after: Counters) -> [String] {
        let uncounted: Set = [
            "packetsReceived", "bytesReceived", "packetsSent", "bytesSent", "acknowledgementsSent",
        ]
        return zip(Mirror(reflecting: before).children, Mirror(reflecting: after).children)
            .compactMap { before, after in
                guard let label = before.label, !uncounted.contains(label),
                    let old = before.value as? UInt64, let new = after.value as? UInt64, new != old
                else { return nil }
                return new == old + 1 ? label : "\(label) \(new - old)"
            }
    }

    @Test("Each field of the packet header")
    func header() {
        let picture = Self.headers.map(line).joined(separator: "\n")
        #expect(
            picture == """
                as it is: messagesReceived
                protocol: notOurs
                version 0: notOurs
                version 2: notOurs
                kind 0: notOurs
                kind open: malformed
                kind reset: unknownSession
                kind retry: unknownSession
                kind publication: unknownPublication
                kind 6: notOurs
                flag keyEpoch: notOurs
                flag trailerChecksum missing: trailersMissing
                flag trailerTag: notOurs
                flag fromAcceptor: wrongPeer
                reserved flags: messagesReceived
                incarnation: unknownSession
                session 0: unknownSession
                session of the same place: unknownSession
                session of another place: unknownSession
                number received before: duplicatePackets
                number too old: packetsTooOld
                number too far ahead: packetsTooOld
                """)
    }

    @Test("Each field of a data frame")
    func dataFrame() {
        let picture = Self.messages.map(line).joined(separator: "\n")
        #expect(
            picture == """
                template unknown: unknownFrames
                template of another frame: malformed
                block too short: malformed
                block longer than the frame: malformed
                frame shorter than its header: malformed
                frame longer than the packet: malformed
                messages received before: duplicateData
                messages beyond the credit: beyondCredit
                messages far behind: beyondCredit
                stream not offered: beyondCredit
                another kind of stream: malformed
                two kinds of stream: malformed
                messages with a block: malformed
                no messages: malformed
                more messages than bytes: malformed
                65,535 messages: malformed
                message longer than the frame: malformed
                two data frames: malformed
                some received before, some not: malformed
                """)
    }

    @Test("Frames that no honest peer sends")
    func frames() {
        let picture = Self.control.map(line).joined(separator: "\n")
        #expect(
            picture == """
                ack of what was never sent: acknowledgementsReceived, acknowledgedUnsent
                ack of what was never sent, far ahead: acknowledgementsReceived, acknowledgedUnsent
                ack of both packets: acknowledgementsReceived, 2 acknowledged
                ack of nothing: acknowledgementsReceived
                ack beyond the first number: acknowledgementsReceived
                ack with ranges that touch: acknowledgementsReceived, 1 acknowledged
                ack with ranges below zero: acknowledgementsReceived, 1 acknowledged
                ack with an empty range: acknowledgementsReceived, 1 acknowledged
                ack that closes the window: acknowledgementsReceived
                request of what was never sent: gapRequestsReceived
                request of all there is: gapRequestsReceived, repairsHeldBack 2
                request backwards: gapRequestsReceived 2, repairsHeldBack
                request of streams backwards: gapRequestsReceived 2
                request of no stream: gapRequestsReceived 2
                the same requested 170 times: gapRequestsReceived 170, repairsHeldBack 2
                credit that shrinks: nothing
                credit of no stream: nothing
                credit without end: nothing
                close answered that was not asked: nothing
                open in a session: nothing
                openack from the initiator: otherLives
                cookie in a session: nothing
                path answered that was not asked: nothing
                no frames at all: nothing
                reset with the number 0: otherLives
                """)
    }

    // SES-8: "A side SHALL drop a packet of a session that it does not know, or whose incarnation is not the session's."
    // SES-9: "A side SHALL drop a packet of a session from another address than its peer's, or of its own direction."
    @Test("From another address nothing is believed, and no answer is longer than what it answers")
    func elsewhere() {
        let all = Self.headers + Self.messages + Self.control
        let honest = HostilePacketTests.honest.map { ("honest", $0) }
        for (name, packet) in all + honest {
            var victim = live()
            let before = victim.table.counters
            victim.receive(
                whole: sealed(packet), from: PeerAddress(word0: 9), at: Self.now)
            let after = victim.table.counters
            #expect(
                after.bytesSent - before.bytesSent
                    <= UInt64(packet.count + PacketTrailer.byteCount) + Self.pingBytes, "\(name)")
            #expect(victim.delivered == 1, "\(name)")
            #expect(after.acknowledgementsReceived == before.acknowledgementsReceived, "\(name)")
            #expect(victim.table.phase(of: victim.session) == .open, "\(name)")
            #expect(victim.table.packetsInFlight(of: victim.session) == 2, "\(name)")
            #expect(victim.table.sessionCount == 1, "\(name)")
        }
    }

    /// What a check of an address sends to the address that is known.
    private static let pingBytes = UInt64(16 + 5 + 4)

    @Test("Each honest packet once more, at once and at the end, changes nothing")
    func replays() {
        var victim = HostilePacketTests.Victim()
        var time = Self.start
        for packet in HostilePacketTests.honest {
            time += 20_000
            victim.receive(packet, at: time)
            victim.receive(packet, at: time)
        }
        for packet in HostilePacketTests.honest { victim.receive(packet, at: time + 20_000) }
        #expect(victim.delivered == 3)
        #expect(victim.table.counters.sessionsOpened == 1)
        #expect(victim.table.counters.malformed == 0)
    }

    @Test(
        "Numbers at the top of their range are refused, and none wraps",
        arguments: [
            (StreamKind.ordered, 40), (.asArrived, 40), (.latestOnly, 40), (.ordered, 140_000),
        ])
    func topNumbers(kind: StreamKind, steps: Int) throws {
        // SES-4: "A side SHALL ignore limits that offer no stream, no session index, packets shorter than 256 bytes, or
        // numbers that would run out within the session's first 2³² steps."
        let first = UInt64.max - (1 << 33) - 1
        var limits = SessionLimits()
        limits.firstPacketNumber = PacketNumber(first)
        limits.firstSequence = SequenceNumber(first)
        var link = PerfectLink(limits: limits)
        link.records = true
        let session = link.open()
        #expect(link.first.choose(kind, for: 0, of: session) == true)
        #expect(link.send("a", of: session) == .accepted)
        link.carry()
        #expect(link.events(ofFirst: false).contains { $0.hasSuffix(" a") })
        link.records = false
        let line = try #require(link.record.last { $0.hasPrefix(">") && $0.contains(" 05 08 ") })
        var packet = unsealed(parsed(line.dropFirst()))
        // In as large steps as are taken for steps ahead, until there is nothing ahead.
        var (number, sequence) = (first + 3, first)
        for _ in 0..<steps {
            number += min(65_000, .max - number)
            sequence += min(1 << 30, .max - sequence)
            packet.replaceSubrange(12..<16, with: Self.bytes(UInt32(truncatingIfNeeded: number)))
            packet.replaceSubrange(20..<24, with: Self.bytes(UInt32(truncatingIfNeeded: sequence)))
            link.inject(sealed(packet))
        }
        link.pass(nanoseconds: 1_000_000_000)
        link.first.abort(session, .aborted, at: link.now)
        link.pass(nanoseconds: 20_000_000_000)
        #expect(link.second.sessionCount == 0)
        #expect(link.secondPool.outstanding == 0)
    }
}
