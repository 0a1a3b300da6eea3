import PinionSimulation
import PinionTransport
import Testing

@Suite("Simulated sessions over a bad link")
struct SimulationTests {
    @Test("Hundreds of seeds: every message as its stream promises, and everything settles")
    func seeds() {
        var damaged: UInt64 = 0
        var missed: UInt64 = 0
        var unknown: UInt64 = 0
        for seed in UInt64(1)...500 {
            let report = Simulation(seed: seed).run()
            #expect(report.violations.isEmpty, "seed \(seed)")
            for counters in report.counters {
                damaged += counters.checksumsWrong
                missed += counters.messagesMissed
                unknown += counters.unknownFrames
            }
        }
        // Some packets were damaged while the faults lasted, some latest-only streams lost something, and some
        // packets had frames of later versions.
        #expect(damaged > 100)
        #expect(missed > 0)
        #expect(unknown > 1_000)
    }

    @Test("The same seed gives the same events")
    func sameSeedSameEvents() {
        for seed: UInt64 in [3, 77, 4_096] {
            let reports = [Simulation(seed: seed).run(), Simulation(seed: seed).run()]
            #expect(reports[0].hash == reports[1].hash)
            #expect(reports[0].packets == reports[1].packets)
        }
        #expect(Simulation(seed: 3).run().hash != Simulation(seed: 4).run().hash)
    }

    @Test("Keeping the last events, and running again after others, changes nothing")
    func eventsKept() {
        let scenario = Scenario(seed: 12)
        let kept = Simulation(seed: 12, scenario: scenario, eventsKept: 5).run()
        #expect(kept.hash == Simulation(seed: 12).run().hash)
        #expect(kept.lastEvents.count == 5)
    }

    @Test("A kind of faults that is left out changes nothing else of the scenario")
    func kindsLeftOut() {
        for seed in UInt64(1)...50 {
            let all = Scenario(seed: seed)
            let kinds = FaultKinds.all.subtracting([.loss, .restarts])
            let without = Scenario(seed: seed, faults: kinds)
            #expect(without.links[0].lost == 0 && without.links[1].lost == 0)
            #expect(all.links[1].duplicated == without.links[1].duplicated)
            #expect(all.messages == without.messages && all.delay == without.delay)
            #expect(all.limits == without.limits && all.buffers == without.buffers)
        }
    }

    @Test("The checks find every mistake that is made on purpose", arguments: Mistake.allCases)
    func mistakes(_ mistake: Mistake) {
        let isFound = (UInt64(1)...60).contains { seed in
            var scenario = Scenario(seed: seed)
            // Nobody waits long for what never comes.
            scenario.settlingMax = 40_000_000_000
            return !Simulation(seed: seed, scenario: scenario, mistake: mistake).run().violations
                .isEmpty
        }
        #expect(isFound, "no seed of sixty shows it")
    }

    @Test("A failure is reduced to the kinds of faults that it needs, and still fails")
    func reduction() throws {
        let mistake = Mistake.losesDelivery
        let seed = try #require(
            (UInt64(1)...60).first { FailureReduction(seed: $0, mistake: mistake) != nil })
        let reduced = try #require(FailureReduction(seed: seed, mistake: mistake))
        // It happens on a perfect link, too.
        #expect(reduced.kinds.isEmpty)
        #expect(reduced.needless.count == FaultKinds.names.count)
        #expect(!reduced.report.violations.isEmpty && !reduced.report.lastEvents.isEmpty)
    }
}
