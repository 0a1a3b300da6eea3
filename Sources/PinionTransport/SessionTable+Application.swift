extension SessionTable {
    /// Begins a session with `peer`; `nil` if the table is full. `SessionEvent.opened` or `.closed` follows.
    public mutating func open(to peer: PeerAddress, at now: Timestamp) -> SessionID? {
        let limits = environment.limits
        guard
            let place = makeSession(
                with: peer, isInitiator: true, hasTrailer: limits.requiresChecksum)
        else { return nil }
        sessions[place].perform(
            sessions[place].life.open(at: now, limits: limits), counters: &environment.counters)
        activate(place)
        return sessions[place].id
    }

    /// Chooses what becomes of the messages that are lost on a stream of an open session; otherwise it is ordered.
    ///
    /// - Returns: Whether it is so now. `false`: the session is not open, has no such stream, or has sent on it already.
    public mutating func choose(
        _ kind: StreamKind, for stream: StreamID, of session: SessionID
    ) -> Bool {
        guard let place = place(of: session) else { return false }
        return sessions[place].choose(kind, for: stream)
    }

    /// Chooses how urgent a stream's messages are against those of the session's other streams, from its next packet
    /// on; otherwise they are normal.
    ///
    /// - Returns: Whether it is so now. `false`: the session is not open, or has no such stream.
    public mutating func choose(
        _ trafficClass: TrafficClass, for stream: StreamID, of session: SessionID
    ) -> Bool {
        guard let place = place(of: session) else { return false }
        return sessions[place].choose(trafficClass, for: stream)
    }

    /// Sends `message` on a stream of an open session. The bytes are copied into a packet.
    public mutating func send(
        _ message: RawSpan, on stream: StreamID, of session: SessionID, at now: Timestamp
    ) -> SendResult {
        guard let place = place(of: session) else { return .closed }
        // The common case. Nothing to activate: `fill` looks at a session with messages, or waits for the window.
        if sessions[place].append(message, on: Int(stream.rawValue)) {
            environment.counters.messagesSent += 1
            return .accepted
        }
        return sendFirst(message, on: stream, place, at: now)
    }

    /// Sends a message for which a packet is to be begun, or for which there is no room.
    // Kept out of line, so that the common case saves no registers for it.
    @inline(never)
    private mutating func sendFirst(
        _ message: RawSpan, on stream: StreamID, _ place: Int, at now: Timestamp
    ) -> SendResult {
        let result = sessions[place].send(message, on: stream, &environment, at: now)
        activate(place)
        return result
    }

    /// Sends a message that may be longer than a packet, on an ordered stream: as many pieces as there is room for, from
    /// `offset` on, which moves on past them.
    ///
    /// The pieces share the session with the messages of other streams. On this one nothing else can be sent until the
    /// message is complete.
    ///
    /// - Parameters:
    ///   - message: The whole message, the same at each call.
    ///   - offset: 0 at first; the number of bytes that have been taken.
    ///   - session: The session to send in.
    ///   - stream: The stream to send on.
    ///   - now: The time.
    /// - Returns: `accepted`: all of it has been taken. `wouldBlock`: not all; call again when ``SessionEvent/writable(_:)`` says so.
    ///   `tooLong`: longer than ``longMessageBytesMax(of:)``, or than a packet on a stream that is not ordered.
    public mutating func send(
        _ message: RawSpan, from offset: inout Int, on stream: StreamID, of session: SessionID,
        at now: Timestamp
    ) -> SendResult {
        guard let place = place(of: session) else { return .closed }
        let result = sessions[place].send(
            message, from: &offset, on: stream, &environment, at: now)
        activate(place)
        return result
    }

    /// Sends one piece of a message, which fits a packet.
    package mutating func send(
        _ part: RawSpan, _ piece: MessagePiece, on stream: StreamID, of session: SessionID,
        at now: Timestamp
    ) -> SendResult {
        guard let place = place(of: session) else { return .closed }
        let result = sessions[place].send(part, piece, on: stream, &environment, at: now)
        activate(place)
        return result
    }

    /// Makes room for a message of at most `byteCount` bytes in the packet itself.
    ///
    /// If accepted, write it to `reservedBytes(on:of:)` and `commit`, or `abandon`. A stream has one
    /// reservation at a time; reserving again, sending, flushing or filling abandons it.
    public mutating func reserve(
        _ byteCount: Int, on stream: StreamID, of session: SessionID, at now: Timestamp
    ) -> SendResult {
        precondition(byteCount >= 0, "a message has no negative length")
        guard let place = place(of: session) else { return .closed }
        let result = sessions[place].makeRoom(byteCount, on: stream, &environment)
        if result == .accepted {
            sessions[place].queues[Int(stream.rawValue)].reserved = byteCount
        }
        activate(place)
        return result
    }

    /// The bytes that were reserved. Holds what the memory held before. There must be a reservation.
    @_lifetime(&self)
    public mutating func reservedBytes(
        on stream: StreamID, of session: SessionID
    ) -> MutableRawSpan {
        guard let place = place(of: session), Int(stream.rawValue) < sessions[place].queues.count,
            let byteCount = sessions[place].queues[Int(stream.rawValue)].reserved,
            let packet = sessions[place].queues[Int(stream.rawValue)].building.first
        else { preconditionFailure("bytes are written to a reservation") }
        // SAFETY: the reservation made sure of room after the packet's messages, and this session holds
        // the only lease on a packet that is being built.
        let span = unsafe MutableRawSpan(
            _unsafeStart: packet.bytes + DatagramBuilder.nextMessage(packet), byteCount: byteCount)
        // SAFETY: the packet is not sent, sealed or returned while the table is borrowed.
        return unsafe _overrideLifetime(span, mutating: &self)
    }

    /// Sends the first `byteCount` of the reserved bytes. There must be a reservation of that many.
    public mutating func commit(_ byteCount: Int, on stream: StreamID, of session: SessionID) {
        guard let place = place(of: session), Int(stream.rawValue) < sessions[place].queues.count,
            let reserved = sessions[place].queues[Int(stream.rawValue)].reserved,
            let packet = sessions[place].queues[Int(stream.rawValue)].building.first
        else { preconditionFailure("a commit follows a reservation") }
        precondition(0...reserved ~= byteCount, "a commit is of bytes that were reserved")
        sessions[place].commit(byteCount, in: packet, on: stream, &environment)
    }

    /// Gives a reservation up. Nothing happens if there is none.
    public mutating func abandon(on stream: StreamID, of session: SessionID) {
        guard let place = place(of: session), Int(stream.rawValue) < sessions[place].queues.count
        else { return }
        sessions[place].abandon(Int(stream.rawValue))
    }

    /// Lets the packet that is being built for a stream go with the next `fill`, full or not, and begins another.
    public mutating func flush(_ stream: StreamID, of session: SessionID) {
        guard let place = place(of: session), Int(stream.rawValue) < sessions[place].queues.count
        else { return }
        sessions[place].seal(Int(stream.rawValue))
        activate(place)
    }

    /// The application is done with these messages: their packet returns to its pool, and the peer may
    /// send as many more.
    public mutating func consume(_ delivery: consuming Delivery) {
        if let subscription = delivery.subscription {
            consume(delivery, of: subscription)
            return
        }
        guard let place = place(of: delivery.session) else { return }
        sessions[place].consume(
            stream: Int(delivery.stream.rawValue), messages: delivery.count, &environment)
        activate(place)
    }

    /// Closes a session in order: nothing more is accepted, what was accepted is delivered, then both
    /// sides know. `SessionEvent.closed` follows.
    public mutating func close(_ session: SessionID, _ reason: CloseReason, at now: Timestamp) {
        guard let place = place(of: session) else { return }
        let limits = environment.limits
        sessions[place].perform(
            sessions[place].life.close(reason, at: now, limits: limits),
            counters: &environment.counters)
        activate(place)
    }

    /// Gives a session up at once. The peer is told, once. `SessionEvent.closed` follows.
    public mutating func abort(_ session: SessionID, _ reason: CloseReason, at now: Timestamp) {
        guard let place = place(of: session) else { return }
        sessions[place].perform(
            sessions[place].life.abort(reason), counters: &environment.counters)
        activate(place)
    }

    /// Where a session is in its life; `.vacant` if it is not known.
    public func phase(of session: SessionID) -> SessionPhase {
        guard let place = place(of: session) else { return .vacant }
        return sessions[place].life.phase
    }

    /// The longest message that a session carries in pieces, in bytes; 0 if it is not known or not yet open.
    public func longMessageBytesMax(of session: SessionID) -> Int {
        guard let place = place(of: session), sessions[place].queues.count > 0 else { return 0 }
        return max(sessions[place].peerLimits.messageBytesMax, messageBytesMax(of: session))
    }

    /// The longest message that a session carries in one packet, in bytes; 0 if it is not known or not yet open.
    public func messageBytesMax(of session: SessionID) -> Int {
        guard let place = place(of: session), sessions[place].queues.count > 0 else { return 0 }
        return sessions[place].framesEndMax
            - WireLayout.messageOverheadBytes
    }

    /// How many streams this side may send on; 0 if the session is not known or not yet open.
    public func streamCount(of session: SessionID) -> Int {
        guard let place = place(of: session) else { return 0 }
        return sessions[place].queues.count
    }

    /// The smoothed round trip of a session in nanoseconds; 0 until one has been measured.
    public func roundTripNanoseconds(of session: SessionID) -> UInt64 {
        guard let place = place(of: session), sessions[place].roundTrip.isMeasured else {
            return 0
        }
        return sessions[place].roundTrip.smoothed
    }

    /// Packets of a session that are sent and not acknowledged.
    public func packetsInFlight(of session: SessionID) -> Int {
        guard let place = place(of: session) else { return 0 }
        return sessions[place].window.inFlight
    }
}
