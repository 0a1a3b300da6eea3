/// What the application asks of publications and subscriptions.
extension SessionTable {
    /// Begins a publication; `nil` if there is no room for another, or one of this side has the topic.
    ///
    /// - Parameter options: What it is. `options.violation` must be `nil`, and its window and packets within the table's limits.
    public mutating func publish(_ options: PublicationOptions) -> PublicationID? {
        if let violation = options.violation { preconditionFailure(violation) }
        precondition(
            options.windowPackets <= broadcasts.limits.windowPacketsMax
                && options.packetBytesMax <= environment.limits.packetBytesMax,
            "a publication keeps within the table's limits")
        var free: Int?
        for place in 0..<broadcasts.publications.count {
            if broadcasts.publications[place].isVacant {
                free = free ?? place
            } else if broadcasts.publications[place].options.topic == options.topic {
                return nil
            }
        }
        guard let place = free else { return nil }
        // MUL-24: "A publisher SHALL choose a new number and a new incarnation for each publication, which nobody can
        // foresee, and SHALL NOT choose zero."
        let id = PublicationID(rawValue: freshNumber(place))
        broadcasts.publications[place] = Publication(
            id, options, incarnation: hash.hash(6, broadcasts.made),
            subscribersMax: broadcasts.limits.subscribersMax,
            firstSequence: environment.limits.firstSequence)
        return id
    }

    /// A number that was not used recently, with `place` in its low 16 bits.
    private mutating func freshNumber(_ place: Int) -> UInt32 {
        broadcasts.made += 1
        let random = UInt32(truncatingIfNeeded: hash.hash(5, broadcasts.made)) << 16
        return max(random, 1 << 16) | UInt32(place)
    }

    /// Sends `message` to all subscribers of a publication. The bytes are copied into a packet.
    ///
    /// - Returns: `wouldBlock`: a subscriber that is kept has not consumed enough; `PublicationEvent.writable` follows.
    ///   `tooLong`: longer than a packet. `closed`: the publication has ended, or is not known.
    public mutating func publish(_ message: RawSpan, to publication: PublicationID) -> SendResult {
        guard let place = broadcasts.place(of: publication) else { return .closed }
        broadcasts.deadline = .origin
        return broadcasts.publications[place].publish(message, &environment)
    }

    /// Ends a publication: nothing more is taken, and each subscriber is kept until it has consumed everything, unless
    /// the reason is another than `finished`. `PublicationEvent.ended` follows.
    public mutating func end(_ publication: PublicationID, _ reason: CloseReason = .finished) {
        guard let place = broadcasts.place(of: publication) else { return }
        broadcasts.publications[place].ending = reason
        broadcasts.deadline = .origin
    }

    /// How many subscribers a publication keeps.
    public func subscriberCount(of publication: PublicationID) -> Int {
        guard let place = broadcasts.place(of: publication) else { return 0 }
        return broadcasts.publications[place].subscriberCount
    }

    /// Packets that a publication keeps, because a subscriber has not consumed them or they are not sent yet.
    public func packetsKept(by publication: PublicationID) -> Int {
        guard let place = broadcasts.place(of: publication) else { return 0 }
        return broadcasts.publications[place].kept.count
    }

    /// Subscribes to what the peer of an open session publishes under `topic`. `PublicationEvent.joined` or `.left` follows.
    ///
    /// - Parameters:
    ///   - topic: What the applications call the publication.
    ///   - session: A session with the publisher.
    ///   - wantsCopies: Whether packets are to come to the session's address, because this side can join no group.
    ///   - now: The time.
    /// - Returns: `nil` if there is no room, the session is not open, or this side has subscribed to it already.
    public mutating func subscribe(
        to topic: UInt64, over session: SessionID, wantsCopies: Bool = false, at now: Timestamp
    ) -> SubscriptionID? {
        guard let peer = sessions.openPlace(of: session) else { return nil }
        var free: Int?
        for place in 0..<broadcasts.subscriptions.count {
            if broadcasts.subscriptions[place].isVacant {
                free = free ?? place
                continue
            }
            // A packet is taken in once, so that only one subscription can have it.
            guard broadcasts.subscriptions[place].topic == topic,
                broadcasts.subscriptions[place].phase != .left,
                let other = sessions.openPlace(of: broadcasts.subscriptions[place].session)
            else { continue }
            if sessions[other].peer == sessions[peer].peer { return nil }
        }
        guard let place = free else { return nil }
        let id = SubscriptionID(rawValue: freshNumber(place))
        broadcasts.subscriptions[place] = Subscription(
            id, to: topic, over: session, wantsCopies: wantsCopies,
            random: hash.hash(7, broadcasts.made), at: now)
        broadcasts.deadline = .origin
        return id
    }

    /// Ends a subscription. `PublicationEvent.left` follows.
    public mutating func leave(_ subscription: SubscriptionID, at now: Timestamp) {
        guard let place = broadcasts.place(of: subscription) else { return }
        broadcasts.subscriptions[place].leave(.finished, at: now)
        broadcasts.deadline = .origin
    }

    /// The application is done with messages of a subscription.
    mutating func consume(_ delivery: consuming Delivery, of subscription: SubscriptionID) {
        guard let place = broadcasts.place(of: subscription) else { return }
        broadcasts.subscriptions[place].consume(messages: delivery.count)
        broadcasts.deadline = min(
            broadcasts.deadline, broadcasts.subscriptions[place].nextDeadline)
    }

    /// The next thing that the application must know of publications and subscriptions, if there is one.
    public mutating func nextPublicationEvent() -> PublicationEvent? {
        guard broadcasts.hasEvents else { return nil }
        for place in 0..<broadcasts.subscriptions.count
        where broadcasts.subscriptions[place].hasEvents {
            return takeEvent(ofSubscription: place)
        }
        for place in 0..<broadcasts.publications.count {
            if let event = takeEvent(ofPublication: place) { return event }
        }
        broadcasts.hasEvents = false
        return nil
    }

    private mutating func takeEvent(ofSubscription place: Int) -> PublicationEvent? {
        let id = broadcasts.subscriptions[place].id
        let session = broadcasts.subscriptions[place].session
        if broadcasts.subscriptions[place].isJoinedDue {
            broadcasts.subscriptions[place].isJoinedDue = false
            return .joined(
                id, session, first: broadcasts.subscriptions[place].position,
                group: broadcasts.subscriptions[place].group)
        }
        if let packet = broadcasts.subscriptions[place].ready.removeFirst() {
            return .messages(id, Delivery(packet: packet))
        }
        let reason = broadcasts.subscriptions[place].reason
        broadcasts.subscriptions[place] = Subscription(vacant: ())
        return .left(id, session, reason)
    }

    private mutating func takeEvent(ofPublication place: Int) -> PublicationEvent? {
        let id = broadcasts.publications[place].id
        guard !broadcasts.publications[place].isVacant else { return nil }
        if let subscriber = broadcasts.publications[place].takeSubscriberEvent() {
            // Its end may be what the publication's waits for.
            broadcasts.deadline = .origin
            switch subscriber.state {
            case .removed(let reason): return .unsubscribed(id, subscriber.session, reason)
            case .active, .vacant: return .subscribed(id, subscriber.session)
            }
        }
        if broadcasts.publications[place].isWritableDue {
            broadcasts.publications[place].isWritableDue = false
            return .writable(id)
        }
        guard broadcasts.publications[place].isOver else { return nil }
        broadcasts.publications[place] = Publication(vacant: ())
        return .ended(id)
    }
}

extension Publication {
    /// The next subscriber that the application is to be told about.
    fileprivate mutating func takeSubscriberEvent() -> Subscriber? {
        for index in 0..<subscribers.count where subscribers[index].isEventDue {
            subscribers[index].isEventDue = false
            return subscribers[index]
        }
        return nil
    }
}
