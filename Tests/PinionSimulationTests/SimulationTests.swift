import PinionSimulation
import PinionTransport
import Testing

@Suite("Simulated sessions over a bad link")
struct SimulationTests {
    @Test("A thousand seeds: every message as its stream promises, and everything settles")
    func seeds() {
        var damaged: UInt64 = 0
        var missed: UInt64 = 0
        for seed in UInt64(1)...1_000 {
            let report = Simulation(seed: seed).run()
            #expect(report.violations.isEmpty, "seed \(seed)")
            for counters in report.counters {
                damaged += counters.checksumsWrong
                missed += counters.messagesMissed
            }
        }
        // Some of a hundred thousand packets, while the faults last: they did happen.
        #expect(damaged > 100)
        // Some streams were latest-only, and lost something.
        #expect(missed > 0)
    }

    @Test("The same seed gives the same events")
    func sameSeedSameEvents() {
        for seed: UInt64 in [3, 77, 4_096] {
            let reports = [Simulation(seed: seed).run(), Simulation(seed: seed).run()]
            #expect(reports[0].hash == reports[1].hash)
            #expect(reports[0].packets == reports[1].packets)
        }
    }
}
