/// What the protocol tells the application, one at a time, through `SessionTable.nextEvent()`.
public enum SessionEvent: ~Copyable {
    /// A session is open: either this side's own, or one that a peer began (`isInitiator` is false).
    case opened(SessionID, peer: PeerAddress, isInitiator: Bool)
    /// Messages of a latest-only stream were lost for good. The messages behind them follow.
    case gap(SessionID, StreamID, MessageGap)
    /// Messages of one stream, without a gap between them. Give them to `SessionTable.consume(_:)` when done with.
    case messages(Delivery)
    /// A `send` that answered would-block may succeed now.
    case writable(SessionID)
    /// The session has ended, after its last message. `byPeer`: the peer closed it or refused it.
    case closed(SessionID, CloseReason, byPeer: Bool)
}
