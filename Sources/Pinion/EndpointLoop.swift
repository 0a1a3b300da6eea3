internal import PinionTransport

/// What an endpoint's thread does: turns of a driver, with the application's rings at either end.
struct EndpointLoop<C: Carrier & SendableMetatype & ~Copyable>: ~Copyable {
    private var driver: Driver<C>
    private let shared: EndpointShared
    private let configuration: EndpointConfiguration
    /// The connections, by the place of their session in its table.
    private var entries: [ConnectionEntry?]
    /// The connections whose session lives.
    private var active: [ConnectionEntry] = []
    /// The connections whose session has ended, and whose last messages wait for room.
    private var ending: [ConnectionEntry] = []
    private var counters = EndpointCounters()
    private var countersDue = Timestamp.origin
    /// When what is left is given up, if the endpoint is to end.
    private var shutDownDeadline: Timestamp?
    private var isVanishing = false

    init(
        _ configuration: EndpointConfiguration, carrier: consuming C,
        sessions: consuming SessionTable, shared: EndpointShared
    ) {
        self.configuration = configuration
        self.shared = shared
        entries = Array(repeating: nil, count: 65_536)
        driver = Driver(carrier: carrier, sessions: sessions)
        active.reserveCapacity(configuration.connectionsMax)
        ending.reserveCapacity(configuration.connectionsMax)
    }

    /// Takes turns until the endpoint is to end, or its carrier fails.
    mutating func run() {
        var failure: CarrierError?
        do throws(CarrierError) {
            while !hasFinished { try turn() }
        } catch {
            failure = error
        }
        end(failure)
    }

    /// One turn: what has arrived goes up, what the application has sent goes down.
    private mutating func turn() throws(CarrierError) {
        try driver.receive(until: ownDeadline)
        counters.turns += 1

        obeyCommands()
        takeEvents()
        giveToApplication()
        takeFromApplication()
        try driver.send()
        publishCounters()
    }

    // MARK: Up

    private mutating func takeEvents() {
        while let event = driver.nextEvent() {
            switch consume event {
            case .messages(let delivery):
                receive(delivery)
            case .gap:
                // The delivery that follows says the same, and keeps its place between the others.
                break
            case .opened(let session, let peer, let isInitiator):
                opened(session, peer: peer, isInitiator: isInitiator)
            case .writable(let session):
                entry(of: session)?.unblock()
            case .closed(let session, let reason, let byPeer):
                closed(session, .closed(reason, byPeer: byPeer))
            }
        }
    }

    private mutating func receive(_ delivery: consuming Delivery) {
        if let entry = entry(of: delivery.session), entry.end == nil {
            entry.receive(delivery)
        } else {
            counters.messagesUnwanted += UInt64(delivery.count)
            driver.consume(delivery)
        }
    }

    private mutating func giveToApplication() {
        for entry in active { give(entry) }
        guard !ending.isEmpty else { return }
        for entry in ending { give(entry) }
        finishEnding()
    }

    private mutating func give(_ entry: ConnectionEntry) {
        entry.giveToApplication(&driver.sessions)
        // Whoever has closed the connection reads no more: what waits would only hold up the peer's close.
        if entry.holdsDeliveries && entry.core.request != .none {
            counters.messagesUnwanted += entry.discard(&driver.sessions)
        }
    }

    // MARK: Down

    private mutating func takeFromApplication() {
        for entry in active {
            entry.takeFromApplication(&driver.sessions, at: driver.now)
            obeyRequest(of: entry)
        }
    }

    /// Closes a session that the application, or the end of the endpoint, wants closed.
    private mutating func obeyRequest(of entry: ConnectionEntry) {
        switch entry.core.request {
        case .none:
            // The common case.
            return
        case .abort(let reason):
            driver.sessions.abort(entry.session, reason, at: driver.now)
        case .close(let reason):
            guard !entry.isSessionClosing else { return }
            if entry.closeDeadline == .never {
                entry.closeDeadline = driver.now.advanced(
                    byNanoseconds: configuration.limits.drainNanosecondsMax)
            }
            if driver.now >= entry.closeDeadline {
                driver.sessions.abort(entry.session, .drainTimedOut, at: driver.now)
            } else if entry.areOutboxesEmpty {
                entry.isSessionClosing = true
                driver.sessions.close(entry.session, reason, at: driver.now)
            }
        }
    }

    // MARK: Connections

    private mutating func opened(_ session: SessionID, peer: PeerAddress, isInitiator: Bool) {
        if isInitiator {
            entry(of: session)?.open(driver.sessions)
            return
        }
        guard connectionCount < configuration.connectionsMax, shutDownDeadline == nil else {
            driver.sessions.abort(session, .tableFull, at: driver.now)
            return
        }
        let core = ConnectionCore(
            peer: peer, configuration, waker: shared.waker)
        add(core, session: session).open(driver.sessions)
        shared.arrive(Connection(core))
    }

    private mutating func closed(_ session: SessionID, _ end: ConnectionState) {
        guard let entry = entry(of: session) else { return }
        entry.end = end
        entries[place(of: session)] = nil
        active.removeAll { $0 === entry }
        ending.append(entry)
    }

    /// Tells the application of the end of connections that it has all messages of.
    private mutating func finishEnding() {
        for entry in ending where !entry.holdsDeliveries {
            counters.messagesLeftBehind += entry.finish()
        }
        ending.removeAll { !$0.holdsDeliveries }
    }

    private var connectionCount: Int { active.count + ending.count }

    private mutating func add(_ core: ConnectionCore, session: SessionID) -> ConnectionEntry {
        let entry = ConnectionEntry(
            core, session: session, heldMax: configuration.limits.streamPacketsMax)
        entries[place(of: session)] = entry
        active.append(entry)
        return entry
    }

    private func entry(of session: SessionID) -> ConnectionEntry? {
        guard let entry = entries[place(of: session)], entry.session == session else { return nil }
        return entry
    }

    /// The low 16 bits of a session's name are its place.
    private func place(of session: SessionID) -> Int { Int(session.rawValue & 0xFFFF) }

    // MARK: Commands

    private mutating func obeyCommands() {
        for command in shared.takeCommands() {
            switch command {
            case .connect(let core):
                connect(core)
            case .shutDown(let deadline):
                shutDownDeadline = min(deadline, shutDownDeadline ?? .never)
                for entry in active { entry.core.ask(.close(.finished)) }
            case .vanish:
                isVanishing = true
            }
        }
        guard let shutDownDeadline, driver.now >= shutDownDeadline else { return }
        for entry in active { driver.sessions.abort(entry.session, .aborted, at: driver.now) }
    }

    private mutating func connect(_ core: ConnectionCore) {
        guard connectionCount < configuration.connectionsMax, shutDownDeadline == nil,
            let session = driver.sessions.open(to: core.peer, at: driver.now)
        else { return refuse(core) }
        _ = add(core, session: session)
    }

    /// Ends a connection that never got a session.
    private func refuse(_ core: ConnectionCore) {
        core.refuse(shutDownDeadline == nil ? .tableFull : .aborted)
    }

    // MARK: Time and end

    /// The first deadline that the sessions do not know of.
    private var ownDeadline: Timestamp {
        var deadline = shutDownDeadline ?? .never
        // Once it closes, the session has deadlines of its own.
        for entry in active where !entry.isSessionClosing {
            deadline = min(deadline, entry.closeDeadline)
        }
        return deadline
    }

    private var hasFinished: Bool {
        guard !isVanishing else { return true }
        guard let shutDownDeadline else { return false }
        // A session that lingers answers a peer whose CLOSE is still on its way.
        return connectionCount == 0 && driver.sessions.sessionCount == 0
            || driver.now >= shutDownDeadline
    }

    private mutating func publishCounters() {
        guard driver.now >= countersDue else { return }
        countersDue = driver.now.advanced(byNanoseconds: 1_000_000)
        counters.sessions = driver.sessions.counters
        counters.carrier = driver.carrier.counters
        shared.publish(counters)
    }

    /// Ends whatever connections are left, and tells the application.
    private mutating func end(_ failure: CarrierError?) {
        for command in shared.refuseCommands() {
            if case .connect(let core) = command { refuse(core) }
        }
        for entry in active {
            entry.end = .closed(.aborted, byPeer: false)
            ending.append(entry)
        }
        active = []
        for entry in ending {
            counters.messagesUnwanted += entry.discard(&driver.sessions)
            counters.messagesLeftBehind += entry.finish()
        }
        ending = []
        countersDue = .origin
        publishCounters()
        shared.finish(failure)
    }
}
