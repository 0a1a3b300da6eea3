/// What a pool knows about its slab. The pool object and every lease hold it by address.
@safe
struct PoolControl {
    let slab: UnsafeMutableRawPointer
    let stride: Int
    let bufferCount: Int
    let packetBytesMax: Int
    let headroom: Int
    var firstFree: PacketSlot?
    var outstanding: Int
    var poolIsAlive: Bool

    /// What a debug build fills a returned buffer with.
    static let poison: UInt8 = 0xDB

    static func allocate(
        bufferCount: Int, packetBytesMax: Int, headroom: Int
    ) -> UnsafeMutablePointer<PoolControl> {
        let headerBytes = (MemoryLayout<SlotHeader>.size + 63) & ~63
        let stride = (headerBytes + headroom + packetBytesMax + 63) & ~63
        let slab = UnsafeMutableRawPointer.allocate(
            byteCount: stride * bufferCount, alignment: 64)
        let control = UnsafeMutablePointer<PoolControl>.allocate(capacity: 1)
        // SAFETY: the memory was allocated above for exactly one control block.
        unsafe control.initialize(
            to: PoolControl(
                slab: slab, stride: stride, bufferCount: bufferCount,
                packetBytesMax: packetBytesMax, headroom: headroom, firstFree: nil,
                outstanding: 0, poolIsAlive: true))
        // Backwards, so that the free list starts with the first slot.
        for index in (0..<bufferCount).reversed() {
            // SAFETY: `index` slots of `stride` bytes precede this one inside the slab, and `stride`
            // is a multiple of 64, which aligns the header.
            let pointer = unsafe (slab + index * stride).bindMemory(
                to: SlotHeader.self, capacity: 1)
            // SAFETY: the header's memory is inside the slab and not yet initialised.
            unsafe pointer.initialize(
                to: SlotHeader(
                    control: control, offset: headerBytes + headroom, capacity: packetBytesMax))
            let slot = unsafe PacketSlot(pointer)
            // SAFETY: the control block was initialised above.
            unsafe control.pointee.makeFree(slot)
        }
        return unsafe control
    }

    /// The buffer number `index`.
    func slot(at index: Int) -> PacketSlot {
        assert(index < bufferCount)
        // SAFETY: the slab holds `bufferCount` slots, each initialised when the slab was made.
        return unsafe PacketSlot((slab + index * stride).assumingMemoryBound(to: SlotHeader.self))
    }

    mutating func makeFree(_ slot: PacketSlot) {
        #if DEBUG
            // SAFETY: the packet's `capacity` bytes follow its header, and nobody holds a lease on them.
            unsafe slot.bytes.initializeMemory(
                as: UInt8.self, repeating: Self.poison, count: Int(slot.header.capacity))
        #endif
        slot.header.owner = .pool
        slot.header.next = firstFree
        firstFree = slot
    }

    /// Leases the first free buffer.
    static func take(_ control: UnsafeMutablePointer<PoolControl>) -> PacketSlot? {
        // SAFETY: the caller holds the control block alive.
        guard let slot = unsafe control.pointee.firstFree else { return nil }
        assert(slot.header.leases == 0, "a free buffer has a lease")
        #if DEBUG
            for offset in 0..<min(64, Int(slot.header.capacity)) {
                // SAFETY: `offset` is below the buffer's capacity.
                let byte = unsafe slot.bytes.load(fromByteOffset: offset, as: UInt8.self)
                assert(byte == poison, "a buffer was written to after it was returned")
            }
        #endif
        // SAFETY: the caller holds the control block alive.
        unsafe control.pointee.firstFree = slot.header.next
        // SAFETY: the caller holds the control block alive.
        unsafe control.pointee.outstanding += 1
        slot.header.next = nil
        slot.header.leases = 1
        slot.header.byteCount = 0
        slot.header.peer = PeerAddress()
        return slot
    }

    /// Gives one lease back, and the buffer with the last one.
    static func giveBack(_ slot: PacketSlot) {
        assert(slot.header.leases > 0, "a buffer was returned twice")
        slot.header.leases -= 1
        guard slot.header.leases == 0 else { return }
        // Wraps after 2³² returns of one buffer; a reference is checked long before.
        slot.header.generation &+= 1
        // SAFETY: a lease holds the control block alive, and this was one until now.
        let control = unsafe slot.header.control
        // SAFETY: as above; nothing frees the block before the last line of this function.
        unsafe control.pointee.makeFree(slot)
        // SAFETY: as above.
        unsafe control.pointee.outstanding -= 1
        // SAFETY: as above.
        if unsafe control.pointee.outstanding == 0 && !control.pointee.poolIsAlive {
            // SAFETY: neither a lease nor the pool refers to the block any more.
            unsafe free(control)
        }
    }

    /// The pool object has gone; the slab goes with the last lease.
    static func poolReleased(_ control: UnsafeMutablePointer<PoolControl>) {
        // SAFETY: the pool object held the block alive until now.
        unsafe control.pointee.poolIsAlive = false
        // SAFETY: as above.
        if unsafe control.pointee.outstanding == 0 {
            // SAFETY: neither a lease nor the pool refers to the block any more.
            unsafe free(control)
        }
    }

    private static func free(_ control: UnsafeMutablePointer<PoolControl>) {
        // SAFETY: the caller is the last holder; headers are bitwise and need no deinitialisation.
        unsafe control.pointee.slab.deallocate()
        // SAFETY: as above.
        unsafe control.deallocate()
    }
}
