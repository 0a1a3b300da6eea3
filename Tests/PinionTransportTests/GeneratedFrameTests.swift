import PinionCodec
import Testing

@testable import PinionTransport

@Suite("What is built by hand is what the schema says")
struct GeneratedFrameTests {
    /// Reads a packet through the generated views; what each says, in words.
    private func words(_ hexadecimal: String) throws -> [String] {
        let bytes = hexadecimal.split(separator: " ").dropFirst().compactMap {
            UInt8($0, radix: 16)
        }
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
                + "streams \(open.streams) credit \(open.credit) window \(open.window) "
                + "bytes \(open.packetBytesMax) delay \(open.acknowledgementDelay) "
                + "silence \(open.silence) numbers \(open.firstPacketNumber), "
                + "\(open.firstSequence)"
        case Transport.OpenAck.templateID:
            let open = try FrameView<Transport.OpenAck>(bytes.span)
            return "OpenAck version \(open.version) streams \(open.streams) "
                + "credit \(open.credit) window \(open.window) bytes \(open.packetBytesMax) "
                + "delay \(open.acknowledgementDelay) silence \(open.silence) "
                + "numbers \(open.firstPacketNumber), \(open.firstSequence)"
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
        link.loses = { isFromFirst, index in isFromFirst && index == 3 }
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
        #expect(read.contains("Data stream 1 first 1 repair false: b"))
        #expect(read.contains("Ack largest 4 first range 1 gap 1 length 3"))
        #expect(read.contains("GapRequest stream 1 first 1 count 1"))
        #expect(read.contains("Data stream 1 first 1 repair true: b"))
        #expect(read.contains("Credit stream 1 limit 5"))
        #expect(read.contains("Ping 1"))
        #expect(read.contains("Close reason 258 answer false"))
        #expect(read.contains("Close reason 258 answer true"))
        #expect(!read.contains("unknown"), "\(read.joined(separator: "\n"))")
    }

    @Test("Every place that is written by hand is the schema's")
    func places() {
        #expect(UInt64(FrameKind.open.rawValue) == Transport.Open.templateID)
        #expect(UInt64(FrameKind.openAck.rawValue) == Transport.OpenAck.templateID)
        #expect(UInt64(FrameKind.close.rawValue) == Transport.Close.templateID)
        #expect(UInt64(FrameKind.ping.rawValue) == Transport.Ping.templateID)
        #expect(UInt64(FrameKind.data.rawValue) == Transport.Data.templateID)
        #expect(UInt64(FrameKind.ack.rawValue) == Transport.Ack.templateID)
        #expect(UInt64(FrameKind.gapRequest.rawValue) == Transport.GapRequest.templateID)
        #expect(UInt64(FrameKind.credit.rawValue) == Transport.Credit.templateID)
        #expect(UInt64(FrameKind.reset.rawValue) == Transport.Reset.templateID)
        #expect(WireLayout.messagesOffset == 32)
        #expect(PacketKind.session.rawValue == Transport.PacketKind.session.rawValue)
        #expect(PacketKind.open.rawValue == Transport.PacketKind.open.rawValue)
        #expect(PacketKind.reset.rawValue == Transport.PacketKind.reset.rawValue)
        #expect(PingCause.blocked.rawValue == Transport.PingCause.blocked.rawValue)
        #expect(WireLayout.Data.repairFlag == Transport.DataFlags.repair.rawValue)
    }
}
