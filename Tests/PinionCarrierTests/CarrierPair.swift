import Pinion
import PinionTransport
import Testing

/// Two carriers that reach each other, with their pools.
struct CarrierPair<C: Carrier & ~Copyable>: ~Copyable {
    var first: C
    var second: C
    let firstAddress: PeerAddress
    let secondAddress: PeerAddress
    let firstPool: BufferPool
    let secondPool: BufferPool

    /// Sends `packets` from the first to the second, all of which must be taken at once.
    mutating func send(_ packets: [[UInt8]]) throws {
        var batch = PacketBatch(capacity: max(packets.count, 1))
        for packet in packets {
            batch.append(try lease(packet, to: secondAddress))
        }
        try first.send(&batch)
    }

    /// A packet of the first side's pool.
    func lease(_ bytes: [UInt8], to peer: PeerAddress) throws -> PacketBuffer {
        guard var packet = firstPool.lease(for: .builder) else { throw PairError.poolExhausted }
        guard append(bytes, to: &packet) else { throw PairError.tooLong }
        packet.peer = peer
        return packet
    }

    /// Takes turns of the second side until `count` packets have arrived or nothing comes for `patience`.
    mutating func receive(_ count: Int, patience: UInt64 = 5_000_000_000) throws -> [[UInt8]] {
        var packets: [[UInt8]] = []
        var inbound = PacketBatch(capacity: 16)
        while packets.count < count {
            let deadline = second.now.advanced(byNanoseconds: patience)
            var isPatient = true
            while inbound.isEmpty && isPatient {
                try second.wait(until: deadline)
                try second.receive(into: &inbound)
                isPatient = second.now < deadline
            }
            guard !inbound.isEmpty else { break }
            while let packet = inbound.removeFirst() {
                packets.append(contents(packet))
                guard packet.peer == firstAddress else { throw PairError.wrongAddress }
            }
        }
        return packets
    }
}

func expectEmpty(_ batch: borrowing PacketBatch) {
    let count = batch.count
    #expect(count == 0)
}

/// Appends bytes to a packet; answers whether they fitted.
func append(_ bytes: [UInt8], to packet: inout PacketBuffer) -> Bool {
    // SAFETY: bytes are plain memory.
    packet.append(unsafe bytes.span.bytes)
}

/// A copy of a packet's bytes.
func contents(_ packet: borrowing PacketBuffer) -> [UInt8] {
    // SAFETY: the bytes are copied while the span is there.
    unsafe packet.bytes.withUnsafeBytes { bytes in unsafe Array(bytes) }
}

enum PairError: Error {
    case poolExhausted
    case tooLong
    case wrongAddress
}
