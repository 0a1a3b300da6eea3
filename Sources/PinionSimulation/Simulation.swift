import PinionTransport

/// Two sessions and their applications over a bad link, all of it from one seed.
///
/// Checks that every accepted message arrives as its stream's kind promises, and intact; that no more buffers are held than
/// the limits allow; and that once the faults stop everything arrives, the sessions close and every lease
/// returns. The same seed gives the same events, to the bit.
public struct Simulation: ~Copyable {
    private let seed: UInt64
    private let scenario: Scenario
    private var random: SimulationRandom
    private var link = SimulatedLink()
    private var first: SimulatedSide
    private var second: SimulatedSide
    private var batch = PacketBatch(capacity: 8)
    private var now = Timestamp.origin
    private var nextTurn = Timestamp.origin
    private var hash: UInt64 = 0
    private var packets: UInt64 = 0
    private var violations: [String] = []

    /// Simulated time after the faults in which everything must have settled, in nanoseconds.
    static let settlingMax: UInt64 = 120_000_000_000
    /// Steps after which a simulation has failed, whatever it is doing.
    static let stepsMax = 200_000

    /// Sets a simulation up.
    public init(seed: UInt64) {
        self.init(seed: seed, scenario: Scenario(seed: seed))
    }

    /// Sets a simulation of a given scenario up.
    public init(seed: UInt64, scenario: Scenario) {
        self.seed = seed
        self.scenario = scenario
        random = SimulationRandom(seed: seed)
        first = SimulatedSide(index: 0, seed: seed, scenario: scenario)
        second = SimulatedSide(index: 1, seed: seed, scenario: scenario)
    }

    /// Runs until both sides have closed, or something is wrong.
    public consuming func run() -> SimulationReport {
        begin(attempt: 1)
        var steps = 0
        while violations.isEmpty {
            step()
            steps += 1
            if isOver { break }
            if steps > Self.stepsMax { violations.append("\(steps) steps were not enough") }
            if now.nanoseconds > scenario.faultsEnd + Self.settlingMax {
                violations.append("nothing has settled long after the faults stopped")
            }
        }
        if violations.isEmpty { checkEnd() }
        return SimulationReport(
            seed: seed, hash: hash, packets: packets, nanoseconds: now.nanoseconds,
            attempts: first.attempt, counters: [first.table.counters, second.table.counters],
            violations: violations)
    }

    private mutating func begin(attempt: Int) {
        first.begin(attempt: attempt)
        second.begin(attempt: attempt)
        if first.table.open(to: Self.address(of: 1), at: now) == nil {
            violations.append("the table has no room for another attempt")
        }
    }

    private static func address(of side: Int) -> PeerAddress {
        PeerAddress(word0: UInt64(side) + 1)
    }

    /// Goes to the next thing that happens.
    private mutating func step() {
        let next = min(
            link.nextArrival, first.table.nextDeadline, second.table.nextDeadline, nextTurn)
        now = max(now, next)
        while link.nextArrival <= now, let flight = link.removeFirst() {
            arrive(flight)
        }
        first.table.passDeadlines(at: now)
        second.table.passDeadlines(at: now)
        if nextTurn <= now {
            applicationsTurn()
            nextTurn = now.advanced(byNanoseconds: scenario.turn)
            // Nothing changes for an application between two events once it has sent and taken all.
            if first.isIdle && second.isIdle { nextTurn = .never }
        }
        launch(from: 0)
        launch(from: 1)
        let hasFirst = first.takeEvents()
        let hasSecond = second.takeEvents()
        if hasFirst || hasSecond { nextTurn = min(nextTurn, wakeUp) }
        checkBounds()
        violations += first.violations + second.violations
        restartIfFailed()
    }

    /// When an application that has been idle looks at what has come.
    private var wakeUp: Timestamp { now.advanced(byNanoseconds: scenario.turn) }

    private mutating func arrive(_ flight: SimulatedLink.Flight) {
        packets += 1
        note(now.nanoseconds, UInt64(flight.destination), UInt64(flight.bytes.count))
        // A pool that is empty loses the packet, as a carrier would.
        let pool = flight.destination == 0 ? first.pool : second.pool
        guard var packet = pool.lease(for: .carrier) else { return }
        // SAFETY: bytes have no padding.
        guard packet.append(unsafe flight.bytes.span.bytes) else { return }
        packet.peer = Self.address(of: 1 - flight.destination)
        if flight.destination == 0 {
            first.table.receive(packet, at: now)
        } else {
            second.table.receive(packet, at: now)
        }
    }

    private mutating func launch(from side: Int) {
        while true {
            let count =
                side == 0
                ? first.table.fill(&batch, at: now) : second.table.fill(&batch, at: now)
            guard count > 0 else { return }
            while let packet = batch.removeFirst() {
                // SAFETY: the bytes are copied before the closure returns.
                let bytes = unsafe packet.bytes.withUnsafeBytes { unsafe [UInt8]($0) }
                for byte in bytes.prefix(24) { note(UInt64(byte)) }
                link.launch(bytes, from: side, scenario, &random, at: now)
            }
        }
    }

    private mutating func applicationsTurn() {
        if !random.happens(perMillion: scenario.idleTurns[0]) { first.consume(64) }
        if !random.happens(perMillion: scenario.idleTurns[1]) { second.consume(64) }
        let isFirstDone = first.send(&random, burst: scenario.burst, at: now)
        let isSecondDone = second.send(&random, burst: scenario.burst, at: now)
        if isFirstDone && scenario.closes[0], let session = first.session {
            first.hasClosed = true
            first.table.close(session, .finished, at: now)
        }
        if isSecondDone && scenario.closes[1], let session = second.session {
            second.hasClosed = true
            second.table.close(session, .finished, at: now)
        }
    }

    /// A session that the faults killed is opened again; after the faults none may die.
    private mutating func restartIfFailed() {
        let reasons = [first.reason, second.reason]
        guard reasons.contains(where: { $0 != nil && $0 != .finished }) else { return }
        if now.nanoseconds > scenario.faultsEnd + 20_000_000_000 {
            violations.append("a session died although the faults have stopped: \(reasons)")
            return
        }
        // Whoever still has it gives it up; then both start afresh, once all is quiet.
        if let session = first.session { first.table.abort(session, .aborted, at: now) }
        if let session = second.session { second.table.abort(session, .aborted, at: now) }
        first.consume(.max)
        second.consume(.max)
        guard first.table.sessionCount == 0, second.table.sessionCount == 0, link.isEmpty,
            first.waitingCount == 0, second.waitingCount == 0
        else { return }
        begin(attempt: first.attempt + 1)
    }

    private var isOver: Bool {
        first.reason == .finished && second.reason == .finished && first.waitingCount == 0
            && second.waitingCount == 0 && first.table.sessionCount == 0
            && second.table.sessionCount == 0 && link.isEmpty
    }

    private mutating func checkBounds() {
        let bounds = [
            scenario.limits[0].buffersPerSession * 2 + first.waitingCount,
            scenario.limits[1].buffersPerSession * 2 + second.waitingCount,
        ]
        if first.pool.outstanding > bounds[0] || second.pool.outstanding > bounds[1] {
            violations.append("more buffers are held than the limits allow")
        }
    }

    private mutating func checkEnd() {
        for stream in 0..<128 {
            let sent = [
                stream < first.accepted.count ? first.accepted[stream] : 0,
                stream < second.accepted.count ? second.accepted[stream] : 0,
            ]
            for violation in [
                second.arrivals[stream].violation(sent: sent[0]),
                first.arrivals[stream].violation(sent: sent[1]),
            ] {
                guard let violation else { continue }
                violations.append("stream \(stream): \(violation)")
            }
        }
        if first.pool.outstanding != 0 || second.pool.outstanding != 0 {
            violations.append(
                "\(first.pool.outstanding) and \(second.pool.outstanding) leases were kept")
        }
    }

    private mutating func note(_ values: UInt64...) {
        for value in values { hash = mixed(hash ^ value) }
    }
}
