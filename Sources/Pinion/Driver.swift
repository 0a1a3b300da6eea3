public import PinionTransport

/// A carrier and the sessions that run over it, driven by one thread: the polling form of an endpoint.
///
/// For a thread, or a pinned core, of one's own. Calls of one turn, and between turns whatever the
/// application wants to send:
///
/// ```swift
/// while true {
///     try driver.turn()
///     while let event = driver.nextEvent() {
///         switch consume event {
///         case .messages(let delivery):
///             delivery.forEachMessage { sequence, message in … }
///             driver.consume(delivery)
///         case …
///         }
///     }
/// }
/// ```
///
/// The methods are inlinable, so that another module gets them made for its carrier, without calls through
/// tables. ``Endpoint`` runs one on a thread of its own for the threads and tasks of an application.
public struct Driver<C: Carrier & ~Copyable>: ~Copyable {
    /// What moves the packets.
    public var carrier: C
    /// The protocol.
    public var sessions: SessionTable
    /// The time of this turn.
    @inlinable public var now: Timestamp { turnTime }
    @usableFromInline var turnTime: Timestamp
    @usableFromInline var inbound: PacketBatch
    @usableFromInline var outbound: PacketBatch

    /// Takes over a carrier and a table of sessions, which draw on pools of the same thread.
    public init(carrier: consuming C, sessions: consuming SessionTable) {
        inbound = PacketBatch(capacity: carrier.limits.batchPackets)
        outbound = PacketBatch(capacity: carrier.limits.batchPackets)
        turnTime = carrier.now
        self.carrier = carrier
        self.sessions = sessions
    }

    /// One turn of the loop. Its order is the order of the whole data path.
    ///
    /// Sleeps first, as the carrier's ``IdlePolicy`` lets it, until there is something to do. Afterwards
    /// take all events from ``nextEvent()``.
    ///
    /// - Throws: ``CarrierError`` if the carrier has failed for good.
    @inlinable
    public mutating func turn() throws(CarrierError) {
        try receive()
        try send()
    }

    /// The first half of a turn: waits, takes in what has arrived, and acts on deadlines.
    ///
    /// - Parameter latest: When to stop waiting for the application's own reasons.
    /// - Throws: ``CarrierError`` if the carrier has failed for good.
    @inlinable
    public mutating func receive(until latest: Timestamp = .never) throws(CarrierError) {
        try carrier.wait(until: min(deadline, latest))
        turnTime = carrier.now

        try carrier.receive(into: &inbound)
        sessions.receive(&inbound, at: now)
        sessions.passDeadlines(at: now)
    }

    /// The second half of a turn: sends everything that there is to send, as far as the carrier takes it.
    ///
    /// - Throws: ``CarrierError`` if the carrier has failed for good.
    @inlinable
    public mutating func send() throws(CarrierError) {
        // Bounded: the sessions' windows close.
        repeat {
            _ = sessions.fill(&outbound, at: now)
            guard !outbound.isEmpty else { return }
            try carrier.send(&outbound)
        } while outbound.isEmpty
    }

    /// The next thing that the application must know, if there is one.
    @inlinable
    public mutating func nextEvent() -> SessionEvent? {
        sessions.nextEvent()
    }

    /// Gives messages back when they are done with.
    @inlinable
    public mutating func consume(_ delivery: consuming Delivery) {
        sessions.consume(delivery)
    }

    /// Sends a copy of `message`; it leaves with the next ``send()`` or ``turn()``.
    @inlinable
    public mutating func send(
        _ message: RawSpan, on stream: StreamID, of session: SessionID
    ) -> SendResult {
        sessions.send(message, on: stream, of: session, at: now)
    }

    /// Makes room for a message in the packet itself: see `SessionTable.reserve`.
    @inlinable
    public mutating func reserve(
        _ byteCount: Int, on stream: StreamID, of session: SessionID
    ) -> SendResult {
        sessions.reserve(byteCount, on: stream, of: session, at: now)
    }

    /// When the next turn has something to do even if nothing arrives.
    @inlinable var deadline: Timestamp {
        // The carrier could not take everything: it says when it can, and if not, look again soon.
        guard outbound.isEmpty else { return now.advanced(byNanoseconds: 1_000_000) }
        return sessions.nextDeadline
    }
}
