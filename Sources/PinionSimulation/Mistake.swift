/// A mistake that a simulation makes on purpose, to show that its checks would find one.
public enum Mistake: CaseIterable, Sendable {
    /// A packet of an earlier session arrives as if it were one of the session that lives.
    case deliversOldIncarnation
    /// A packet is acknowledged, and its messages are not kept.
    case acknowledgesWithoutKeeping
    /// A message that was delivered never reaches the application.
    case losesDelivery
    /// The application is given the same messages twice.
    case deliversTwice
    /// The application is given messages before those that precede them.
    case deliversOutOfOrder
    /// One byte of a message changes on its way.
    case altersByte
    /// A buffer is never given back.
    case keepsLease
    /// Buffers are taken beyond what the limits allow.
    case exceedsLimits
    /// Once the faults are over, deadlines pass unnoticed.
    case missesDeadlines
    /// Once the faults are over, nothing that carries messages arrives.
    case losesMessagesForGood
    /// Once the faults are over, an application takes nothing any more.
    case stopsConsuming
    /// An application never closes its session.
    case neverCloses

    /// Whether a checksum would find it first, and is left out.
    var altersPackets: Bool {
        switch self {
        case .deliversOldIncarnation, .acknowledgesWithoutKeeping, .altersByte: true
        case .losesDelivery, .deliversTwice, .deliversOutOfOrder, .keepsLease, .exceedsLimits,
            .missesDeadlines, .losesMessagesForGood, .stopsConsuming, .neverCloses:
            false
        }
    }
}
