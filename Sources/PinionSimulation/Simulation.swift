import PinionTransport

/// Two processes and their applications over a bad link, all of it from one seed.
///
/// Checks that every accepted message arrives once, in order and intact, in the life of the session that it
/// was sent in; that no more is held than the limits allow; and that once the faults stop everything
/// arrives, the sessions close and every lease returns. The same seed gives the same events, to the bit.
public struct Simulation: ~Copyable {
    private let scenario: Scenario
    private var flights: FlightQueue
    private var first: SimulatedHost
    private var second: SimulatedHost
    private var fromFirst: SimulatedLink
    private var fromSecond: SimulatedLink
    private var ledger: Ledger
    private var trace: Trace
    private var now: UInt64 = 0

    /// Steps after which a simulation has failed, whatever it is doing.
    static let stepsMax = 2_000_000

    /// Sets the simulation of a seed up.
    public init(seed: UInt64) {
        self.init(seed: seed, scenario: Scenario(seed: seed))
    }

    /// Sets a simulation of a given scenario up.
    ///
    /// - Parameters:
    ///   - seed: What chance decides while it runs.
    ///   - scenario: The world.
    ///   - mistake: What is to be wrong on purpose.
    ///   - eventsKept: How many of the last events the report is to have in words.
    public init(seed: UInt64, scenario: Scenario, mistake: Mistake? = nil, eventsKept: Int = 0) {
        var scenario = scenario
        if mistake?.altersPackets == true {
            for side in 0...1 { scenario.limits[side].requiresChecksum = false }
        }
        self.scenario = scenario
        let bytesMax = scenario.limits.map(\.packetBytesMax).max() ?? 0
        flights = FlightQueue(capacity: 4_096, packetBytesMax: bytesMax)
        first = SimulatedHost(index: 0, seed: seed, scenario: scenario, mistake: mistake)
        second = SimulatedHost(index: 1, seed: seed, scenario: scenario, mistake: mistake)
        fromFirst = SimulatedLink(
            from: 0, seed: seed, scenario: scenario, mistake: mistake, bytesMax: bytesMax)
        fromSecond = SimulatedLink(
            from: 1, seed: seed, scenario: scenario, mistake: mistake, bytesMax: bytesMax)
        ledger = Ledger(seed: seed)
        trace = Trace(recordsMax: eventsKept)
    }

    /// Runs until all is over, or something is wrong.
    public consuming func run() -> SimulationReport {
        var steps = 0
        while ledger.violations.isEmpty {
            step()
            steps += 1
            if steps % 16 == 0 { checkBounds(isThorough: steps % 1_024 == 0) }
            if isOver { break }
            if steps > Self.stepsMax { ledger.violate("\(steps) steps were not enough") }
            if now > scenario.faultsEnd + scenario.settlingMax {
                ledger.violate("nothing has settled long after the faults stopped")
            }
        }
        if ledger.violations.isEmpty { checkEnd() }
        return SimulationReport(
            seed: ledger.seed, hash: trace.hash, packets: first.arrived + second.arrived,
            packetsSent: fromFirst.launched + fromSecond.launched, steps: UInt64(steps),
            nanoseconds: now, sessions: ledger.logs.count, messages: ledger.deliveredCount,
            counters: [first.table.counters, second.table.counters],
            violations: ledger.violations, lastEvents: trace.lines)
    }

    /// Goes to the next thing that happens.
    private mutating func step() {
        let next = min(flights.nextArrival, first.wake, second.wake)
        guard next < .max else {
            ledger.violate("nothing will ever happen again")
            return
        }
        now = max(now, next)
        while flights.nextArrival <= now, let flight = flights.removeFirst() {
            let hasRoom =
                flight.destination == 0
                ? first.arrive(flight.place, at: now) : second.arrive(flight.place, at: now)
            if !hasRoom { flights.release(flight.place) }
        }
        if first.wake <= now {
            first.takeTurn(&flights, &fromFirst, &ledger, &trace, at: now)
        }
        if second.wake <= now {
            second.takeTurn(&flights, &fromSecond, &ledger, &trace, at: now)
        }
    }

    private var isOver: Bool {
        now >= scenario.faultsEnd && flights.isEmpty && first.isOver && second.isOver
    }

    private mutating func checkBounds(isThorough: Bool) {
        if !first.isWithinBounds || !second.isWithinBounds {
            ledger.violate("more buffers are held than the limits allow")
        }
        guard isThorough else { return }
        if let text = first.table.inconsistency ?? second.table.inconsistency {
            ledger.violate(text)
        }
    }

    private mutating func checkEnd() {
        let kept = (first.pool.outstanding, second.pool.outstanding)
        if kept != (0, 0) { ledger.violate("\(kept.0) and \(kept.1) leases were kept") }
    }
}
