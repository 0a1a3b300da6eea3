import PinionTransport

/// One machine: a clock, a network interface, and a process with a table, a pool and an application.
struct SimulatedHost: ~Copyable {
    let index: Int
    let seed: UInt64
    let scenario: Scenario
    let plan: ProcessPlan
    let faultsEnd: UInt64
    let mistake: Mistake?
    let pool: BufferPool
    var table: SessionTable
    var clock: SimulatedClock
    var random: SimulationRandom
    /// How often the process was started.
    private(set) var life = 1
    /// What happens next of what is planned.
    private var planned = 0
    /// Until when the process stands still, or is not there.
    private var frozenUntil: UInt64 = 0
    private var isDown = false
    /// When the process looks at the network and its timers next.
    var wake: UInt64 = 0
    private var lastTurn: UInt64 = 0

    /// Packets that have arrived and that the process has not taken.
    private var arrivals: [Int] = []
    var arrived: UInt64 = 0

    // The application.
    var sessions = InlineArray<8, SimulatedSession> { _ in SimulatedSession() }
    var nextApplicationTurn: UInt64 = 0
    /// For each conversation: when it is opened again, and how often it was.
    var conversations = InlineArray<5, Conversation>(repeating: Conversation())
    /// Where messages are written that `send` copies.
    var scratch = [UInt8](repeating: 0, count: 2_048)
    /// Leases that are kept by mistake.
    var leaked = PacketBatch(capacity: 65_536)
    private var batch = PacketBatch(capacity: 32)

    /// What the side that opens sessions opens again and again.
    struct Conversation {
        /// When the next session is opened.
        var opensAt: UInt64 = .max
        var attempts = 0
        /// Whether the latest session was opened when the faults were over.
        var isLast = false
        /// Whether a session that was opened when the faults were over has closed in order.
        var isDone = false
    }

    static let sessionsMax = 8

    init(index: Int, seed: UInt64, scenario: Scenario, mistake: Mistake?) {
        self.index = index
        self.seed = seed
        self.scenario = scenario
        self.mistake = mistake
        plan = scenario.processes[index]
        faultsEnd = scenario.faultsEnd
        clock = SimulatedClock(start: plan.clockStart, driftPerMillion: plan.driftPerMillion)
        random = SimulationRandom(seed: mixed(seed ^ UInt64(index + 0x21)))
        pool = BufferPool(
            bufferCount: scenario.buffers[index],
            packetBytesMax: max(
                scenario.limits[0].packetBytesMax, scenario.limits[1].packetBytesMax))
        table = Self.makeTable(index: index, seed: seed, life: 1, scenario, pool)
        arrivals.reserveCapacity(plan.arrivalsMax)
        if index == 0 {
            for conversation in 0..<scenario.sessions { conversations[conversation].opensAt = 0 }
        }
    }

    private static func makeTable(
        index: Int, seed: UInt64, life: Int, _ scenario: Scenario, _ pool: BufferPool
    ) -> SessionTable {
        SessionTable(
            limits: scenario.limits[index], sessionsMax: sessionsMax, acceptsSessions: index == 1,
            schemas: scenario.schemas[index], pool: pool,
            entropy: (mixed(seed), UInt64(index) << 32 | UInt64(life)))
    }

    var peerAddress: PeerAddress { PeerAddress(word0: UInt64(2 - index)) }

    // MARK: - The network interface

    /// A packet arrives at the machine; answers whether there was room for it.
    mutating func arrive(_ place: Int, at now: UInt64) -> Bool {
        guard !isDown, arrivals.count < plan.arrivalsMax else { return false }
        arrivals.append(place)
        let look = plan.pollEvery == 0 ? now : lastTurn + plan.pollEvery
        wake = min(wake, max(look, frozenUntil, now))
        return true
    }

    /// The process takes what has arrived.
    private mutating func receive(_ flights: inout FlightQueue, at now: Timestamp) {
        for place in arrivals {
            arrived += 1
            // A pool that is empty loses the packet, as a carrier would.
            if var packet = pool.lease(for: .carrier), packet.append(flights.packet(at: place)) {
                packet.peer = peerAddress
                table.receive(packet, at: now)
            }
            flights.release(place)
        }
        arrivals.removeAll(keepingCapacity: true)
    }

    // MARK: - Turns

    /// Takes one turn: what has arrived goes up, what the application has to say goes down.
    mutating func takeTurn(
        _ flights: inout FlightQueue, _ link: inout SimulatedLink, _ ledger: inout Ledger,
        _ trace: inout Trace, at now: UInt64
    ) {
        followPlan(&flights, &ledger, &trace, at: now)
        guard now >= frozenUntil else {
            wake = min(frozenUntil, nextPlanned)
            return
        }
        isDown = false
        lastTurn = now
        let local = clock.local(at: now)
        receive(&flights, at: local)
        if !missesDeadlines(at: now) { table.passDeadlines(at: local) }
        if nextApplicationTurn <= now {
            takeApplicationTurn(&ledger, &trace, at: now, local)
        }
        // What an event moves the application to do, and what that gives to send.
        repeat {
            while table.fill(&batch, at: local) > 0 {
                for position in 0..<batch.count {
                    let bytes = batch.bytes(at: position)
                    trace.note(.sent, side: index, bytes, at: now)
                    link.launch(bytes, into: &flights, at: now)
                }
                batch.removeAll()
            }
        } while takeEvents(&ledger, &trace, at: now)
        planWake(at: now)
    }

    /// When the process has something to do even if nothing arrives.
    private mutating func planWake(at now: UInt64) {
        var hasWork = false
        for place in 0..<Self.sessionsMax where sessions[place].hasWork { hasWork = true }
        let soon = now + scenario.turn
        if !hasWork {
            nextApplicationTurn = .max
        } else {
            nextApplicationTurn = nextApplicationTurn <= now ? soon : min(nextApplicationTurn, soon)
        }
        nextApplicationTurn = min(nextApplicationTurn, max(nextOpening, now + 1))
        // A deadline that has passed already waits for something else, such as a buffer.
        let deadline = max(clock.moment(of: table.nextDeadline, after: now), now + 1_000)
        wake = min(missesDeadlines(at: now) ? .max : deadline, nextApplicationTurn, nextPlanned)
    }

    private func missesDeadlines(at now: UInt64) -> Bool {
        mistake == .missesDeadlines && now >= faultsEnd
    }

    // MARK: - What is planned

    private var nextPlanned: UInt64 {
        planned < plan.events.count ? plan.events[planned].time : .max
    }

    private mutating func followPlan(
        _ flights: inout FlightQueue, _ ledger: inout Ledger, _ trace: inout Trace, at now: UInt64
    ) {
        while nextPlanned <= now {
            let event = plan.events[planned].event
            planned += 1
            trace.note(.planned(event), side: index, at: now)
            switch event {
            case .freeze(let length):
                frozenUntil = max(frozenUntil, now + length)
            case .jump(let length):
                clock.jump(by: length, at: now)
            case .restart(let downtime):
                frozenUntil = now + downtime
                restart(&flights, &ledger, at: now)
            }
        }
    }

    /// The process dies with all that it has; another takes its place.
    private mutating func restart(
        _ flights: inout FlightQueue, _ ledger: inout Ledger, at now: UInt64
    ) {
        life += 1
        isDown = true
        for place in arrivals { flights.release(place) }
        arrivals.removeAll(keepingCapacity: true)
        table = Self.makeTable(index: index, seed: seed, life: life, scenario, pool)
        for place in 0..<Self.sessionsMax {
            reopenLater(sessions[place].conversation, at: frozenUntil)
            sessions[place] = SimulatedSession()
        }
        nextApplicationTurn = frozenUntil
        if pool.outstanding != leaked.count {
            ledger.violate("\(pool.outstanding) leases outlived their process")
        }
    }
}
