public import PinionCodec
public import PinionTransport

/// What one seed makes of the world: limits, faults and how the applications behave.
public struct Scenario: Sendable {
    /// The limits of each side. The first side opens sessions, the second accepts them.
    public var limits = [SessionLimits(), SessionLimits()]
    /// The schemas of each side. They do not contradict each other.
    public var schemas: [[SchemaIdentity]] = [[], []]
    /// Buffers in each side's pool.
    public var buffers = [4_096, 4_096]
    /// How many sessions there are at a time.
    public var sessions = 1
    /// How often a session is opened anew while there are faults; afterwards once more.
    public var attemptsMax = 1
    /// The time a packet takes, in nanoseconds.
    public var delay: UInt64 = 50_000
    /// What goes wrong in each direction: from the first side, and from the second.
    public var links = [LinkFaults(), LinkFaults()]
    /// What happens to each side's process.
    public var processes = [ProcessPlan(), ProcessPlan()]
    /// When the faults stop, in nanoseconds from the start.
    public var faultsEnd: UInt64 = 0
    /// Messages that each side wants to send in a session.
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
    /// Sessions that a side closes in the middle, per million.
    public var earlyCloses = 0
    /// Sessions that a side gives up in the middle, per million.
    public var aborts = 0
    /// The time after the faults in which everything must have settled, in nanoseconds.
    ///
    /// Long: a clock that jumped is a round trip of seconds, of which a probe waits for 128, and a session lingers for a minute.
    public var settlingMax: UInt64 = 900_000_000_000

    /// Two sides, one session, and nothing that goes wrong.
    public init() {}

    /// Draws a scenario from a seed.
    ///
    /// - Parameters:
    ///   - seed: All that chance decides.
    ///   - faults: What may go wrong. Leaving a kind out changes nothing else.
    ///   - shorter: How often the number of messages, and the time with faults, is halved.
    public init(seed: UInt64, faults: FaultKinds = .all, shorter: Int = 0) {
        var random = SimulationRandom(seed: mixed(seed &+ 1))
        delay = random.nextMagnitude(in: 2_000...10_000_000)
        faultsEnd = random.nextMagnitude(in: 1_000_000...300_000_000) + 20 * delay
        sessions = random.pick([1, 1, 1, 2, 3, 5])
        attemptsMax = random.next(in: 1...8)
        // Not much shorter than the way: turns in which nothing can have changed show nothing.
        turn = max(random.nextMagnitude(in: 1_000...1_000_000), delay / 8)
        burst = random.next(in: 1...40)
        messageBytesMax = random.pick([0, 16, 64, 200, 1_400])
        let isChecked = !random.happens(perMillion: 200_000)
        for side in 0...1 {
            limits[side] = Self.drawLimits(&random, faults)
            links[side] = LinkFaults(&random, faults, delay: delay, end: faultsEnd)
            // Without a checksum nothing promises that messages arrive intact.
            limits[side].requiresChecksum = isChecked
            if !isChecked { links[side].corrupted = 0 }
            kinds[side] = (0..<random.next(in: 1...3)).map { _ in
                random.pick([.ordered, .ordered, .asArrived, .latestOnly])
            }
            processes[side] = ProcessPlan(&random, faults, delay: delay, end: faultsEnd)
            messages[side] = random.pick([0, 1, 20, 300, 2_000, 10_000])
            let idle = random.pick([0, 0, 0, 200_000, 950_000])
            if faults.contains(.slowApplications) { idleTurns[side] = idle }
            // Sometimes a pool that is smaller than the limits could use.
            let wanted = limits[side].buffersPerSession * (sessions + 1) + 64
            let isSmall = random.happens(perMillion: 200_000) && faults.contains(.smallPools)
            buffers[side] = isSmall ? max(wanted / 4, 24) : wanted
        }
        let early = random.pick([0, 0, 300_000])
        let aborted = random.pick([0, 0, 100_000])
        if faults.contains(.earlyCloses) { (earlyCloses, aborts) = (early, aborted) }
        for side in 0...1 {
            // Of each of eight schemas a side has an old version, a new one, or none.
            for id in UInt64(0)..<random.pick([0, 1, 8]) {
                let version = UInt64(random.next(in: 0...1))
                schemas[side].append(
                    SchemaIdentity(id: id, version: version, fingerprint: mixed(id << 1 | version)))
            }
        }
        faultsEnd = max(faultsEnd >> UInt64(shorter), 1)
        messages = messages.map { $0 >> shorter }
    }

    private static func drawLimits(
        _ random: inout SimulationRandom, _ faults: FaultKinds
    ) -> SessionLimits {
        var limits = SessionLimits()
        limits.packetBytesMax = random.pick([256, 300, 576, 1_452])
        limits.streamsMax = random.pick([1, 2, 3, 5, 8, 8, 40])
        limits.creditMessages = random.pick([1, 2, 7, 64, 1_024, 8_192])
        limits.sendWindowPackets = random.pick([4, 5, 16, 64, 256])
        limits.heldPacketsMax = random.pick([4, 5, 16, 64, 256])
        limits.acknowledgementPackets = random.pick([1, 2, 16])
        limits.acknowledgementDelayNanoseconds = random.nextMagnitude(in: 1_000...20_000_000)
        // A little before every place where a part of a number wraps, and before the last that may start.
        let wraps: [UInt64] = [
            1 << 8, 1 << 16, 1 << 31, 1 << 32, 3 << 31, 1 << 48, 1 << 53, 1 << 62, 1 << 63,
            .max - (1 << 33) - 1,
        ]
        for isPacket in [true, false] {
            let start = random.pick(wraps) - random.nextMagnitude(in: 1...200)
            guard random.happens(perMillion: 700_000), faults.contains(.wraps) else { continue }
            if isPacket {
                limits.firstPacketNumber = PacketNumber(start)
            } else {
                limits.firstSequence = SequenceNumber(start)
            }
        }
        return limits
    }
}
