/// How far packets may overtake each other before those behind count as lost.
struct ReorderTolerance {
    /// Eighths of the round trip.
    private(set) var eighths: UInt64 = 1
    /// When it last changed.
    private var changedAt = Timestamp.origin

    /// Almost a round trip: a network that is worse costs repairs that nobody needed.
    static let eighthsMax: UInt64 = 7
    /// Round trips without a packet that was late after which the tolerance shrinks by an eighth.
    static let roundTripsKept: UInt64 = 16

    /// A packet had only been late that was asked for, or sent again.
    ///
    /// REL-44: "The reordering time SHALL grow by as much, at most once in a round trip and to seven times that,
    /// when a packet arrives that was thought lost."
    mutating func grow(roundTrip: UInt64, at now: Timestamp) {
        guard eighths == 1 || now.nanoseconds(since: changedAt) >= roundTrip else { return }
        eighths = min(eighths + 1, Self.eighthsMax)
        changedAt = now
    }

    /// Time passes without one.
    mutating func settle(roundTrip: UInt64, at now: Timestamp) {
        guard eighths > 1,
            now.nanoseconds(since: changedAt) / Self.roundTripsKept >= roundTrip
        else { return }
        eighths -= 1
        changedAt = now
    }
}
