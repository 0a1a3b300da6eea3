/// Deliveries that the application has no room for yet, first in, first out.
///
/// Costs no memory: the list runs through the packets themselves, and is as long as credit allows.
public struct DeliveryQueue: ~Copyable {
    var packets = PacketList()

    /// Makes an empty queue.
    public init() {}

    /// Whether nothing waits.
    public var isEmpty: Bool { packets.isEmpty }

    /// Adds a delivery at the end.
    public mutating func append(_ delivery: consuming Delivery) {
        packets.append(delivery.takePacket())
    }

    /// Takes the first delivery, if there is one.
    public mutating func removeFirst() -> Delivery? {
        guard let packet = packets.removeFirst() else { return nil }
        return Delivery(packet: packet)
    }
}
