import PinionSimulation
import PinionTransport

/// How late messages are whose packets were lost, for links of several lengths.
enum Trials {
    static let messages = 100_000

    static func printTable() {
        print(
            "\(messages) messages of one ordered stream, one to a packet; packets are lost both ways by chance\n"
                + "round trip  lost  messages a  late by more round trips than           latest  repairs  needless\n"
                + "                  round trip      1      2      3      4      5")
        for roundTrip: UInt64 in [50_000, 200_000, 1_000_000, 10_000_000, 100_000_000] {
            for (lost, perTrip) in [(10_000, 50), (100_000, 5), (100_000, 50)] as [(Int, UInt64)] {
                var plan = RepairTrial.Plan()
                plan.roundTrip = roundTrip
                plan.lost = lost
                plan.interval = roundTrip / perTrip
                plan.messages = messages
                printRow(plan, perTrip, RepairTrial(plan, seed: 1).run())
            }
        }
    }

    private static func printRow(
        _ plan: RepairTrial.Plan, _ perTrip: UInt64, _ report: RepairTrial.Report
    ) {
        var row = right("\(plan.roundTrip / 1_000) µs", 10) + right("\(plan.lost / 10_000) %", 6)
        row += right("\(perTrip)", 12)
        for trips in 1...5 { row += right("\(report.lateBy[trips])", 7) }
        let tenths = report.latest * 10 / plan.roundTrip
        row += right("\(tenths / 10).\(tenths % 10) RTT", 12)
        row += right("\(report.sender.packetsRepaired)", 9)
        row += right("\(report.receiver.duplicateData)", 10)
        if report.messages != messages { row += "  only \(report.messages) arrived" }
        print(row)
    }

    private static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(width - text.count, 0)) + text
    }
}
