/// How urgent a stream's messages are against those of the session's other streams.
///
/// A packet goes before all of less urgent classes; but a class that has been passed over fifteen times gets a turn.
@frozen
public enum TrafficClass: UInt8, Hashable, Comparable, Sendable, CaseIterable {
    /// Few messages that must not wait.
    case urgent
    /// What a stream is unless something else is said.
    case normal
    /// Large amounts that may wait a little.
    case bulk
    /// What may wait for everything else.
    case background

    /// Whether the first class is more urgent.
    @inlinable
    public static func < (first: TrafficClass, second: TrafficClass) -> Bool {
        first.rawValue < second.rawValue
    }

    /// How many classes there are.
    static let count = 4
    /// How often a class that has something to send is passed over at most.
    static let passesMax = 15
}

/// Which of the classes with something to send has the next turn.
struct TrafficTurns {
    /// How often each class has been passed over since its last turn.
    private var passes = InlineArray<4, UInt8>(repeating: 0)

    /// Takes the next turn among the `waiting` classes, a bit for each; `nil` if there are none.
    mutating func next(_ waiting: UInt8) -> Int? {
        // REL-16: "A repair SHALL go before messages of its class and of less urgent ones that have not been
        // sent."
        guard waiting != 0 else { return nil }
        var chosen = waiting.trailingZeroBitCount
        // REL-40: "A sender SHALL send packets of a more urgent class first, but SHALL NOT pass a class over more
        // than fifteen times in a row."
        for index in chosen + 1..<TrafficClass.count
        where waiting & (1 << UInt8(index)) != 0 && passes[index] >= TrafficClass.passesMax {
            chosen = index
            break
        }
        for index in 0..<TrafficClass.count where waiting & (1 << UInt8(index)) != 0 {
            passes[index] = index == chosen ? 0 : min(passes[index] + 1, 255)
        }
        return chosen
    }
}
