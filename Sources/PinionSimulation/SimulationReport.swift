public import PinionTransport

/// What a simulation found.
public struct SimulationReport: Sendable {
    /// The seed: all that is needed to see it again.
    public let seed: UInt64
    /// A hash of every event, the same whenever the seed is the same.
    public let hash: UInt64
    /// Packets that a process took in.
    public let packets: UInt64
    /// Packets that were sent.
    public let packetsSent: UInt64
    /// Moments at which something happened.
    public let steps: UInt64
    /// Simulated time, in nanoseconds.
    public let nanoseconds: UInt64
    /// Sessions that opened, counted on each side.
    public let sessions: Int
    /// Messages that applications took and checked.
    public let messages: UInt64
    /// The counters of both sides' last lives.
    public let counters: [Counters]
    /// What went wrong; empty if nothing did.
    public let violations: [String]
    /// The last events, if they were to be kept.
    public let lastEvents: [String]
}
