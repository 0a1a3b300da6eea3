public import PinionCodec

/// All sessions of an endpoint: the whole protocol, without a clock, a socket or a task.
///
/// Every method is one event and is handed the time. The calling rule: after each `receive`, `send` or
/// `passDeadlines`, call `fill` until it gives nothing and `nextEvent` until it gives `nil`, and give back
/// every `Delivery` through `consume`. Who publishes or subscribes calls `nextPublicationEvent` until it gives
/// `nil`, too. Several events may share one round of that: a turn of a loop receives a batch, passes
/// deadlines, sends, fills and then hands out events.
public struct SessionTable: ~Copyable {
    var environment: SessionEnvironment
    var sessions: FixedStorage<Session>
    let acceptsSessions: Bool

    /// Places without a session, the next to be used last.
    private var free: FixedStorage<Int>
    private var freeCount: Int
    /// What each place's next session is called, beside its place.
    private var generations: FixedStorage<UInt16>

    /// The first session of each bucket, by the peer's address and index.
    private var buckets: FixedStorage<Int>
    let hash: SipHash
    private var opensBegun: UInt64 = 0

    /// Sessions that `fill` is to look at, in turn.
    private var active: SessionChain
    /// Sessions that have something for the application, in turn.
    private var eventful: SessionChain
    var answers = StatelessAnswers()
    let cookies: OpenCookies
    /// Sessions whose initiator has not acknowledged OPENACK yet.
    private(set) var halfOpenCount = 0
    private var deadlines: DeadlineHeap

    /// What this side publishes, and what it has subscribed to.
    var broadcasts: Broadcasts

    /// Makes an empty table.
    ///
    /// - Parameters:
    ///   - limits: What each session allows. `limits.violation` must be `nil`.
    ///   - sessionsMax: How many sessions there may be at a time, 1 to 65,535.
    ///   - acceptsSessions: Whether a peer may open one.
    ///   - schemas: Those that the application has messages of, at most ``schemasMax``; compared with a peer's.
    ///   - pool: Where packets are built. Its buffers must hold `limits.packetBytesMax`.
    ///   - entropy: 128 bits that no peer can guess; two runs with the same are the same to the bit.
    ///   - publications: How many publications and subscriptions there may be; none unless it says so.
    public init(
        limits: SessionLimits, sessionsMax: Int, acceptsSessions: Bool,
        schemas: [SchemaIdentity] = [], pool: BufferPool, entropy: (UInt64, UInt64),
        publications: PublicationLimits = PublicationLimits()
    ) {
        if let violation = limits.violation { preconditionFailure(violation) }
        if let violation = publications.violation { preconditionFailure(violation) }
        precondition(1...65_535 ~= sessionsMax, "a table has 1 to 65,535 sessions")
        precondition(
            pool.packetBytesMax >= limits.packetBytesMax, "the pool's buffers hold any packet")
        // SES-28: "A side SHALL NOT offer more than eight schemas, and an acceptor SHALL drop an OPEN with more."
        precondition(schemas.count <= Self.schemasMax, "a side has at most eight schemas")
        environment = SessionEnvironment(limits: limits, schemas: schemas, pool: pool)
        self.acceptsSessions = acceptsSessions
        let hash = SipHash(key0: entropy.0, key1: entropy.1)
        self.hash = hash
        cookies = OpenCookies(secret: hash)
        broadcasts = Broadcasts(publications)
        sessions = FixedStorage(count: sessionsMax) { _ in Session(vacant: ()) }
        free = FixedStorage(count: sessionsMax) { sessionsMax - 1 - $0 }
        freeCount = sessionsMax
        generations = FixedStorage(count: sessionsMax) { place in
            UInt16(truncatingIfNeeded: hash.hash(0, UInt64(place)))
        }
        active = SessionChain(places: sessionsMax)
        deadlines = DeadlineHeap(places: sessionsMax)
        eventful = SessionChain(places: sessionsMax)
        buckets = FixedStorage(count: powerOfTwo(atLeast: sessionsMax)) { _ in -1 }
    }

    /// When `passDeadlines` is next wanted; `.origin` while `fill` or `nextEvent` has more to give.
    public var nextDeadline: Timestamp {
        active.isEmpty && eventful.isEmpty && answers.count == 0
            ? min(deadlines.earliest, broadcasts.nextDeadline) : .origin
    }

    /// Acts on every deadline that `now` has reached.
    public mutating func passDeadlines(at now: Timestamp) {
        // Bounded: each session that is taken comes back with a later deadline, or with the next `fill`.
        while let place = deadlines.removeFirst(at: now) {
            guard sessions[place].life.phase != .vacant else { continue }
            let deadline = nextDeadline(of: place)
            if deadline <= now {
                sessions[place].passDeadlines(&environment, at: now)
                moveIfChecked(place, at: now)
                activate(place)
            } else {
                deadlines.schedule(place, by: deadline)
            }
        }
    }

    private func nextDeadline(of place: Int) -> Timestamp {
        sessions[place].nextDeadline(
            silenceMax: environment.limits.silenceNanosecondsMax,
            keepAlive: environment.limits.keepAliveNanoseconds)
    }

    /// Adds packets to `outbound` while there are any to send and it has room, each addressed to its peer.
    ///
    /// Also what is being built: a turn's messages leave with the turn. Answers how many were added.
    public mutating func fill(_ outbound: inout PacketBatch, at now: Timestamp) -> Int {
        let before = outbound.count
        while answers.count > 0 && !outbound.isFull {
            guard sendAnswer(&outbound) else { break }
        }
        while let place = active.removeFirst() {
            let isDone = sessions[place].fill(&outbound, &environment, at: now)
            noteEvents(of: place)
            guard isDone else {
                // To the end: the others get their turn with the next batch.
                activate(place)
                break
            }
            deadlines.schedule(place, by: nextDeadline(of: place))
            releaseIfOver(place)
        }
        if broadcasts.deadline <= now { fillBroadcasts(&outbound, at: now) }
        return outbound.count - before
    }

    /// The next thing that the application must know, if there is one.
    public mutating func nextEvent() -> SessionEvent? {
        while let place = eventful.first {
            if let event = takeEvent(of: place) { return event }
            _ = eventful.removeFirst()
            releaseIfOver(place)
        }
        return nil
    }

    private mutating func takeEvent(of place: Int) -> SessionEvent? {
        let id = sessions[place].id
        if sessions[place].opened {
            sessions[place].opened = false
            return .opened(
                id, peer: sessions[place].peer, isInitiator: sessions[place].isInitiator)
        }
        if let packet = sessions[place].ready.first, !packet.header.isMissingTold {
            packet.header.isMissingTold = true
            let (sequence, missing) = (packet.header.sequence.rawValue, packet.header.missing)
            return .gap(
                id, StreamID(packet.header.stream),
                MessageGap(first: SequenceNumber(sequence - missing), count: missing))
        }
        if let packet = sessions[place].ready.removeFirst() {
            return .messages(Delivery(packet: packet))
        }
        if sessions[place].writable {
            sessions[place].writable = false
            return .writable(id)
        }
        if sessions[place].closed {
            sessions[place].closed = false
            broadcasts.sessionEnded(id, sessions[place].life.reason)
            return .closed(
                id, sessions[place].life.reason, byPeer: sessions[place].life.isClosedByPeer)
        }
        return nil
    }

    /// How many sessions there are, lingering ones included.
    public var sessionCount: Int { sessions.count - freeCount }

    /// What has happened in all sessions so far.
    public var counters: Counters { environment.counters }

    // MARK: - Places

    /// The place of a session that is known, or `nil`.
    func place(of id: SessionID) -> Int? {
        let place = id.place
        guard place < sessions.count, sessions[place].id == id,
            sessions[place].life.phase != .vacant
        else { return nil }
        return place
    }

    /// Makes a session in a free place; `nil` if there is none.
    mutating func makeSession(
        with peer: PeerAddress, isInitiator: Bool, hasTrailer: Bool
    ) -> Int? {
        guard freeCount > 0 else { return nil }
        freeCount -= 1
        let place = free[freeCount]
        // Wraps after 65,535 sessions of one place; zero is skipped.
        // SES-1: "Each side SHALL choose the index that the other puts on its packets, and SHALL NOT choose
        // zero."
        generations[place] = generations[place] == .max ? 1 : generations[place] + 1
        opensBegun += 1
        let id = SessionID(
            rawValue: UInt32(generations[place]) << 16 | UInt32(truncatingIfNeeded: place))
        // SES-2: "Each side SHALL choose a new incarnation for each session, which no peer can foresee."
        sessions[place] = Session(
            id: id, peer: peer, isInitiator: isInitiator, hasTrailer: hasTrailer,
            incarnation: hash.hash(1, opensBegun), limits: environment.limits)
        return place
    }

    /// Frees the place of a session that has ended and said so.
    mutating func releaseIfOver(_ place: Int) {
        guard sessions[place].isOver, !active.contains(place), !eventful.contains(place)
        else { return }
        removeFromBucket(place)
        sessions[place] = Session(vacant: ())
        free[freeCount] = place
        freeCount += 1
    }

    /// Has `fill` look at a session.
    mutating func activate(_ place: Int) {
        active.append(place)
        noteEvents(of: place)
        noteHalfOpen(place)
    }

    /// Counts a session that has come to be half-open, or is no more.
    private mutating func noteHalfOpen(_ place: Int) {
        let isHalfOpen = sessions[place].life.phase == .accepting
        guard sessions[place].isHalfOpen != isHalfOpen else { return }
        sessions[place].isHalfOpen = isHalfOpen
        halfOpenCount += isHalfOpen ? 1 : -1
    }

    private mutating func noteEvents(of place: Int) {
        guard sessions[place].hasEvents else { return }
        eventful.append(place)
    }

    // MARK: - Finding a session by its peer

    private func bucket(_ peer: PeerAddress, _ session: UInt32) -> Int {
        Int(truncatingIfNeeded: hash.hash(peer, UInt64(session))) & (buckets.count - 1)
    }

    /// The session with a peer that calls it `session` and lives in `incarnation`'s life.
    func find(
        peer: PeerAddress, session: UInt32, isIncarnation: (UInt64) -> Bool
    ) -> Int? {
        var place = buckets[bucket(peer, session)]
        while place >= 0 {
            let limits = sessions[place].peerLimits
            if limits.session == session && sessions[place].peer == peer
                && isIncarnation(limits.incarnation)
            {
                return place
            }
            place = sessions[place].nextInBucket
        }
        return nil
    }

    /// Makes a session, whose peer's index is now known, findable by it.
    mutating func addToBucket(_ place: Int) {
        let bucket = bucket(sessions[place].peer, sessions[place].peerLimits.session)
        sessions[place].nextInBucket = buckets[bucket]
        buckets[bucket] = place
    }

    mutating func removeFromBucket(_ place: Int) {
        let bucket = bucket(sessions[place].peer, sessions[place].peerLimits.session)
        if buckets[bucket] == place {
            buckets[bucket] = sessions[place].nextInBucket
            return
        }
        var current = buckets[bucket]
        while current >= 0 {
            let following = sessions[current].nextInBucket
            if following == place {
                sessions[current].nextInBucket = sessions[place].nextInBucket
                return
            }
            current = following
        }
    }
}
