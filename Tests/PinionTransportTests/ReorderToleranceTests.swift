import Testing

@testable import PinionTransport

@Suite("How late a packet may be before it counts as lost")
struct ReorderToleranceTests {
    /// REL-44, as a table: what happens after how many round trips, and the eighths that follow.
    static let rows: [(afterTrips: UInt64, isLate: Bool, eighths: UInt64)] = [
        (1, true, 2),
        (0, true, 2),  // once in a round trip
        (1, true, 3),
        (15, false, 3),
        (1, false, 2),
        (15, false, 2),
        (1, false, 1),
        (100, false, 1),
        (0, true, 2),
        (1, true, 3), (1, true, 4), (1, true, 5), (1, true, 6), (1, true, 7),
        (1, true, 7),  // and no more
    ]

    @Test("It grows by an eighth of the round trip, and shrinks again")
    func table() {
        let roundTrip: UInt64 = 1_000_000
        var tolerance = ReorderTolerance()
        var now = Timestamp(nanoseconds: 1)
        for (index, row) in Self.rows.enumerated() {
            now = now.advanced(byNanoseconds: row.afterTrips * roundTrip)
            if row.isLate {
                tolerance.grow(roundTrip: roundTrip, at: now)
            } else {
                tolerance.settle(roundTrip: roundTrip, at: now)
            }
            #expect(tolerance.eighths == row.eighths, "row \(index)")
        }
    }

    @Test("The wait is an eighth of the round trip within its bounds, times what was learnt")
    func delay() {
        var roundTrip = RoundTrip()
        let now = Timestamp(nanoseconds: 1)
        roundTrip.sample(1_600_000, peerDelay: 0, at: now)
        #expect(roundTrip.reorderDelay == 200_000)
        roundTrip.noteLate(at: now)
        #expect(roundTrip.reorderDelay == 400_000)
        var short = RoundTrip()
        short.sample(8_000, peerDelay: 0, at: now)
        #expect(short.reorderDelay == 20_000)
    }
}
