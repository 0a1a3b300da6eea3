/// Packets whose messages are to be sent again, of each traffic class those first that were asked for first.
///
/// Lists that run through the packets' own headers, beside the list of their stream. A packet leaves when it is sent,
/// acknowledged or given up.
struct RetransmitQueue {
    private var firsts = InlineArray<4, PacketSlot?>(repeating: nil)
    private var lasts = InlineArray<4, PacketSlot?>(repeating: nil)

    /// The classes with packets, a bit for each.
    private(set) var classes: UInt8 = 0

    var isEmpty: Bool { classes == 0 }

    /// The first packet of a class.
    func first(of index: Int) -> PacketSlot? { firsts[index] }

    /// Adds a sent packet; answers false if it is there already.
    mutating func append(_ packet: PacketSlot) -> Bool {
        guard !packet.header.awaitsRepair else { return false }
        let index = Int(packet.header.trafficClass)
        packet.header.awaitsRepair = true
        packet.header.previousRepair = lasts[index]
        packet.header.nextRepair = nil
        if let last = lasts[index] {
            last.header.nextRepair = packet
        } else {
            firsts[index] = packet
        }
        lasts[index] = packet
        classes |= 1 << UInt8(index)
        return true
    }

    /// Takes a packet out, if it is there.
    mutating func remove(_ packet: PacketSlot) {
        guard packet.header.awaitsRepair else { return }
        let index = Int(packet.header.trafficClass)
        let (previous, next) = (packet.header.previousRepair, packet.header.nextRepair)
        if let previous { previous.header.nextRepair = next } else { firsts[index] = next }
        if let next { next.header.previousRepair = previous } else { lasts[index] = previous }
        if firsts[index] == nil { classes &= ~(1 << UInt8(index)) }
        packet.header.awaitsRepair = false
        packet.header.nextRepair = nil
        packet.header.previousRepair = nil
    }

    /// Forgets everything.
    mutating func removeAll() {
        for index in 0..<TrafficClass.count {
            while let packet = firsts[index] { remove(packet) }
        }
    }
}
