import PinionCodec

/// What comes in and goes out for publications and subscriptions.
extension SessionTable {
    /// A packet of a publication, to its group or to this side alone.
    mutating func receivePublication(
        _ packet: consuming PacketBuffer, _ header: PacketHeader, _ contents: PacketContents,
        at now: Timestamp
    ) {
        // MUL-2: "A packet of a publication SHALL end with a trailer."
        guard header.hasTrailer else {
            environment.counters.trailersMissing += 1
            return
        }
        let isData = contents.data != 0
        guard isData != (contents.publication != 0),
            isData || packet.slot.isHeartbeat(at: contents.publication)
        else {
            environment.counters.malformed += 1
            return
        }
        var isFromElsewhere = false
        for place in 0..<broadcasts.subscriptions.count
        where broadcasts.subscriptions[place].phase == .joined
            && broadcasts.subscriptions[place].publication == header.session
        {
            let session = broadcasts.subscriptions[place].session
            guard let peer = sessions.openPlace(of: session) else { continue }
            // MUL-25: "A subscriber SHALL drop a packet of a publication unless it comes from its publisher's address,
            // with the number and the incarnation of JOINED. It answers nothing."
            guard sessions[peer].peer == packet.peer else {
                isFromElsewhere = true
                continue
            }
            let incarnation = broadcasts.subscriptions[place].incarnation
            guard UInt16(truncatingIfNeeded: incarnation) == header.incarnation else {
                environment.counters.otherLives += 1
                return
            }
            broadcasts.subscriptions[place].receive(
                packet, contents, sessions[peer].roundTrip, &environment, at: now)
            noteSubscription(place)
            return
        }
        // Of a publication that this side has left, or that shares the group with one that it has joined.
        if isFromElsewhere {
            environment.counters.wrongPeer += 1
        } else {
            environment.counters.unknownPublication += 1
        }
    }

    /// Has `fill` look at a subscription when it has something to say, and the application if it has something for it.
    private mutating func noteSubscription(_ place: Int) {
        broadcasts.deadline = min(
            broadcasts.deadline, broadcasts.subscriptions[place].nextDeadline)
        if broadcasts.subscriptions[place].hasEvents { broadcasts.hasEvents = true }
    }

    /// Does what a packet of a session said about a publication.
    mutating func receivePublicationFrame(of id: SessionID, _ session: Int, at now: Timestamp) {
        guard let frame = environment.publicationFrame else { return }
        environment.publicationFrame = nil
        guard sessions.openPlace(of: id) != nil else { return }
        switch frame {
        case .join(let subscription, let topic, let wantsCopies):
            receiveJoin(subscription, topic, wantsCopies, of: id, at: now)
        case .joined(let joined):
            guard let place = subscription(joined.subscription, of: id) else {
                // MUL-27: "A subscriber SHALL answer JOINED with LEAVE if it has left, or knows nothing of it."
                broadcasts.note(
                    .init(session: id, subscription: joined.subscription, reason: nil))
                return
            }
            if !broadcasts.subscriptions[place].receiveJoined(
                joined, windowMax: broadcasts.limits.windowPacketsMax, at: now)
            {
                environment.counters.malformed += 1
            }
            noteSubscription(place)
        case .progress(let progress):
            receiveProgress(progress, of: id, sessions[session].roundTrip, at: now)
        case .leave(let subscription):
            broadcasts.deadline = .origin
            for place in 0..<broadcasts.publications.count
            where broadcasts.publications[place].receiveLeave(subscription, of: id) { return }
            broadcasts.note(.init(session: id, subscription: subscription, reason: .finished))
        case .left(let subscription, let reason):
            guard let place = self.subscription(subscription, of: id) else { return }
            broadcasts.subscriptions[place].end(CloseReason(rawValue: reason))
            noteSubscription(place)
        }
    }

    private func subscription(_ number: UInt32, of session: SessionID) -> Int? {
        guard let place = broadcasts.place(of: SubscriptionID(rawValue: number)),
            broadcasts.subscriptions[place].session == session
        else { return nil }
        return place
    }

    private mutating func receiveJoin(
        _ subscription: UInt32, _ topic: UInt64, _ wantsCopies: Bool, of session: SessionID,
        at now: Timestamp
    ) {
        broadcasts.deadline = .origin
        var reason = CloseReason.notPublished
        for place in 0..<broadcasts.publications.count
        where !broadcasts.publications[place].isVacant
            && broadcasts.publications[place].options.topic == topic
            && broadcasts.publications[place].ending == nil
        {
            let isTold = broadcasts.publications[place].receiveJoin(
                subscription, of: session, wantsCopies: wantsCopies, at: now)
            if isTold { return }
            reason = .tableFull
        }
        broadcasts.note(.init(session: session, subscription: subscription, reason: reason))
    }

    private mutating func receiveProgress(
        _ progress: PublicationFrame.Progress, of session: SessionID, _ roundTrip: RoundTrip,
        at now: Timestamp
    ) {
        broadcasts.deadline = .origin
        let id = PublicationID(rawValue: progress.publication)
        if let place = broadcasts.place(of: id),
            broadcasts.publications[place].receiveProgress(
                progress, of: session, roundTrip: roundTrip, &environment, at: now)
        {
            return
        }
        broadcasts.note(
            .init(
                session: session, subscription: progress.subscription, reason: .notPublished))
    }

    /// Adds the packets of publications and subscriptions to `outbound`.
    mutating func fillBroadcasts(_ outbound: inout PacketBatch, at now: Timestamp) {
        var deadline = sendStrays(&outbound, at: now) ? Timestamp.never : .origin
        for place in 0..<broadcasts.publications.count
        where !broadcasts.publications[place].isVacant {
            deadline = min(
                deadline,
                broadcasts.publications[place].fill(
                    &outbound, &sessions, &environment, at: now))
            if broadcasts.publications[place].hasEvents { broadcasts.hasEvents = true }
        }
        for place in 0..<broadcasts.subscriptions.count
        where !broadcasts.subscriptions[place].isVacant {
            deadline = min(
                deadline,
                broadcasts.subscriptions[place].fill(
                    &outbound, &sessions, &environment, at: now))
            if broadcasts.subscriptions[place].hasEvents { broadcasts.hasEvents = true }
            // A session that is to measure its round trip has something to send.
            if let session = sessions.openPlace(of: broadcasts.subscriptions[place].session),
                sessions[session].ping != nil
            {
                activate(session)
            }
        }
        broadcasts.deadline = deadline
    }

    /// Tells peers what is nothing; answers whether there was room.
    private mutating func sendStrays(_ outbound: inout PacketBatch, at now: Timestamp) -> Bool {
        while broadcasts.strayCount > 0 {
            let stray = broadcasts.strays[broadcasts.strayCount - 1]
            if let place = sessions.openPlace(of: stray.session) {
                let isSent = sessions[place].send(stray, &outbound, &environment, at: now)
                // Without a buffer it is left out: a subscriber that is not told asks again.
                guard isSent || !outbound.isFull else { return false }
            }
            broadcasts.strayCount -= 1
        }
        return true
    }
}

extension Session {
    /// Tells the peer that a subscription is nothing; answers whether it could.
    fileprivate mutating func send(
        _ stray: Broadcasts.Stray, _ outbound: inout PacketBatch,
        _ environment: inout SessionEnvironment, at now: Timestamp
    ) -> Bool {
        guard let reason = stray.reason else {
            return sendAlone(
                Transport.Leave.self, &outbound, &environment, at: now,
                { leave throws(FrameError) in leave.subscription = stray.subscription })
        }
        // MUL-13: "A publisher SHALL answer PROGRESS and JOIN of a subscriber that it has removed, or does not know,
        // with LEFT."
        return sendAlone(
            Transport.Left.self, &outbound, &environment, at: now
        ) { left throws(FrameError) in
            left.subscription = stray.subscription
            left.reason = reason.rawValue
        }
    }
}

extension Publication {
    /// Whether the application is to be told something.
    fileprivate var hasEvents: Bool {
        if isWritableDue || isOver { return true }
        for index in 0..<subscribers.count where subscribers[index].isEventDue { return true }
        return false
    }
}

extension PacketSlot {
    /// Whether the frame about a publication at `offset` is the one that its own packets hold.
    fileprivate func isHeartbeat(at offset: Int) -> Bool {
        guard let header = try? FrameView<Transport.FrameHeader>(rest(from: offset)) else {
            return false
        }
        return UInt64(header.templateId) == Transport.Heartbeat.templateID
    }
}
