public import PinionTransport

/// What has happened at an endpoint so far, in plain numbers that only grow.
public struct EndpointCounters: Hashable, Sendable {
    /// What the protocol counted, over all sessions.
    public var sessions = Counters()
    /// What the carrier counted.
    public var carrier = CarrierCounters()
    /// Messages that an outbox had accepted when its connection ended without sending them.
    public var messagesLeftBehind: UInt64 = 0
    /// Messages that arrived after the application had closed the connection, or let go of it.
    public var messagesUnwanted: UInt64 = 0
    /// Turns of the loop.
    public var turns: UInt64 = 0

    /// Makes counters that have counted nothing.
    public init() {}
}
