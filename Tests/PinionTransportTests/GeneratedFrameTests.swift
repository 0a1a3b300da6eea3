import PinionCodec
import Testing

@testable import PinionTransport

@Suite("What is sent is what the schema says")
struct GeneratedFrameTests {
    /// Reads a packet through the generated views; what each says, in words.
    private func words(_ hexadecimal: String) throws -> [String] {
        let bytes = unsealed(parsed(hexadecimal.dropFirst()))
        var words: [String] = []
        let header = try FrameView<Transport.PacketHeader>(bytes.span)
        words.append(
            "kind \(header.kind.rawValue) session \(header.session) number \(header.packetNumber)")
        var offset = Transport.PacketHeader.blockLength
        while offset < bytes.count {
            let length = Int(bytes[offset + 2]) | Int(bytes[offset + 3]) << 8
            let frame = Array(bytes[offset..<offset + length])
            words.append(try self.words(frame: frame))
            offset += length
        }
        return words
    }

    private func words(frame bytes: [UInt8]) throws -> String {
        switch UInt64(bytes[0]) {
        case Transport.Open.templateID:
            let open = try FrameView<Transport.Open>(bytes.span)
            return "Open versions \(open.versionFirst)...\(open.versionLast) "
                + "streams \(open.limits.streams) credit \(open.limits.credit) window \(open.limits.window) "
                + "bytes \(open.limits.packetBytesMax) delay \(open.limits.acknowledgementDelay) "
                + "silence \(open.limits.silence) numbers \(open.limits.firstPacketNumber), "
                + "\(open.limits.firstSequence)"
        case Transport.OpenAck.templateID:
            let open = try FrameView<Transport.OpenAck>(bytes.span)
            return "OpenAck version \(open.version) streams \(open.limits.streams) "
                + "credit \(open.limits.credit) window \(open.limits.window) bytes \(open.limits.packetBytesMax) "
                + "delay \(open.limits.acknowledgementDelay) silence \(open.limits.silence) "
                + "numbers \(open.limits.firstPacketNumber), \(open.limits.firstSequence)"
        case Transport.Cookie.templateID:
            return "Cookie \(try FrameView<Transport.Cookie>(bytes.span).value != 0)"
        case Transport.Close.templateID:
            let close = try FrameView<Transport.Close>(bytes.span)
            return "Close reason \(close.reason) answer \(close.flags.contains(.answer))"
        case Transport.Ping.templateID:
            return "Ping \(try FrameView<Transport.Ping>(bytes.span).cause.rawValue)"
        case Transport.Data.templateID:
            let data = try FrameView<Transport.Data>(bytes.span)
            var payloads: [String] = []
            var messages = data.messages
            while let message = messages.next() { payloads.append(text(message.payload.bytes)) }
            return "Data stream \(data.stream) first \(data.firstSequence) "
                + "repair \(data.flags.contains(.repair)): \(payloads.joined(separator: ", "))"
        case Transport.Ack.templateID:
            let ack = try FrameView<Transport.Ack>(bytes.span)
            var ranges = ""
            for index in ack.ranges.indices {
                ranges += " gap \(ack.ranges[index].gap) length \(ack.ranges[index].length)"
            }
            return "Ack largest \(ack.largest) first range \(ack.firstRange)\(ranges)"
        case Transport.GapRequest.templateID:
            let request = try FrameView<Transport.GapRequest>(bytes.span)
            var gaps = ""
            for index in request.gaps.indices {
                let gap = request.gaps[index]
                gaps += " stream \(gap.stream) first \(gap.firstSequence) count \(gap.count)"
            }
            return "GapRequest\(gaps)"
        case Transport.Credit.templateID:
            let credit = try FrameView<Transport.Credit>(bytes.span)
            var limits = ""
            for index in credit.streams.indices {
                let stream = credit.streams[index]
                limits += " stream \(stream.stream) limit \(stream.limit)"
            }
            return "Credit\(limits)"
        case Transport.Reset.templateID:
            return "Reset reason \(try FrameView<Transport.Reset>(bytes.span).reason)"
        default:
            return "unknown"
        }
    }

    @Test("Generated views read every packet of an exchange with a gap, credit and a close")
    func exchange() throws {
        var limits = SessionLimits()
        limits.streamsMax = 2
        limits.creditMessages = 4
        var link = PerfectLink(limits: limits)
        link.records = true
        // OPEN, its acknowledgement, and then the second of three messages.
        link.loses = { isFromFirst, index in isFromFirst && index == 4 }
        let session = link.open()
        for text in ["a", "b", "c"] {
            _ = link.send(text, on: 1, of: session)
            link.first.flush(1, of: session)
        }
        link.pass(nanoseconds: 900_000)
        link.first.close(session, .application(2), at: link.now)
        link.pass(nanoseconds: 900_000)
        let read = try link.record.flatMap { try words($0) }
        let limitsRead = "credit 4 window 256 bytes 1452 delay 200000 silence 5000 numbers 0, 0"
        #expect(read.contains("Open versions 1...1 streams 2 \(limitsRead)"))
        #expect(read.contains("OpenAck version 1 streams 2 \(limitsRead)"))
        #expect(read.filter { $0 == "Cookie true" }.count == 2)
        #expect(read.contains("Data stream 1 first 1 repair false: b"))
        #expect(read.contains("Ack largest 5 first range 1 gap 1 length 3"))
        #expect(read.contains("GapRequest stream 1 first 1 count 1"))
        #expect(read.contains("Data stream 1 first 1 repair true: b"))
        #expect(read.contains("Credit stream 1 limit 5"))
        #expect(read.contains("Ping 1"))
        #expect(read.contains("Close reason 258 answer false"))
        #expect(read.contains("Close reason 258 answer true"))
        #expect(!read.contains("unknown"), "\(read.joined(separator: "\n"))")
    }

    @Test("A group has at most as many entries as its dimensions can say")
    func entriesThatFit() {
        let pool = BufferPool(bufferCount: 1, packetBytesMax: 9_000)
        guard let packet = pool.lease(for: .builder) else {
            Issue.record("the pool is empty")
            return
        }
        DatagramBuilder.beginControl(packet.slot)
        func fitting(_ packetBytesMax: Int) -> Int {
            DatagramBuilder.entriesThatFit(
                Transport.GapRequest.self, Transport.GapRequest.Gaps.self, in: packet.slot,
                packetBytesMax: packetBytesMax)
        }
        #expect(fitting(9_000) == 254)
        #expect(fitting(22 + 254 * 8) == 254)
        #expect(fitting(22 + 254 * 8 - 1) == 253)
        #expect(fitting(22) == 0)
        #expect(fitting(21) == -1)
    }
}
