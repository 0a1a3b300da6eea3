import Testing

@testable import PinionTransport

@Suite("Buffers, pools and batches")
struct BufferTests {
    @Test("A pool gives what it has, and no more, and gets all of it back")
    func pool() {
        let pool = BufferPool(bufferCount: 3, packetBytesMax: 100, headroom: 10)
        do {
            let first = pool.lease(for: .carrier)
            let second = pool.lease(for: .application)
            let third = pool.lease(for: .application)
            let fourth = pool.lease(for: .carrier)
            let hasFourth = fourth != nil
            #expect(!hasFourth)
            #expect(pool.outstanding == 3)
            #expect(pool.outstanding(of: .application) == 2)
            _ = first
            _ = second
            _ = third
        }
        #expect(pool.outstanding == 0)
        #expect(pool.available == 3)
    }

    @Test("A shared packet returns with its last lease, and is unique again before")
    func sharing() {
        let pool = BufferPool(bufferCount: 1, packetBytesMax: 16)
        guard var packet = pool.lease(for: .builder) else {
            Issue.record("the pool is empty")
            return
        }
        do {
            let share = packet.share()
            let isUnique = packet.isUnique
            #expect(!isUnique)
            _ = share
        }
        let isUnique = packet.isUnique
        #expect(isUnique)
        packet.count = 16
        let hasRoom = packet.append(packetOf(1).span)
        #expect(!hasRoom)
        #expect(pool.outstanding == 1)
    }

    @Test("A lease outlives its pool")
    func outlives() {
        var pool: BufferPool? = BufferPool(bufferCount: 2, packetBytesMax: 16)
        var packet = pool?.lease(for: .carrier)
        pool = nil
        packet?.count = 4
        let count = packet?.count
        #expect(count == 4)
    }

    @Test("A batch is first in, first out, round and round, and returns what is left in it")
    func batch() {
        let pool = BufferPool(bufferCount: 8, packetBytesMax: 16)
        do {
            var batch = PacketBatch(capacity: 3)
            let capacity = batch.capacity
            #expect(capacity == 4)
            for turn in 0..<10 {
                for index in 0..<4 {
                    guard var packet = pool.lease(for: .carrier) else { continue }
                    packet.count = index + 1
                    packet.peer = PeerAddress(word0: UInt64(turn))
                    batch.append(packet)
                }
                let isFull = batch.isFull
                #expect(isFull)
                let peer = batch.peer(at: 2)
                #expect(peer == PeerAddress(word0: UInt64(turn)))
                let byteCount = batch.bytes(at: 3).byteCount
                #expect(byteCount == 4)
                let second = batch.withPacket(at: 1) { $0.count }
                #expect(second == 2)
                let first = batch.removeFirst()
                let count = first?.count
                #expect(count == 1)
                batch.removeFirst(3)
            }
            guard let last = pool.lease(for: .carrier) else { return }
            batch.append(last)
        }
        #expect(pool.outstanding == 0)
    }

    private func packetOf(_ count: Int) -> [UInt8] { [UInt8](repeating: 1, count: count) }
}

extension PacketBuffer {
    /// Appends bytes; answers whether they fitted.
    mutating func append(_ source: Span<UInt8>) -> Bool {
        // SAFETY: bytes have no padding.
        let bytes = unsafe source.bytes
        return append(bytes)
    }
}
