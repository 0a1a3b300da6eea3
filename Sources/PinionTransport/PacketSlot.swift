import PinionCodec

/// A reference to one buffer of a pool: its header, and the bytes after it.
///
/// Plain and copyable: whoever holds one also holds a lease, or has checked the generation.
@safe
@frozen
@usableFromInline
struct PacketSlot: Equatable, BitwiseCopyable {
    @usableFromInline let pointer: UnsafeMutablePointer<SlotHeader>

    @usableFromInline
    init(_ pointer: UnsafeMutablePointer<SlotHeader>) {
        unsafe self.pointer = pointer
    }

    /// What the pool, the lease and the session note about this buffer.
    @usableFromInline
    var header: SlotHeader {
        @inline(__always)
        unsafeAddress {
            // SAFETY: a slot's header is initialised with its pool and is never deinitialised before it.
            unsafe UnsafePointer(pointer)
        }
        @inline(__always)
        nonmutating unsafeMutableAddress {
            // SAFETY: as above; a pool and its leases belong to one thread.
            unsafe pointer
        }
    }

    /// The first byte of the packet.
    @usableFromInline
    var bytes: UnsafeMutableRawPointer {
        // SAFETY: the slab has `headroom` and then `packetBytesMax` bytes after each header.
        unsafe UnsafeMutableRawPointer(pointer) + Int(header.offset)
    }

    /// A second lease on the buffer, for whom the packet is handed to.
    func share() -> PacketBuffer {
        header.leases += 1
        return PacketBuffer(slot: self)
    }

    /// The `count` bytes from `offset` on, which the caller has checked to be the packet's.
    @inline(__always)
    @_lifetime(borrow self)
    func bytes(from offset: Int, count: Int) -> RawSpan {
        assert(offset >= 0 && count >= 0 && offset + count <= Int(header.byteCount))
        // SAFETY: the caller keeps to the packet's length, which is inside the buffer.
        let span = unsafe RawSpan(
            _unsafeStart: UnsafeRawPointer(bytes) + offset, byteCount: count)
        // SAFETY: whoever has the slot holds a lease on the buffer, and reads what it lends out
        // before it writes.
        return unsafe _overrideLifetime(span, borrowing: self)
    }

    /// The packet's bytes from `offset` on, which is at most its length.
    @inline(__always)
    @_lifetime(borrow self)
    func rest(from offset: Int) -> RawSpan {
        bytes(from: offset, count: Int(header.byteCount) - offset)
    }

    /// The buffer's bytes from `offset` to `end`, to be written; none if `end` comes first.
    @inline(__always)
    @_lifetime(borrow self)
    func room(from offset: Int, to end: Int) -> MutableRawSpan {
        assert(offset >= 0 && offset <= Int(header.capacity) && end <= Int(header.capacity))
        // SAFETY: the caller keeps to the buffer's capacity, and holds the only lease on it.
        let span = unsafe MutableRawSpan(
            _unsafeStart: bytes + offset, byteCount: max(end - offset, 0))
        // SAFETY: as above.
        return unsafe _overrideLifetime(span, borrowing: self)
    }

    /// Writes one field of the block at `offset`, where the caller has made sure of room for the block.
    @inline(__always)
    func store<Element: WireValue>(_ value: Element, to field: Field<Element>, at offset: Int) {
        assert(offset >= 0 && offset < Int(header.capacity))
        // SAFETY: the caller keeps to the buffer's capacity, and holds the only lease on it.
        unsafe field.store(value, to: bytes + offset, order: Transport.SchemaByteOrder.self)
    }

    /// Writes one number of the dimensions or the length at `offset`, where the caller has made sure
    /// of room for them.
    @inline(__always)
    func store<Member: HeaderMember>(_ value: UInt64, to member: Member, at offset: Int) {
        assert(offset >= 0 && offset < Int(header.capacity))
        // SAFETY: as above.
        unsafe member.store(value, to: bytes + offset, order: Transport.SchemaByteOrder.self)
    }

    /// Copies `source` to `offset`, where the caller has made sure of room.
    @inline(__always)
    func copy(_ source: RawSpan, to offset: Int) {
        assert(offset >= 0 && offset + source.byteCount <= Int(header.capacity))
        // SAFETY: the caller keeps to the buffer's capacity, and holds the only lease on it.
        unsafe source.withUnsafeBytes { source in
            guard let from = source.baseAddress else { return }
            // SAFETY: as above.
            unsafe (bytes + offset).copyMemory(from: from, byteCount: source.count)
        }
    }

    @usableFromInline
    static func == (first: PacketSlot, second: PacketSlot) -> Bool {
        // SAFETY: only the addresses are compared.
        unsafe first.pointer == second.pointer
    }
}

/// The words in front of each buffer.
///
/// The second half belongs to the session that holds the lease: a packet that waits to be
/// acknowledged, or for an earlier one, is its own record, and lists of packets run through `next`.
@safe
@usableFromInline
struct SlotHeader: BitwiseCopyable {
    /// The pool that the buffer goes back to.
    let control: UnsafeMutablePointer<PoolControl>
    /// The next buffer of the one list that this one is in: the free list, or a session's.
    var next: PacketSlot?
    /// The buffer before this one in a session's list.
    var previous: PacketSlot?
    /// From the header to the packet's first byte.
    @usableFromInline let offset: UInt32
    /// The longest packet that fits.
    @usableFromInline let capacity: UInt32
    /// The packet's length.
    @usableFromInline var byteCount: UInt32
    /// How many leases there are.
    @usableFromInline var leases: UInt32
    /// How often the buffer was returned: tells a stale reference from a live one.
    var generation: UInt32
    /// The holder of the latest lease.
    var owner: BufferOwner
    /// Where the packet came from or goes to.
    @usableFromInline var peer: PeerAddress

    /// Whether this packet was sent and waits to be acknowledged.
    var isOutstanding: Bool
    /// Whether this packet waits for its repair to be sent.
    var awaitsRepair: Bool
    /// Sent packets: the packet number that their messages went under last.
    var number: UInt64
    /// Sent packets: how often they were thought lost.
    var timesLost: UInt8
    /// Sent packets: how often the repair that comes next is sent beyond once.
    var copiesDue: UInt8
    /// Early packets: whether the messages missing before them have been requested.
    var isRequested: Bool
    /// How urgent the packet's messages are: the raw value of a traffic class.
    var trafficClass: UInt8
    /// The neighbours among the packets of its class that wait for their repair.
    var nextRepair: PacketSlot?
    var previousRepair: PacketSlot?
    /// The stream whose messages the packet carries.
    var stream: UInt16
    /// Which part of a message the packet carries.
    var piece: MessagePiece
    /// How many messages the packet carries.
    var messageCount: UInt16
    /// Where the first message's length stands in the packet.
    var messagesOffset: UInt16
    /// Where the data frame ends in the packet; control frames may follow.
    var dataEnd: UInt32
    /// The session that the packet belongs to.
    var session: UInt32
    /// The subscription whose messages the packet carries; 0 for a session's own.
    var subscription: UInt32
    /// The first message's sequence number.
    var sequence: SequenceNumber
    /// Packets for the application: how many messages before the first will never come.
    var missing: UInt64
    /// Whether the application has been told so.
    var isMissingTold: Bool
    /// Sent packets: when last sent. Early packets: when the gap before them may next be requested.
    var stamp: Timestamp

    init(control: UnsafeMutablePointer<PoolControl>, offset: Int, capacity: Int) {
        unsafe self.control = unsafe control
        self.next = nil
        self.previous = nil
        self.offset = UInt32(offset)
        self.capacity = UInt32(capacity)
        self.byteCount = 0
        self.leases = 0
        self.generation = 0
        self.owner = .pool
        self.peer = PeerAddress()
        self.isOutstanding = false
        self.awaitsRepair = false
        self.number = 0
        self.timesLost = 0
        self.copiesDue = 0
        self.isRequested = false
        self.trafficClass = TrafficClass.normal.rawValue
        self.nextRepair = nil
        self.previousRepair = nil
        self.stream = 0
        self.piece = .whole
        self.messageCount = 0
        self.messagesOffset = 0
        self.dataEnd = 0
        self.session = 0
        self.subscription = 0
        self.sequence = SequenceNumber(0)
        self.missing = 0
        self.isMissingTold = true
        self.stamp = .never
    }
}
