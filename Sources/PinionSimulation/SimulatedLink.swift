import PinionTransport

/// The way in one direction: decides what becomes of each packet.
struct SimulatedLink: ~Copyable {
    let source: Int
    let faults: LinkFaults
    private let delay: UInt64
    /// The longest packet that both sides take, in bytes.
    let packetBytesMax: Int
    let faultsEnd: UInt64
    let mistake: Mistake?
    var random: SimulationRandom
    private var isInBurst = false
    /// When the last byte before the next packet's has gone.
    private var busyUntil: UInt64 = 0
    /// Packets of long ago, to arrive once more.
    var kept: FlightQueue
    var keptCount = 0
    /// Packets that were given to the link.
    private(set) var launched: UInt64 = 0

    static let keptMax = 16

    init(from source: Int, seed: UInt64, scenario: Scenario, mistake: Mistake?, bytesMax: Int) {
        self.source = source
        self.mistake = mistake
        faults = scenario.links[source]
        delay = scenario.delay
        packetBytesMax = scenario.limits.map(\.packetBytesMax).min() ?? 0
        faultsEnd = scenario.faultsEnd
        random = SimulationRandom(seed: mixed(seed ^ UInt64(source + 0x11)))
        kept = FlightQueue(capacity: Self.keptMax, packetBytesMax: bytesMax)
    }

    /// Sends a packet off.
    mutating func launch(_ packet: RawSpan, into flights: inout FlightQueue, at now: UInt64) {
        launched += 1
        if mistake != nil && makesMistake(packet, into: &flights, at: now) { return }
        guard now < faultsEnd else {
            add(packet, to: &flights, arrival: now + delay)
            return
        }
        if random.happens(perMillion: faults.forged) { forge(into: &flights, arrival: now + delay) }
        if faults.replayed > 0 { replay(packet, into: &flights, at: now) }
        guard passes(packet.byteCount, at: now), var arrival = queue(packet.byteCount, at: now)
        else { return }
        if random.happens(perMillion: faults.duplicated) {
            add(packet, to: &flights, arrival: arrival + random.next(below: faults.holdUp + 1))
        }
        if random.happens(perMillion: faults.delayed) {
            arrival += random.next(below: faults.holdUp + 1)
        }
        if faults.jitter > 0 { arrival += random.next(below: faults.jitter) }
        add(
            packet, to: &flights, arrival: arrival,
            isCorrupted: random.happens(perMillion: faults.corrupted),
            isGreased: random.happens(perMillion: faults.greased))
    }

    /// Whether a packet gets to the other end.
    private mutating func passes(_ byteCount: Int, at now: UInt64) -> Bool {
        if faults.outageEvery > 0 && now % faults.outageEvery < faults.outageLength {
            return false
        }
        if byteCount > faults.blackHoleBytes && faults.blackHole.contains(now) { return false }
        if isInBurst {
            if random.happens(perMillion: faults.burstEnds) { isInBurst = false }
        } else if random.happens(perMillion: faults.burstBegins) {
            isInBurst = true
        }
        if isInBurst && random.happens(perMillion: faults.lostInBurst) { return false }
        return !random.happens(perMillion: faults.lost)
    }

    /// When a packet arrives that waits for those before it; `nil` if the queue is full.
    private mutating func queue(_ byteCount: Int, at now: UInt64) -> UInt64? {
        guard faults.picosecondsPerByte > 0 else { return now + delay }
        let start = max(busyUntil, now)
        guard start - now <= faults.queueMax else { return nil }
        busyUntil = start + UInt64(byteCount) * faults.picosecondsPerByte / 1_000
        return busyUntil + delay
    }

    func add(
        _ packet: RawSpan, to flights: inout FlightQueue, arrival: UInt64
    ) {
        guard let place = flights.reserve(packet) else { return }
        flights.launch(place, to: 1 - source, arrival: arrival)
    }

    private mutating func add(
        _ packet: RawSpan, to flights: inout FlightQueue, arrival: UInt64, isCorrupted: Bool,
        isGreased: Bool
    ) {
        guard let place = flights.reserve(packet) else { return }
        if isGreased { grease(place, in: &flights) }
        if isCorrupted { corrupt(place, of: packet.byteCount, in: &flights) }
        flights.launch(place, to: 1 - source, arrival: arrival)
    }

    /// Flips up to three bits, or cuts the end off.
    private mutating func corrupt(_ place: Int, of byteCount: Int, in flights: inout FlightQueue) {
        if random.happens(perMillion: 300_000) {
            flights.truncate(place, to: Int(random.next(below: UInt64(byteCount))))
            return
        }
        var bytes = flights.mutablePacket(at: place)
        for _ in 0...random.next(in: 0...2) {
            let bit = Int(random.next(below: UInt64(byteCount * 8)))
            bytes.flip(bit)
        }
    }

    /// Keeps some packets, and now and then sends one of them once more.
    private mutating func replay(
        _ packet: RawSpan, into flights: inout FlightQueue, at now: UInt64
    ) {
        keep(packet)
        guard keptCount > 0, random.happens(perMillion: faults.replayed) else { return }
        let place = Int(random.next(below: UInt64(keptCount)))
        add(kept.packet(at: place), to: &flights, arrival: now + delay)
    }

    /// Keeps one packet in eight in place of another.
    mutating func keep(_ packet: RawSpan) {
        guard random.next(below: 8) == 0 else { return }
        let isFull = keptCount == Self.keptMax
        let old = Int(random.next(below: UInt64(Self.keptMax)))
        if isFull { kept.release(old) }
        if kept.reserve(packet) != nil && !isFull { keptCount += 1 }
    }

    /// Random bytes, half of them behind a header that looks right.
    private mutating func forge(into flights: inout FlightQueue, arrival: UInt64) {
        var words = InlineArray<8, UInt64>(repeating: 0)
        for index in 0..<8 { words[index] = random.next() }
        if random.happens(perMillion: 500_000) {
            let kind = UInt64(random.next(in: 1...3))
            words[0] = words[0] & ~0xFFFF_FFFF | kind << 24 | 0x0001_4E50
        }
        let byteCount = random.next(in: 0...56)
        // Half of them end with a checksum that fits.
        if byteCount >= 16 && random.happens(perMillion: 500_000) {
            words[0] |= 1 << 33
            seal(&words, byteCount: byteCount)
            add(words, byteCount + 4, to: &flights, arrival: arrival)
        } else {
            add(words, byteCount, to: &flights, arrival: arrival)
        }
    }

    private func seal(_ words: inout InlineArray<8, UInt64>, byteCount: Int) {
        let checksum = Self.checksum(of: words, byteCount)
        var span = words.mutableSpan
        // SAFETY: words have no padding.
        var room = unsafe span.mutableBytes
        room.storeBytes(of: checksum.littleEndian, toByteOffset: byteCount, as: UInt32.self)
    }

    private static func checksum(of words: InlineArray<8, UInt64>, _ byteCount: Int) -> UInt32 {
        // SAFETY: words have no padding.
        PacketTrailer.checksum(of: unsafe words.span.bytes.extracting(first: byteCount))
    }

    private func add(
        _ words: InlineArray<8, UInt64>, _ byteCount: Int, to flights: inout FlightQueue,
        arrival: UInt64
    ) {
        // SAFETY: words have no padding.
        add(unsafe words.span.bytes.extracting(first: byteCount), to: &flights, arrival: arrival)
    }
}

extension MutableRawSpan {
    /// Flips the bit number `bit`.
    mutating func flip(_ bit: Int) {
        // SAFETY: checked against the span's length.
        let byte = unsafe bytes.unsafeLoad(fromByteOffset: bit / 8, as: UInt8.self)
        storeBytes(of: byte ^ (1 << UInt8(bit % 8)), toByteOffset: bit / 8, as: UInt8.self)
    }
}
