public import PinionTransport

/// What a simulation found.
public struct SimulationReport: Sendable {
    /// The seed: all that is needed to see it again.
    public let seed: UInt64
    /// A hash of every event, the same whenever the seed is the same.
    public let hash: UInt64
    /// Packets that arrived.
    public let packets: UInt64
    /// Simulated time, in nanoseconds.
    public let nanoseconds: UInt64
    /// Sessions that it took: more than one if the faults killed some.
    public let attempts: Int
    /// The counters of both sides.
    public let counters: [Counters]
    /// What went wrong; empty if nothing did.
    public let violations: [String]
}
