/// Packets whose messages are to be sent again, first asked first served.
struct RetransmitQueue: ~Copyable {
    private var entries: FixedStorage<Entry>
    private let mask: Int
    private var head = 0
    private(set) var count = 0

    struct Entry {
        var packet: PacketSlot?
        var generation: UInt32 = 0
    }

    init(packetsMax: Int) {
        let places = powerOfTwo(atLeast: packetsMax)
        entries = FixedStorage(count: places) { _ in Entry() }
        mask = places - 1
    }

    var isEmpty: Bool { count == 0 }

    /// Adds a sent packet; answers false if it is there already or the queue is full.
    mutating func append(_ packet: PacketSlot) -> Bool {
        guard !packet.header.awaitsRepair, count <= mask else { return false }
        packet.header.awaitsRepair = true
        entries[(head + count) & mask] = Entry(
            packet: packet, generation: packet.header.generation)
        count += 1
        return true
    }

    /// The first packet that has not been acknowledged in the meantime. It stays in the queue.
    mutating func first() -> PacketSlot? {
        while count > 0 {
            let entry = entries[head]
            if let packet = entry.packet, packet.header.generation == entry.generation,
                packet.header.awaitsRepair
            {
                return packet
            }
            removeFirst()
        }
        return nil
    }

    /// Takes the first packet out.
    mutating func removeFirst() {
        guard count > 0 else { return }
        if let packet = entries[head].packet,
            packet.header.generation == entries[head].generation
        {
            packet.header.awaitsRepair = false
        }
        head = (head + 1) & mask
        count -= 1
    }

    /// Forgets everything.
    mutating func removeAll() {
        while count > 0 { removeFirst() }
    }
}
