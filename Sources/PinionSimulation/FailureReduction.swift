/// A failure cut down to what it needs.
public struct FailureReduction: Sendable {
    /// The seed that failed.
    public let seed: UInt64
    /// The kinds of faults that it needs.
    public private(set) var kinds: FaultKinds
    /// How often the run could be halved.
    public private(set) var shorter = 0
    /// What the shortest failing run found, with its last events.
    public private(set) var report: SimulationReport

    /// Reduces the failure of a seed; `nil` if it does not fail.
    ///
    /// Leaves kinds of faults out one by one, for as long as the seed still fails in some way, and halves
    /// the run.
    public init?(
        seed: UInt64, kinds: FaultKinds = .all, mistake: Mistake? = nil, eventsKept: Int = 40
    ) {
        let run = { (kinds: FaultKinds, shorter: Int) -> SimulationReport? in
            let scenario = Scenario(seed: seed, faults: kinds, shorter: shorter)
            let report = Simulation(
                seed: seed, scenario: scenario, mistake: mistake, eventsKept: eventsKept
            ).run()
            return report.violations.isEmpty ? nil : report
        }
        guard let report = run(kinds, 0) else { return nil }
        self.seed = seed
        self.kinds = kinds
        self.report = report
        var isReduced = true
        while isReduced {
            isReduced = false
            for (_, kind) in FaultKinds.names where self.kinds.contains(kind) {
                let fewer = self.kinds.subtracting(kind)
                guard let report = run(fewer, shorter) else { continue }
                (self.kinds, self.report, isReduced) = (fewer, report, true)
            }
            while shorter < 12, let report = run(self.kinds, shorter + 1) {
                shorter += 1
                (self.report, isReduced) = (report, true)
            }
        }
    }

    /// The names of the kinds of faults that the failure does not need.
    public var needless: [String] {
        FaultKinds.names.filter { !kinds.contains($0.kind) }.map(\.name)
    }
}
