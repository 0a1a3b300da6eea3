import PinionSimulation
import PinionTransport

/// What many seeds add up to.
struct Totals: Sendable {
    var seeds: UInt64 = 0
    var packets: UInt64 = 0
    var packetsSent: UInt64 = 0
    var messages: UInt64 = 0
    var sessions: UInt64 = 0
    var nanoseconds: UInt64 = 0
    var gaps: UInt64 = 0
    var repaired: UInt64 = 0
    var probes: UInt64 = 0
    /// The first seed that failed, if one did.
    var failed: UInt64?

    mutating func add(_ report: SimulationReport) {
        seeds += 1
        packets += report.packets
        packetsSent += report.packetsSent
        messages += report.messages
        sessions += UInt64(report.sessions)
        nanoseconds += report.nanoseconds
        for counters in report.counters {
            gaps += counters.gapsRequested
            repaired += counters.packetsRepaired
            probes += counters.probesSent
        }
        if !report.violations.isEmpty { failed = min(failed ?? .max, report.seed) }
    }

    mutating func add(_ other: Totals) {
        seeds += other.seeds
        packets += other.packets
        packetsSent += other.packetsSent
        messages += other.messages
        sessions += other.sessions
        nanoseconds += other.nanoseconds
        gaps += other.gaps
        repaired += other.repaired
        probes += other.probes
        if let seed = other.failed { failed = min(failed ?? .max, seed) }
    }

    /// The totals in words; `seconds` is how long it took.
    func text(seconds: Double) -> String {
        let rate = seconds > 0 ? Int(Double(packets) / seconds) : 0
        return """
            \(seeds) seeds: \(packets) packets arrived of \(packetsSent) sent, \(messages) messages checked, \
            \(sessions / 2) sessions, \(nanoseconds / 1_000_000_000) s simulated
            \(gaps) gaps requested, \(repaired) packets repaired, \(probes) probes
            \(rate) packet events a second, \(Int(seconds)) s
            """
    }
}
