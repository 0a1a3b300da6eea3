/// Packets on their way, in the order of their arrival. Its memory is allocated once.
@safe
struct FlightQueue: ~Copyable {
    /// A packet's place in the memory.
    typealias Place = Int

    /// When a packet arrives; ties are broken, so that the same seed gives the same order.
    private struct Key {
        var arrival: UInt64
        var order: UInt32
        var place: UInt32

        @inline(__always)
        func precedes(_ other: Key) -> Bool {
            // The order wraps, which at worst swaps packets of one nanosecond.
            arrival == other.arrival ? order < other.order : arrival < other.arrival
        }
    }

    private let bytes: UnsafeMutableRawBufferPointer
    private let lengths: UnsafeMutableBufferPointer<UInt16>
    private let free: UnsafeMutableBufferPointer<UInt32>
    private let heap: UnsafeMutableBufferPointer<Key>
    private var freeCount = 0
    private var count = 0
    private var launched: UInt32 = 0
    private let stride: Int
    private let destinationBit: UInt32 = 1 << 31

    /// Allocates room for so many packets of so many bytes.
    init(capacity: Int, packetBytesMax: Int) {
        stride = (packetBytesMax + 15) & ~15
        // SAFETY: freed by `deinit`; every part is written before it is read, as its user says.
        unsafe bytes = .allocate(byteCount: capacity * stride, alignment: 16)
        // SAFETY: as above.
        unsafe lengths = .allocate(capacity: capacity)
        // SAFETY: as above.
        unsafe free = .allocate(capacity: capacity)
        // SAFETY: as above.
        unsafe heap = .allocate(capacity: capacity)
        // SAFETY: the memory was allocated above.
        unsafe lengths.initialize(repeating: 0)
        // SAFETY: as above.
        unsafe heap.initialize(repeating: Key(arrival: 0, order: 0, place: 0))
        // SAFETY: as above.
        unsafe free.initialize(repeating: 0)
        reset()
    }

    deinit {
        // SAFETY: allocated by `init`, and used by nobody else.
        unsafe bytes.deallocate()
        // SAFETY: as above.
        unsafe lengths.deallocate()
        // SAFETY: as above.
        unsafe free.deallocate()
        // SAFETY: as above.
        unsafe heap.deallocate()
    }

    /// Forgets every packet.
    mutating func reset() {
        // SAFETY: only the count is read.
        freeCount = unsafe free.count
        count = 0
        launched = 0
        for index in 0..<freeCount {
            // SAFETY: the index is below the count; the last place is used first, the lowest.
            unsafe free[index] = UInt32(freeCount - 1 - index)
        }
    }

    /// Whether nothing is on its way or waits for a process to look.
    var isEmpty: Bool {
        // SAFETY: only the count is read.
        unsafe freeCount == free.count
    }

    /// When the next packet arrives; the last moment there is if none is on its way.
    var nextArrival: UInt64 {
        // SAFETY: the heap is not empty, and its first element is initialised.
        count > 0 ? unsafe heap[0].arrival : .max
    }

    /// Takes a place and copies a packet to it; `nil` if too many are on their way.
    mutating func reserve(_ packet: RawSpan) -> Place? {
        guard freeCount > 0, packet.byteCount <= stride else { return nil }
        freeCount -= 1
        // SAFETY: the index is below the count of free places.
        let place = Int(unsafe free[freeCount])
        // SAFETY: the packet fits the stride, and the place is nobody else's.
        unsafe packet.withUnsafeBytes { source in
            guard let from = source.baseAddress, let base = unsafe bytes.baseAddress else { return }
            // SAFETY: as above.
            unsafe (base + place * stride).copyMemory(from: from, byteCount: source.count)
        }
        // SAFETY: the place is below the capacity.
        unsafe lengths[place] = UInt16(packet.byteCount)
        return place
    }

    /// The bytes of a packet, to be read.
    @_lifetime(borrow self)
    func packet(at place: Place) -> RawSpan {
        // SAFETY: the place's bytes lie within the memory, and were written by `reserve`.
        let span = unsafe RawSpan(
            _unsafeBytes: UnsafeRawBufferPointer(
                rebasing: bytes[place * stride..<place * stride + Int(lengths[place])]))
        // SAFETY: the memory lives as long as the queue.
        return unsafe _overrideLifetime(span, borrowing: self)
    }

    /// The bytes of a packet, to be changed.
    @_lifetime(&self)
    mutating func mutablePacket(at place: Place) -> MutableRawSpan {
        // SAFETY: as for `packet(at:)`.
        let span = unsafe MutableRawSpan(
            _unsafeBytes: UnsafeMutableRawBufferPointer(
                rebasing: bytes[place * stride..<place * stride + Int(lengths[place])]))
        // SAFETY: the memory lives as long as the queue.
        return unsafe _overrideLifetime(span, mutating: &self)
    }

    /// Cuts a packet's end off.
    mutating func truncate(_ place: Place, to byteCount: Int) {
        // SAFETY: the place is below the capacity; a packet only becomes shorter.
        unsafe lengths[place] = min(lengths[place], UInt16(byteCount))
    }

    /// Makes a packet longer, by bytes that were never written; answers whether there is room.
    mutating func lengthen(_ place: Place, by count: Int) -> Bool {
        // SAFETY: the place is below the capacity.
        let length = Int(unsafe lengths[place]) + count
        guard length <= min(stride, Int(UInt16.max)) else { return false }
        // SAFETY: as above.
        unsafe lengths[place] = UInt16(length)
        return true
    }

    /// Sends the packet at `place` off, to arrive at `destination` at the given moment.
    mutating func launch(_ place: Place, to destination: Int, arrival: UInt64) {
        let key = Key(
            arrival: arrival, order: launched,
            place: UInt32(place) | (destination == 1 ? destinationBit : 0))
        launched &+= 1
        var child = count
        count += 1
        while child > 0 {
            let parent = (child - 1) / 4
            // SAFETY: a place's parent is in the heap; there is room for as many keys as places.
            guard unsafe key.precedes(heap[parent]) else { break }
            // SAFETY: as above.
            unsafe heap[child] = heap[parent]
            child = parent
        }
        // SAFETY: as above.
        unsafe heap[child] = key
    }

    /// Takes the packet that arrives first. Its place is its taker's, until `release`.
    mutating func removeFirst() -> (place: Place, destination: Int)? {
        guard count > 0 else { return nil }
        // SAFETY: the heap is not empty.
        let first = unsafe heap[0]
        count -= 1
        // SAFETY: the last key is in the heap until now.
        let last = unsafe heap[count]
        var parent = 0
        while 4 * parent + 1 < count {
            var child = 4 * parent + 1
            for other in child + 1..<max(min(child + 4, count), child + 1) {
                // SAFETY: both are below the count.
                if unsafe heap[other].precedes(heap[child]) { child = other }
            }
            // SAFETY: as above.
            guard unsafe heap[child].precedes(last) else { break }
            // SAFETY: as above.
            unsafe heap[parent] = heap[child]
            parent = child
        }
        // SAFETY: the place is one of those that were in the heap.
        unsafe heap[parent] = last
        return (
            Int(first.place & ~destinationBit), first.place & destinationBit == 0 ? 0 : 1
        )
    }

    /// Gives a packet's place back.
    mutating func release(_ place: Place) {
        // SAFETY: there are never more free places than places.
        unsafe free[freeCount] = UInt32(place)
        freeCount += 1
    }
}
