/// Where a session is in its life (spec/session.md).
@frozen
public enum SessionPhase: UInt8, Hashable, Sendable, CaseIterable {
    /// Nobody's: the place in the table is free.
    case vacant
    /// This side sent OPEN and waits for the answer.
    case opening
    /// This side answered an OPEN and waits for a first packet that proves it was heard.
    case accepting
    /// Both sides may send.
    case open
    /// This side closes: nothing new is accepted, what was accepted is still repaired.
    case draining
    /// The peer closes: nothing new is accepted, what was accepted is still repaired.
    case drainingForPeer
    /// Everything is acknowledged, CLOSE was sent and waits for its answer.
    case closing
    /// Closed; kept for a while to answer a peer that has not heard so.
    case lingering
    /// Ended; the application has not been told everything yet.
    case closed
}
