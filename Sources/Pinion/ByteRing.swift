internal import Synchronization

/// A bounded queue of records between one producer thread and one consumer thread, without locks.
///
/// A record is 4 bytes that give its length and 4 that say what it is, then its bytes, contiguous, and room to the next multiple of 8.
/// A record that does not fit before the end of the memory starts again at the front, and what it leaves is
/// marked as skipped. Positions only grow; the place of a position is its remainder by the capacity.
@safe
final class ByteRing: Sendable {
    /// Bytes of the length and the kind in front of each record.
    static let prefixBytes = 8
    /// The length that marks the rest of the memory as skipped.
    static let skipped = UInt32.max

    /// The memory.
    nonisolated(unsafe) let bytes: UnsafeMutableRawPointer
    /// Bytes of the memory: a power of two.
    let capacity: Int
    /// Where the producer writes next. Written by the producer only.
    let tail = Atomic<Int>(0)
    /// Keeps the two positions on cache lines of their own, so that neither side's writes slow the other's.
    private let separation = InlineArray<16, UInt64>(repeating: 0)
    /// What the consumer reads next. Written by the consumer only.
    let head = Atomic<Int>(0)
    private let separationBehind = InlineArray<16, UInt64>(repeating: 0)
    /// Whether the producer has said that nothing follows.
    let isFinished = Atomic<Bool>(false)

    /// Makes a ring of at least `capacity` bytes, rounded up to a power of two.
    init(capacity: Int) {
        precondition(64...(1 << 30) ~= capacity, "a ring has 64 bytes to 1 GiB")
        var rounded = 64
        while rounded < capacity { rounded *= 2 }
        self.capacity = rounded
        // SAFETY: freed by `deinit`; every byte is written before it is read, because the consumer reads only
        // what lies before `tail`.
        unsafe bytes = .allocate(byteCount: rounded, alignment: 64)
    }

    deinit {
        // SAFETY: allocated by `init`; neither side is left.
        unsafe bytes.deallocate()
    }

    /// The longest record that always fits an empty ring, wherever its positions stand.
    var recordBytesMax: Int { capacity / 2 - Self.prefixBytes }

    /// Bytes that a record of `count` bytes takes.
    @inline(__always)
    static func footprint(_ count: Int) -> Int {
        (prefixBytes + count + 7) & ~7
    }
}
