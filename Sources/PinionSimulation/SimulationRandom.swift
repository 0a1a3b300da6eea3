/// The one source of chance in a simulation: SplitMix64, so that a seed is the whole story.
///
/// Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
public struct SimulationRandom: Sendable {
    private var state: UInt64

    /// Starts from a seed.
    public init(seed: UInt64) {
        state = seed
    }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return mixed(state)
    }

    /// A number below `bound`, each about as likely; zero if the bound is.
    public mutating func next(below bound: UInt64) -> UInt64 {
        next().multipliedFullWidth(by: bound).high
    }

    /// A number of `range`, each about as likely.
    public mutating func next(in range: ClosedRange<Int>) -> Int {
        let width = UInt64(range.upperBound - range.lowerBound) + 1
        return range.lowerBound + Int(next(below: width))
    }

    /// A number of `range`, each order of magnitude about as likely. The range starts above zero.
    public mutating func nextMagnitude(in range: ClosedRange<UInt64>) -> UInt64 {
        let lowest = 63 - range.lowerBound.leadingZeroBitCount
        let highest = 63 - range.upperBound.leadingZeroBitCount
        let power = UInt64(1) << UInt64(next(in: lowest...highest))
        return min(max(power + next() % power, range.lowerBound), range.upperBound)
    }

    /// Whether something that happens `perMillion` times in a million happens now.
    public mutating func happens(perMillion: Int) -> Bool {
        perMillion > 0 && next(below: 1_000_000) < UInt64(perMillion)
    }

    /// One of `choices`.
    public mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
        choices[next(in: 0...choices.count - 1)]
    }
}

/// Spreads a number over 64 bits.
func mixed(_ number: UInt64) -> UInt64 {
    var z = number
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
}
