/// One subscriber of a publication, as its publisher sees it.
struct Subscriber {
    enum State: Equatable {
        case vacant
        /// Kept: it holds messages until it has consumed them.
        case active
        /// Gone, for a reason that it is told again whenever it shows that it does not know.
        case removed(CloseReason)
    }

    var state = State.vacant
    var session = SessionID(rawValue: 0)
    /// What the subscriber calls it.
    var subscription: UInt32 = 0
    /// Whether it is in no group, so that packets are sent to its session's address.
    var wantsCopies = false
    /// The first message that it gets.
    var first = SequenceNumber(0)
    /// The first message that it has not consumed.
    var position = SequenceNumber(0)
    /// When it last said anything.
    var heardAt = Timestamp.origin
    /// Since when it has been holding up the others.
    var behindSince = Timestamp.never

    // What is to be said.
    var isJoinedDue = false
    var isLeftDue = false
    /// Whether the application is to be told that it is there, or gone.
    var isEventDue = false
    /// The last packet of a latest-only publication, for a newcomer.
    var wantsLast = false
    /// What it asked for and has not been sent.
    var requested = RequestedGaps()
    /// Packets that it may still be sent again in this round trip.
    var repairsLeft = 0
    var repairsSince = Timestamp.origin

    var isActive: Bool { state == .active }

    /// Nanoseconds after which a subscriber that says nothing is gone, whatever its session says.
    ///
    /// MUL-26: "A publisher SHALL remove a subscriber that has said nothing for five seconds."
    static let silenceMax: UInt64 = 5_000_000_000

    /// When it is gone, if it says nothing.
    var silenceDeadline: Timestamp { heardAt.advanced(byNanoseconds: Self.silenceMax) }

    /// Makes an empty place, or, of a peer that asks for it, a subscriber.
    init() {}

    init(
        _ session: SessionID, _ subscription: UInt32, wantsCopies: Bool, first: SequenceNumber,
        at now: Timestamp
    ) {
        state = .active
        heardAt = now
        self.session = session
        self.subscription = subscription
        self.wantsCopies = wantsCopies
        self.first = first
        position = first
        isJoinedDue = true
        isEventDue = true
    }

    /// Takes in what it asks for, in place of what it asked for before.
    mutating func request(
        _ gaps: RequestedGaps, within roundTrip: UInt64, window: Int, at now: Timestamp
    ) {
        requested = gaps
        // MUL-11: "A publisher SHALL NOT send a subscriber more packets again within its round trip than the window
        // has."
        if now.nanoseconds(since: repairsSince) >= roundTrip {
            repairsSince = now
            repairsLeft = window
        }
    }
}
