/// What a ``FaultyCarrier`` does to packets that it sends, as shares of all of them, from a seed.
public struct FaultPlan: Hashable, Sendable {
    /// The share of packets that are dropped, 0 to 1.
    public var dropped = 0.0
    /// The share of packets that are sent twice, 0 to 1.
    public var repeated = 0.0
    /// The share of packets that are held back until a later packet has gone, 0 to 1.
    public var reordered = 0.0
    /// What the choices are drawn from: the same seed makes the same choices.
    public var seed: UInt64 = 1

    /// Makes a plan with no faults.
    public init() {}

    /// The rule that this plan breaks, or `nil`.
    public var violation: String? {
        for share in [dropped, repeated, reordered] where !(0...1 ~= share) {
            return "a share of faults is 0 to 1"
        }
        return dropped + repeated + reordered <= 1 ? nil : "the shares of faults sum to at most 1"
    }
}
