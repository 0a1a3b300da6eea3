/// Names a publication of one table: the number on its packets, in place of a session's.
///
/// The low 16 bits are the place in the table; the high 16 bits change whenever a place is used again. Never zero.
@frozen
public struct PublicationID: Hashable, Sendable, BitwiseCopyable {
    /// The number as it travels.
    public let rawValue: UInt32

    /// Makes a name from the number that travels.
    @inlinable
    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// The publication's place in its table.
    var place: Int { Int(rawValue & 0xFFFF) }
}

/// Names a subscription of one table: the number that its publisher repeats.
///
/// The low 16 bits are the place in the table; the high 16 bits change whenever a place is used again. Never zero.
@frozen
public struct SubscriptionID: Hashable, Sendable, BitwiseCopyable {
    /// The number as it travels.
    public let rawValue: UInt32

    /// Makes a name from the number that travels.
    @inlinable
    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// The subscription's place in its table.
    var place: Int { Int(rawValue & 0xFFFF) }

    /// The stream that its deliveries name: one that no session has, because these have 128 at most.
    public var stream: StreamID {
        StreamID(0x8000 | UInt16(truncatingIfNeeded: rawValue & 0x7FFF))
    }
}
