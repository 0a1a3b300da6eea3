import Testing

@testable import PinionTransport

@Suite("Packets that no honest peer sends")
struct HostilePacketTests {
    /// A table with one open session, and the packets that a live peer has sent it.
    struct Victim: ~Copyable {
        var table: SessionTable
        let pool: BufferPool
        var delivered = 0
        /// The session that came to be open last.
        private(set) var session = SessionID(rawValue: 0)
        private var batch = PacketBatch(capacity: 64)

        init(requiresChecksum: Bool = true) {
            var limits = SessionLimits()
            limits.requiresChecksum = requiresChecksum
            pool = BufferPool(bufferCount: 256, packetBytesMax: 1_452)
            table = SessionTable(
                limits: limits, sessionsMax: 3, acceptsSessions: true, pool: pool,
                entropy: (3, 4))
        }

        /// Takes in a packet whose trailer is made to fit its bytes.
        mutating func receive(_ bytes: [UInt8], at nanoseconds: UInt64) {
            receive(whole: sealed(bytes), at: nanoseconds)
        }

        mutating func receive(
            whole bytes: [UInt8], from peer: PeerAddress = PerfectLink.firstAddress,
            at nanoseconds: UInt64
        ) {
            let now = Timestamp(nanoseconds: nanoseconds)
            if var packet = pool.lease(for: .carrier) {
                _ = packet.append(bytes.span)
                packet.peer = peer
                table.receive(packet, at: now)
            }
            settle(at: now)
        }

        mutating func settle(at now: Timestamp) {
            table.passDeadlines(at: now)
            while table.fill(&batch, at: now) > 0 { batch.removeAll() }
            while let event = table.nextEvent() {
                switch consume event {
                case .opened(let session, _, _):
                    self.session = session
                case .messages(let delivery):
                    delivered += delivery.count
                    table.consume(delivery)
                case .gap: break
                case .writable: break
                case .closed: break
                }
            }
        }

        /// Sends a text in a packet of its own.
        mutating func send(_ text: String, at nanoseconds: UInt64) {
            let now = Timestamp(nanoseconds: nanoseconds)
            let bytes = Array(text.utf8)
            // SAFETY: bytes have no padding.
            let result = table.send(unsafe bytes.span.bytes, on: 0, of: session, at: now)
            #expect(result == .accepted)
            settle(at: now)
        }
    }

    /// What an honest initiator sends, without trailers: OPEN, OPEN with a cookie, an acknowledgement, data with a hole, a ping and a close.
    static let honest: [[UInt8]] = {
        var link = PerfectLink()
        link.records = true
        link.loses = { isFromFirst, index in isFromFirst && index == 4 }
        let session = link.open()
        for text in ["one", "two", "three"] {
            _ = link.send(text, of: session)
            link.first.flush(0, of: session)
        }
        link.pass(nanoseconds: 2_000_000_000)
        link.first.close(session, .finished, at: link.now)
        link.pass(nanoseconds: 1_000_000_000)
        return link.record.filter { $0.hasPrefix(">") }.map { line in
            unsealed(parsed(line.dropFirst()))
        }
    }()

    /// Plays the honest packets, with one of them replaced by `change`.
    private func play(replacing index: Int, with changed: [UInt8]) {
        var victim = Victim()
        var time: UInt64 = 1_000_000_000
        for (position, bytes) in Self.honest.enumerated() {
            time += 20_000
            victim.receive(position == index ? changed : bytes, at: time)
        }
        #expect(victim.delivered <= 3)
        for _ in 0..<40 {
            time += 1_000_000_000
            victim.settle(at: Timestamp(nanoseconds: time))
        }
        #expect(victim.table.sessionCount == 0)
        #expect(victim.pool.outstanding == 0)
    }

    @Test("Every truncation of every packet is survived, and everything settles")
    func truncations() {
        for (index, bytes) in Self.honest.enumerated() {
            for length in 0..<bytes.count { play(replacing: index, with: Array(bytes[..<length])) }
        }
    }

    @Test("Every byte of every packet changed is survived, and everything settles")
    func mutations() {
        for (index, bytes) in Self.honest.enumerated() {
            for offset in bytes.indices {
                for mask: UInt8 in [0x01, 0x80, 0xFF] {
                    var changed = bytes
                    changed[offset] ^= mask
                    play(replacing: index, with: changed)
                }
            }
        }
    }

    @Test("Random bytes behind a good header are counted, and answered by nothing longer")
    func randomFrames() {
        var victim = Victim()
        let honest = Self.honest
        for (position, bytes) in honest.prefix(4).enumerated() {
            victim.receive(bytes, at: 1_000_000_000 + UInt64(position) * 20_000)
        }
        var random: UInt64 = 42
        for round in 0..<20_000 {
            var bytes = Array(honest[3].prefix(16))
            random = random &* 6_364_136_223_846_793_005 &+ 1
            let length = Int((random >> 40) % 80)
            for _ in 0..<length {
                random = random &* 6_364_136_223_846_793_005 &+ 1
                // Mostly small numbers: they make frames that are nearly right.
                let value = UInt8(truncatingIfNeeded: random >> 33)
                bytes.append(random >> 62 == 0 ? value : value % 12)
            }
            bytes[12] = UInt8(truncatingIfNeeded: round)
            bytes[13] = UInt8(truncatingIfNeeded: round >> 8)
            victim.receive(bytes, at: 1_001_000_000 + UInt64(round) * 1_000)
        }
        #expect(victim.table.counters.malformed > 1_000)
        #expect(victim.pool.outstanding < 256)
    }

    @Test("An empty datagram, and one of only a header, are nothing")
    func empty() {
        var victim = Victim()
        victim.receive(whole: [], at: 1)
        victim.receive(Array(Self.honest[0].prefix(16)), at: 2)
        #expect(victim.table.counters.notOurs == 1)
        #expect(victim.table.counters.malformed == 1)
        #expect(victim.table.counters.packetsSent == 0)
        #expect(victim.pool.outstanding == 0)
    }
}
