/// A fixed number of packet buffers in one slab of memory, leased one at a time.
///
/// Everything is sized when the pool is made; leasing and returning are a few instructions, with no
/// allocation, no lock and no reference counting, so a pool and its leases belong to one thread.
/// A lease may outlive the pool object: the slab goes when the last of them has gone. In a debug build
/// a returned buffer is overwritten, and a buffer that was written to while nobody held it is
/// detected when it is leased again.
@safe
public final class BufferPool {
    let control: UnsafeMutablePointer<PoolControl>

    /// Makes a pool.
    ///
    /// - Parameters:
    ///   - bufferCount: How many buffers, 1 to 16,777,216.
    ///   - packetBytesMax: The longest packet that fits a buffer, 1 to 65,535 bytes.
    ///   - headroom: Bytes kept free in front of each packet for a carrier's own headers, to 4,096.
    public init(bufferCount: Int, packetBytesMax: Int, headroom: Int = 0) {
        precondition(1...16_777_216 ~= bufferCount, "a pool holds 1 to 16,777,216 buffers")
        precondition(1...65_535 ~= packetBytesMax, "a packet is 1 to 65,535 bytes long")
        precondition(0...4_096 ~= headroom, "headroom is 0 to 4,096 bytes")
        // SAFETY: the counts were checked above, and this object is the control block's first holder.
        unsafe control = PoolControl.allocate(
            bufferCount: bufferCount, packetBytesMax: packetBytesMax, headroom: headroom)
    }

    deinit {
        // SAFETY: the control block lives until the pool and every lease have let go of it.
        unsafe PoolControl.poolReleased(control)
    }

    /// Leases a buffer for `owner`, empty and with no peer; `nil` if all are leased.
    public func lease(for owner: BufferOwner) -> PacketBuffer? {
        // SAFETY: the control block lives at least as long as this object.
        guard let slot = unsafe PoolControl.take(control) else { return nil }
        slot.header.owner = owner
        return PacketBuffer(slot: slot)
    }

    /// How many buffers the pool has.
    public var bufferCount: Int {
        // SAFETY: the control block lives at least as long as this object.
        unsafe control.pointee.bufferCount
    }

    /// How many buffers are leased now. Zero once all work is done, or something has leaked.
    public var outstanding: Int {
        // SAFETY: the control block lives at least as long as this object.
        unsafe control.pointee.outstanding
    }

    /// How many buffers can be leased now.
    public var available: Int { bufferCount - outstanding }

    /// The longest packet that fits a buffer, in bytes.
    public var packetBytesMax: Int {
        // SAFETY: the control block lives at least as long as this object.
        unsafe control.pointee.packetBytesMax
    }

    /// Bytes kept free in front of each packet.
    public var headroom: Int {
        // SAFETY: the control block lives at least as long as this object.
        unsafe control.pointee.headroom
    }

    /// How many buffers `owner` holds. Walks all buffers: for reports, not for the hot path.
    public func outstanding(of owner: BufferOwner) -> Int {
        var total = 0
        for index in 0..<bufferCount {
            // SAFETY: `index` is below the number of slots, and the slab lives as long as this object.
            let slot = unsafe control.pointee.slot(at: index)
            if slot.header.leases > 0 && slot.header.owner == owner { total += 1 }
        }
        return total
    }

    /// Whether `buffer` is leased from this pool.
    public func owns(_ buffer: borrowing PacketBuffer) -> Bool {
        // SAFETY: only the addresses are compared.
        unsafe buffer.slot.header.control == control
    }
}
