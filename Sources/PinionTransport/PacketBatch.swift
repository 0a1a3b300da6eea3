/// A bounded queue of packets: what a carrier and the protocol hand to each other.
///
/// First in, first out. Its room is fixed when it is made.
@safe
public struct PacketBatch: ~Copyable {
    @usableFromInline let storage: UnsafeMutablePointer<PacketSlot>
    @usableFromInline let mask: Int
    /// How many packets the batch can hold: a power of two.
    public let capacity: Int
    @usableFromInline var head = 0
    /// How many packets are in the batch.
    public private(set) var count = 0

    /// Makes an empty batch for at least `capacity` packets, rounded up to a power of two.
    public init(capacity: Int) {
        precondition(1...65_536 ~= capacity, "a batch holds 1 to 65,536 packets")
        var rounded = 1
        while rounded < capacity { rounded *= 2 }
        self.capacity = rounded
        self.mask = rounded - 1
        // SAFETY: slots are bitwise; those between `head` and `head + count` are initialised.
        unsafe self.storage = UnsafeMutablePointer<PacketSlot>.allocate(capacity: rounded)
    }

    deinit {
        for offset in 0..<count {
            // SAFETY: the packets in the batch are initialised and are leases of the batch's own.
            PoolControl.giveBack(unsafe storage[(head + offset) & mask])
        }
        // SAFETY: allocated by `init`, and used by nobody but this batch.
        unsafe storage.deallocate()
    }

    /// Whether there is nothing in the batch.
    public var isEmpty: Bool { count == 0 }

    /// Whether there is no room for another packet.
    public var isFull: Bool { count == capacity }

    /// How many more packets fit.
    public var room: Int { capacity - count }

    /// Adds a packet at the end. There must be room.
    public mutating func append(_ packet: consuming PacketBuffer) {
        precondition(count < capacity, "a packet is appended only to a batch with room")
        // SAFETY: the index is inside the storage, and its place is free because the batch is not full.
        unsafe (storage + ((head + count) & mask)).initialize(to: packet.takeSlot())
        count += 1
    }

    /// Takes the first packet, if there is one.
    public mutating func removeFirst() -> PacketBuffer? {
        guard count > 0 else { return nil }
        // SAFETY: the batch is not empty, so the place at `head` is initialised.
        let slot = unsafe storage[head]
        head = (head + 1) & mask
        count -= 1
        return PacketBuffer(slot: slot)
    }

    /// Gives the first `number` packets back to their pools. There must be that many.
    public mutating func removeFirst(_ number: Int) {
        precondition(number >= 0 && number <= count, "only packets of the batch are removed")
        for _ in 0..<number { _ = removeFirst() }
    }

    /// Gives every packet back to its pool.
    public mutating func removeAll() {
        removeFirst(count)
    }

    /// Lends the packet number `index`, counted from the front, to be read.
    public func withPacket<Result, Failure: Error>(
        at index: Int, _ body: (borrowing PacketBuffer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let slot = slot(at: index)
        slot.header.leases += 1
        let packet = PacketBuffer(slot: slot)
        return try body(packet)
    }

    /// The bytes of the packet number `index`, counted from the front.
    @_lifetime(borrow self)
    public func bytes(at index: Int) -> RawSpan {
        let slot = slot(at: index)
        // SAFETY: the packet's first `byteCount` bytes are inside its buffer, whose lease this batch has.
        let span = unsafe RawSpan(
            _unsafeStart: UnsafeRawPointer(slot.bytes), byteCount: Int(slot.header.byteCount))
        // SAFETY: as above; the batch cannot change while it is borrowed.
        return unsafe _overrideLifetime(span, borrowing: self)
    }

    /// Where the packet number `index` came from or goes to.
    public func peer(at index: Int) -> PeerAddress {
        slot(at: index).header.peer
    }

    /// The address of the first byte of the packet number `index`, for system calls and hardware.
    @unsafe
    public func baseAddress(at index: Int) -> UnsafeMutableRawPointer {
        // SAFETY: valid while the packet stays in the batch, which is the caller's to see to.
        unsafe slot(at: index).bytes
    }

    private func slot(at index: Int) -> PacketSlot {
        precondition(index >= 0 && index < count, "only packets of the batch are looked at")
        // SAFETY: the place is initialised, because `index` is below `count`.
        return unsafe storage[(head + index) & mask]
    }
}
