/// Where a peer is, as its carrier understands it: 32 bytes that the protocol only compares.
///
/// A carrier puts its own form into the four words: for UDP the family and port, the IPv4 or IPv6
/// address, and the scope. Two addresses are the same peer's exactly if all words are equal, so a
/// carrier leaves what it does not use at zero.
@frozen
public struct PeerAddress: Hashable, Sendable, BitwiseCopyable {
    /// The first eight bytes of the carrier's form.
    public let word0: UInt64
    /// The second eight bytes of the carrier's form.
    public let word1: UInt64
    /// The third eight bytes of the carrier's form.
    public let word2: UInt64
    /// The last eight bytes of the carrier's form.
    public let word3: UInt64

    /// Makes an address from its four words.
    @inlinable
    public init(word0: UInt64 = 0, word1: UInt64 = 0, word2: UInt64 = 0, word3: UInt64 = 0) {
        self.word0 = word0
        self.word1 = word1
        self.word2 = word2
        self.word3 = word3
    }
}
