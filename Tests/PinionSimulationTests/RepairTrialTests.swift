import PinionSimulation
import PinionTransport
import Testing

@Suite("How late messages are over a link that loses packets")
struct RepairTrialTests {
    private func run(
        roundTrip: UInt64, seed: UInt64, messages: Int, _ change: (inout RepairTrial.Plan) -> Void
    ) -> RepairTrial.Report {
        var plan = RepairTrial.Plan()
        plan.roundTrip = roundTrip
        plan.interval = roundTrip / 50
        plan.messages = messages
        change(&plan)
        return RepairTrial(plan, seed: seed).run()
    }

    @Test(
        "With one packet in ten lost both ways, no message waits for five round trips",
        arguments: [200_000, 1_000_000, 10_000_000, 100_000_000] as [UInt64])
    func stalls(_ roundTrip: UInt64) {
        // REL-43 and REL-45: what was lost twice comes soon after.
        for seed: UInt64 in 1...4 {
            let report = run(roundTrip: roundTrip, seed: seed, messages: 10_000) {
                $0.lost = 100_000
            }
            #expect(report.messages == 10_000)
            #expect(report.lateBy[5] == 0, "seed \(seed): \(report.latest) ns")
            // So much was lost, and no probe was needed while messages flowed.
            #expect(report.sender.packetsRepaired > 800)
        }
    }

    @Test("Without loss nothing is late, and nothing is sent again")
    func nothingLost() {
        let report = run(roundTrip: 1_000_000, seed: 1, messages: 2_000) { $0.lost = 0 }
        #expect(report.messages == 2_000)
        #expect(report.latest == 0)
        #expect(report.sender.packetsRepaired == 0)
    }

    @Test("Packets that are overtaken again and again are asked for ever less often")
    func reordering() {
        // REL-12 and REL-44: the reordering time grows to what the network needs.
        func requests(_ messages: Int) -> UInt64 {
            let report = run(roundTrip: 1_000_000, seed: 1, messages: messages) {
                ($0.lost, $0.delayed, $0.holdUp) = (0, 20_000, 700_000)
            }
            #expect(report.messages == messages)
            return report.receiver.gapsRequested + report.sender.packetsRepaired
        }
        let (few, many) = (requests(1_000), requests(20_000))
        #expect(few > 0)
        #expect(many < few * 20 / 2, "\(few) of 1,000 and \(many) of 20,000")
    }
}
