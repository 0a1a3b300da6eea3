internal import PinionTransport

/// What the application has asked of a connection, in one word.
enum CloseRequest: Equatable {
    /// Nothing.
    case none
    /// To send what was accepted, and then to close.
    case close(CloseReason)
    /// To give up at once.
    case abort(CloseReason)

    init(packed word: UInt32) {
        let reason = CloseReason(rawValue: UInt16(truncatingIfNeeded: word))
        switch word >> 16 {
        case 0: self = .none
        case 1: self = .close(reason)
        default: self = .abort(reason)
        }
    }

    var packed: UInt32 {
        switch self {
        case .none: 0
        case .close(let reason): 1 << 16 | UInt32(reason.rawValue)
        case .abort(let reason): 2 << 16 | UInt32(reason.rawValue)
        }
    }
}
