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
    mutating func drained(at now: Timestamp, interval: UInt64) -> Action {
        switch phase {
        case .draining:
            enter(.closing, at: now, interval: interval)
            return .sendClose
        case .drainingForPeer:
            // SES-13: "The side that answers a CLOSE SHALL keep the session for sixteen probe timeouts, and answer
            // each repeat."
            enter(.lingering, at: now, interval: interval.multipliedSaturating(by: 16))
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
            enter(.drainingForPeer, at: now, interval: limits.drainNanosecondsMax)
            return []
        case .closing, .lingering:
            // Both sides close, or the answer was lost.
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

    /// RESET came.
    mutating func receiveReset(_ reason: CloseReason) -> Action {
        switch phase {
        case .closing:
            // Everything was acknowledged and CLOSE was sent: the peer has closed and forgotten.
            return end(self.reason)
        case .lingering:
            enter(.closed)
            return .release
        case .accepting:
            // The application never heard of it.
            enter(.closed)
            return .release
        case .opening, .open, .draining, .drainingForPeer:
            isClosedByPeer = true
            return end(reason)
        case .vacant, .closed:
            // Nothing is left to end.
            return []
        }
    }

    /// The deadline passed.
    mutating func timerFired(at now: Timestamp, limits: SessionLimits) -> Action {
        deadline = .never
        switch phase {
        case .opening:
            // SES-5: "OPEN, OPENACK and CLOSE SHALL be repeated at intervals that double, up to the attempts that
            // the limits allow."
            return again(limits, at: now) ? .sendOpen : end(.openTimedOut)
        case .accepting:
            if again(limits, at: now) { return .sendOpenAck }
            enter(.closed)
            return .release
        case .draining, .drainingForPeer:
            return [end(.drainTimedOut), .sendReset]
        case .closing:
            // Without an answer everything has still been acknowledged.
            return again(limits, at: now) ? .sendClose : end(reason)
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
            return end(reason)
        case .vacant, .opening, .accepting, .lingering, .closed:
            // Bounded by their own timers.
            return []
        }
    }

    /// The application or the protocol gives the session up.
    mutating func abort(_ reason: CloseReason) -> Action {
        switch phase {
        case .open, .draining, .drainingForPeer, .closing:
            // SES-15: "A side that gives a session up at once SHALL send one RESET with the reason"
            return [end(reason), .sendReset]
        case .opening:
            return end(reason)
        case .accepting:
            enter(.closed)
            return [.release, .sendReset]
        case .lingering:
            enter(.closed)
            return .release
        case .vacant, .closed:
            // Nothing is left to end.
            return []
        }
    }

    private mutating func end(_ reason: CloseReason) -> Action {
        self.reason = reason
        enter(.closed)
        return [.reportClosed, .release]
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
