/// What happens to one process and its machine, in the order of time.
public struct ProcessPlan: Sendable {
    /// Something that happens once.
    public enum Event: Sendable {
        /// The process stands still for so many nanoseconds.
        case freeze(UInt64)
        /// The clock jumps forwards by so many nanoseconds.
        case jump(UInt64)
        /// The process dies, and comes back after so many nanoseconds.
        case restart(UInt64)
    }

    /// What happens when, in nanoseconds from the start.
    public var events: [(time: UInt64, event: Event)] = []
    /// How much too fast the clock runs, in millionths.
    public var driftPerMillion = 0
    /// What the clock shows at the start, in nanoseconds.
    public var clockStart: UInt64 = 0
    /// From one look at the network to the next, in nanoseconds; 0 to look whenever a packet arrives.
    public var pollEvery: UInt64 = 0
    /// Packets that wait for a look at most; the others are lost.
    public var arrivalsMax = 256

    /// A process to which nothing happens.
    public init() {}

    /// Draws what happens to a process until `end`, at the ends of links `delay` nanoseconds long.
    init(_ random: inout SimulationRandom, _ kinds: FaultKinds, delay: UInt64, end: UInt64) {
        for _ in 0..<(random.pick([0, 0, 0, 1, 3])) {
            let time = random.next(below: end)
            let length = random.nextMagnitude(in: 10_000...200_000_000)
            if kinds.contains(.freezes) { events.append((time, .freeze(length))) }
        }
        for _ in 0..<(random.pick([0, 0, 0, 1, 3])) {
            let time = random.next(below: end)
            let length = random.nextMagnitude(in: 1_000_000...8_000_000_000)
            if kinds.contains(.jumps) { events.append((time, .jump(length))) }
        }
        for _ in 0..<(random.pick([0, 0, 0, 1, 2, 4])) {
            let time = random.next(below: end)
            let length = random.nextMagnitude(in: 1_000...50_000_000)
            if kinds.contains(.restarts) { events.append((time, .restart(length))) }
        }
        events.sort { $0.time < $1.time }
        let drift = random.pick([0, 0, 100, -100, 5_000, -5_000])
        if kinds.contains(.drift) { driftPerMillion = drift }
        clockStart = random.pick([0, 1, 0xFFFF_F000, 1 << 53, 1 << 62])
        let poll = random.nextMagnitude(in: 100...max(delay, 1_000))
        let polls = random.happens(perMillion: 300_000)
        if polls && kinds.contains(.polling) { pollEvery = poll }
        arrivalsMax = random.pick([16, 64, 256])
    }
}
