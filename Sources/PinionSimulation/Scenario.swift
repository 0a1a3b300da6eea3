public import PinionTransport

/// What one seed makes of the world: limits, faults and how the applications behave.
public struct Scenario: Sendable {
    /// What goes wrong on the way, in each direction, each in times per million packets.
    public struct Faults: Sendable {
        /// Packets that vanish.
        public var lost = 0
        /// Packets that arrive twice.
        public var repeated = 0
        /// Packets that are held up, so that others overtake them.
        public var delayed = 0
        /// Packets of random bytes that nobody sent.
        public var forged = 0
        /// Packets of which some bits arrive changed.
        public var corrupted = 0
        /// Packets of which the end does not arrive.
        public var truncated = 0
        /// From the start of one time without any arrival to the next, in nanoseconds; 0 for none.
        public var outageEvery: UInt64 = 0
        /// How long each of those is, in nanoseconds.
        public var outageLength: UInt64 = 0
    }

    /// The limits of each side.
    public var limits = [SessionLimits(), SessionLimits()]
    /// Buffers in each side's pool.
    public var buffers = [4_096, 4_096]
    /// The time a packet takes, in nanoseconds.
    public var delay: UInt64 = 50_000
    /// How much longer a packet that is held up takes at most, in nanoseconds.
    public var holdUp: UInt64 = 0
    /// The faults in each direction.
    public var faults = [Faults(), Faults()]
    /// When the faults stop, in nanoseconds from the start.
    public var faultsEnd: UInt64 = 0
    /// Messages that each side wants to send.
    public var messages = [0, 0]
    /// What becomes of lost messages on each side's streams, repeated as often as there are streams.
    public var kinds: [[StreamKind]] = [[.ordered], [.ordered]]
    /// The longest message that is sent, in bytes.
    public var messageBytesMax = 64
    /// From one turn of an application to the next, in nanoseconds.
    public var turn: UInt64 = 10_000
    /// Messages that an application sends in a turn at most.
    public var burst = 16
    /// Turns in which an application takes nothing, per million.
    public var idleTurns = [0, 0]
    /// Whether each side closes once its last message has been accepted; the first side does if neither.
    public var closes = [true, false]

    /// Draws a scenario from a seed.
    public init(seed: UInt64) {
        var random = SimulationRandom(seed: mixed(seed &+ 1))
        delay = random.nextMagnitude(in: 2_000...10_000_000)
        holdUp = delay * UInt64(random.next(in: 0...4))
        // Not much shorter than the way: turns in which nothing can have changed show nothing.
        turn = max(random.nextMagnitude(in: 1_000...1_000_000), delay / 8)
        burst = random.next(in: 1...40)
        messageBytesMax = random.pick([0, 16, 64, 200, 1_400])
        faultsEnd = random.nextMagnitude(in: 1_000_000...300_000_000)
        let closers = random.next(in: 0...2)
        closes = [closers != 1, closers != 0]
        for side in 0...1 {
            limits[side] = Self.drawLimits(&random)
            faults[side] = Self.drawFaults(&random, delay: delay)
            messages[side] = random.pick([0, 1, 20, 150, 300])
            kinds[side] = (0..<random.next(in: 1...3)).map { _ in
                random.pick([.ordered, .ordered, .asArrived, .latestOnly])
            }
            idleTurns[side] = random.pick([0, 0, 0, 200_000, 950_000])
            // Sometimes a pool that is smaller than the limits could use.
            let wanted = limits[side].buffersPerSession + 64
            buffers[side] = random.happens(perMillion: 200_000) ? max(wanted / 4, 24) : wanted
        }
        drawDamage(&random)
    }

    /// Damage, and a checksum against it; a session without one is promised bytes that stay as they are.
    private mutating func drawDamage(_ random: inout SimulationRandom) {
        let isChecked = !random.happens(perMillion: 200_000)
        for side in 0...1 {
            limits[side].requiresChecksum = isChecked
            guard isChecked else { continue }
            faults[side].corrupted = random.pick([0, 0, 10_000, 100_000])
            faults[side].truncated = random.pick([0, 0, 0, 50_000])
        }
    }

    private static func drawLimits(_ random: inout SimulationRandom) -> SessionLimits {
        var limits = SessionLimits()
        limits.packetBytesMax = random.pick([256, 300, 576, 1_452])
        limits.streamsMax = random.next(in: 1...8)
        limits.creditMessages = random.pick([1, 2, 7, 64, 1_024, 8_192])
        limits.sendWindowPackets = random.pick([4, 5, 16, 64, 256])
        limits.heldPacketsMax = random.pick([4, 5, 16, 64, 256])
        limits.acknowledgementPackets = random.pick([1, 2, 16])
        limits.acknowledgementDelayNanoseconds = random.nextMagnitude(in: 1_000...20_000_000)
        // Numbers start near every place where a part of them wraps.
        let starts: [UInt64] = [
            0, 0, 0xFFFF_FFF0, 0x1_0000_0000 - 3, 0xFFFF_FFFF_FFF0, 0x7FFF_FFF0,
        ]
        limits.firstPacketNumber = PacketNumber(random.pick(starts))
        limits.firstSequence = SequenceNumber(random.pick(starts))
        return limits
    }

    private static func drawFaults(_ random: inout SimulationRandom, delay: UInt64) -> Faults {
        var faults = Faults()
        faults.lost = random.pick([0, 1_000, 10_000, 50_000, 200_000, 400_000])
        faults.repeated = random.pick([0, 0, 10_000, 200_000])
        faults.delayed = random.pick([0, 0, 10_000, 300_000])
        faults.forged = random.pick([0, 0, 50_000])
        if random.happens(perMillion: 250_000) {
            faults.outageEvery = random.nextMagnitude(in: 10_000_000...500_000_000)
            faults.outageLength = faults.outageEvery / UInt64(random.next(in: 2...6))
        }
        return faults
    }
}
