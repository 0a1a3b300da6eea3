import PinionSimulation
import PinionTransport

guard let options = Options(Array(CommandLine.arguments.dropFirst())) else {
    print(Options.help)
    Exit.leave(64)
}
if options.wantsHelp {
    print(Options.help)
    Exit.leave(0)
}

if let sessions = options.costSessions {
    Costs.printTable(rounds: options.costRounds, sessions: sessions)
    Exit.leave(0)
}

if options.triesRepairs {
    Trials.printTable()
    Exit.leave(0)
}

if options.isSingle {
    let scenario = Scenario(
        seed: options.firstSeed, faults: options.kinds, shorter: options.shorter)
    let report = Simulation(seed: options.firstSeed, scenario: scenario, eventsKept: 40).run()
    print(scenario)
    for line in report.lastEvents { print(line) }
    for (side, counters) in report.counters.enumerated() { print("side \(side): \(counters)") }
    for violation in report.violations { print("seed \(report.seed): \(violation)") }
    print("hash \(String(report.hash, radix: 16)), \(report.packets) packets arrived")
    Exit.leave(report.violations.isEmpty ? 0 : 1)
}

let search = Search(options)
let totals = await search.run()
print(totals.text(seconds: search.seconds))
guard let seed = totals.failed else {
    print("no seed failed")
    Exit.leave(0)
}
print("seed \(seed) failed")
if let reduced = FailureReduction(seed: seed, kinds: options.kinds) {
    for line in reduced.report.lastEvents { print(line) }
    for violation in reduced.report.violations { print(violation) }
    var again = "Tools/simulate --seeds 1 --seed \(seed) --shorter \(reduced.shorter)"
    if !reduced.needless.isEmpty {
        again += " --without " + reduced.needless.joined(separator: ",")
    }
    print("to see it again: \(again)")
}
Exit.leave(1)
