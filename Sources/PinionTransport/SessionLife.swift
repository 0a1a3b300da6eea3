/// A session from its first packet to its last: the state machine of spec/session.md.
///
/// One method for each event; it moves the state and answers what to do.
struct SessionLife: Equatable {
    private(set) var phase = SessionPhase.vacant
    /// When `timerFired` is wanted.
    private(set) var deadline = Timestamp.never
    /// Why the session closes or has closed.
    private(set) var reason = CloseReason.finished
    /// Whether the peer closed it.
    private(set) var isClosedByPeer = false
    /// How often the packet that the phase repeats has been sent.
    private(set) var attempts = 0
    private var interval: UInt64 = 0
    /// Whether the peer has said that all it accepted has been acknowledged.
    private var peerHasFinished = false
    /// When a half-open session is forgotten.
    private var acceptingEnd = Timestamp.never
    /// When this side stops repeating CLOSE.
    private var closingEnd = Timestamp.never

    /// How often the interval of CLOSE is doubled, as that of probes.
    static let closeDoublingsMax = 6
    /// The shortest lingering, in nanoseconds: a peer that has measured nothing repeats CLOSE after 30 ms.
    static let lingerNanosecondsMin: UInt64 = 500_000_000
    /// The longest lingering, in nanoseconds: a clock that jumped makes round trips of seconds, and nobody waits for those.
    static let lingerNanosecondsMax: UInt64 = 60_000_000_000

    /// What an event calls for. Several may come together.
    struct Action: OptionSet {
        let rawValue: UInt16

        /// Send OPEN.
        static let sendOpen = Action(rawValue: 1 << 0)
        /// Send OPENACK.
        static let sendOpenAck = Action(rawValue: 1 << 1)
        /// Send an acknowledgement at once.
        static let acknowledge = Action(rawValue: 1 << 2)
        /// Send CLOSE.
        static let sendClose = Action(rawValue: 1 << 3)
        /// Send CLOSE as an answer.
        static let answerClose = Action(rawValue: 1 << 4)
        /// Send RESET.
        static let sendReset = Action(rawValue: 1 << 5)
        /// Tell the application that the session is open.
        static let reportOpened = Action(rawValue: 1 << 6)
        /// Tell the application that the session has closed.
        static let reportClosed = Action(rawValue: 1 << 7)
        /// Give back everything that waits to be sent or acknowledged.
        static let release = Action(rawValue: 1 << 8)

        /// What is said to the peer.
        static let announcements: Action = [
            .sendOpen, .sendOpenAck, .sendClose, .answerClose, .sendReset,
        ]
    }

    /// Whether messages are taken from the application.
    var acceptsMessages: Bool { phase == .open }

    /// Whether the peer's messages are taken in.
    var receivesMessages: Bool {
        switch phase {
        case .open, .draining, .drainingForPeer, .closing: true
        case .vacant, .opening, .accepting, .lingering, .closed: false
        }
    }

    /// Whether the phase ends once all messages are acknowledged.
    var isDraining: Bool { phase == .draining || phase == .drainingForPeer }

    /// The application opens a session.
    mutating func open(at now: Timestamp, limits: SessionLimits) -> Action {
        assert(phase == .vacant)
        enter(.opening, at: now, interval: limits.openIntervalNanoseconds)
        return .sendOpen
    }

    /// A stranger's OPEN is granted.
    mutating func accept(at now: Timestamp, limits: SessionLimits) -> Action {
        assert(phase == .vacant)
        enter(.accepting, at: now, interval: limits.openIntervalNanoseconds)
        acceptingEnd = now.advanced(byNanoseconds: limits.halfOpenNanosecondsMax)
        deadline = min(deadline, acceptingEnd)
        return .sendOpenAck
    }

    /// The OPEN of this very session came once more.
    mutating func receiveOpenAgain() -> Action {
        switch phase {
        case .accepting:
            // SES-6: "An acceptor SHALL answer each repeat of an OPEN like the first."
            return .sendOpenAck
        case .vacant, .opening, .open, .draining, .drainingForPeer, .closing, .lingering, .closed:
            // The initiator has heard the answer since; the network may delay and duplicate.
            return []
        }
    }

    /// The acceptor wants another OPEN, now.
    mutating func receiveRetry() -> Action {
        switch phase {
        case .opening:
            // Repeated as if it were another attempt, at the times that were set for the first.
            return .sendOpen
        case .vacant, .accepting, .open, .draining, .drainingForPeer, .closing, .lingering, .closed:
            // Another copy of the OPEN was granted, or the session was given up.
            return []
        }
    }

    /// OPENACK came.
    mutating func receiveOpenAck() -> Action {
        switch phase {
        case .opening:
            enter(.open)
            // SES-7: "An initiator SHALL acknowledge OPENACK at once, each time."
            return [.acknowledge, .reportOpened]
        case .open, .draining, .drainingForPeer, .closing:
            return .acknowledge
        case .vacant, .accepting, .lingering, .closed:
            // An acceptor is never answered so, and what has ended needs no more.
            return []
        }
    }

    /// A packet of the session came that only a peer could send which heard OPENACK.
    mutating func receiveSessionPacket() -> Action {
        switch phase {
        case .accepting:
            enter(.open)
            return .reportOpened
        case .vacant, .opening, .open, .draining, .drainingForPeer, .closing, .lingering, .closed:
            // Confirms nothing that was in doubt.
            return []
        }
    }

    /// The application closes the session.
    mutating func close(
        _ reason: CloseReason, at now: Timestamp, limits: SessionLimits
    ) -> Action {
        switch phase {
        case .opening:
            return end(reason)
        case .open:
            self.reason = reason
            enter(.draining, at: now, interval: limits.drainNanosecondsMax)
            return []
        case .vacant, .accepting, .draining, .drainingForPeer, .closing, .lingering, .closed:
            // Closing twice is closing once; a session that is being accepted is not yet known.
            return []
        }
    }

    /// Every message has been acknowledged.
    mutating func drained(
        at now: Timestamp, interval: UInt64, limits: SessionLimits
    ) -> Action {
        switch phase {
        case .draining:
            enter(.closing, at: now, interval: interval)
            closingEnd = now.advanced(byNanoseconds: 2 * limits.drainNanosecondsMax)
            return .sendClose
        case .drainingForPeer:
            // SES-13: "The side that answers a CLOSE SHALL keep the session for sixteen probe timeouts, and for
            // half a second at least and a minute at most, and answer each repeat."
            let timeouts = interval.multipliedSaturating(by: 16)
            enter(
                .lingering, at: now,
                interval: min(max(timeouts, Self.lingerNanosecondsMin), Self.lingerNanosecondsMax))
            return [.answerClose, .reportClosed]
        case .vacant, .opening, .accepting, .open, .closing, .lingering, .closed:
            // Nobody waits for it.
            return []
        }
    }

    /// CLOSE came.
    mutating func receiveClose(
        _ reason: CloseReason, at now: Timestamp, limits: SessionLimits
    ) -> Action {
        switch phase {
        case .open, .draining:
            self.reason = reason
            isClosedByPeer = true
            peerHasFinished = true
            enter(.drainingForPeer, at: now, interval: limits.drainNanosecondsMax)
            return []
        case .closing:
            // Both sides close: each answers the other.
            peerHasFinished = true
            return .answerClose
        case .lingering:
            // The answer was lost.
            return .answerClose
        case .vacant, .opening, .accepting, .drainingForPeer, .closed:
            // Answered once drained; or not possible before the session is open.
            return []
        }
    }

    /// The answer to this side's CLOSE came.
    mutating func receiveCloseAnswer() -> Action {
        switch phase {
        case .closing:
            return end(reason)
        case .vacant, .opening, .accepting, .open, .draining, .drainingForPeer, .lingering,
            .closed:
            // Nothing was asked.
            return []
        }
    }

    /// The peer's RESET came: it knew the session, and gave it up.
    mutating func receiveReset(_ reason: CloseReason) -> Action {
        switch phase {
        case .lingering, .accepting:
            // The application has heard of the end already, or has never heard of the session.
            enter(.closed)
            return .release
        case .opening, .open, .draining, .drainingForPeer, .closing:
            return end(reason, byPeer: true)
        case .vacant, .closed:
            // Nothing is left to end.
            return []
        }
    }

    /// RESET came from a side that does not know the session.
    mutating func receiveUnknown() -> Action {
        switch phase {
        case .closing where peerHasFinished:
            // It has closed, and forgotten the session since.
            return end(reason)
        case .vacant, .opening, .accepting, .open, .draining, .drainingForPeer, .closing,
            .lingering, .closed:
            return receiveReset(.peerForgot)
        }
    }

    /// The deadline passed.
    mutating func timerFired(at now: Timestamp, limits: SessionLimits) -> Action {
        deadline = .never
        switch phase {
        case .opening:
            // SES-5: "OPEN and OPENACK SHALL be repeated at intervals that double, up to the attempts that the
            // limits allow."
            return again(limits, at: now) ? .sendOpen : end(.openTimedOut)
        case .accepting:
            // SES-23: "An acceptor SHALL forget a session that has been half-open for longer than its limits allow."
            if now < acceptingEnd && again(limits, at: now) {
                deadline = min(deadline, acceptingEnd)
                return .sendOpenAck
            }
            enter(.closed)
            return .release
        case .draining, .drainingForPeer:
            return [end(.drainTimedOut), .sendReset]
        case .closing:
            // SES-17: "CLOSE SHALL be repeated, at intervals that double six times at most, until it is answered,
            // the peer falls silent, or twice the limit of a drain has passed."
            guard now < closingEnd else { return [endUnanswered(.drainTimedOut), .sendReset] }
            closeAgain(at: now)
            return .sendClose
        case .lingering:
            enter(.closed)
            return .release
        case .vacant, .open, .closed:
            // These phases set no timer.
            return []
        }
    }

    /// Nothing was heard from the peer for as long as the limits allow.
    mutating func silencePassed() -> Action {
        switch phase {
        case .open, .draining, .drainingForPeer:
            return end(.peerSilent)
        case .closing:
            return endUnanswered(.peerSilent)
        case .vacant, .opening, .accepting, .lingering, .closed:
            // Bounded by their own timers.
            return []
        }
    }

    /// The application or the protocol gives the session up.
    mutating func abort(_ reason: CloseReason) -> Action {
        switch phase {
        case .open, .draining, .drainingForPeer, .closing:
            // SES-15: "A side that gives an open session up at once SHALL send one RESET with the reason"
            return [end(reason), .sendReset]
        case .opening:
            return end(reason)
        case .accepting, .lingering:
            // No RESET: the initiator may have its session with a later life of this side.
            enter(.closed)
            return .release
        case .vacant, .closed:
            // Nothing is left to end.
            return []
        }
    }

    private mutating func end(_ reason: CloseReason, byPeer: Bool = false) -> Action {
        self.reason = reason
        isClosedByPeer = byPeer
        enter(.closed)
        return [.reportClosed, .release]
    }

    /// Ends a session whose CLOSE was not answered.
    private mutating func endUnanswered(_ reason: CloseReason) -> Action {
        // SES-18: "A side whose CLOSE is not answered SHALL NOT close with its own reason, unless the peer has sent
        // a CLOSE of its own."
        end(peerHasFinished ? self.reason : reason)
    }

    private mutating func enter(_ phase: SessionPhase) {
        self.phase = phase
        attempts = 0
        deadline = .never
    }

    private mutating func enter(_ phase: SessionPhase, at now: Timestamp, interval: UInt64) {
        self.phase = phase
        attempts = 1
        self.interval = interval
        deadline = now.advanced(byNanoseconds: interval)
    }

    /// Another CLOSE.
    private mutating func closeAgain(at now: Timestamp) {
        if attempts <= Self.closeDoublingsMax {
            attempts += 1
            interval = interval.multipliedSaturating(by: 2)
        }
        deadline = min(now.advanced(byNanoseconds: interval), closingEnd)
    }

    /// Another attempt, if the limits allow one.
    private mutating func again(_ limits: SessionLimits, at now: Timestamp) -> Bool {
        guard attempts < limits.openAttemptsMax else { return false }
        attempts += 1
        interval = interval.multipliedSaturating(by: 2)
        deadline = now.advanced(byNanoseconds: interval)
        return true
    }
}

extension UInt64 {
    /// The product, or the largest number where it cannot be expressed.
    func multipliedSaturating(by factor: UInt64) -> UInt64 {
        let (product, overflows) = multipliedReportingOverflow(by: factor)
        return overflows ? .max : product
    }
}
