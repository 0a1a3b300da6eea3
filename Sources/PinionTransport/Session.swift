/// One session: two sides, and the streams between them.
///
/// Lives in its table. `Session+Receive`, `Session+Send`, `Session+Fill` and `Session+Deadlines` are the
/// four ways in.
struct Session: ~Copyable {
    let id: SessionID
    /// Where the peer is, as far as has been checked.
    var peer: PeerAddress
    let isInitiator: Bool
    /// Whether its packets end with a checksum.
    let hasTrailer: Bool
    /// Tells this session from one of an earlier life.
    let incarnation: UInt64

    var life = SessionLife()
    var peerLimits = PeerLimits()
    var roundTrip = RoundTrip()

    // What goes out.
    var window: SendWindow
    var repairs = RetransmitQueue()
    var queues = FixedStorage<SendQueue>(count: 0) { _ in
        SendQueue(first: .init(0), credit: 0, packets: 0, framesEndMax: 0)
    }
    /// Packets that are being built, on all streams.
    var building = 0
    /// Full packets that have not been sent yet, of each traffic class.
    var sealed = InlineArray<4, PacketList> { _ in PacketList() }
    /// How many those are.
    var sealedCount = 0
    var turns = TrafficTurns()
    /// The stream whose packet goes next, so that all get their turn.
    var nextStream = 0
    /// How far the frames of a packet may reach: what both sides allow, less the trailer; 0 before that is known.
    private(set) var framesEndMax = 0
    /// Packets that the peer lets be in flight.
    var peerWindow = 0

    // What comes in.
    var received = ReceivedPackets(first: PacketNumber(0))
    var windows = FixedStorage<ReceiveWindow>(count: 0) { _ in
        ReceiveWindow(first: .init(0), creditMessages: 0)
    }
    /// Packets that any stream may borrow room for.
    var commonPackets = 0
    /// Packets for the application, in order.
    var ready = PacketList()
    /// Packets made ready and not consumed.
    var unconsumed = 0
    /// Packets that wait for an earlier one, on all streams.
    var early = 0

    // What is to be said.
    var acks = AckSchedule()
    var requests = GapRequests()
    var pending = SessionLife.Action()
    var ping: Transport.PingCause?
    /// Where the peer may be.
    var pathCheck = PathCheck()
    /// The token that the peer wants back.
    var pathAnswer: UInt64?
    /// Whether streams whose limit moved are to be told.
    var creditIsDue = false
    /// The window that the peer was last told.
    var toldWindow = 0

    // Opening.
    /// What the acceptor wants back in an OPEN.
    var cookie: UInt64?
    /// Cookies that have been taken.
    var cookieCount = 0
    /// OPENs sent that were like the last one.
    var opensAlike = 0
    /// Whether the table counts it as half-open.
    var isHalfOpen = false

    // Times.
    var openSentAt = Timestamp.never
    var lastHeard = Timestamp.origin
    var lastSent = Timestamp.origin
    var lastRoundTripPing = Timestamp.origin
    var probe = ProbeTimer()
    /// When the peer is asked for credit that it may have given.
    var creditProbe = ProbeTimer()
    var poolRetry = Timestamp.never

    // What the application is to be told.
    var opened = false
    var closed = false
    var writable = false
    var isBlocked = false

    /// The table's next session in the same bucket.
    var nextInBucket = -1
    /// The number of the packet with the latest acknowledgement or credit.
    var latestAckPacket: UInt64 = 0

    init(
        id: SessionID, peer: PeerAddress, isInitiator: Bool, hasTrailer: Bool,
        incarnation: UInt64, limits: borrowing SessionLimits
    ) {
        self.id = id
        self.peer = peer
        self.isInitiator = isInitiator
        self.hasTrailer = hasTrailer
        self.incarnation = incarnation
        window = SendWindow(
            first: limits.firstPacketNumber, packetsMax: limits.sendWindowPackets)
    }

    /// Makes the place of a session that is not.
    init(vacant: Void) {
        id = SessionID(rawValue: 0)
        peer = PeerAddress()
        isInitiator = false
        hasTrailer = false
        incarnation = 0
        window = SendWindow(first: PacketNumber(0), packetsMax: 1)
    }

    /// Whether the table has something to tell the application about this session.
    var hasEvents: Bool { opened || closed || writable || !ready.isEmpty }

    /// Whether nothing is left to say to anybody.
    var isOver: Bool { life.phase == .closed && pending.isEmpty && !hasEvents }

    /// Takes in what the peer offered, and makes the streams.
    mutating func adopt(_ offered: PeerLimits, limits: SessionLimits, at now: Timestamp) {
        peerLimits = offered
        peerWindow = offered.window
        lastHeard = now
        let first = limits.firstSequence
        // FRM-5: "A packet SHALL NOT be longer than the shorter of the lengths that the two sides offered."
        framesEndMax =
            min(limits.packetBytesMax, offered.packetBytesMax)
            - (hasTrailer ? PacketTrailer.byteCount : 0)
        let end = framesEndMax
        // REL-38: "The first limit of each stream is the window of OPEN or OPENACK, divided by twice the number of
        // streams, and one."
        let packets = PacketCredit.ownShare(window: offered.window, streams: offered.streams)
        queues = FixedStorage(count: offered.streams) { _ in
            SendQueue(
                first: first, credit: offered.credit, packets: packets, framesEndMax: end)
        }
        received = ReceivedPackets(first: offered.firstPacketNumber)
        // REL-39: "The limits that a receiver states SHALL leave each stream its share, whatever the other streams
        // hold."
        let share = PacketCredit.ownShare(
            window: limits.heldPacketsMax, streams: limits.streamsMax)
        commonPackets = limits.heldPacketsMax - limits.streamsMax * (share - 1)
        windows = FixedStorage(count: limits.streamsMax) { _ in
            ReceiveWindow(
                first: offered.firstSequence, creditMessages: limits.creditMessages,
                packets: PacketCredit(ownShare: share))
        }
        toldWindow = limits.heldPacketsMax
    }

    /// Packets accepted and not acknowledged, sent or not.
    var outstanding: Int { window.inFlight + sealedCount }

    /// Packets that the peer may still send: what an acknowledgement states.
    func receiveWindow(_ limits: SessionLimits) -> Int {
        max(limits.heldPacketsTotal - unconsumed - early, 0)
    }

    /// Notes what the state machine answered: says it to the peer, to the application, or does it.
    mutating func perform(_ action: SessionLife.Action, counters: inout Counters) {
        if action.isEmpty { return }
        pending.formUnion(action.intersection(.announcements))
        if action.contains(.acknowledge) { acks.makeDue() }
        if action.contains(.reportOpened) {
            opened = true
            counters.sessionsOpened += 1
        }
        if action.contains(.reportClosed) {
            closed = true
            writable = false
            counters.sessionsClosed += 1
        }
        if action.contains(.release) { release() }
    }

    /// Gives back every packet but those that the application is still to be given.
    private mutating func release() {
        repairs.removeAll()
        for index in 0..<queues.count { queues[index].removeAll() }
        for index in 0..<windows.count { windows[index].removeAll() }
        building = 0
        for index in 0..<TrafficClass.count { sealed[index].removeAll() }
        sealedCount = 0
        early = 0
        requests = GapRequests()
        pending = pending.intersection(.sendReset)
    }
}

/// When something is sent again because nothing was heard.
struct ProbeTimer {
    /// What the wait is counted from.
    var since = Timestamp.never
    /// How often the wait has been doubled.
    var backoff = 0

    /// Doubled at most so often: 1 ms to 64 ms, or two round trips to 128.
    static let backoffMax = 6

    func deadline(timeout: UInt64) -> Timestamp {
        since == .never ? .never : since.advanced(byNanoseconds: timeout << UInt64(backoff))
    }

    mutating func restart(at now: Timestamp) {
        since = now
        backoff = 0
    }
}

/// When the gaps of a session are asked for, all of them together.
struct GapRequests {
    /// When the earliest gap may be asked for, or sooner.
    var deadline = Timestamp.never
    /// Whether there are gaps to ask for now.
    var isDue = false
}
