/// A list of leased packets that runs through the packets' own headers.
///
/// A packet is in one list at most. The list owns its leases.
struct PacketList: ~Copyable {
    private(set) var first: PacketSlot?
    private(set) var last: PacketSlot?
    private(set) var count = 0

    deinit {
        var slot = first
        while let current = slot {
            slot = current.header.next
            PoolControl.giveBack(current)
        }
    }

    var isEmpty: Bool { count == 0 }

    mutating func append(_ packet: consuming PacketBuffer) {
        insert(packet, after: last)
    }

    /// Inserts a packet after `predecessor`, which is in the list, or at the front if there is none.
    mutating func insert(_ packet: consuming PacketBuffer, after predecessor: PacketSlot?) {
        let slot = packet.takeSlot()
        let successor = predecessor == nil ? first : predecessor?.header.next
        slot.header.previous = predecessor
        slot.header.next = successor
        if let predecessor { predecessor.header.next = slot } else { first = slot }
        if let successor { successor.header.previous = slot } else { last = slot }
        count += 1
    }

    /// Takes `slot`, which is in the list, out of it.
    mutating func remove(_ slot: PacketSlot) -> PacketBuffer {
        let predecessor = slot.header.previous
        let successor = slot.header.next
        if let predecessor { predecessor.header.next = successor } else { first = successor }
        if let successor { successor.header.previous = predecessor } else { last = predecessor }
        slot.header.next = nil
        slot.header.previous = nil
        count -= 1
        return PacketBuffer(slot: slot)
    }

    /// Takes the first packet, if there is one.
    mutating func removeFirst() -> PacketBuffer? {
        guard let slot = first else { return nil }
        return remove(slot)
    }

    /// Gives every packet back.
    mutating func removeAll() {
        while let packet = removeFirst() { _ = packet }
    }
}
