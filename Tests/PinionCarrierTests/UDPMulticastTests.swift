import Pinion
import PinionTransport
import Testing

/// Groups over the loopback interface, where the host lets multicast pass there.
struct UDPMulticastTests {
    enum Family: String, CaseIterable {
        case four = "239.255.77.7:0"
        case six = "[ff11::77:7]:0"

        var any: String { self == .four ? "0.0.0.0:0" : "[::]:0" }
        var host: String { self == .four ? "127.0.0.1:0" : "[::1]:0" }
        var stranger: String { self == .four ? "127.0.0.77:0" : "[::77]:0" }
    }

    let pool = BufferPool(bufferCount: 256, packetBytesMax: 64)

    func address(_ text: String) throws -> SocketAddress { try #require(SocketAddress(text)) }

    func carrier(
        at local: SocketAddress, _ change: (inout UDPOptions) -> Void = { _ in }
    ) throws -> UDPCarrier {
        var configuration = UDPCarrier.Configuration(local: local)
        configuration.packetBytesMax = 64
        configuration.batchPackets = 16
        configuration.idle = .wait
        configuration.options.multicastInterface = "lo"
        change(&configuration.options)
        return try UDPCarrier(configuration, pool: pool)
    }

    func send(_ byte: UInt8, from carrier: inout UDPCarrier, to peer: SocketAddress) throws {
        guard var packet = pool.lease(for: .builder) else { throw PairError.poolExhausted }
        let fits = append([byte], to: &packet)
        #expect(fits)
        packet.peer = peer.peer
        var batch = PacketBatch(capacity: 1)
        batch.append(packet)
        try carrier.send(&batch)
    }

    /// All that arrives before the byte 255, which is sent to the carrier itself.
    func received(by carrier: inout UDPCarrier, host: SocketAddress) throws -> [UInt8] {
        var sender = try self.carrier(at: host)
        try send(255, from: &sender, to: host.with(port: carrier.local.port))
        var bytes: [UInt8] = []
        var inbound = PacketBatch(capacity: 16)
        let deadline = carrier.now.advanced(byNanoseconds: 5_000_000_000)
        while carrier.now < deadline {
            try carrier.wait(until: deadline)
            try carrier.receive(into: &inbound)
            while let packet = inbound.removeFirst() {
                guard contents(packet) != [255] else { return bytes }
                bytes += contents(packet)
            }
        }
        Issue.record("the packet to the carrier itself did not arrive")
        return bytes
    }

    // CAR-12: "A UDP carrier SHALL receive multicast packets only of groups that it has joined, and of a
    // group that it has joined for one source only from that source."
    @Test(
        "A carrier receives a group's packets from joining to leaving, and of a source only its own",
        arguments: Family.allCases)
    func membership(family: Family) throws {
        let host = try address(family.host)
        let group = try address(family.rawValue)
        // Another socket of this host is a member all the time, which must be nothing to the carrier.
        var other = try carrier(at: address(family.any))
        do throws(CarrierError) {
            try other.join(MulticastGroup(group, interface: "lo"))
        } catch {
            print("skipped: multicast over the loopback interface: \(error)")
            return
        }
        let port = other.local.port
        var carrier = try self.carrier(at: address(family.any))
        var sender = try self.carrier(at: host)
        let target = group.with(port: carrier.local.port)

        try send(100, from: &sender, to: group.with(port: port))
        guard try received(by: &other, host: host) == [100] else {
            print("skipped: \(group): multicast does not pass the loopback interface")
            return
        }
        try send(1, from: &sender, to: target)
        #expect(try received(by: &carrier, host: host) == [])

        let all = MulticastGroup(group, interface: "lo")
        try carrier.join(all)
        try send(2, from: &sender, to: target)
        #expect(try received(by: &carrier, host: host) == [2])
        try carrier.leave(all)
        try send(3, from: &sender, to: target)
        #expect(try received(by: &carrier, host: host) == [])

        let ours = MulticastGroup(group, source: host, interface: "lo")
        try carrier.join(ours)
        try send(4, from: &sender, to: target)
        #expect(try received(by: &carrier, host: host) == [4])
        try carrier.leave(ours)

        let theirs = MulticastGroup(
            group, source: try address(family.stranger), interface: "lo")
        try carrier.join(theirs)
        try send(5, from: &sender, to: target)
        #expect(try received(by: &carrier, host: host) == [])
        try carrier.leave(theirs)
    }

    @Test("Two carriers that share a port both receive what is sent to a group")
    func sharedPort() throws {
        let host = try address("127.0.0.1:0")
        let group = MulticastGroup(try address("239.255.77.9:0"), interface: "lo")
        var first = try carrier(at: address("0.0.0.0:0")) { $0.sharesPort = true }
        let same = try address("0.0.0.0:0").with(port: first.local.port)
        var second = try carrier(at: same) { $0.sharesPort = true }
        try first.join(group)
        try second.join(group)
        var sender = try carrier(at: host)
        try send(9, from: &sender, to: group.address.with(port: same.port))
        var counts: [Int] = []
        for _ in 0..<2 {
            let deadline = first.now.advanced(byNanoseconds: 5_000_000_000)
            var inbound = PacketBatch(capacity: 4)
            while inbound.isEmpty && first.now < deadline {
                if counts.isEmpty {
                    try first.wait(until: deadline)
                    try first.receive(into: &inbound)
                } else {
                    try second.wait(until: deadline)
                    try second.receive(into: &inbound)
                }
            }
            counts.append(inbound.count)
        }
        #expect(counts == [1, 1])
        // A socket that does not say so is refused.
        #expect(throws: CarrierError.self) { _ = try carrier(at: same) }
    }

    @Test("A group that is none, of another family, at no interface or never joined is refused")
    func refusals() throws {
        func code(_ group: String, interface: String? = nil, leave: Bool = false) throws
            -> CarrierError.Code?
        {
            var carrier = try self.carrier(at: address("0.0.0.0:0"))
            let group = MulticastGroup(try address(group), interface: interface)
            do throws(CarrierError) {
                if leave { try carrier.leave(group) } else { try carrier.join(group) }
                return nil
            } catch {
                return error.code
            }
        }
        #expect(try code("192.0.2.1:0") == .badAddress)
        #expect(try code("[ff11::1]:0") == .badAddress)
        #expect(try code("239.1.2.3:0", interface: "nosuchinterface") == .badAddress)
        #expect(try code("239.1.2.3:0", interface: "lo", leave: true) == .badAddress)
        #expect(throws: CarrierError.self) {
            _ = try carrier(at: address("0.0.0.0:0")) { $0.multicastInterface = "nosuchinterface" }
        }
        #expect(throws: CarrierError.self) {
            _ = try carrier(at: address("0.0.0.0:0")) { $0.multicastHops = 256 }
        }
    }

    @Test(
        "Multicast addresses are told from others",
        arguments: [
            ("223.255.255.255:1", false), ("224.0.0.0:1", true), ("239.255.255.255:1", true),
            ("240.0.0.0:1", false), ("[ff02::1]:1", true), ("[fe80::1]:1", false),
            ("[::ffff]:1", false),
        ])
    func isMulticast(text: String, expected: Bool) throws {
        #expect(try address(text).isMulticast == expected)
    }
}
