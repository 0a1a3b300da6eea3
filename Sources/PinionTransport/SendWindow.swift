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
    /// Every smaller number has been acknowledged, or what it carried has been thought lost.
    private var judged: UInt64
    /// When the packet with the largest number acknowledged was sent.
    private var deliveredAt = Timestamp.origin
    /// That number.
    private var delivered: UInt64
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
        /// When messages were last sent again that arrived as they were sent before.
        var lateRepairedAt: Timestamp?
    }

    init(first: PacketNumber, packetsMax: Int) {
        placesMax = powerOfTwo(atLeast: 2 * packetsMax)
        numbers = FixedStorage(count: min(placesMax, Self.placesAtFirst)) { _ in Sent() }
        mask = numbers.count - 1
        next = first
        floor = first.rawValue
        judged = first.rawValue
        delivered = first.rawValue
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
        packet?.header.number = number.rawValue
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
        packet.header.timesLost = 0
        packet.header.copiesDue = 0
        inFlight += 1
    }

    /// A copy takes the place of a packet that the carrier still reads.
    mutating func replace(_ packet: PacketSlot, by copy: PacketSlot) {
        let index = Int(truncatingIfNeeded: packet.header.number) & mask
        guard numbers[index].number == packet.header.number, numbers[index].packet == packet else {
            return
        }
        numbers[index].packet = copy
        numbers[index].generation = copy.header.generation
    }

    /// Hands the packets to `repair` that are lost, judged by what was sent later and has arrived.
    ///
    /// Judges each number once.
    mutating func findLost(reorderTime: UInt64, repair: (PacketSlot) -> Void) {
        judged = max(judged, next.rawValue - min(next.rawValue, UInt64(numbers.count)))
        while judged < delivered {
            let index = Int(truncatingIfNeeded: judged) & mask
            if numbers[index].number == judged {
                // REL-43: "A sender SHALL send the messages of a packet again when an acknowledgement names one that
                // it sent later by the reordering time, or more, and not that one."
                let sentAt = numbers[index].sentAt
                guard deliveredAt.nanoseconds(since: sentAt) >= reorderTime else { return }
                if numbers[index].isAwaited, let packet = livePacket(at: index),
                    packet.header.number == judged
                {
                    repair(packet)
                }
            }
            judged += 1
        }
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
                    if number >= delivered {
                        (delivered, deliveredAt) = (number, numbers[index].sentAt)
                    }
                }
                if let packet = livePacket(at: index) {
                    if packet.header.number != number {
                        result.lateRepairedAt = packet.header.stamp
                    }
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
