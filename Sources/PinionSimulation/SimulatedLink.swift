import PinionTransport

/// Packets on their way, in the order of their arrival.
struct SimulatedLink {
    struct Flight {
        let arrival: Timestamp
        /// Breaks ties, so that the same seed gives the same order.
        let order: UInt64
        let destination: Int
        let bytes: [UInt8]

        func precedes(_ other: Flight) -> Bool {
            arrival == other.arrival ? order < other.order : arrival < other.arrival
        }
    }

    /// A binary heap, the earliest first.
    private var heap: [Flight] = []
    private var launched: UInt64 = 0

    var isEmpty: Bool { heap.isEmpty }
    var nextArrival: Timestamp { heap.first?.arrival ?? .never }

    /// Sends a packet off; the scenario's faults decide what becomes of it.
    mutating func launch(
        _ bytes: [UInt8], from source: Int, _ scenario: borrowing Scenario,
        _ random: inout SimulationRandom, at now: Timestamp
    ) {
        let faults = scenario.faults[source]
        var bytes = bytes
        let areFaultsOn = now.nanoseconds < scenario.faultsEnd
        var arrival = now.advanced(byNanoseconds: scenario.delay)
        guard areFaultsOn else {
            add(bytes, to: 1 - source, at: arrival)
            return
        }
        if random.happens(perMillion: faults.forged) {
            add(
                Self.forgery(isSealed: scenario.limits[0].requiresChecksum, &random),
                to: 1 - source, at: arrival)
        }
        if faults.outageEvery > 0,
            now.nanoseconds % faults.outageEvery < faults.outageLength
        {
            return
        }
        if random.happens(perMillion: faults.lost) { return }
        damage(&bytes, faults, &random)
        if random.happens(perMillion: faults.repeated) {
            let late = UInt64(random.next(in: 0...Int(scenario.holdUp + 1)))
            add(bytes, to: 1 - source, at: arrival.advanced(byNanoseconds: late))
        }
        if random.happens(perMillion: faults.delayed) {
            let late = UInt64(random.next(in: 0...Int(scenario.holdUp + 1)))
            arrival = arrival.advanced(byNanoseconds: late)
        }
        add(bytes, to: 1 - source, at: arrival)
    }

    /// Changes one to eight bits of a packet, or cuts its end off, or does not.
    private func damage(
        _ bytes: inout [UInt8], _ faults: Scenario.Faults, _ random: inout SimulationRandom
    ) {
        if random.happens(perMillion: faults.corrupted) {
            for _ in 0..<random.next(in: 1...8) {
                let bit = random.next(in: 0...bytes.count * 8 - 1)
                bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            }
        }
        if random.happens(perMillion: faults.truncated) {
            bytes.removeLast(random.next(in: 1...bytes.count))
        }
    }

    /// Random bytes, half of them behind a header that looks right, with a checksum that fits if one is wanted.
    private static func forgery(
        isSealed: Bool, _ random: inout SimulationRandom
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        for _ in 0..<random.next(in: 0...60) {
            bytes.append(UInt8(truncatingIfNeeded: random.next()))
        }
        if bytes.count >= 4 && random.happens(perMillion: 500_000) {
            bytes[0] = 0x50
            bytes[1] = 0x4E
            bytes[2] = 1
            bytes[3] = UInt8(random.next(in: 1...3))
        }
        guard isSealed && bytes.count >= 5 else { return bytes }
        bytes[4] |= Self.trailerChecksum
        // SAFETY: bytes have no padding.
        let checksum = PacketTrailer.checksum(of: unsafe bytes.span.bytes)
        return bytes + (0..<4).map { UInt8(truncatingIfNeeded: checksum >> ($0 * 8)) }
    }

    /// The bit of the first byte of a packet's flags that says it ends with a checksum.
    private static let trailerChecksum: UInt8 = 1 << 1

    private mutating func add(_ bytes: [UInt8], to destination: Int, at arrival: Timestamp) {
        heap.append(
            Flight(arrival: arrival, order: launched, destination: destination, bytes: bytes))
        launched += 1
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child].precedes(heap[parent]) else { break }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    /// Takes the packet that arrives first.
    mutating func removeFirst() -> Flight? {
        guard let first = heap.first else { return nil }
        let last = heap.removeLast()
        if heap.isEmpty { return first }
        heap[0] = last
        var parent = 0
        while true {
            var child = 2 * parent + 1
            guard child < heap.count else { break }
            if child + 1 < heap.count && heap[child + 1].precedes(heap[child]) { child += 1 }
            guard heap[child].precedes(heap[parent]) else { break }
            heap.swapAt(child, parent)
            parent = child
        }
        return first
    }
}
