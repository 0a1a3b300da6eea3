public import PinionTransport

/// Where a connection is in its life.
public enum ConnectionState: Hashable, Sendable {
    /// The peer has not answered yet.
    case opening
    /// Both sides may send.
    case open
    /// This side closes: what was accepted is still sent, nothing more is.
    case closing
    /// It has ended. What arrived before can still be received. `byPeer`: the peer closed or refused it.
    case closed(CloseReason, byPeer: Bool)
}

/// The state in one word, so that it can be read and changed at once.
extension ConnectionState {
    init(packed word: UInt32) {
        switch word & 3 {
        case 0: self = .opening
        case 1: self = .open
        case 2: self = .closing
        default:
            self = .closed(
                CloseReason(rawValue: UInt16(truncatingIfNeeded: word >> 16)),
                byPeer: word & 4 != 0)
        }
    }

    var packed: UInt32 {
        switch self {
        case .opening: 0
        case .open: 1
        case .closing: 2
        case .closed(let reason, let byPeer): 3 | (byPeer ? 4 : 0) | UInt32(reason.rawValue) << 16
        }
    }
}
