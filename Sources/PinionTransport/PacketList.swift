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

    /// Inserts a packet after `predecessor`, or at the front if there is none.
    mutating func insert(_ packet: consuming PacketBuffer, after predecessor: PacketSlot?) {
        let slot = packet.takeSlot()
        if let predecessor {
            slot.header.next = predecessor.header.next
            predecessor.header.next = slot
        } else {
            slot.header.next = first
            first = slot
        }
        if slot.header.next == nil { last = slot }
        count += 1
    }

    mutating func removeFirst() -> PacketBuffer? {
        remove(after: nil)
    }

    /// Removes the packet after `predecessor`, or the first if there is none.
    mutating func remove(after predecessor: PacketSlot?) -> PacketBuffer? {
        let candidate = predecessor == nil ? first : predecessor?.header.next
        guard let slot = candidate else { return nil }
        if let predecessor {
            predecessor.header.next = slot.header.next
        } else {
            first = slot.header.next
        }
        if slot.header.next == nil { last = predecessor }
        slot.header.next = nil
        count -= 1
        return PacketBuffer(slot: slot)
    }

    /// Gives every packet back.
    mutating func removeAll() {
        while let packet = removeFirst() { _ = packet }
    }
}
