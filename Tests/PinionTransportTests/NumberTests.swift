import Testing

@testable import PinionTransport

@Suite("Numbers that travel by their low 32 bits")
struct NumberTests {
    @Test("Widening finds the number nearest to what is expected")
    func widens() {
        let stories: [(low: UInt32, near: UInt64, wide: UInt64)] = [
            (0, 0, 0), (5, 0, 5), (0xFFFF_FFFF, 0, 0xFFFF_FFFF),
            (0, 0xFFFF_FFFF, 0x1_0000_0000), (3, 0xFFFF_FFF0, 0x1_0000_0003),
            (0xFFFF_FFF0, 0x1_0000_0003, 0xFFFF_FFF0),
            (0xFFFF_FFFF, 0x2_0000_0000, 0x1_FFFF_FFFF),
            (7, .max, 0xFFFF_FFFF_0000_0007), (0xFFFF_FFFF, .max, .max),
        ]
        for story in stories {
            #expect(widened(story.low, near: story.near) == story.wide, "\(story)")
        }
    }

    @Test("Widening undoes narrowing anywhere within 2³¹")
    func inverts() {
        for base: UInt64 in [0, 1 << 31, 0xFFFF_FFFF, 1 << 32, 0x1234_5678_9ABC, 1 << 63] {
            for distance: UInt64 in [0, 1, 2_047, 65_536, (1 << 31) - 1] {
                let above = base + distance
                #expect(widened(UInt32(truncatingIfNeeded: above), near: base) == above)
                guard base >= distance else { continue }
                let below = base - distance
                #expect(widened(UInt32(truncatingIfNeeded: below), near: base) == below)
            }
        }
    }

    @Test("Times and sequence numbers saturate at their ends")
    func saturates() {
        #expect(Timestamp.never.advanced(byNanoseconds: 1) == .never)
        #expect(Timestamp.origin.nanoseconds(since: .never) == 0)
        #expect(SequenceNumber(.max).advanced(by: 9) == SequenceNumber(.max))
        #expect(SequenceNumber(4).distance(from: SequenceNumber(9)) == 0)
    }

    @Test("Received packets are remembered as a plain set would")
    func remembers() {
        for first: UInt64 in [0, 63, 0xFFFF_FFF0, 1 << 40] {
            var received = ReceivedPackets(first: PacketNumber(first))
            var model: Set<UInt64> = []
            var random: UInt64 = first &+ 99
            for _ in 0..<3_000 {
                random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let base = model.max() ?? first
                let number = base + (random >> 33) % 40 - min(base - first, (random >> 50) % 60)
                let verdict = received.verdict(on: PacketNumber(number))
                if let largest = model.max(), largest >= number, largest - number >= 2_048 {
                    #expect(verdict == .tooOld)
                    continue
                }
                #expect(verdict == (model.contains(number) ? .duplicate : .new))
                if verdict == .new { received.record(PacketNumber(number)) }
                model.insert(number)
            }
            var number = received.largest
            #expect(number == model.max())
            var lowest = number
            for arrived in [true, false, true, false, true] {
                let length = received.run(downFrom: number, arrived: arrived)
                lowest = number - UInt64(length)
                for offset in 0..<UInt64(length) {
                    #expect(model.contains(number - offset) == arrived)
                }
                #expect(model.contains(lowest) != arrived)
                number = lowest
            }
        }
    }

    @Test("A jump far ahead and a number far behind are refused")
    func refuses() {
        var received = ReceivedPackets(first: PacketNumber(10))
        received.record(PacketNumber(10))
        #expect(received.verdict(on: PacketNumber(9)) == .tooOld)
        #expect(received.verdict(on: PacketNumber(10 + 65_536)) == .new)
        #expect(received.verdict(on: PacketNumber(10 + 65_537)) == .tooFarAhead)
    }

    @Test("The hash is SipHash-2-4")
    func hashes() {
        // The published test vector for sixteen bytes 00 to 0F under the key 00 to 0F.
        let hash = SipHash(key0: 0x0706_0504_0302_0100, key1: 0x0F0E_0D0C_0B0A_0908)
        #expect(
            hash.hash(0x0706_0504_0302_0100, 0x0F0E_0D0C_0B0A_0908) == 0x3F2A_CC7F_57C2_9BDB)
    }
}
