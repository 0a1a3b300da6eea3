/// A lease on one buffer of a pool: a packet on its way in or out.
///
/// Returns to its pool when it goes out of scope. `share()` makes a second lease on the same bytes, so
/// that a send window may keep what a carrier is sending; while there are two, nobody writes.
@safe
@frozen
public struct PacketBuffer: ~Copyable {
    @usableFromInline let slot: PacketSlot

    @usableFromInline
    init(slot: PacketSlot) {
        self.slot = slot
    }

    deinit {
        PacketBuffer.giveBack(slot)
    }

    @usableFromInline
    static func giveBack(_ slot: PacketSlot) {
        PoolControl.giveBack(slot)
    }

    /// Gives the reference out of the lease, which the receiver now accounts for.
    consuming func takeSlot() -> PacketSlot {
        let slot = self.slot
        discard self
        return slot
    }

    /// Whether so many sixteenths of the buffer's pool are free.
    func leavesFree(sixteenths: Int) -> Bool {
        // SAFETY: a lease holds its pool's control block alive.
        let pool = unsafe slot.header.control
        // SAFETY: as above.
        let (free, all) = unsafe (
            pool.pointee.bufferCount - pool.pointee.outstanding, pool.pointee.bufferCount
        )
        return free >= all * sixteenths / 16
    }

    /// The longest packet that fits, in bytes.
    @inlinable
    public var capacity: Int { Int(slot.header.capacity) }

    /// Bytes free in front of the packet, for a carrier's own headers.
    public var headroom: Int {
        // SAFETY: a lease holds its pool's control block alive.
        unsafe slot.header.control.pointee.headroom
    }

    /// The packet's length in bytes, at most `capacity`. Making it longer exposes what the memory held.
    @inlinable
    public var count: Int {
        get { Int(slot.header.byteCount) }
        set {
            precondition(newValue >= 0 && newValue <= capacity, "a packet fits its buffer")
            slot.header.byteCount = UInt32(truncatingIfNeeded: newValue)
        }
    }

    /// Where the packet came from or goes to.
    @inlinable
    public var peer: PeerAddress {
        get { slot.header.peer }
        set { slot.header.peer = newValue }
    }

    /// Whose the lease is, for the report on a leak.
    public var owner: BufferOwner {
        get { slot.header.owner }
        set { slot.header.owner = newValue }
    }

    /// Whether this is the only lease on the bytes, so that they may be written.
    @inlinable
    public var isUnique: Bool { slot.header.leases == 1 }

    /// The packet's bytes.
    @inlinable
    public var bytes: RawSpan {
        @_lifetime(borrow self)
        get {
            // SAFETY: the first `byteCount` bytes are inside the buffer, and the lease outlives the span.
            let span = unsafe RawSpan(
                _unsafeStart: UnsafeRawPointer(slot.bytes), byteCount: Int(slot.header.byteCount))
            // SAFETY: as above.
            return unsafe _overrideLifetime(span, borrowing: self)
        }
    }

    /// The packet's bytes, to be written. The lease must be the only one.
    @inlinable
    public var mutableBytes: MutableRawSpan {
        @_lifetime(&self)
        mutating get {
            precondition(isUnique, "a shared packet is not written to")
            // SAFETY: the first `byteCount` bytes are inside the buffer, and no other lease reads them.
            let span = unsafe MutableRawSpan(
                _unsafeStart: slot.bytes, byteCount: Int(slot.header.byteCount))
            // SAFETY: as above.
            return unsafe _overrideLifetime(span, mutating: &self)
        }
    }

    /// The address of the packet's first byte: `headroom` bytes before it and `capacity` from it on belong
    /// to this lease. For carriers that hand it to a system call or to hardware.
    @inlinable
    @unsafe
    public var baseAddress: UnsafeMutableRawPointer {
        // SAFETY: valid while a lease is held, which is the caller's to see to.
        unsafe slot.bytes
    }

    /// Makes a second lease on the same bytes.
    @inlinable
    public borrowing func share() -> PacketBuffer {
        // A packet has at most a handful of holders, each with a lease in a bounded queue.
        slot.header.leases += 1
        return PacketBuffer(slot: slot)
    }

    /// Appends `source`; answers whether it fitted, and changes nothing if it did not.
    @inlinable
    public mutating func append(_ source: RawSpan) -> Bool {
        precondition(isUnique, "a shared packet is not written to")
        let length = source.byteCount
        guard length <= capacity - count else { return false }
        // SAFETY: the room was checked above, and a span never overlaps a buffer that is written to.
        unsafe source.withUnsafeBytes { source in
            guard let from = source.baseAddress else { return }
            // SAFETY: as above.
            unsafe (slot.bytes + count).copyMemory(from: from, byteCount: length)
        }
        slot.header.byteCount += UInt32(truncatingIfNeeded: length)
        return true
    }
}
