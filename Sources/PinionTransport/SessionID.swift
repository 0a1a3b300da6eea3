/// Names a session of one table: the index that this side chose, and that the peer puts on its packets.
///
/// The low 16 bits are the place in the table; the high 16 bits change whenever a place is used again, so
/// a name of a session that has gone finds nothing. Never zero.
@frozen
public struct SessionID: Hashable, Sendable, BitwiseCopyable {
    /// The index as it travels.
    public let rawValue: UInt32

    /// Makes a name from the index that travels.
    @inlinable
    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// The session's place in its table.
    var place: Int { Int(rawValue & 0xFFFF) }
}
