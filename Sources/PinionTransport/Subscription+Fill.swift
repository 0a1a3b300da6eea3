import PinionCodec

/// What a subscriber says: that it wants a publication, how far it has come, what it misses.
extension Subscription {
    /// Adds the subscription's packets to `outbound` while there are any and it has room.
    ///
    /// - Returns: When this is next to be called: at once if there was no room.
    mutating func fill(
        _ outbound: inout PacketBatch, _ sessions: inout FixedStorage<Session>,
        _ environment: inout SessionEnvironment, at now: Timestamp
    ) -> Timestamp {
        guard phase != .vacant, phase != .left else { return .never }
        guard let place = sessions.openPlace(of: session) else {
            end(sessions.endReason(of: session))
            return .never
        }
        // Bounded: what has been said has a later deadline.
        while nextDeadline <= now {
            let isSent = sendNext(&outbound, &sessions[place], &environment, at: now)
            guard isSent else {
                // The pool is empty, or there is no room.
                return outbound.isFull
                    ? .origin
                    : now.advanced(byNanoseconds: SessionEnvironment.poolRetryNanoseconds)
            }
        }
        return nextDeadline
    }

    private mutating func sendNext(
        _ outbound: inout PacketBatch, _ session: inout Session,
        _ environment: inout SessionEnvironment, at now: Timestamp
    ) -> Bool {
        if signal.deadline <= now {
            guard sendSignal(&outbound, &session, &environment, at: now) else { return false }
            signal.repeatLater(timeout: session.probeTimeout, at: now)
            return true
        }
        // MUL-23: "A subscriber that has not heard its publication for three seconds SHALL ask for copies, with a JOIN,
        // if it is in a group."
        if groupDeadline <= now {
            wantsCopies = true
            environment.counters.groupsUnheard += 1
            signal.restart(at: now)
            return true
        }
        session.measureRoundTrip(at: now)
        return sendProgress(&outbound, &session, &environment, at: now)
    }

    /// Sends JOIN or LEAVE.
    private func sendSignal(
        _ outbound: inout PacketBatch, _ session: inout Session,
        _ environment: inout SessionEnvironment, at now: Timestamp
    ) -> Bool {
        guard phase == .leaving else {
            return session.sendAlone(
                Transport.Join.self, &outbound, &environment, at: now
            ) { join throws(FrameError) in
                join.subscription = id.rawValue
                join.flags = wantsCopies ? .copies : []
                join.topic = topic
            }
        }
        return session.sendAlone(
            Transport.Leave.self, &outbound, &environment, at: now,
            { leave throws(FrameError) in leave.subscription = id.rawValue })
    }

    /// Says how far this side has come, and asks for what is due.
    private mutating func sendProgress(
        _ outbound: inout PacketBatch, _ session: inout Session,
        _ environment: inout SessionEnvironment, at now: Timestamp
    ) -> Bool {
        guard !outbound.isFull else { return false }
        let again = now.advanced(
            byNanoseconds: session.roundTrip.answerTime + randomShare(of: session.roundTrip))
        let gaps = takeRequests(again: again, at: now)
        let isSent = session.sendAlone(
            Transport.Progress.self, &outbound, &environment, at: now
        ) { progress throws(FrameError) in
            progress.subscription = id.rawValue
            progress.publication = publication
            progress.position = position.low32
            progress.subscriber = subscriber
            try progress.gaps(count: gaps.count) { index, entry in
                entry.firstSequence = gaps[index].first
                entry.count = gaps[index].count
            }
        }
        guard isSent else { return false }
        environment.counters.gapsRequested += UInt64(gaps.count)
        consumedPackets = 0
        progressAt = now.advanced(byNanoseconds: Self.progressInterval)
        return true
    }

    /// The gaps that may be asked for now, as many as go into one frame; each may be asked for `again` later.
    private mutating func takeRequests(again: Timestamp, at now: Timestamp) -> RequestedGaps {
        var gaps = RequestedGaps()
        var earliest = Timestamp.never
        var cursor = window.gapCursor
        while let gap = window.nextGap(&cursor) {
            if gap.requestAt <= now && gaps.count < RequestedGaps.countMax {
                gaps.append(first: gap.first.low32, count: UInt16(clamping: gap.count))
                asked = max(asked, gap.first.advanced(by: Int(clamping: gap.count)))
                window.setRequestAt(again, of: gap)
                earliest = min(earliest, again)
            } else {
                earliest = min(earliest, gap.requestAt)
            }
        }
        if tailRequestAt <= now && gaps.count < RequestedGaps.countMax {
            let tail = tail
            gaps.append(first: tail.first.low32, count: UInt16(clamping: tail.count))
            asked = max(asked, known)
            tailRequestAt = again
        }
        requestAt = min(earliest, tailRequestAt)
        return gaps
    }
}
