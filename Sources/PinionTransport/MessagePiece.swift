/// What part of a message stands in a packet.
///
/// A message that is longer than a packet travels in pieces, one to a packet, each with a sequence number.
@frozen
public enum MessagePiece: UInt8, Hashable, Sendable, CaseIterable {
    /// The whole message, as of all that fit a packet.
    case whole
    /// The first piece of several.
    case first
    /// A piece between the first and the last.
    case middle
    /// The last piece.
    case last
}

extension MessagePiece {
    /// The piece that the flags of a data frame name.
    init(_ flags: Transport.DataFlags) {
        switch (flags.contains(.continued), flags.contains(.continues)) {
        case (false, false): self = .whole
        case (false, true): self = .first
        case (true, true): self = .middle
        case (true, false): self = .last
        }
    }

    /// The piece of `byteCount` bytes from `offset` on of a message of `total` bytes.
    package init(offset: Int, byteCount: Int, total: Int) {
        switch (offset == 0, offset + byteCount == total) {
        case (true, true): self = .whole
        case (true, false): self = .first
        case (false, false): self = .middle
        case (false, true): self = .last
        }
    }

    /// The flags that name the piece.
    var flags: Transport.DataFlags {
        switch self {
        case .whole: []
        case .first: .continues
        case .middle: [.continued, .continues]
        case .last: .continued
        }
    }

    /// Whether it belongs to the message before.
    public var isContinued: Bool { self == .middle || self == .last }

    /// Whether the message goes on behind it.
    public var continues: Bool { self == .first || self == .middle }
}
