internal import Synchronization

/// The end of a ring that takes records. One thread has it at a time.
@safe
struct RingConsumer: ~Copyable, Sendable {
    private let ring: ByteRing
    /// What `ring.head` was last set to.
    private var released = 0
    /// Where the next record is.
    private var next = 0
    /// What `ring.tail` was when last looked at.
    private var knownTail = 0

    /// Takes the consuming end of `ring`, which must be new.
    init(_ ring: ByteRing) {
        self.ring = ring
    }

    /// Whether there is nothing to take.
    var isEmpty: Bool {
        mutating get {
            if next != knownTail { return false }
            knownTail = ring.tail.load(ordering: .acquiring)
            return next == knownTail
        }
    }

    /// Whether there is nothing to take, and nothing will follow.
    var isFinished: Bool {
        mutating get {
            // In this order: what was published before the end is seen if the end is.
            guard ring.isFinished.load(ordering: .acquiring) else { return false }
            return isEmpty
        }
    }

    /// The next record, where it lies; `nil` if there is none. It stays until `removeFirst()`.
    @_lifetime(&self)
    mutating func first() -> RawSpan? {
        guard !isEmpty else { return nil }
        var prefix = loadPrefix()
        if prefix == ByteRing.skipped {
            // The producer publishes a skip only together with the record behind it.
            next += ring.capacity - (next & (ring.capacity - 1))
            prefix = loadPrefix()
        }
        // SAFETY: the producer wrote the record before it published it, and leaves it alone until it is released.
        let span = unsafe RawSpan(
            _unsafeStart: UnsafeRawPointer(place) + ByteRing.prefixBytes, byteCount: Int(prefix))
        // SAFETY: the ring, and so the memory, lives as long as this end of it, which is not moved on meanwhile.
        return unsafe _overrideLifetime(span, mutating: &self)
    }

    /// Passes the record that `first()` gave. Its room is the producer's again after `release()`.
    mutating func removeFirst() {
        assert(next != knownTail)
        next += ByteRing.footprint(Int(loadPrefix()))
    }

    /// Gives the producer the room of all records that were passed. Answers whether that is any.
    @discardableResult
    mutating func release() -> Bool {
        guard next != released else { return false }
        released = next
        ring.head.store(next, ordering: .releasing)
        return true
    }

    /// Bytes passed and not yet released.
    var unreleasedBytes: Int { next - released }

    private var place: UnsafeMutableRawPointer {
        // SAFETY: the remainder by the capacity lies inside the memory.
        unsafe ring.bytes + (next & (ring.capacity - 1))
    }

    private func loadPrefix() -> UInt32 {
        // SAFETY: records are aligned to 8 bytes, and there is one here.
        unsafe place.load(as: UInt32.self)
    }
}
