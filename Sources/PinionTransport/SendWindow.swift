/// What became of each packet number that was sent: which packet of messages it carried, and when.
///
/// Remembers the last numbers only; a packet whose acknowledgement comes later than that is sent once
/// more, which costs time and nothing else.
struct SendWindow: ~Copyable {
    private var numbers: FixedStorage<Sent>
    private var mask: Int
    private let placesMax: Int
    /// The number that the next packet gets.
    private(set) var next: PacketNumber
    /// Every smaller number is done with.
    private var floor: UInt64
    /// Packets of messages sent and not acknowledged.
    private(set) var inFlight = 0

    struct Sent {
        var number = UInt64.max
        var sentAt = Timestamp.origin
        var packet: PacketSlot?
        var generation: UInt32 = 0
        /// Whether it asked for an acknowledgement that has not come.
        var isAwaited = false
    }

    /// What an acknowledgement brought.
    struct Acknowledged {
        /// When the largest packet was sent, if it was not acknowledged before.
        var largestSentAt: Timestamp?
        /// Whether anything was acknowledged for the first time.
        var madeProgress = false
    }

    init(first: PacketNumber, packetsMax: Int) {
        placesMax = powerOfTwo(atLeast: 2 * packetsMax)
        numbers = FixedStorage(count: min(placesMax, Self.placesAtFirst)) { _ in Sent() }
        mask = numbers.count - 1
        next = first
        floor = first.rawValue
    }

    /// Notes that a packet goes out now, and gives it its number.
    ///
    /// - Parameters:
    ///   - packet: The packet's messages, if it carries any.
    ///   - asksForAck: Whether an acknowledgement of it is awaited.
    mutating func send(_ packet: PacketSlot?, asksForAck: Bool, at now: Timestamp) -> PacketNumber {
        // REL-1: "A sender SHALL use a packet number once, and give each packet the number after the last
        // one's."
        let number = next
        numbers[Int(truncatingIfNeeded: number.rawValue) & mask] = Sent(
            number: number.rawValue, sentAt: now, packet: packet,
            generation: packet?.header.generation ?? 0, isAwaited: asksForAck)
        // The session closes long before the last number.
        next = PacketNumber(number.rawValue &+ 1)
        return number
    }

    /// Makes room for all numbers that the limits allow, before the first packet of messages goes.
    ///
    /// Most of many sessions only listen, or do nothing at all; the few numbers that they begin with do for pings.
    mutating func makeRoom() {
        guard numbers.count < placesMax else { return }
        var larger = FixedStorage(count: placesMax) { _ in Sent() }
        mask = larger.count - 1
        for index in 0..<numbers.count where numbers[index].number != .max {
            larger[Int(truncatingIfNeeded: numbers[index].number) & mask] = numbers[index]
        }
        numbers = larger
    }

    /// Numbers that are remembered at first.
    private static let placesAtFirst = 8

    /// Bytes of memory beside the window's own.
    var byteCount: Int { numbers.count * MemoryLayout<Sent>.stride }

    /// Whether the numbers are about to run out.
    var isExhausted: Bool { next.rawValue >= UInt64.max - 1_048_576 }

    /// Counts a packet of messages that is sent for the first time.
    mutating func noteFirstSend(_ packet: PacketSlot) {
        packet.header.isOutstanding = true
        inFlight += 1
    }

    /// A packet of messages will not be sent again, whatever has become of it.
    mutating func forget(_ packet: PacketSlot) {
        guard packet.header.isOutstanding else { return }
        inFlight -= 1
        packet.header.isOutstanding = false
    }

    /// The packets from `lowest` through `highest` have arrived; hands those with messages to `release`.
    mutating func acknowledge(
        from lowest: UInt64, through highest: UInt64, into result: inout Acknowledged,
        isLargest: Bool, release: (PacketSlot) -> Void
    ) {
        let remembered = next.rawValue - min(next.rawValue, UInt64(numbers.count))
        let bottom = max(lowest, floor, remembered)
        guard bottom <= highest else { return }
        var number = highest
        while true {
            let index = Int(truncatingIfNeeded: number) & mask
            if numbers[index].number == number && numbers[index].isAwaited {
                numbers[index].isAwaited = false
                result.madeProgress = true
                if isLargest && number == highest {
                    result.largestSentAt = numbers[index].sentAt
                }
                if let packet = livePacket(at: index) {
                    inFlight -= 1
                    packet.header.isOutstanding = false
                    numbers[index].packet = nil
                    release(packet)
                }
            }
            if number == bottom { return }
            number -= 1
        }
    }

    /// Moves past what is done with; answers the oldest packet of messages still awaited, and when that
    /// number of it was sent.
    mutating func oldest() -> (packet: PacketSlot, sentAt: Timestamp)? {
        let remembered = next.rawValue - min(next.rawValue, UInt64(numbers.count))
        floor = max(floor, remembered)
        var number = floor
        while number < next.rawValue {
            let index = Int(truncatingIfNeeded: number) & mask
            if numbers[index].number == number && numbers[index].isAwaited {
                if let packet = livePacket(at: index) { return (packet, numbers[index].sentAt) }
                // A ping; the round trip that it measures is still wanted, but not for ever.
                let isRecent = next.rawValue - number < 64
                if numbers[index].packet == nil && isRecent {
                    number += 1
                    continue
                }
            }
            if number == floor { floor += 1 }
            number += 1
        }
        return nil
    }

    /// The packet that a number carried, unless it has been acknowledged under another number.
    private func livePacket(at index: Int) -> PacketSlot? {
        guard let packet = numbers[index].packet,
            packet.header.generation == numbers[index].generation,
            packet.header.isOutstanding
        else { return nil }
        return packet
    }
}
