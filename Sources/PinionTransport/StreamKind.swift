/// What becomes of the messages that the network loses: each stream's sender chooses.
///
/// Every data frame names the kind, so that a receiver knows it whichever packet comes first.
@frozen
public enum StreamKind: UInt8, Hashable, Sendable, CaseIterable {
    /// Every message is delivered, in order. One that is lost holds up those behind it until it is repaired.
    case ordered
    /// Every message is delivered once, as it arrives. One that is lost is repaired, and holds up nothing.
    case asArrived
    /// Messages are delivered in order, those that are lost are not, and each gap is reported.
    ///
    /// The last message is repaired until it has arrived, so that the receiver has the latest one, and learns of
    /// every gap. Credit does not apply: messages that a slow receiver has no room for are lost, and reported.
    case latestOnly
}

extension StreamKind {
    /// The kind that the flags of a data frame name; `nil` if they name two.
    init?(_ flags: Transport.DataFlags) {
        switch (flags.contains(.asArrived), flags.contains(.latestOnly)) {
        case (false, false): self = .ordered
        case (true, false): self = .asArrived
        case (false, true): self = .latestOnly
        case (true, true): return nil
        }
    }

    /// The flags that name the kind.
    var flags: Transport.DataFlags {
        switch self {
        case .ordered: []
        case .asArrived: .asArrived
        case .latestOnly: .latestOnly
        }
    }
}
