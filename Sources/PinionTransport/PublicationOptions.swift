/// What a publication is: its name, its loss policy, and where its packets go.
public struct PublicationOptions: Hashable, Sendable {
    /// What the applications call it: subscribers name the same number.
    public var topic: UInt64

    /// What becomes of messages that the network loses: `ordered` repairs them, `latestOnly` reports them.
    ///
    /// `asArrived` is not for publications.
    public var kind = StreamKind.ordered

    /// The multicast group that each packet is sent to, once for all subscribers that are in it; `nil` for none.
    ///
    /// Subscribers that are in no group get a copy of each packet at their session's address.
    public var group: PeerAddress?

    /// Packets that may be sent beyond those that every subscriber has consumed: 1 to 16,384.
    ///
    /// A subscriber needs as much room. Twice what is on its way to the farthest of them is enough.
    public var windowPackets = 256

    /// The longest packet, header and trailer included: 256 to 65,507 bytes.
    ///
    /// A subscriber whose session takes no packets as long is refused.
    public var packetBytesMax = 1_452

    /// What is done about a subscriber that holds up the others.
    public var slowSubscribers = SlowSubscribers.drop(afterNanoseconds: 1_000_000_000)

    /// Makes the default options of a topic.
    public init(topic: UInt64) {
        self.topic = topic
    }

    /// The rule that these options break, or `nil`.
    public var violation: String? {
        if kind == .asArrived { return "a publication is ordered or latest-only" }
        if !(1...16_384 ~= windowPackets) { return "windowPackets is 1 to 16,384" }
        if !(256...65_507 ~= packetBytesMax) { return "packetBytesMax is 256 to 65,507 bytes" }
        return nil
    }
}

/// What a publisher does about a subscriber that holds up the others.
@frozen
public enum SlowSubscribers: Hashable, Sendable {
    /// Removes it, and tells it, when it has been behind for so long: more than half a window behind the one that is
    /// furthest, or what keeps the window shut. 0 for at once.
    case drop(afterNanoseconds: UInt64)
    /// Waits for it: the publication is as fast as its slowest subscriber.
    case waitFor
}

/// How many publications and subscriptions a table has room for. Fixed when the table is made.
public struct PublicationLimits: Hashable, Sendable {
    /// Publications of this side: 0 to 1,024.
    public var publicationsMax = 0
    /// Subscribers of each of them: 1 to 16,384.
    public var subscribersMax = 64
    /// Subscriptions of this side: 0 to 1,024.
    public var subscriptionsMax = 0
    /// The largest window of a publication, here or subscribed to, in packets: 1 to 16,384.
    public var windowPacketsMax = 256

    /// Makes limits with room for none.
    public init() {}

    /// The rule that these limits break, or `nil`.
    public var violation: String? {
        if !(0...1_024 ~= publicationsMax) { return "publicationsMax is 0 to 1,024" }
        if !(1...16_384 ~= subscribersMax) { return "subscribersMax is 1 to 16,384" }
        if !(0...1_024 ~= subscriptionsMax) { return "subscriptionsMax is 0 to 1,024" }
        if !(1...16_384 ~= windowPacketsMax) { return "windowPacketsMax is 1 to 16,384" }
        return nil
    }

    /// Leases that all publications and subscriptions may hold at a time: what a pool needs for them, beside the sessions'.
    public var buffers: Int {
        var total = 0
        total += publicationsMax * windowPacketsMax  // packets kept for subscribers
        total += publicationsMax * 2  // the packet being built, and the heartbeat
        total += subscriptionsMax * windowPacketsMax  // packets early or unconsumed
        total += total / 3  // what building leaves free, so that answers find room
        return total
    }
}
