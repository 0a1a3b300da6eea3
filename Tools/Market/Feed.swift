import PinionTransport

/// What the feed is made of: which kind each message is, and on which stream it goes.
enum Feed {
    /// One stream for the books, one for everything else: loss on one does not hold up the other.
    static let streamCount = 2
    static let books: StreamID = 0
    static let others: StreamID = 1

    /// The instrument that stands for the feed itself, in the message that ends a stream.
    static let feedItself: UInt32 = 0

    /// The longest message, with its header: a snapshot of 6 levels with 4 orders each.
    static let messageBytesMax = 8 + 28 + 4 + 6 * (14 + 4 + 4 * 16)

    enum Kind: Equatable {
        case bookUpdate
        case trade
        case bookSnapshot
        case statistics
        case tradingStatus
        case instrumentDefinition
        case heartbeat

        var stream: StreamID {
            switch self {
            case .bookUpdate, .bookSnapshot: Feed.books
            case .trade, .statistics, .tradingStatus, .instrumentDefinition, .heartbeat:
                Feed.others
            }
        }
    }
}

/// The numbers that one message's fields are made of, drawn from the seed and the message's number.
///
/// Source: SplitMix64, Steele, Lea and Flood 2014.
struct Draws {
    let index: UInt64
    let kind: Feed.Kind
    private var state: UInt64

    init(seed: UInt64, index: UInt64) {
        self.index = index
        state = (seed &* 0xD134_2543_DE82_EF95) ^ (index &* 0x9E37_79B9_7F4A_7C15)
        let share = Self.next(&state) % 100
        kind =
            switch share {
            case ..<60: .bookUpdate
            case ..<85: .trade
            case ..<90: .bookSnapshot
            case ..<94: .statistics
            case ..<97: .tradingStatus
            case ..<99: .instrumentDefinition
            default: .heartbeat
            }
    }

    private static func next(_ state: inout UInt64) -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func next() -> UInt64 { Self.next(&state) }

    /// A number from 0 to below `bound`.
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

    mutating func uint32() -> UInt32 { UInt32(truncatingIfNeeded: next()) }

    mutating func instrument() -> UInt32 { 1 + UInt32(below(5_000)) }

    mutating func price() -> Int64 { 1 + Int64(below(1_000_000_000)) }

    mutating func optionalPrice() -> Int64? { next() % 8 == 0 ? nil : price() }

    mutating func optionalQuantity() -> UInt32? { next() % 3 == 0 ? nil : UInt32(below(10_000)) }

    mutating func optionalRatio() -> Float? { next() % 4 == 0 ? nil : Float(below(2_000)) / 1_000 }
}
