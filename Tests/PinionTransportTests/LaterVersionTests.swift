import PinionCodec
import Testing

@testable import PinionTransport

@Suite("Frames of a later version")
struct LaterVersionTests {
    /// A packet whose frames all have a block that is `count` bytes longer.
    private func lengthened(_ packet: [UInt8], by count: Int) -> [UInt8] {
        var longer = Array(packet[..<Transport.PacketHeader.blockLength])
        var offset = longer.count
        while offset < packet.count {
            let blockEnd = offset + Transport.FrameHeader.blockLength + Int(packet[offset + 1])
            let length = Int(packet[offset + 2]) | Int(packet[offset + 3]) << 8
            let longerLength = length + count
            longer.append(packet[offset])
            longer.append(packet[offset + 1] + UInt8(count))
            longer.append(UInt8(longerLength & 0xFF))
            longer.append(UInt8(longerLength >> 8))
            longer += packet[offset + 4..<blockEnd]
            longer += [UInt8](repeating: 0xEE, count: count)
            longer += packet[blockEnd..<offset + length]
            offset += length
        }
        return longer
    }

    @Test("Longer blocks are stepped over, from OPEN to CLOSE", arguments: [0, 1, 7, 200])
    func longerBlocks(count: Int) {
        var victim = HostilePacketTests.Victim()
        var time: UInt64 = 1_000_000_000
        for packet in HostilePacketTests.honest {
            time += 20_000
            victim.receive(lengthened(packet, by: count), at: time)
        }
        #expect(victim.delivered == 3)
        let counters = victim.table.counters
        #expect(counters.malformed == 0 && counters.notOurs == 0 && counters.unknownFrames == 0)
    }

    /// A packet header, and these frames behind it.
    func withPacket(_ frames: [UInt8], _ body: (PacketSlot) -> Void) {
        let pool = BufferPool(bufferCount: 1, packetBytesMax: 256)
        guard var packet = pool.lease(for: .carrier) else {
            Issue.record("the pool is empty")
            return
        }
        let header = [UInt8](repeating: 0, count: Transport.PacketHeader.blockLength)
        let bytes = header + frames
        let isWhole = packet.append(bytes.span)
        #expect(isWhole)
        body(packet.slot)
    }

    @Test("Longer entries are stepped over")
    func longerEntries() {
        let frame: [UInt8] = [
            6, 13, 29, 0, 9, 0, 0, 0, 1, 0, 0, 0, 7, 0, 2, 0, 0xEE,
            5, 2, 1, 0, 3, 0, 0xEE, 4, 0, 5, 0, 0xEE,
        ]
        withPacket(frame) { packet in
            let contents = PacketContents(packet)
            #expect(contents?.ack == Transport.PacketHeader.blockLength)
            guard let ack = packet.frame(Transport.Ack.self, at: contents?.ack ?? 0) else {
                Issue.record("no frame")
                return
            }
            #expect(ack.largest == 9 && ack.delay == 1 && ack.window == 7 && ack.firstRange == 2)
            let ranges = ack.ranges
            #expect(ranges.count == 2)
            #expect(ranges[0].gap == 1 && ranges[0].length == 3)
            #expect(ranges[1].gap == 4 && ranges[1].length == 5)
        }
    }

    @Test("A data frame's messages are read behind a longer block")
    func messages() {
        let frame: [UInt8] = [
            5, 9, 24, 0, 3, 0, 0, 0, 2, 0, 0, 0, 0xEE, 0, 0, 2, 0, 1, 0, 97, 2, 0, 98, 99,
        ]
        withPacket(frame) { packet in
            let contents = PacketContents(packet)
            #expect(contents?.messages.stream == 2)
            #expect(contents?.messages.firstSequence == 3)
            #expect(contents?.messages.count == 2)
            #expect(contents?.messages.offset == 33)
        }
    }

    @Test("A data frame without a message, or whose messages have a block, is refused")
    func refused() {
        // FRM-9: "The messages of a data frame SHALL be entries without a block."
        for frame: [UInt8] in [
            [5, 8, 16, 0, 3, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0],
            [5, 8, 20, 0, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 1, 0, 0xEE, 1, 0, 97],
            [5, 8, 18, 0, 3, 0, 0, 0, 2, 0, 0, 0, 0, 0, 1, 0, 1, 0],
        ] {
            withPacket(frame) { packet in
                let isRefused = PacketContents(packet) == nil
                #expect(isRefused)
            }
        }
    }
}
