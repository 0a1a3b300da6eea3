import Glibc
import Pinion
import PinionTransport
import Testing

/// What is particular to kernel UDP: other programs' datagrams, and the kernel's errors.
struct UDPCarrierTests {
    /// A carrier on 127.0.0.1.
    func carrier(_ pool: BufferPool) throws -> UDPCarrier {
        guard let local = SocketAddress("127.0.0.1:0") else { throw PairError.wrongAddress }
        var configuration = UDPCarrier.Configuration(local: local)
        configuration.packetBytesMax = pool.packetBytesMax
        configuration.batchPackets = 16
        configuration.idle = .wait
        return try UDPCarrier(configuration, pool: pool)
    }

    // CAR-2: "A carrier SHALL drop and count what is longer than its longest packet, and what has no bytes
    // at all."
    @Test("Datagrams of no bytes and of too many are dropped and counted")
    func oddDatagrams() throws {
        let pool = BufferPool(bufferCount: 64, packetBytesMax: 64)
        var carrier = try carrier(pool)
        let peer = try PlainSocket()
        for length in [0, 65, 1_000, 0, 64, 1] {
            peer.send([UInt8](repeating: 7, count: length), to: carrier.local.port)
        }
        var inbound = PacketBatch(capacity: 16)
        while carrier.counters.packetsReceived < 2 {
            try carrier.wait(until: carrier.now.advanced(byNanoseconds: 5_000_000_000))
            try carrier.receive(into: &inbound)
        }
        let counters = carrier.counters
        #expect(counters.empty == 2)
        #expect(counters.truncated == 2)
        let lengths = (0..<inbound.count).map { inbound.bytes(at: $0).byteCount }
        #expect(lengths == [64, 1])
        let (seen, true_) = (SocketAddress(inbound.peer(at: 0)).port, peer.port)
        #expect(seen == true_)
        inbound.removeAll()
        _ = consume carrier
        #expect(pool.outstanding == 0)
    }

    // CAR-9: "A packet SHALL be the whole payload of one UDP datagram."
    // CAR-10: "A UDP carrier SHALL send from the port at which it receives."
    @Test("A plain socket receives each packet as one datagram, from the carrier's own port")
    func plainReceiver() throws {
        let pool = BufferPool(bufferCount: 64, packetBytesMax: 64)
        var carrier = try carrier(pool)
        let peer = try PlainSocket()
        guard let address = SocketAddress(host: "127.0.0.1", port: peer.port) else { return }
        var batch = PacketBatch(capacity: 2)
        for bytes in [[1, 2, 3], [4]] as [[UInt8]] {
            guard var packet = pool.lease(for: .builder) else { continue }
            let fits = append(bytes, to: &packet)
            #expect(fits)
            packet.peer = address.peer
            batch.append(packet)
        }
        try carrier.send(&batch)
        let port = carrier.local.port
        let arrived = [peer.receive(), peer.receive()]
        #expect(arrived == [.init(bytes: [1, 2, 3], port: port), .init(bytes: [4], port: port)])
    }

    @Test("A packet that the network is too small for is dropped and counted")
    func tooLong() throws {
        let pool = BufferPool(bufferCount: 64, packetBytesMax: 65_535)
        var carrier = try carrier(pool)
        guard var packet = pool.lease(for: .builder) else { return }
        packet.count = 65_535
        packet.peer = carrier.local.peer
        var batch = PacketBatch(capacity: 1)
        batch.append(packet)
        try carrier.send(&batch)
        expectEmpty(batch)
        let dropped = carrier.counters.droppedTooLong
        #expect(dropped == 1)
    }

    @Test("A port that is taken, an address of another host and a bad address are told apart")
    func errors() throws {
        let pool = BufferPool(bufferCount: 64, packetBytesMax: 64)
        let first = try carrier(pool)
        func code(of address: SocketAddress) -> CarrierError.Code? {
            var configuration = UDPCarrier.Configuration(local: address)
            configuration.packetBytesMax = 64
            do throws(CarrierError) {
                _ = try UDPCarrier(configuration, pool: pool)
                return nil
            } catch {
                #expect(error.description.contains(address.description))
                return error.code
            }
        }
        let taken = first.local
        #expect(code(of: taken) == .addressInUse)
        if let elsewhere = SocketAddress("192.0.2.1:4000") {
            #expect(code(of: elsewhere) == .badAddress)
        }
    }
}
