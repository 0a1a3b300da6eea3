import PinionSimulation
import PinionTransport

/// `simulate [--seeds COUNT] [--first SEED]`, or `simulate --seed SEED` for one seed in full.
func usage() -> Never {
    print("usage: simulate [--seeds COUNT] [--first SEED] | simulate --seed SEED")
    print("  --seeds COUNT  simulate COUNT seeds (default 1000)")
    print("  --first SEED   the first of them (default 1)")
    print("  --seed SEED    simulate one seed, and print what it counted")
    Exit.leave(64)
}

var count: UInt64 = 1_000
var firstSeed: UInt64 = 1
var isSingle = false
var arguments = CommandLine.arguments.dropFirst()
while let option = arguments.popFirst() {
    guard let text = arguments.popFirst(), let number = UInt64(text) else { usage() }
    switch option {
    case "--seeds":
        count = number
    case "--first":
        firstSeed = number
    case "--seed":
        firstSeed = number
        count = 1
        isSingle = true
    default:
        usage()
    }
}

var packets: UInt64 = 0
var delivered: UInt64 = 0
var gaps: UInt64 = 0
var repaired: UInt64 = 0
var probes: UInt64 = 0
var attempts = 0
var failed = 0
for offset in 0..<count {
    let report = Simulation(seed: firstSeed &+ offset).run()
    packets += report.packets
    attempts += report.attempts
    for counters in report.counters {
        delivered += counters.messagesReceived
        gaps += counters.gapsRequested
        repaired += counters.packetsRepaired
        probes += counters.probesSent
    }
    if !report.violations.isEmpty {
        failed += 1
        print("seed \(report.seed) failed after \(report.packets) packets:")
        for violation in report.violations { print("  \(violation)") }
    }
    if isSingle {
        let hash = String(report.hash, radix: 16)
        print("hash \(hash), \(report.nanoseconds) ns simulated, \(report.attempts) attempts")
        for (side, counters) in report.counters.enumerated() { print("side \(side): \(counters)") }
    }
}
print("\(attempts) sessions, \(delivered) messages, \(packets) packets arrived")
print("\(gaps) gaps requested, \(repaired) packets repaired, \(probes) probes")
print("\(count) seeds, \(failed) failed")
Exit.leave(failed == 0 ? 0 : 1)
