/// What may go wrong in a simulation. Each kind can be switched off, which is how a failure is cut down
/// to what it needs; the others stay as the seed drew them.
public struct FaultKinds: OptionSet, Hashable, Sendable {
    /// A bit for each kind.
    public let rawValue: UInt32

    /// Makes a set from its bits.
    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// Packets that vanish, each by chance.
    public static let loss = FaultKinds(rawValue: 1 << 0)
    /// Packets that vanish many together.
    public static let bursts = FaultKinds(rawValue: 1 << 1)
    /// Times in which nothing arrives, of one direction or both.
    public static let outages = FaultKinds(rawValue: 1 << 2)
    /// Packets that arrive twice.
    public static let duplication = FaultKinds(rawValue: 1 << 3)
    /// Packets that take longer, so that others overtake them.
    public static let reordering = FaultKinds(rawValue: 1 << 4)
    /// Packets that take a little longer, each by chance.
    public static let jitter = FaultKinds(rawValue: 1 << 5)
    /// Packets of random bytes that nobody sent.
    public static let forgery = FaultKinds(rawValue: 1 << 6)
    /// Packets that arrive once more, long after.
    public static let replay = FaultKinds(rawValue: 1 << 7)
    /// Flipped bits and lost ends of packets, where a checksum is to find them.
    public static let corruption = FaultKinds(rawValue: 1 << 8)
    /// Times in which long packets vanish.
    public static let blackHoles = FaultKinds(rawValue: 1 << 9)
    /// A bound on bytes a second, and on the queue before it.
    public static let rateLimits = FaultKinds(rawValue: 1 << 10)
    /// Clocks that run too fast or too slow.
    public static let drift = FaultKinds(rawValue: 1 << 11)
    /// Clocks that jump forwards.
    public static let jumps = FaultKinds(rawValue: 1 << 12)
    /// Processes that stand still for a while.
    public static let freezes = FaultKinds(rawValue: 1 << 13)
    /// Processes that die and come back.
    public static let restarts = FaultKinds(rawValue: 1 << 14)
    /// Pools with fewer buffers than the limits could use.
    public static let smallPools = FaultKinds(rawValue: 1 << 15)
    /// Applications that take nothing for a while.
    public static let slowApplications = FaultKinds(rawValue: 1 << 16)
    /// Applications that close or abort in the middle.
    public static let earlyCloses = FaultKinds(rawValue: 1 << 17)
    /// Numbers that start near where a part of them wraps.
    public static let wraps = FaultKinds(rawValue: 1 << 18)
    /// Processes that look at the network from time to time only.
    public static let polling = FaultKinds(rawValue: 1 << 19)
    /// Packets with flags and frames that only later versions know.
    public static let grease = FaultKinds(rawValue: 1 << 20)

    /// Every kind.
    public static let all = FaultKinds(rawValue: (1 << 21) - 1)

    /// The name of each kind, as the command line has it.
    public static let names: [(name: String, kind: FaultKinds)] = [
        ("loss", .loss), ("bursts", .bursts), ("outages", .outages),
        ("duplication", .duplication), ("reordering", .reordering), ("jitter", .jitter),
        ("forgery", .forgery), ("replay", .replay), ("corruption", .corruption),
        ("black-holes", .blackHoles), ("rate-limits", .rateLimits), ("drift", .drift),
        ("jumps", .jumps), ("freezes", .freezes), ("restarts", .restarts),
        ("small-pools", .smallPools), ("slow-applications", .slowApplications),
        ("early-closes", .earlyCloses), ("wraps", .wraps), ("polling", .polling),
        ("grease", .grease),
    ]
}
