/// The answer to every attempt to send: no message is lost in silence.
@frozen
public enum SendResult: Hashable, Sendable {
    /// The session has the message, and repairs it until it is acknowledged.
    case accepted
    /// There is no room now: the window, the peer's credit for this stream, or the pool is used up.
    /// Nothing was kept. `SessionEvent.writable` tells when to try again.
    case wouldBlock
    /// The session is not open: it is still opening, is closing, has closed, or is not known.
    case closed
    /// The message does not fit one packet: it is longer than `SessionTable.messageBytesMax(of:)`.
    case tooLong
    /// The session has no such stream: the peer offered fewer.
    case noSuchStream
}
