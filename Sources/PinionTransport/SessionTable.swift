/// All sessions of an endpoint: the whole protocol, without a clock, a socket or a task.
///
/// Every method is one event and is handed the time. The calling rule: after each `receive`, `send` or
/// `passDeadlines`, call `fill` until it gives nothing and `nextEvent` until it gives `nil`, and give back
/// every `Delivery` through `consume`. Several events may share one round of that: a turn of a loop
/// receives a batch, passes deadlines, sends, fills and then hands out events.
public struct SessionTable: ~Copyable {
    /// Makes an empty table.
    ///
    /// - Parameters:
    ///   - limits: What each session allows. `limits.violation` must be `nil`.
    ///   - sessionsMax: How many sessions there may be at a time, 1 to 65,535.
    ///   - acceptsSessions: Whether a peer may open one.
    ///   - pool: Where packets are built. Its buffers must hold `limits.packetBytesMax`.
    ///   - entropy: 128 bits that no peer can guess; two runs with the same are the same to the bit.
    public init(
        limits: SessionLimits, sessionsMax: Int, acceptsSessions: Bool, pool: BufferPool,
        entropy: (UInt64, UInt64)
    ) {
        fatalError()
    }

    /// When `passDeadlines` is next wanted; `.origin` while `fill` or `nextEvent` has more to give.
    public var nextDeadline: Timestamp { fatalError() }

    /// Takes in every packet of `inbound`, which is empty afterwards. Each must be its only lease.
    public mutating func receive(_ inbound: inout PacketBatch, at now: Timestamp) { fatalError() }

    /// Takes in one packet, which must be its only lease.
    public mutating func receive(_ packet: consuming PacketBuffer, at now: Timestamp) {
        fatalError()
    }

    /// Acts on every deadline that `now` has reached.
    public mutating func passDeadlines(at now: Timestamp) { fatalError() }

    /// Adds packets to `outbound` while there are any to send and it has room, each addressed to its peer.
    ///
    /// Also what is being built: a turn's messages leave with the turn. Answers how many were added.
    public mutating func fill(_ outbound: inout PacketBatch, at now: Timestamp) -> Int {
        fatalError()
    }

    /// The next thing that the application must know, if there is one.
    public mutating func nextEvent() -> SessionEvent? { fatalError() }

    /// Begins a session with `peer`; `nil` if the table is full. `SessionEvent.opened` or `.closed` follows.
    public mutating func open(to peer: PeerAddress, at now: Timestamp) -> SessionID? {
        fatalError()
    }

    /// Sends `message` on a stream of an open session. The bytes are copied into a packet.
    public mutating func send(
        _ message: RawSpan, on stream: StreamID, of session: SessionID, at now: Timestamp
    ) -> SendResult { fatalError() }

    /// Makes room for a message of at most `byteCount` bytes in the packet itself.
    ///
    /// If accepted, write it to `reservedBytes(on:of:)` and `commit`, or `abandon`. A stream has one
    /// reservation at a time; reserving again, or sending, abandons it.
    public mutating func reserve(
        _ byteCount: Int, on stream: StreamID, of session: SessionID, at now: Timestamp
    ) -> SendResult { fatalError() }

    /// The bytes that were reserved. Holds what the memory held before. There must be a reservation.
    @_lifetime(&self)
    public mutating func reservedBytes(on stream: StreamID, of session: SessionID)
        -> MutableRawSpan
    { fatalError() }

    /// Sends the first `byteCount` of the reserved bytes. There must be a reservation of that many.
    public mutating func commit(_ byteCount: Int, on stream: StreamID, of session: SessionID) {
        fatalError()
    }

    /// Gives a reservation up. Nothing happens if there is none.
    public mutating func abandon(on stream: StreamID, of session: SessionID) { fatalError() }

    /// Lets the packet that is being built for a stream go with the next `fill`, full or not, and begins another.
    public mutating func flush(_ stream: StreamID, of session: SessionID) { fatalError() }

    /// The application is done with these messages: their packet returns to its pool, and the peer may
    /// send as many more.
    public mutating func consume(_ delivery: consuming Delivery) { fatalError() }

    /// Closes a session in order: nothing more is accepted, what was accepted is delivered, then both
    /// sides know. `SessionEvent.closed` follows.
    public mutating func close(_ session: SessionID, _ reason: CloseReason, at now: Timestamp) {
        fatalError()
    }

    /// Gives a session up at once. The peer is told, once. `SessionEvent.closed` follows.
    public mutating func abort(_ session: SessionID, _ reason: CloseReason, at now: Timestamp) {
        fatalError()
    }

    /// Where a session is in its life; `.vacant` if it is not known.
    public func phase(of session: SessionID) -> SessionPhase { fatalError() }

    /// The longest message that a session carries, in bytes; 0 if it is not known or not yet open.
    public func messageBytesMax(of session: SessionID) -> Int { fatalError() }

    /// The smoothed round trip of a session in nanoseconds; 0 until one has been measured.
    public func roundTripNanoseconds(of session: SessionID) -> UInt64 { fatalError() }

    /// Packets of a session that are sent and not acknowledged.
    public func packetsInFlight(of session: SessionID) -> Int { fatalError() }

    /// How many sessions there are, lingering ones included.
    public var sessionCount: Int { fatalError() }

    /// What has happened in all sessions so far.
    public var counters: Counters { fatalError() }
}
