import PinionTransport

/// The clock of one machine: it starts anywhere, runs too fast or too slow, and may jump forwards.
struct SimulatedClock {
    /// What it shows at the moment `base` of the simulation.
    private var shown: UInt64
    private var base: UInt64 = 0
    /// Nanoseconds that it gains in a million.
    private let driftPerMillion: Int

    init(start: UInt64, driftPerMillion: Int) {
        shown = start
        self.driftPerMillion = driftPerMillion
    }

    /// What it shows at a moment of the simulation.
    func local(at now: UInt64) -> Timestamp {
        Timestamp(nanoseconds: shown &+ scaled(now - base))
    }

    /// When it will have come to `time`; at once if it has.
    func moment(of time: Timestamp, after now: UInt64) -> UInt64 {
        guard time != .never else { return .max }
        let local = local(at: now).nanoseconds
        guard time.nanoseconds > local else { return now }
        let wait = min(time.nanoseconds - local, 1 << 62)
        guard driftPerMillion != 0 else { return now + wait }
        // Rather late than early: a clock that is read before its time has nothing to say.
        let rate = UInt64(1_000_000 + driftPerMillion)
        return now + wait / rate * 1_000_000 + wait % rate * 1_000_000 / rate + 2
    }

    /// Jumps forwards.
    mutating func jump(by nanoseconds: UInt64, at now: UInt64) {
        shown = local(at: now).nanoseconds &+ nanoseconds
        base = now
    }

    private func scaled(_ elapsed: UInt64) -> UInt64 {
        guard driftPerMillion != 0 else { return elapsed }
        let rate = UInt64(1_000_000 + driftPerMillion)
        return elapsed / 1_000_000 * rate + elapsed % 1_000_000 * rate / 1_000_000
    }
}
