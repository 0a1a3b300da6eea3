@testable import Pinion
import PinionTransport
import Testing

/// What every carrier must do, written once for all of them.
enum CarrierContract: String, CaseIterable, CustomTestStringConvertible {
    case wholePackets = "packets arrive whole, from their sender's address"
    case everyLength = "packets of every length to the longest arrive as they were"
    case batches = "a batch longer than one call moves arrives"
    case sharedPackets = "a packet that is sent is not written to"
    case wrongPeer = "a packet to nowhere is dropped and counted, and others still pass"
    case deadline = "a wait ends at its deadline"
    case wakeBefore = "a wake-up before the wait ends it"
    case wakeDuring = "a wake-up from another thread ends the wait"
    case noBuffers = "an exhausted pool loses nothing that the carrier holds"
    case leases = "a closed carrier has returned every buffer"

    var testDescription: String { rawValue }

    func check<C: Carrier & ~Copyable>(_ pair: consuming CarrierPair<C>) throws {
        switch self {
        case .wholePackets: try Self.wholePackets(&pair)
        case .everyLength: try Self.everyLength(&pair)
        case .batches: try Self.batches(&pair)
        case .sharedPackets: try Self.sharedPackets(&pair)
        case .wrongPeer: try Self.wrongPeer(&pair)
        case .deadline: try Self.deadline(&pair)
        case .wakeBefore: try Self.wakeBefore(&pair)
        case .wakeDuring: try Self.wakeDuring(&pair)
        case .noBuffers: try Self.noBuffers(&pair)
        case .leases: try Self.leases(&pair)
        }
        let (firstPool, secondPool) = (pair.firstPool, pair.secondPool)
        _ = consume pair
        // CAR-8: "A carrier that is closed SHALL return every buffer that it leased."
        #expect(firstPool.outstanding == 0)
        #expect(secondPool.outstanding == 0)
    }

    // CAR-1: "A carrier SHALL hand out only whole packets, each with the bytes that were sent and the
    // address of its sender."
    static func wholePackets<C: Carrier & ~Copyable>(_ pair: inout CarrierPair<C>) throws {
        let packets = (0..<10).map { number in (0..<100).map { UInt8(($0 * 7 + number) & 0xFF) } }
        try pair.send(packets)
        let arrived = try pair.receive(10)
        #expect(arrived == packets)
        let packetsSent = pair.first.counters.packetsSent
        #expect(packetsSent == 10)
        let bytesSent = pair.first.counters.bytesSent
        #expect(bytesSent == 1_000)
        let packetsReceived = pair.second.counters.packetsReceived
        #expect(packetsReceived == 10)
        let bytesReceived = pair.second.counters.bytesReceived
        #expect(bytesReceived == 1_000)
    }

    static func everyLength<C: Carrier & ~Copyable>(_ pair: inout CarrierPair<C>) throws {
        let longest = pair.first.limits.packetBytesMax
        for length in [1, 2, 3, 7, 8, 9, 255, 256, 257, longest - 1, longest] {
            let packet = (0..<length).map { UInt8(($0 &* 31 &+ length) & 0xFF) }
            try pair.send([packet])
            let arrived = try pair.receive(1)
            #expect(arrived == [packet])
        }
    }

    static func batches<C: Carrier & ~Copyable>(_ pair: inout CarrierPair<C>) throws {
        let count = pair.first.limits.batchPackets + 7
        let packets = (0..<count).map { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        var batch = PacketBatch(capacity: count)
        for packet in packets { batch.append(try pair.lease(packet, to: pair.secondAddress)) }
        // CAR-3: "A carrier SHALL take packets from the front of a batch, and leave those that it cannot
        // take at present in it."
        while !batch.isEmpty { try pair.first.send(&batch) }
        let arrived = try pair.receive(count)
        #expect(arrived == packets)
        let sendCalls = pair.first.counters.sendCalls
        #expect(sendCalls < UInt64(count))
    }

    // CAR-7: "A carrier SHALL NOT write to a packet that it was given to send, because a session may keep
    // the same bytes for a repair."
    static func sharedPackets<C: Carrier & ~Copyable>(_ pair: inout CarrierPair<C>) throws {
        let bytes: [UInt8] = [1, 2, 3, 4, 5]
        let kept = try pair.lease(bytes, to: pair.secondAddress)
        for _ in 0..<3 {
            var batch = PacketBatch(capacity: 1)
            batch.append(kept.share())
            try pair.first.send(&batch)
            let arrived = try pair.receive(1)
            #expect(arrived == [bytes])
            #expect(contents(kept) == bytes)
            let isUnique = kept.isUnique
            #expect(isUnique)
        }
    }

    // CAR-5: "An error that concerns one packet or one peer SHALL NOT end the carrier."
    static func wrongPeer<C: Carrier & ~Copyable>(_ pair: inout CarrierPair<C>) throws {
        var batch = PacketBatch(capacity: 2)
        // Port 0 of no address: the kernel refuses it, and a link has no such end.
        batch.append(try pair.lease([1], to: PeerAddress(word0: 4)))
        batch.append(try pair.lease([2], to: pair.secondAddress))
        try pair.first.send(&batch)
        expectEmpty(batch)
        let arrived = try pair.receive(1)
        #expect(arrived == [[2]])
        // CAR-4: "A carrier SHALL count every packet that it drops."
        let droppedUnreachable = pair.first.counters.droppedUnreachable
        #expect(droppedUnreachable == 1)
        let packetsSent = pair.first.counters.packetsSent
        #expect(packetsSent == 1)
    }

    // CAR-6: "A wait SHALL end when a packet has arrived, when its deadline has passed, or when another thread
    // asks for it, also if it asked just before the wait began."
    static func deadline<C: Carrier & ~Copyable>(_ pair: inout CarrierPair<C>) throws {
        let deadline = pair.second.now.advanced(byNanoseconds: 2_000_000)
        while pair.second.now < deadline { try pair.second.wait(until: deadline) }
        try pair.second.wait(until: .origin)
        let sleeps = pair.second.counters.sleeps
        #expect(sleeps >= 1)
    }

    static func wakeBefore<C: Carrier & ~Copyable>(_ pair: inout CarrierPair<C>) throws {
        pair.second.waker.wake()
        pair.second.waker.wake()
        try pair.second.wait(until: .never)
        let sleeps = pair.second.counters.sleeps
        #expect(sleeps == 0)
    }

    static func wakeDuring<C: Carrier & ~Copyable>(_ pair: inout CarrierPair<C>) throws {
        let waker = pair.second.waker
        for _ in 0..<50 {
            let thread = try EndpointThread { waker.wake() }
            try pair.second.wait(until: .never)
            var inbound = PacketBatch(capacity: 1)
            try pair.second.receive(into: &inbound)
            expectEmpty(inbound)
            thread.join()
        }
    }

    static func noBuffers<C: Carrier & ~Copyable>(_ pair: inout CarrierPair<C>) throws {
        // Whoever holds all the rest of the second pool leaves only what the carrier had leased.
        var hoard = PacketBatch(capacity: CarrierKind.bufferCount)
        while let buffer = pair.secondPool.lease(for: .application) { hoard.append(buffer) }
        let packets = (0..<UInt8(100)).map { [$0] }
        try pair.send(packets)
        var inbound = PacketBatch(capacity: 128)
        for _ in 0..<4 { try pair.second.receive(into: &inbound) }
        let poolExhausted = pair.second.counters.poolExhausted
        #expect(poolExhausted > 0)
        let inboundCount = inbound.count
        #expect(inboundCount < packets.count)

        hoard.removeAll()
        var arrived: [[UInt8]] = []
        while let packet = inbound.removeFirst() {
            arrived.append(contents(packet))
        }
        arrived += try pair.receive(packets.count - arrived.count)
        #expect(arrived == packets)
    }

    static func leases<C: Carrier & ~Copyable>(_ pair: inout CarrierPair<C>) throws {
        // Packets on their way in, when both are closed.
        try pair.send((0..<20).map { [$0] })
    }
}
