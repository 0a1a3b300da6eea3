import PinionTransport

/// What is looked at from outside, and what is wrong on purpose.
extension SimulatedHost {
    /// Whether the process has nothing left to do.
    var isOver: Bool {
        guard table.sessionCount == 0 else { return false }
        for place in 0..<Self.sessionsMax where sessions[place].isUsed { return false }
        guard index == 0 else { return true }
        for conversation in 0..<scenario.sessions where !conversations[conversation].isDone {
            return false
        }
        return true
    }

    /// Whether no more buffers are held than the limits allow.
    var isWithinBounds: Bool {
        var bound = table.sessionCount * scenario.limits[index].buffersPerSession
        // A session that has ended no longer counts what its application has not looked at yet.
        for place in 0..<Self.sessionsMax { bound += sessions[place].waitingCount }
        return pool.outstanding <= bound
    }

    /// What the application does wrong on purpose; answers whether that was all that becomes of the messages.
    mutating func makesMistake(
        with delivery: borrowing Delivery, of place: Int, _ ledger: inout Ledger
    ) -> Bool {
        switch mistake {
        case .losesDelivery:
            return random.happens(perMillion: 20_000)
        case .deliversTwice:
            if random.happens(perMillion: 20_000) { check(delivery, of: place, &ledger) }
            return false
        case .deliversOutOfOrder:
            guard let following = sessions[place].waiting.removeFirst() else { return false }
            sessions[place].waitingCount -= 1
            check(following, of: place, &ledger)
            table.consume(following)
            return false
        case .keepsLease:
            if leaked.isEmpty, let packet = pool.lease(for: .application) { leaked.append(packet) }
            return false
        case .exceedsLimits:
            while isWithinBounds && !leaked.isFull, let packet = pool.lease(for: .application) {
                leaked.append(packet)
            }
            return false
        case .deliversOldIncarnation, .acknowledgesWithoutKeeping, .altersByte, .missesDeadlines,
            .losesMessagesForGood, .stopsConsuming, .neverCloses, nil:
            // Mistakes of a link, or of a process at another place.
            return false
        }
    }
}
