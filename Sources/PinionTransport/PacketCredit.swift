/// The packets of one stream that a receiver has promised room for.
///
/// Part of the room is the stream's own, so that no other stream can take it. The rest is common to all: a stream that
/// is consumed borrows of it, three times as much as it leaves, and gives it back as others come to need it.
struct PacketCredit {
    /// Packets that the application has consumed.
    private var consumed: UInt64 = 0
    /// Packets that may be held, or on their way, at a time.
    private(set) var share: Int
    /// Packets that are held: early or unconsumed.
    private var held = 0
    /// The limit that the peer was last told.
    private var told: UInt64
    private let ownShare: Int

    /// The part of a receiver's room for `window` packets that is each stream's own.
    static func ownShare(window: Int, streams: Int) -> Int { window / (2 * max(streams, 1)) + 1 }

    init(ownShare: Int) {
        self.ownShare = ownShare
        share = ownShare
        told = UInt64(ownShare)
    }

    /// The first packet that the peer may not begin yet. Never shrinks.
    private var limit: UInt64 { consumed + UInt64(share) }

    /// Whether another packet may be held: always, of a peer that keeps to the limit.
    var hasRoom: Bool { held < share }

    /// Whether the next acknowledgement should tell the peer the limit.
    var isWanted: Bool { limit - told >= UInt64(max(share / 8, 1)) }

    /// Whether the peer should be told the limit at once.
    var isDue: Bool { limit - told >= UInt64(max(share / 2, 1)) }

    /// A packet is held now.
    mutating func hold() {
        assert(hasRoom)
        held += 1
    }

    /// The application has consumed a packet; borrows from `common`, or gives back to it.
    mutating func consume(common: inout Int) {
        held = max(held - 1, 0)
        consumed += 1
        let borrowed = share - ownShare
        if borrowed < 3 * common {
            share += 1
            common -= 1
        } else if borrowed > 3 * (common + 1) {
            share -= 1
            common += 1
        }
    }

    /// The limit, which the peer is being told.
    mutating func tellLimit() -> UInt64 {
        told = limit
        return limit
    }
}
