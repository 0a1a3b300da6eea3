import PinionCodec

/// What a publisher sends: answers, packets to all, repairs, heartbeats.
extension Publication {
    /// Adds the publication's packets to `outbound` while there are any and it has room.
    ///
    /// - Returns: When this is next to be called: at once if there was no room.
    mutating func fill(
        _ outbound: inout PacketBatch, _ sessions: inout FixedStorage<Session>,
        _ environment: inout SessionEnvironment, at now: Timestamp
    ) -> Timestamp {
        if poolRetry != .never && poolRetry > now { return poolRetry }
        poolRetry = .never
        removeGone(sessions)
        seal()
        let judgement = min(removeSilent(at: now), judge(at: now, &environment.counters))
        var isDone =
            sendAnswers(&outbound, &sessions, &environment, at: now)
            && sendUnsent(&outbound, sessions, &environment, at: now)
            && sendRepairs(&outbound, sessions, &environment, at: now)
            && sendHeartbeat(&outbound, sessions, &environment, at: now)
        release()
        finishEnding()
        isDone = isDone && !hasAnswers
        guard isDone else { return poolRetry == .never ? .origin : poolRetry }
        return min(judgement, heartbeatTimer.deadline)
    }

    /// Whether somebody is still to be told something by a packet.
    private var hasAnswers: Bool {
        for index in 0..<subscribers.count
        where subscribers[index].isJoinedDue || subscribers[index].isLeftDue { return true }
        return false
    }

    // MARK: - Answers

    private mutating func sendAnswers(
        _ outbound: inout PacketBatch, _ sessions: inout FixedStorage<Session>,
        _ environment: inout SessionEnvironment, at now: Timestamp
    ) -> Bool {
        for index in 0..<subscribers.count {
            guard let place = sessions.openPlace(of: subscribers[index].session) else { continue }
            if subscribers[index].isJoinedDue {
                guard
                    sendJoined(index, &outbound, &sessions[place], &environment, at: now)
                else { return false }
                subscribers[index].isJoinedDue = false
            }
            if subscribers[index].isLeftDue, case .removed(let reason) = subscribers[index].state {
                let subscription = subscribers[index].subscription
                guard
                    sessions[place].sendAlone(
                        Transport.Left.self, &outbound, &environment, at: now,
                        { left throws(FrameError) in
                            left.subscription = subscription
                            left.reason = reason.rawValue
                        })
                else { return retryLater(outbound, at: now) }
                subscribers[index].isLeftDue = false
            }
        }
        return true
    }

    private mutating func sendJoined(
        _ index: Int, _ outbound: inout PacketBatch, _ session: inout Session,
        _ environment: inout SessionEnvironment, at now: Timestamp
    ) -> Bool {
        // FRM-5: "A packet SHALL NOT be longer than the shorter of the lengths that the two sides offered."
        guard options.packetBytesMax <= session.packetBytesBothTake else {
            remove(index, .limitsDoNotFit)
            return true
        }
        let subscriber = subscribers[index]
        let group = subscriber.wantsCopies ? PeerAddress() : options.group ?? PeerAddress()
        let isSent = session.sendAlone(
            Transport.Joined.self, &outbound, &environment, at: now
        ) { joined throws(FrameError) in
            joined.subscription = subscriber.subscription
            joined.publication = id.rawValue
            joined.incarnation = incarnation
            joined.firstSequence = subscriber.first.rawValue
            joined.window = UInt16(options.windowPackets)
            var flags: Transport.JoinedFlags = isReliable ? [] : .latestOnly
            if subscriber.wantsCopies { flags.insert(.copies) }
            joined.flags = flags
            joined.subscribers = UInt16(clamping: subscriberCount)
            joined.subscriber = UInt16(index)
            joined.group0 = group.word0
            joined.group1 = group.word1
            joined.group2 = group.word2
            joined.group3 = group.word3
        }
        return isSent || retryLater(outbound, at: now)
    }

    // MARK: - To all

    /// Sends the packets that have not been sent, each to all.
    private mutating func sendUnsent(
        _ outbound: inout PacketBatch, _ sessions: borrowing FixedStorage<Session>,
        _ environment: inout SessionEnvironment, at now: Timestamp
    ) -> Bool {
        while let packet = unsent {
            heartbeat.removeAll()
            var place = target
            let isSent = send(
                packet, toAllFrom: &place, &outbound, sessions, &environment, at: now)
            target = place
            guard isSent else { return false }
            packet.header.stamp = now
            packet.asker = 0
            target = 0
            unsent = packet.header.next
            restartHeartbeat(sessions, at: now)
            if subscriberCount == 0 || !isReliable { release() }
        }
        return true
    }

    /// Sends a packet to the group and to every subscriber that is in none, from the destination `target` on.
    ///
    /// MUL-4: "A publisher SHALL send each packet to the group once if a subscriber is in it, and SHALL send the same
    /// bytes to the session's address of each subscriber that is not."
    private mutating func send(
        _ packet: PacketSlot, toAllFrom target: inout Int, _ outbound: inout PacketBatch,
        _ sessions: borrowing FixedStorage<Session>, _ environment: inout SessionEnvironment,
        at now: Timestamp
    ) -> Bool {
        if target == 0 {
            if members > 0 {
                guard !outbound.isFull else { return false }
                sendToGroup(packet, &outbound, &environment)
            }
            target = 1
        }
        while target <= subscribers.count {
            let subscriber = subscribers[target - 1]
            if subscriber.isActive && subscriber.wantsCopies,
                let place = sessions.openPlace(of: subscriber.session)
            {
                guard
                    sendCopy(packet, to: sessions[place].peer, &outbound, &environment, at: now)
                else { return false }
            }
            target += 1
        }
        return true
    }

    /// Sends the packet itself: every lease of it has the group's address.
    private func sendToGroup(
        _ packet: PacketSlot, _ outbound: inout PacketBatch, _ environment: inout SessionEnvironment
    ) {
        outbound.append(packet.share())
        environment.counters.packetsSent += 1
        environment.counters.bytesSent += UInt64(packet.header.byteCount)
    }

    /// Sends the same bytes in another buffer, whose address is its own; answers whether it could.
    private mutating func sendCopy(
        _ packet: PacketSlot, to peer: PeerAddress, _ outbound: inout PacketBatch,
        _ environment: inout SessionEnvironment, at now: Timestamp
    ) -> Bool {
        guard !outbound.isFull else { return false }
        guard var copy = environment.lease(for: .carrier) else {
            return retryLater(outbound, at: now)
        }
        let fits = copy.append(packet.rest(from: 0))
        assert(fits, "the buffers of a pool are of one length")
        copy.peer = peer
        environment.counters.packetsSent += 1
        environment.counters.bytesSent += UInt64(packet.header.byteCount)
        outbound.append(copy)
        return true
    }

    // MARK: - Repairs

    /// Sends again what subscribers have asked for.
    private mutating func sendRepairs(
        _ outbound: inout PacketBatch, _ sessions: borrowing FixedStorage<Session>,
        _ environment: inout SessionEnvironment, at now: Timestamp
    ) -> Bool {
        for index in 0..<subscribers.count where subscribers[index].isActive {
            guard let place = sessions.openPlace(of: subscribers[index].session) else { continue }
            let peer = sessions[place].peer
            if subscribers[index].wantsLast, let packet = lastSent {
                guard sendCopy(packet, to: peer, &outbound, &environment, at: now) else {
                    return false
                }
            }
            subscribers[index].wantsLast = false
            guard subscribers[index].requested.count > 0 else { continue }
            guard
                repair(
                    index, at: peer, within: sessions[place].roundTrip.smoothed, &outbound,
                    &environment, at: now)
            else { return false }
        }
        return true
    }

    /// Sends again what one subscriber has asked for; answers whether there was room.
    private mutating func repair(
        _ index: Int, at peer: PeerAddress, within roundTrip: UInt64, _ outbound: inout PacketBatch,
        _ environment: inout SessionEnvironment, at now: Timestamp
    ) -> Bool {
        let requested = subscribers[index].requested
        var cursor = kept.first
        for gap in 0..<requested.count {
            let first = SequenceNumber(low32: requested[gap].first, near: next)
            let end = first.advanced(by: Int(requested[gap].count))
            while let packet = cursor, packet.header.end <= first { cursor = packet.header.next }
            while let packet = cursor, packet != unsent, packet.header.sequence < end {
                cursor = packet.header.next
                // MUL-8: "A publisher SHALL ignore a request for a packet that was sent to all within the subscriber's
                // round trip."
                guard now.nanoseconds(since: packet.header.stamp) >= roundTrip,
                    subscribers[index].repairsLeft > 0
                else {
                    environment.counters.repairsHeldBack += 1
                    continue
                }
                let goesToGroup =
                    packet.asker == PacketSlot.severalAsk && !subscribers[index].wantsCopies
                let isSent = sendAgain(
                    packet, to: goesToGroup ? nil : peer, &outbound, &environment, at: now)
                guard isSent else {
                    let left = UInt16(clamping: end.distance(from: packet.header.sequence))
                    subscribers[index].requested.advance(
                        to: gap, first: packet.header.sequence.low32, count: left)
                    return false
                }
                subscribers[index].repairsLeft -= 1
            }
        }
        subscribers[index].requested.removeAll()
        return true
    }

    /// Sends a packet again, to the group or to the one who asked; answers whether there was room.
    ///
    /// MUL-6: "A publisher SHALL send a packet again to the group if several of its members have asked for it within a
    /// round trip, and otherwise to the one who asked."
    private mutating func sendAgain(
        _ packet: PacketSlot, to peer: PeerAddress?, _ outbound: inout PacketBatch,
        _ environment: inout SessionEnvironment, at now: Timestamp
    ) -> Bool {
        if let peer {
            guard sendCopy(packet, to: peer, &outbound, &environment, at: now) else { return false }
        } else {
            guard !outbound.isFull else { return false }
            sendToGroup(packet, &outbound, &environment)
            packet.header.stamp = now
            packet.asker = 0
            environment.counters.repairsToGroups += 1
        }
        environment.counters.packetsRepaired += 1
        environment.counters.messagesRepaired += UInt64(packet.header.messageCount)
        return true
    }

    // MARK: - Heartbeats

    /// Says the last number, or repeats the last packet, if nothing has been sent for a while.
    private mutating func sendHeartbeat(
        _ outbound: inout PacketBatch, _ sessions: borrowing FixedStorage<Session>,
        _ environment: inout SessionEnvironment, at now: Timestamp
    ) -> Bool {
        guard subscriberCount > 0 else {
            heartbeatTimer.stop()
            heartbeat.removeAll()
            return true
        }
        if heartbeatTimer.deadline == .never { restartHeartbeat(sessions, at: now) }
        if heartbeat.isEmpty {
            guard now >= heartbeatTimer.deadline else { return true }
            guard let packet = makeHeartbeat(&environment) else {
                return retryLater(outbound, at: now)
            }
            heartbeat.append(packet)
            heartbeatTarget = 0
            heartbeatTimer.repeatLater(at: now)
        }
        guard let packet = heartbeat.first else { return true }
        var place = heartbeatTarget
        let isSent = send(packet, toAllFrom: &place, &outbound, sessions, &environment, at: now)
        heartbeatTarget = place
        if isSent { heartbeat.removeAll() }
        return isSent
    }

    /// A packet that says where the publication stands.
    private mutating func makeHeartbeat(_ environment: inout SessionEnvironment) -> PacketBuffer? {
        guard var packet = environment.lease(for: .builder) else { return nil }
        // A latest-only publication says so with its last messages.
        if !isReliable, let last = lastSent {
            let fits = packet.append(last.rest(from: 0))
            assert(fits, "the buffers of a pool are of one length")
            packet.peer = last.header.peer
            return packet
        }
        DatagramBuilder.beginControl(packet.slot)
        let fits = DatagramBuilder.append(
            Transport.Heartbeat.self, to: packet.slot, packetBytesMax: framesEndMax
        ) { heartbeat throws(FrameError) in
            heartbeat.nextSequence = joinPoint.low32
            heartbeat.subscribers = UInt16(clamping: subscriberCount)
        }
        assert(fits, "any packet holds a heartbeat")
        finish(packet.slot)
        return packet
    }

    private mutating func restartHeartbeat(
        _ sessions: borrowing FixedStorage<Session>, at now: Timestamp
    ) {
        var longest: UInt64 = 0
        for index in 0..<subscribers.count where subscribers[index].isActive {
            if let place = sessions.openPlace(of: subscribers[index].session) {
                longest = max(longest, sessions[place].roundTrip.smoothed)
            }
        }
        heartbeatTimer.restart(roundTrip: longest, at: now)
    }

    // MARK: - Ends

    /// Removes whoever has everything, once the publication ends.
    private mutating func finishEnding() {
        guard let reason = ending else { return }
        let isAborted = reason != .finished
        guard unsent == nil || isAborted else { return }
        // MUL-14: "A publication that ends in order SHALL keep each subscriber until it has consumed everything."
        for index in 0..<subscribers.count where subscribers[index].isActive {
            if isAborted || !isReliable || subscribers[index].position == next {
                remove(index, reason)
            }
        }
        guard subscriberCount == 0 && !hasAnswers else { return }
        for index in 0..<subscribers.count where subscribers[index].isEventDue { return }
        removePackets()
        isOver = true
    }

    private mutating func retryLater(_ outbound: borrowing PacketBatch, at now: Timestamp) -> Bool {
        if !outbound.isFull {
            poolRetry = now.advanced(
                byNanoseconds: SessionEnvironment.poolRetryNanoseconds)
        }
        return false
    }
}
