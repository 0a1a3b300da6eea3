/// What has happened so far, in plain numbers that only grow. Read whole, at any time.
public struct Counters: Hashable, Sendable, BitwiseCopyable {
    /// Packets given to the carrier.
    public var packetsSent: UInt64 = 0
    /// Bytes of those packets, headers included.
    public var bytesSent: UInt64 = 0
    /// Messages accepted from the application.
    public var messagesSent: UInt64 = 0
    /// Packets taken from the carrier, good or not.
    public var packetsReceived: UInt64 = 0
    /// Bytes of those packets.
    public var bytesReceived: UInt64 = 0
    /// Messages made ready for the application.
    public var messagesReceived: UInt64 = 0

    /// Packets sent that hold an acknowledgement.
    public var acknowledgementsSent: UInt64 = 0
    /// Acknowledgements received.
    public var acknowledgementsReceived: UInt64 = 0
    /// Gaps asked for, counted at each request.
    public var gapsRequested: UInt64 = 0
    /// Gaps that a peer asked for, counted at each request.
    public var gapRequestsReceived: UInt64 = 0
    /// Data packets sent again, whatever the cause.
    public var packetsRepaired: UInt64 = 0
    /// Messages in those packets.
    public var messagesRepaired: UInt64 = 0
    /// Repairs not sent, because the last one can hardly have arrived.
    public var repairsHeldBack: UInt64 = 0
    /// Repairs sent of messages that had arrived, late, as an acknowledgement soon afterwards showed.
    public var repairsSpurious: UInt64 = 0
    /// Packets that filled a gap that had been noticed.
    public var repairsReceived: UInt64 = 0
    /// Times that something was sent again because nothing was heard.
    public var probesSent: UInt64 = 0
    /// Times that `send` answered would-block.
    public var wouldBlocks: UInt64 = 0

    /// Messages of latest-only streams that were lost for good.
    public var messagesMissed: UInt64 = 0
    /// Messages of latest-only streams that came after later ones, and were dropped.
    public var messagesLate: UInt64 = 0

    /// Packets dropped because their number had been received.
    public var duplicatePackets: UInt64 = 0
    /// Data packets whose messages had all been received.
    public var duplicateData: UInt64 = 0
    /// Packets older than the numbers that are remembered.
    public var packetsTooOld: UInt64 = 0
    /// Data packets dropped unacknowledged because as many as the limits allow were held already.
    public var packetsNotHeld: UInt64 = 0
    /// Data beyond the credit that was given, or for a stream that was not offered.
    public var beyondCredit: UInt64 = 0

    /// Packets that do not begin with a header of this protocol and version.
    public var notOurs: UInt64 = 0
    /// Packets with a header whose frames are malformed.
    public var malformed: UInt64 = 0
    /// Packets whose checksum is wrong.
    public var checksumsWrong: UInt64 = 0
    /// Packets without the checksum that this side or their session requires.
    public var trailersMissing: UInt64 = 0
    /// Packets for a session that is not known.
    public var unknownSession: UInt64 = 0
    /// Packets of a session from another address than its peer's.
    public var wrongPeer: UInt64 = 0
    /// Packets that are not of this life of the session with the peer: late answers to an OPEN, and what comes
    /// before any.
    public var otherLives: UInt64 = 0
    /// Addresses that were checked because packets of a session came from there.
    public var pathsChecked: UInt64 = 0
    /// Addresses that were not taken for a peer's: no answer came from there, or the peer was still heard elsewhere.
    public var pathsRefused: UInt64 = 0
    /// Sessions that moved to another address of their peer.
    public var sessionsMoved: UInt64 = 0
    /// Acknowledgements of packets that were never sent.
    public var acknowledgedUnsent: UInt64 = 0
    /// Frames skipped because their template is unknown.
    public var unknownFrames: UInt64 = 0
    /// Opens refused.
    public var opensRefused: UInt64 = 0
    /// Opens answered with a cookie, which they have to bring back.
    public var opensChallenged: UInt64 = 0
    /// Opens whose cookie was not good, or not good any more.
    public var cookiesRefused: UInt64 = 0
    /// Times that a packet was wanted and the pool had none.
    public var poolExhausted: UInt64 = 0

    /// Sessions that came to be open.
    public var sessionsOpened: UInt64 = 0
    /// Sessions that ended.
    public var sessionsClosed: UInt64 = 0

    /// Packets of publications that this side has not subscribed to, or not any more.
    public var unknownPublication: UInt64 = 0
    /// Packets sent to a group again, because several of its members asked for them.
    public var repairsToGroups: UInt64 = 0
    /// Gaps of publications that were filled, or grew smaller, before this side asked for them.
    public var requestsSpared: UInt64 = 0
    /// Subscribers removed because they held up the others.
    public var subscribersDropped: UInt64 = 0
    /// Groups given up because nothing came by them.
    public var groupsUnheard: UInt64 = 0

    /// Makes counters that have counted nothing.
    public init() {}
}
