/// What a table publishes, and what it has subscribed to.
struct Broadcasts: ~Copyable {
    let limits: PublicationLimits
    var publications: FixedStorage<Publication>
    var subscriptions: FixedStorage<Subscription>
    /// When one of them is next to be filled; `.origin` for at once.
    var deadline = Timestamp.never
    /// Whether one of them has something for the application.
    var hasEvents = false
    /// What is to be said to peers that mean something that is not known.
    var strays = InlineArray<8, Stray>(repeating: Stray())
    var strayCount = 0
    /// How many there have been, so that none is like another.
    var made: UInt64 = 0

    /// A subscription that one of the two sides knows nothing of.
    struct Stray {
        var session = SessionID(rawValue: 0)
        var subscription: UInt32 = 0
        /// `nil`: this side is the subscriber, and wants nothing.
        var reason: CloseReason? = .notPublished
    }

    init(_ limits: PublicationLimits) {
        self.limits = limits
        publications = FixedStorage(count: limits.publicationsMax) { _ in Publication(vacant: ()) }
        subscriptions = FixedStorage(count: limits.subscriptionsMax) { _ in
            Subscription(vacant: ())
        }
    }

    var nextDeadline: Timestamp { hasEvents ? .origin : deadline }

    /// The place of a publication that is known, or `nil`.
    func place(of id: PublicationID) -> Int? {
        let place = id.place
        guard place < publications.count, publications[place].id == id else { return nil }
        return place
    }

    /// The place of a subscription that is known, or `nil`.
    func place(of id: SubscriptionID) -> Int? {
        let place = id.place
        guard place < subscriptions.count, subscriptions[place].id == id else { return nil }
        return place
    }

    /// Notes that a peer is to be told that a subscription is nothing. A peer that is not told asks again.
    mutating func note(_ stray: Stray) {
        guard strayCount < strays.count else { return }
        strays[strayCount] = stray
        strayCount += 1
        deadline = .origin
    }

    /// Ends what depends on a session that has ended.
    mutating func sessionEnded(_ session: SessionID, _ reason: CloseReason) {
        for place in 0..<publications.count {
            publications[place].removeSubscribers(of: session, reason)
        }
        for place in 0..<subscriptions.count where subscriptions[place].session == session {
            subscriptions[place].end(reason)
            hasEvents = true
        }
        deadline = .origin
    }
}
