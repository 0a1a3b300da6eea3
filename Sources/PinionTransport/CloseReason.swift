/// Why a session closed. Values below 256 are the protocol's, the others the application's.
///
/// Open: a later version may add values, and a peer's unknown value is kept.
@frozen
public struct CloseReason: RawRepresentable, Hashable, Sendable {
    /// The number that travels.
    public let rawValue: UInt16

    /// Makes a reason from the number that travels.
    @inlinable
    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// A reason of the application's own, 0 to 65,279.
    @inlinable
    public static func application(_ code: UInt16) -> CloseReason {
        precondition(code <= 65_279, "an application's reason is at most 65,279")
        return CloseReason(rawValue: 256 + code)
    }

    /// The application had no more to say.
    public static var finished: CloseReason { CloseReason(rawValue: 0) }
    /// The peer did not answer an open in time.
    public static var openTimedOut: CloseReason { CloseReason(rawValue: 1) }
    /// The peer was not heard for longer than the session allows.
    public static var peerSilent: CloseReason { CloseReason(rawValue: 2) }
    /// The peer restarted, or forgot the session for another reason.
    public static var peerForgot: CloseReason { CloseReason(rawValue: 3) }
    /// The peer takes no sessions.
    public static var notListening: CloseReason { CloseReason(rawValue: 4) }
    /// The peer's table is full.
    public static var tableFull: CloseReason { CloseReason(rawValue: 5) }
    /// The two sides have no version in common.
    public static var noCommonVersion: CloseReason { CloseReason(rawValue: 6) }
    /// What had been accepted could not be delivered before the drain's time was up.
    public static var drainTimedOut: CloseReason { CloseReason(rawValue: 7) }
    /// The session was given up at once, with whatever was under way.
    public static var aborted: CloseReason { CloseReason(rawValue: 8) }
    /// A stream or the packet numbers came to their last number.
    public static var numbersExhausted: CloseReason { CloseReason(rawValue: 9) }
    /// The peer sent pieces that make no message.
    public static var brokenMessage: CloseReason { CloseReason(rawValue: 10) }
    /// The peer sent a message that is longer than this side takes.
    public static var messageTooLong: CloseReason { CloseReason(rawValue: 11) }
    /// The two sides mean different messages by the same version of a schema.
    public static var schemaMismatch: CloseReason { CloseReason(rawValue: 12) }
    /// A subscriber held up the others for too long.
    public static var tooSlow: CloseReason { CloseReason(rawValue: 20) }
    /// Nothing is published under a topic, or not any more.
    public static var notPublished: CloseReason { CloseReason(rawValue: 21) }
    /// A publication's window or packets are more than a subscriber takes.
    public static var limitsDoNotFit: CloseReason { CloseReason(rawValue: 22) }
}

extension CloseReason: CustomStringConvertible {
    /// The reason in words.
    public var description: String {
        switch self {
        case .finished: "finished"
        case .openTimedOut: "the peer did not answer"
        case .peerSilent: "the peer fell silent"
        case .peerForgot: "the peer restarted or forgot the session"
        case .notListening: "the peer takes no sessions"
        case .tableFull: "the peer has no room for another session"
        case .noCommonVersion: "no protocol version in common"
        case .drainTimedOut: "the drain's time was up"
        case .aborted: "aborted"
        case .numbersExhausted: "numbers exhausted"
        case .brokenMessage: "pieces that make no message"
        case .messageTooLong: "a message longer than agreed"
        case .schemaMismatch: "the two sides' schemas contradict each other"
        case .tooSlow: "too slow for the other subscribers"
        case .notPublished: "nothing is published under the topic"
        case .limitsDoNotFit: "the publication's limits do not fit"
        default: rawValue >= 256 ? "application reason \(rawValue - 256)" : "reason \(rawValue)"
        }
    }
}
