/// One subscription: what a peer publishes, on its way to the application.
///
/// Lives in its table. `Subscription+Receive` takes in packets, `Subscription+Fill` says how far it has come.
struct Subscription: ~Copyable {
    enum Phase {
        case vacant
        /// JOIN is repeated until it is answered.
        case joining
        case joined
        /// LEAVE is repeated until it is answered.
        case leaving
        /// Ended; the application has not been told everything yet.
        case left
    }

    let id: SubscriptionID
    let session: SessionID
    let topic: UInt64
    var phase = Phase.vacant
    var reason = CloseReason.finished

    // What the publisher said.
    var publication: UInt32 = 0
    var incarnation: UInt64 = 0
    var subscriber: UInt16 = 0
    var isLatestOnly = false
    var windowPackets = 0
    var group: PeerAddress?
    /// How many subscribers there are.
    var subscribers = 1

    // What comes in.
    var window = ReceiveWindow(first: SequenceNumber(0), creditMessages: 0)
    /// Every smaller number has been sent.
    var known = SequenceNumber(0)
    /// When what is missing behind all that has arrived may next be requested.
    var tailRequestAt = Timestamp.never
    /// Packets for the application, in order.
    var ready = PacketList()
    /// The first message that has not been consumed.
    var position = SequenceNumber(0)
    /// Packets consumed since the publisher was told the position.
    var consumedPackets = 0
    /// Every smaller number has been asked for, if it was missing.
    var asked = SequenceNumber(0)

    // What is to be said, and when at the latest.
    /// Whether packets are wanted at the session's address.
    var wantsCopies: Bool
    /// JOIN or LEAVE, again.
    var signal = SignalTimer()
    /// PROGRESS: how far this side has come.
    var progressAt = Timestamp.never
    /// PROGRESS: what this side misses.
    var requestAt = Timestamp.never
    /// When a packet of the publication last came.
    var heardAt = Timestamp.origin

    // What the application is to be told.
    var isJoinedDue = false
    var isLeftDue = false

    private var random: UInt64

    /// Nanoseconds after which a subscriber says how far it has come, whatever has happened.
    static let progressInterval: UInt64 = 1_000_000_000
    /// Nanoseconds without a packet after which a subscriber gives its group up.
    static let groupSilenceMax: UInt64 = 3_000_000_000

    /// Makes the place of a subscription that is not.
    init(vacant: Void) {
        id = SubscriptionID(rawValue: 0)
        session = SessionID(rawValue: 0)
        topic = 0
        wantsCopies = false
        random = 0
    }

    init(
        _ id: SubscriptionID, to topic: UInt64, over session: SessionID, wantsCopies: Bool,
        random: UInt64, at now: Timestamp
    ) {
        self.id = id
        self.session = session
        self.topic = topic
        self.wantsCopies = wantsCopies
        self.random = random | 1
        phase = .joining
        signal.restart(at: now)
    }

    var isVacant: Bool { id.rawValue == 0 }

    /// Whether the application is to be told something.
    var hasEvents: Bool { isJoinedDue || isLeftDue || !ready.isEmpty }

    /// When something is to be said at the latest.
    var nextDeadline: Timestamp {
        switch phase {
        case .vacant, .left: .never
        case .joining, .leaving: signal.deadline
        case .joined: min(signal.deadline, progressAt, requestAt, groupDeadline)
        }
    }

    /// When the group is given up, if nothing comes.
    var groupDeadline: Timestamp {
        group == nil || wantsCopies
            ? .never : heardAt.advanced(byNanoseconds: Self.groupSilenceMax)
    }

    /// How long a gap waits, in nanoseconds.
    ///
    /// MUL-17: "A gap SHALL be requested an eighth of the round trip after it was noticed, within 20 µs and 5 ms, and a
    /// random share of as long again for each subscriber, sixteen at most, later."
    mutating func requestDelay(_ roundTrip: RoundTrip) -> UInt64 {
        roundTrip.reorderDelay + randomShare(of: roundTrip)
    }

    /// A random share of an eighth of the round trip for each subscriber, sixteen at most, in nanoseconds.
    mutating func randomShare(of roundTrip: RoundTrip) -> UInt64 {
        // Source: Marsaglia, "Xorshift RNGs", 2003.
        random ^= random << 13
        random ^= random >> 7
        random ^= random << 17
        let shares = UInt64(min(max(subscribers, 1), 16))
        return random.multipliedFullWidth(by: shares * roundTrip.reorderDelay).high
    }

    /// The publisher has answered JOIN; answers whether the subscription begins or goes on.
    mutating func receiveJoined(
        _ joined: PublicationFrame.Joined, windowMax: Int, at now: Timestamp
    ) -> Bool {
        switch phase {
        case .joining:
            let numbersMax = UInt64.max - (1 << 33)
            guard joined.publication != 0, joined.window > 0, joined.firstSequence < numbersMax
            else { return false }
            // MUL-16: "A subscriber SHALL leave a publication whose window is larger than its room."
            guard joined.window <= windowMax else {
                leave(.limitsDoNotFit, at: now)
                return true
            }
            adopt(joined, at: now)
            return true
        case .joined:
            // Another answer: to a repeat, or because copies were asked for.
            guard joined.publication == publication, joined.incarnation == incarnation else {
                return false
            }
            if wantsCopies == (joined.group == nil) {
                group = joined.group
                signal.stop()
            }
            return true
        case .vacant, .leaving, .left:
            // Late.
            return true
        }
    }

    private mutating func adopt(_ joined: PublicationFrame.Joined, at now: Timestamp) {
        phase = .joined
        signal.stop()
        publication = joined.publication
        incarnation = joined.incarnation
        subscriber = joined.subscriber
        isLatestOnly = joined.isLatestOnly
        windowPackets = joined.window
        subscribers = joined.subscribers
        group = joined.group
        wantsCopies = joined.group == nil
        let first = SequenceNumber(joined.firstSequence)
        // The window counts packets, and nobody counts messages: as many as packets can hold.
        window = ReceiveWindow(
            first: first, creditMessages: joined.window * Int(UInt16.max),
            packets: PacketCredit(ownShare: joined.window))
        known = first
        position = first
        asked = first
        heardAt = now
        progressAt = now.advanced(byNanoseconds: Self.progressInterval)
        isJoinedDue = true
    }

    /// The application wants nothing more, or cannot have it.
    mutating func leave(_ reason: CloseReason, at now: Timestamp) {
        guard phase == .joining || phase == .joined else { return }
        self.reason = reason
        phase = .leaving
        signal.restart(at: now)
        removeEarly()
    }

    /// The publisher sends nothing more, or the session has ended.
    mutating func end(_ reason: CloseReason) {
        switch phase {
        case .joining, .joined:
            self.reason = reason
        case .leaving:
            // What this side left for.
            break
        case .vacant, .left:
            return
        }
        phase = .left
        isLeftDue = true
        removeEarly()
    }

    private mutating func removeEarly() {
        window.removeAll()
        tailRequestAt = .never
        requestAt = .never
    }
}

/// When JOIN or LEAVE is sent again.
struct SignalTimer {
    private(set) var deadline = Timestamp.never
    private var interval: UInt64 = 0

    /// At most, in nanoseconds.
    static let intervalMax: UInt64 = 1_000_000_000

    mutating func restart(at now: Timestamp) {
        interval = 0
        deadline = now
    }

    mutating func repeatLater(timeout: UInt64, at now: Timestamp) {
        interval = min(interval == 0 ? timeout : 2 * interval, Self.intervalMax)
        deadline = now.advanced(byNanoseconds: interval)
    }

    mutating func stop() { deadline = .never }
}
