import AllocationCounter
import PinionTransport
import Testing

@testable import Pinion

/// Two drivers on one thread, and one session between them.
struct DriverPair<C: Carrier & ~Copyable>: ~Copyable {
    var client: Driver<C>
    var server: Driver<C>
    private(set) var clientSession: SessionID
    private(set) var received = 0
    private(set) var wrong = 0

    init(client: consuming Driver<C>, server: consuming Driver<C>, peer: PeerAddress) throws {
        self.client = client
        self.server = server
        clientSession = SessionID(rawValue: 0)
        let session = self.client.sessions.open(to: peer, at: self.client.now)
        clientSession = try #require(session)
        while self.client.sessions.phase(of: clientSession) != .open { try turn() }
    }

    /// One turn of each side.
    mutating func turn() throws {
        try client.turn()
        while let event = client.nextEvent() {
            if case .messages(let delivery) = consume event { client.consume(delivery) }
        }
        try server.turn()
        while let event = server.nextEvent() {
            guard case .messages(let delivery) = consume event else { continue }
            delivery.forEachMessage { _, message in
                // SAFETY: every message that is sent has 8 bytes or more.
                let number = unsafe message.unsafeLoadUnaligned(
                    fromByteOffset: 0, as: UInt64.self)
                if number != UInt64(received) { wrong += 1 }
                received += 1
            }
            server.consume(delivery)
        }
    }

    /// Sends messages of 40 bytes in place until `count` have arrived.
    mutating func exchange(_ count: Int) throws {
        var sent = received
        let end = received + count
        while received < end {
            while sent < end,
                client.reserve(40, on: 0, of: clientSession) == .accepted
            {
                do {
                    var bytes = client.sessions.reservedBytes(on: 0, of: clientSession)
                    bytes.storeBytes(of: UInt64(sent), as: UInt64.self)
                }
                client.sessions.commit(40, on: 0, of: clientSession)
                sent += 1
            }
            try turn()
        }
    }
}

struct DriverTests {
    private func sessions(_ pool: BufferPool, accepts: Bool) -> SessionTable {
        SessionTable(
            limits: SessionLimits(), sessionsMax: 1, acceptsSessions: accepts, pool: pool,
            entropy: (1, 2))
    }

    private func pool() -> BufferPool { BufferPool(bufferCount: 2_048, packetBytesMax: 1_452) }

    private func udp(_ accepts: Bool) throws -> Driver<UDPCarrier> {
        let pool = pool()
        let any = try #require(SocketAddress("127.0.0.1:0"))
        var configuration = UDPCarrier.Configuration(local: any)
        configuration.idle = .poll
        return Driver(
            carrier: try UDPCarrier(configuration, pool: pool),
            sessions: sessions(pool, accepts: accepts))
    }

    private func loopback(_ link: LoopbackLink, _ side: LoopbackLink.Side)
        -> Driver<LoopbackCarrier>
    {
        let pool = pool()
        return Driver(
            carrier: LoopbackCarrier(link, side: side, idle: .poll, pool: pool),
            sessions: sessions(pool, accepts: side == .second))
    }

    @Test(
        "The counter of allocations sees one",
        .enabled(if: allocation_count() >= 0, "a sanitizer has a malloc of its own"))
    func counter() {
        let before = allocation_count()
        let memory = UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 8)
        let count = allocation_count() - before
        // SAFETY: allocated above.
        unsafe memory.deallocate()
        #expect(count == 1)
    }

    @Test("A message costs no allocation over UDP, on either side, once everything is set up")
    func udpAllocations() throws {
        let server = try udp(true)
        let peer = server.carrier.local.peer
        var pair = try DriverPair(client: try udp(false), server: server, peer: peer)
        try pair.exchange(10_000)
        let before = allocation_count()
        try pair.exchange(20_000)
        let allocations = allocation_count() - before
        #expect(allocations == 0, "\(allocations) allocations in 20,000 messages")
        let (received, wrong) = (pair.received, pair.wrong)
        #expect(received == 30_000)
        #expect(wrong == 0)
    }

    @Test(
        "A message costs no allocation over a loopback, on either side, once everything is set up")
    func loopbackAllocations() throws {
        let link = try LoopbackLink()
        var pair = try DriverPair(
            client: loopback(link, .first), server: loopback(link, .second),
            peer: LoopbackLink.Side.second.address)
        try pair.exchange(10_000)
        let before = allocation_count()
        try pair.exchange(20_000)
        let allocations = allocation_count() - before
        #expect(allocations == 0, "\(allocations) allocations in 20,000 messages")
        let (received, wrong) = (pair.received, pair.wrong)
        #expect(received == 30_000)
        #expect(wrong == 0)
    }

    @Test("A message costs the application's thread no allocation in an outbox and an inbox")
    func ringAllocations() throws {
        let pair = try EndpointPair(.loopback)
        let (client, server) = try pair.connect()
        var outbox = client.outbox()
        var inbox = server.inbox()
        let bytes = message(1)
        var allocations = 0
        for _ in 0..<1_000 {
            let before = allocation_count()
            let result = send(bytes, with: &outbox)
            allocations += allocation_count() - before
            try #require(result == .accepted)
            let isReadable = try inbox.blockUntilReadable(for: patience)
            try #require(isReadable)
            let beforeReceive = allocation_count()
            let isRight = inbox.receive { equals($0, bytes) }
            allocations += allocation_count() - beforeReceive
            try #require(isRight == true)
        }
        #expect(allocations == 0)
    }
}
