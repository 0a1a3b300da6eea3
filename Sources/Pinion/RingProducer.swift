internal import Synchronization

/// The end of a ring that adds records. One thread has it at a time.
@safe
struct RingProducer: ~Copyable, Sendable {
    private let ring: ByteRing
    /// What `ring.tail` was last set to.
    private var published = 0
    /// Where the next record goes; ahead of `published` by what was committed since.
    private var next = 0
    /// What `ring.head` was when last looked at.
    private var knownHead = 0
    /// Bytes of the reservation, or -1.
    private var reserved = -1

    /// Takes the producing end of `ring`, which must be new.
    init(_ ring: ByteRing) {
        self.ring = ring
    }

    /// The longest record.
    var recordBytesMax: Int { ring.recordBytesMax }

    /// Makes room for a record of `count` bytes. `false`: the ring is too full at present.
    mutating func reserve(_ count: Int) -> Bool {
        precondition(count >= 0 && count <= ring.recordBytesMax, "a record fits half the ring")
        let total = footprintAtEnd(count)
        guard fits(total) else { return false }

        let footprint = ByteRing.footprint(count)
        if total > footprint {
            storePrefix(ByteRing.skipped, .message)
            next += total - footprint
        }
        reserved = count
        return true
    }

    /// The bytes that were reserved.
    var reservedBytes: MutableRawSpan {
        @_lifetime(&self)
        mutating get {
            assert(reserved >= 0)
            // SAFETY: `reserve` made sure that the record lies inside the memory, where the consumer does not read.
            let span = unsafe MutableRawSpan(
                _unsafeStart: place + ByteRing.prefixBytes, byteCount: max(reserved, 0))
            // SAFETY: the ring, and so the memory, lives as long as this end of it.
            return unsafe _overrideLifetime(span, mutating: &self)
        }
    }

    /// Adds the first `count` of the reserved bytes as a record. Seen by the consumer after `publish()`.
    mutating func commit(_ count: Int, _ kind: RingRecord = .message) {
        precondition(count >= 0 && count <= reserved, "no more is committed than was reserved")
        storePrefix(UInt32(truncatingIfNeeded: count), kind)
        next += ByteRing.footprint(count)
        reserved = -1
    }

    /// Adds a copy of `bytes` as a record. `false`: the ring is too full at present.
    mutating func append(_ bytes: RawSpan, _ kind: RingRecord = .message) -> Bool {
        guard reserve(bytes.byteCount) else { return false }
        fillReserved(with: bytes)
        commit(bytes.byteCount, kind)
        return true
    }

    /// Copies `bytes`, as many as were reserved, into the reservation.
    mutating func fillReserved(with bytes: RawSpan) {
        precondition(bytes.byteCount <= reserved, "no more is written than was reserved")
        // SAFETY: so many bytes were reserved, and nothing else refers to them.
        unsafe bytes.withUnsafeBytes { source in
            guard let start = source.baseAddress else { return }
            // SAFETY: as above.
            unsafe (place + ByteRing.prefixBytes).copyMemory(from: start, byteCount: source.count)
        }
    }

    /// Where the next record goes.
    var position: Int { next }

    /// Shows the consumer everything that was committed. Answers whether that is anything new.
    @discardableResult
    mutating func publish() -> Bool {
        guard next != published else { return false }
        published = next
        ring.tail.store(next, ordering: .releasing)
        return true
    }

    /// Says that nothing follows, after what was published.
    mutating func finish() {
        publish()
        ring.isFinished.store(true, ordering: .releasing)
    }

    private var place: UnsafeMutableRawPointer {
        // SAFETY: the remainder by the capacity lies inside the memory.
        unsafe ring.bytes + (next & (ring.capacity - 1))
    }

    private func storePrefix(_ value: UInt32, _ kind: RingRecord) {
        // SAFETY: records are aligned to 8 bytes, so a prefix lies inside the memory; the consumer does not read it yet.
        unsafe place.storeBytes(of: value, as: UInt32.self)
        // SAFETY: as above.
        unsafe place.storeBytes(of: kind.rawValue, toByteOffset: 4, as: UInt32.self)
    }

    /// What a record takes from here on: with what is skipped to the end of the memory, if it does not fit before it.
    func footprintAtEnd(_ count: Int) -> Int {
        let footprint = ByteRing.footprint(count)
        let toEnd = ring.capacity - (next & (ring.capacity - 1))
        return footprint <= toEnd ? footprint : toEnd + footprint
    }

    @inline(__always)
    private mutating func fits(_ total: Int) -> Bool {
        if next + total - knownHead <= ring.capacity { return true }
        knownHead = ring.head.load(ordering: .acquiring)
        return next + total - knownHead <= ring.capacity
    }
}
