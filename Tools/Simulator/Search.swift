import PinionSimulation
import Synchronization

/// Simulates seed after seed, on one thread or several, until a bound is reached or a seed fails.
struct Search {
    let options: Options
    private let start = ContinuousClock.now
    private let shared = Shared()

    /// What the threads tell one another.
    private final class Shared: Sendable {
        let stops = Atomic<Bool>(false)
        let packets = Atomic<UInt64>(0)
    }

    init(_ options: Options) {
        self.options = options
    }

    /// Seconds since the search began.
    var seconds: Double { (ContinuousClock.now - start) / .seconds(1) }

    /// Runs all threads, and adds up what they found.
    func run() async -> Totals {
        await withTaskGroup(of: Totals.self) { group in
            for worker in 0..<options.cores {
                group.addTask { runWorker(worker) }
            }
            var totals = Totals()
            for await part in group { totals.add(part) }
            return totals
        }
    }

    /// Every so many-th seed, so that the seeds do not depend on the speed of the threads.
    private func runWorker(_ worker: Int) -> Totals {
        var totals = Totals()
        var offset = UInt64(worker)
        while offset < options.seedsMax, !shared.stops.load(ordering: .relaxed) {
            let seed = options.firstSeed &+ offset
            let scenario = Scenario(seed: seed, faults: options.kinds, shorter: options.shorter)
            let report = Simulation(seed: seed, scenario: scenario).run()
            totals.add(report)
            let packets = shared.packets.add(report.packets, ordering: .relaxed).newValue
            let isOver =
                !report.violations.isEmpty || packets >= options.eventsMax
                || seconds >= Double(options.secondsMax ?? .max)
            if isOver { shared.stops.store(true, ordering: .relaxed) }
            offset += UInt64(options.cores)
        }
        return totals
    }
}
