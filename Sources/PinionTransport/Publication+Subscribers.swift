/// What subscribers say, and what becomes of them.
extension Publication {
    /// The place of a subscriber that is there or has been removed.
    func place(of session: SessionID, _ subscription: UInt32) -> Int? {
        for index in 0..<subscribers.count
        where subscribers[index].session == session && subscribers[index].state != .vacant
            && subscribers[index].subscription == subscription
        { return index }
        return nil
    }

    /// A peer wants the messages from now on, or says again that it does.
    ///
    /// - Returns: Whether it is told so; `false` if there is no room.
    mutating func receiveJoin(
        _ subscription: UInt32, of session: SessionID, wantsCopies: Bool, at now: Timestamp
    ) -> Bool {
        let wantsCopies = wantsCopies || options.group == nil
        if let place = place(of: session, subscription) {
            if subscribers[place].isActive {
                subscribers[place].heardAt = now
                subscribers[place].wantsCopies = wantsCopies
                subscribers[place].isJoinedDue = true
            } else {
                subscribers[place].isLeftDue = true
            }
            return true
        }
        guard let place = freePlace() else { return false }
        // MUL-5: "A subscriber SHALL get the messages from the first that has not been sent when its JOIN comes; of a
        // latest-only publication the last packet, too."
        let last = isReliable ? nil : lastSent
        subscribers[place] = Subscriber(
            session, subscription, wantsCopies: wantsCopies,
            first: last?.header.sequence ?? joinPoint, at: now)
        subscribers[place].wantsLast = last != nil
        subscriberCount += 1
        return true
    }

    /// A place that is vacant, or whose subscriber has gone and been told.
    private func freePlace() -> Int? {
        var forgotten: Int?
        for index in 0..<subscribers.count {
            switch subscribers[index].state {
            case .vacant:
                return index
            case .removed:
                if !subscribers[index].isLeftDue && !subscribers[index].isEventDue {
                    forgotten = index
                }
            case .active:
                // Taken.
                break
            }
        }
        return forgotten
    }

    /// The last packet that has been sent to all, if it is still kept.
    var lastSent: PacketSlot? { unsent == nil ? kept.last : unsent?.header.previous }

    /// A subscriber says how far it has come; answers whether it is one.
    mutating func receiveProgress(
        _ progress: PublicationFrame.Progress, of session: SessionID, roundTrip: RoundTrip,
        _ environment: inout SessionEnvironment, at now: Timestamp
    ) -> Bool {
        let place = progress.subscriber
        guard place < subscribers.count, subscribers[place].session == session,
            subscribers[place].subscription == progress.subscription,
            subscribers[place].state != .vacant
        else { return false }
        guard subscribers[place].isActive else {
            // MUL-13: "A publisher SHALL answer PROGRESS and JOIN of a subscriber that it has removed, or does not know,
            // with LEFT."
            subscribers[place].isLeftDue = true
            return true
        }
        subscribers[place].heardAt = now
        let position = SequenceNumber(low32: progress.position, near: subscribers[place].position)
        // MUL-10: "A publisher SHALL ignore a position that is smaller than one it has seen, or beyond what it has
        // sent."
        guard position <= joinPoint else {
            environment.counters.acknowledgedUnsent += 1
            return true
        }
        if position > subscribers[place].position {
            subscribers[place].position = position
            heartbeatTimer.restart(roundTrip: roundTrip.smoothed, at: now)
        }
        guard progress.gaps.count > 0, isReliable else { return true }
        environment.counters.gapRequestsReceived += UInt64(progress.gaps.count)
        noteAsked(progress.gaps, by: place, within: roundTrip.smoothed, at: now)
        subscribers[place].request(
            progress.gaps, within: roundTrip.smoothed, window: options.windowPackets, at: now)
        return true
    }

    /// Notes at each packet who asks for it: the gaps are in order, so that it is one walk.
    private mutating func noteAsked(
        _ gaps: RequestedGaps, by place: Int, within roundTrip: UInt64, at now: Timestamp
    ) {
        var cursor = kept.first
        for index in 0..<gaps.count {
            let first = SequenceNumber(low32: gaps[index].first, near: next)
            let end = first.advanced(by: Int(gaps[index].count))
            while let packet = cursor, packet.header.end <= first { cursor = packet.header.next }
            while let packet = cursor, packet.header.sequence < end {
                let asker = UInt32(place + 1)
                if packet.asker == 0 || now.nanoseconds(since: packet.askedAt) >= roundTrip {
                    packet.asker = asker
                    packet.askedAt = now
                } else if packet.asker != asker {
                    packet.asker = PacketSlot.severalAsk
                }
                cursor = packet.header.next
            }
        }
    }

    /// A subscriber wants nothing more. It is told so in any case.
    mutating func receiveLeave(_ subscription: UInt32, of session: SessionID) -> Bool {
        guard let place = place(of: session, subscription) else { return false }
        remove(place, .finished)
        subscribers[place].isLeftDue = true
        return true
    }

    /// Keeps nothing more for a subscriber.
    mutating func remove(_ place: Int, _ reason: CloseReason) {
        guard subscribers[place].isActive else { return }
        subscribers[place].state = .removed(reason)
        subscribers[place].isJoinedDue = false
        subscribers[place].isLeftDue = true
        subscribers[place].isEventDue = true
        subscribers[place].requested.removeAll()
        subscriberCount -= 1
    }

    /// Forgets the subscribers whose sessions are not open any more.
    mutating func removeGone(_ sessions: borrowing FixedStorage<Session>) {
        for index in 0..<subscribers.count where subscribers[index].state != .vacant {
            let session = subscribers[index].session
            guard sessions.openPlace(of: session) == nil else { continue }
            forget(index, sessions.endReason(of: session))
        }
    }

    /// Forgets the subscribers of a session that has ended.
    mutating func removeSubscribers(of session: SessionID, _ reason: CloseReason) {
        for index in 0..<subscribers.count
        where subscribers[index].state != .vacant && subscribers[index].session == session {
            forget(index, reason)
        }
    }

    /// Forgets a subscriber that cannot be told anything, once the application knows.
    private mutating func forget(_ index: Int, _ reason: CloseReason) {
        remove(index, reason)
        subscribers[index].isLeftDue = false
        if !subscribers[index].isEventDue { subscribers[index] = Subscriber() }
    }

    /// Lets go of what every subscriber has consumed, and of what nobody is to get.
    mutating func release() {
        var minimum = joinPoint
        if isReliable {
            for index in 0..<subscribers.count where subscribers[index].isActive {
                minimum = min(minimum, subscribers[index].position)
            }
        }
        while let packet = kept.first, packet != unsent, packet.header.end <= minimum {
            // The last packet is what a newcomer gets, and what a heartbeat repeats.
            if !isReliable && packet == lastSent { break }
            _ = kept.remove(packet)
        }
        // Not at once: who is woken for each packet that may be begun gets nothing else done.
        if isBlocked && kept.count <= options.windowPackets / 4 * 3 {
            isBlocked = false
            isWritableDue = true
        }
    }

    /// Removes whoever has said nothing for too long; answers when this is next to be done.
    ///
    /// A late repeat of a JOIN may have made a subscriber of one that has left.
    mutating func removeSilent(at now: Timestamp) -> Timestamp {
        var earliest = Timestamp.never
        for index in 0..<subscribers.count where subscribers[index].isActive {
            if now >= subscribers[index].silenceDeadline {
                remove(index, .peerSilent)
            } else {
                earliest = min(earliest, subscribers[index].silenceDeadline)
            }
        }
        return earliest
    }

    /// Notes who holds up the others, and removes whoever has done so for too long.
    ///
    /// - Returns: When this is next to be done.
    mutating func judge(at now: Timestamp, _ counters: inout Counters) -> Timestamp {
        guard isReliable, case .drop(let patience) = options.slowSubscribers else { return .never }
        let half = options.windowPackets / 2
        let boundary = kept.count > half ? position(packetsBehindFurthest: half) : nil
        let isShut = kept.count >= options.windowPackets
        var earliest = Timestamp.never
        for index in 0..<subscribers.count where subscribers[index].isActive {
            var isBehind = false
            if let boundary { isBehind = subscribers[index].position < boundary }
            if isShut, let oldest = kept.first {
                isBehind = isBehind || subscribers[index].position < oldest.header.end
            }
            guard isBehind else {
                subscribers[index].behindSince = .never
                continue
            }
            subscribers[index].behindSince = min(subscribers[index].behindSince, now)
            // MUL-12: "A publisher that drops slow subscribers SHALL remove one that has been behind for longer than its
            // patience."
            let deadline = subscribers[index].behindSince.advanced(byNanoseconds: patience)
            if now >= deadline {
                remove(index, .tooSlow)
                counters.subscribersDropped += 1
            } else {
                earliest = min(earliest, deadline)
            }
        }
        return earliest
    }

    /// The end of the packet that lies so many behind the one that the furthest subscriber has consumed last.
    private func position(packetsBehindFurthest distance: Int) -> SequenceNumber? {
        var furthest: SequenceNumber?
        for index in 0..<subscribers.count where subscribers[index].isActive {
            furthest = max(furthest ?? subscribers[index].position, subscribers[index].position)
        }
        guard let furthest else { return nil }
        var consumed = 0
        var cursor = kept.first
        while let packet = cursor, packet.header.end <= furthest {
            consumed += 1
            cursor = packet.header.next
        }
        guard consumed > distance, var packet = kept.first else { return nil }
        for _ in 1..<max(consumed - distance, 1) {
            guard let following = packet.header.next else { break }
            packet = following
        }
        return packet.header.end
    }
}

extension FixedStorage where Element == Session {
    /// The place of a session that is open, or `nil`.
    func openPlace(of id: SessionID) -> Int? {
        let place = id.place
        guard place < count, self[place].id == id, self[place].life.phase == .open else {
            return nil
        }
        return place
    }

    /// Why a session is not open any more, as far as that is still known.
    func endReason(of id: SessionID) -> CloseReason {
        let place = id.place
        guard place < count, self[place].id == id else { return .finished }
        return self[place].life.reason
    }
}
