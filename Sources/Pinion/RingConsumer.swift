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

    /// What the next record is. There must be one.
    var firstKind: RingRecord {
        mutating get {
            _ = findFirst()
            // SAFETY: records are aligned to 8 bytes, and there is one here.
            let word = unsafe place.load(fromByteOffset: 4, as: UInt32.self)
            return RingRecord(rawValue: word) ?? .message
        }
    }

    /// Hands the next record to `body`, where it lies, and passes it. There must be one.
    @inline(__always)
    mutating func takeFirst<Result, Failure: Error>(
        _ body: (RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let count = findFirst()
        defer { next += ByteRing.footprint(count) }
        // SAFETY: the producer wrote the record before it published it, and leaves it alone until it is released.
        return try body(
            unsafe RawSpan(
                _unsafeStart: UnsafeRawPointer(place) + ByteRing.prefixBytes, byteCount: count))
    }

    /// Hands the next record to `body`, where it lies, and passes it if the answer is true. There must be one.
    @inline(__always)
    mutating func takeFirst(if body: (RawSpan) -> Bool) -> Bool {
        let count = findFirst()
        // SAFETY: the producer wrote the record before it published it, and leaves it alone until it is released.
        let record = unsafe RawSpan(
            _unsafeStart: UnsafeRawPointer(place) + ByteRing.prefixBytes, byteCount: count)
        guard body(record) else { return false }
        next += ByteRing.footprint(count)
        return true
    }

    /// Where the next record is.
    var position: Int { next }

    /// Goes to the next record, and answers its length.
    private mutating func findFirst() -> Int {
        precondition(!isEmpty, "a record is taken only if there is one")
        let prefix = loadPrefix()
        guard prefix == ByteRing.skipped else { return Int(prefix) }
        // The producer publishes a skip only together with the record behind it.
        next += ring.capacity - (next & (ring.capacity - 1))
        return Int(loadPrefix())
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
