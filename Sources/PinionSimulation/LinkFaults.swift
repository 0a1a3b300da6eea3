/// What goes wrong on the way in one direction. Chances are in times per million packets.
public struct LinkFaults: Sendable {
    /// Packets that vanish.
    public var lost = 0
    /// Packets after which a burst of losses begins.
    public var burstBegins = 0
    /// Packets of a burst after which it is over: the chain of two states of Gilbert and Elliott.
    public var burstEnds = 1_000_000
    /// Packets of a burst that vanish.
    public var lostInBurst = 0
    /// Packets that arrive twice.
    public var duplicated = 0
    /// Packets that are held up, so that others overtake them.
    public var delayed = 0
    /// How much longer those take at most, in nanoseconds.
    public var holdUp: UInt64 = 0
    /// How much longer any packet takes at most, in nanoseconds.
    public var jitter: UInt64 = 0
    /// Packets in front of which one of random bytes arrives.
    public var forged = 0
    /// Packets after which an old one arrives once more.
    public var replayed = 0
    /// Packets with flipped bits or without their end. Only where a checksum is to find them.
    public var corrupted = 0
    /// Packets that get flags and a frame of a later version.
    public var greased = 0
    /// From the start of one time without any arrival to the next, in nanoseconds; 0 for none.
    public var outageEvery: UInt64 = 0
    /// How long each of those is, in nanoseconds.
    public var outageLength: UInt64 = 0
    /// The longest packet that passes a black hole, in bytes.
    public var blackHoleBytes = Int.max
    /// When the black hole opens and closes, in nanoseconds.
    public var blackHole: Range<UInt64> = 0..<0
    /// How long a byte takes, in picoseconds; 0 if the rate has no bound.
    public var picosecondsPerByte: UInt64 = 0
    /// How long a packet waits at most for those before it, in nanoseconds; it is lost if it would be longer.
    public var queueMax: UInt64 = 0

    /// Makes a link without faults.
    public init() {}

    /// Draws what goes wrong on a link that is `delay` nanoseconds long, until `end`.
    init(
        _ random: inout SimulationRandom, _ kinds: FaultKinds, delay: UInt64, end: UInt64
    ) {
        lost = random.pick([0, 1_000, 10_000, 50_000, 200_000, 400_000])
        if random.happens(perMillion: 300_000) {
            burstBegins = random.pick([500, 5_000, 50_000])
            burstEnds = random.pick([20_000, 100_000, 500_000])
            lostInBurst = random.pick([500_000, 900_000, 1_000_000])
        }
        duplicated = random.pick([0, 0, 10_000, 200_000])
        delayed = random.pick([0, 0, 10_000, 300_000])
        holdUp = delay * UInt64(random.next(in: 0...4))
        jitter = random.pick([0, 0, delay / 16, delay])
        forged = random.pick([0, 0, 50_000])
        replayed = random.pick([0, 0, 0, 2_000, 50_000])
        corrupted = random.pick([0, 0, 1_000, 50_000])
        if random.happens(perMillion: 250_000) {
            outageEvery = random.nextMagnitude(in: 10_000_000...500_000_000)
            outageLength = outageEvery / UInt64(random.next(in: 2...6))
        }
        if random.happens(perMillion: 150_000) {
            blackHoleBytes = random.next(in: 100...1_400)
            let opens = random.next(below: end)
            blackHole = opens..<opens + random.next(below: end - opens + 1)
        }
        if random.happens(perMillion: 200_000) {
            // 80 kbit/s to 80 Gbit/s.
            picosecondsPerByte = random.nextMagnitude(in: 100...100_000_000)
            queueMax = random.nextMagnitude(in: 10_000...50_000_000)
        }
        greased = random.pick([0, 0, 10_000, 500_000])
        leaveOut(FaultKinds.all.subtracting(kinds))
    }

    /// Undoes what belongs to `kinds`.
    private mutating func leaveOut(_ kinds: FaultKinds) {
        if kinds.contains(.loss) { lost = 0 }
        if kinds.contains(.bursts) { burstBegins = 0 }
        if kinds.contains(.duplication) { duplicated = 0 }
        if kinds.contains(.reordering) { delayed = 0 }
        if kinds.contains(.jitter) { jitter = 0 }
        if kinds.contains(.forgery) { forged = 0 }
        if kinds.contains(.replay) { replayed = 0 }
        if kinds.contains(.corruption) { corrupted = 0 }
        if kinds.contains(.outages) { outageEvery = 0 }
        if kinds.contains(.blackHoles) { blackHole = 0..<0 }
        if kinds.contains(.grease) { greased = 0 }
        if kinds.contains(.rateLimits) { picosecondsPerByte = 0 }
    }
}
