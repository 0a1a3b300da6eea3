import Testing

@testable import PinionTransport

@Suite("The trailer of packets")
struct TrailerTests {
    static func limits(requiresChecksum: Bool) -> SessionLimits {
        var limits = SessionLimits()
        limits.requiresChecksum = requiresChecksum
        return limits
    }

    /// Packets dropped because they are not as they were sent.
    static func dropped(_ counters: Counters) -> UInt64 {
        counters.notOurs + counters.checksumsWrong + counters.trailersMissing
    }

    // FRM-13: "A receiver SHALL drop a packet whose checksum is wrong, before it reads more of it than the header."
    @Test("Each bit of each packet flipped, and each truncation, is dropped and nothing else")
    func damage() {
        var victim = HostilePacketTests.Victim()
        let none = victim.table.counters
        for packet in HostilePacketTests.honest.map(sealed) {
            var damaged: [[UInt8]] = []
            for bit in 0..<packet.count * 8 {
                var changed = packet
                changed[bit / 8] ^= 1 << UInt8(bit % 8)
                damaged.append(changed)
            }
            for length in 0..<packet.count { damaged.append(Array(packet[..<length])) }

            let before = victim.table.counters
            for packet in damaged { victim.receive(whole: packet, at: 1_000_000_000) }
            let after = victim.table.counters
            #expect(Self.dropped(after) - Self.dropped(before) == UInt64(damaged.count))
            var expected = none
            expected.packetsReceived = after.packetsReceived
            expected.bytesReceived = after.bytesReceived
            expected.notOurs = after.notOurs
            expected.checksumsWrong = after.checksumsWrong
            expected.trailersMissing = after.trailersMissing
            #expect(after == expected)
        }
        #expect(victim.table.sessionCount == 0)
        #expect(victim.pool.outstanding == 0)
    }

    // FRM-14: "A side that requires the trailer SHALL drop a packet without one."
    @Test("A side that requires the trailer hears nothing of one that sends none")
    func missing() {
        var link = PerfectLink(
            limits: Self.limits(requiresChecksum: false),
            secondLimits: Self.limits(requiresChecksum: true))
        _ = link.open()
        link.pass(nanoseconds: 10_000_000_000)
        #expect(link.events(ofFirst: true) == ["closed: the peer did not answer"])
        #expect(link.second.counters.trailersMissing == 8)
        #expect(link.second.counters.packetsSent == 0)
    }

    @Test(
        "The packets of a session end with a trailer exactly if its initiator requires one",
        arguments: [true, false])
    func agreed(isRequired: Bool) {
        var link = PerfectLink(
            limits: Self.limits(requiresChecksum: isRequired),
            secondLimits: Self.limits(requiresChecksum: false))
        link.records = true
        let session = link.open()
        _ = link.send("hello", of: session)
        link.pass(nanoseconds: 1_000_000)
        link.first.close(session, .finished, at: link.now)
        link.pass(nanoseconds: 1_000_000)
        #expect(link.events(ofFirst: false).contains("0:0 hello"))
        #expect(link.record.count >= 7)
        for line in link.record {
            let packet = parsed(line.dropFirst())
            #expect(packet[4] & 2 == (isRequired ? 2 : 0))
            #expect((sealed(unsealed(packet)) == packet) == isRequired)
        }
        let left = isRequired ? 38 : 34
        #expect(link.first.messageBytesMax(of: link.open()) == 1_452 - left)
    }

    // FRM-15: "A side SHALL end the packets of a session with a trailer exactly if the OPEN had one, and SHALL drop
    // a packet of a session that should have one and does not."
    @Test("A side that requires no trailer does so in the session of a peer that does")
    func cleared() {
        var victim = HostilePacketTests.Victim(requiresChecksum: false)
        for (position, packet) in HostilePacketTests.honest.prefix(4).enumerated() {
            victim.receive(packet, at: 1_000_000_000 + UInt64(position))
        }
        #expect(victim.delivered == 1)
        var bare = HostilePacketTests.honest[4]
        bare[4] &= ~2
        victim.receive(whole: bare, at: 1_000_000_010)
        #expect(victim.table.counters.trailersMissing == 1)
        #expect(victim.delivered == 1)
    }

    // FRM-16: "An answer to a packet that belongs to no session SHALL end with a trailer exactly if that packet does."
    @Test(
        "A refusal ends with a trailer exactly if what it refuses does", arguments: [true, false])
    func refusal(isRequired: Bool) {
        var link = PerfectLink(
            limits: Self.limits(requiresChecksum: isRequired),
            secondLimits: Self.limits(requiresChecksum: false), accepts: false)
        link.records = true
        _ = link.open()
        link.pass(nanoseconds: 1_000_000)
        #expect(link.events(ofFirst: true) == ["closed: the peer takes no sessions, by the peer"])
        let packets = link.record.map { parsed($0.dropFirst()) }
        #expect(packets.map(\.count) == (isRequired ? [76, 26] : [72, 22]))
    }
}
