import PinionTransport

/// The application of a process: it opens sessions, sends, takes, checks and closes.
extension SimulatedHost {
    /// Does what the application does from time to time.
    mutating func takeApplicationTurn(
        _ ledger: inout Ledger, _ trace: inout Trace, at now: UInt64, _ local: Timestamp
    ) {
        openSessions(&ledger, at: now, local)
        let isIdle = now < faultsEnd && random.happens(perMillion: scenario.idleTurns[index])
        for place in 0..<Self.sessionsMax where sessions[place].isUsed {
            if !isIdle { consume(place, deliveriesMax: 64, &ledger, &trace, at: now) }
            guard sessions[place].isOpen, sessions[place].reason == nil else { continue }
            if now >= faultsEnd && !sessions[place].isLast {
                sessions[place].goal = sessions[place].accepted
            }
            send(place, &ledger, at: local)
            closeIfWanted(place, at: local)
        }
    }

    // MARK: - Opening

    /// When the first of the conversations is opened again.
    var nextOpening: UInt64 {
        var earliest = UInt64.max
        for index in 0..<conversations.count {
            earliest = min(earliest, conversations[index].opensAt)
        }
        return earliest
    }

    private mutating func openSessions(
        _ ledger: inout Ledger, at now: UInt64, _ local: Timestamp
    ) {
        for index in 0..<conversations.count where conversations[index].opensAt <= now {
            guard let place = freePlace, let session = table.open(to: peerAddress, at: local)
            else {
                // The places of sessions that linger become free.
                conversations[index].opensAt = now + 1_000_000
                continue
            }
            conversations[index].opensAt = .max
            conversations[index].attempts += 1
            conversations[index].isLast = now >= faultsEnd
            sessions[place].isUsed = true
            sessions[place].conversation = index
            sessions[place].name.session = session
        }
    }

    private var freePlace: Int? {
        for place in 0..<Self.sessionsMax where !sessions[place].isUsed { return place }
        return nil
    }

    private func place(of session: SessionID) -> Int? {
        for place in 0..<Self.sessionsMax
        where sessions[place].isUsed && sessions[place].name.session == session { return place }
        return nil
    }

    private mutating func opened(
        _ session: SessionID, isInitiator: Bool, _ ledger: inout Ledger, at now: UInt64
    ) {
        guard let place = isInitiator ? place(of: session) : freePlace else {
            table.abort(session, .tableFull, at: clock.local(at: now))
            return
        }
        let name = SideName(session: session, incarnation: table.incarnation(of: session))
        let (peer, incarnation) = table.peerSide(of: session)
        sessions[place].isUsed = true
        sessions[place].isOpen = true
        sessions[place].name = name
        sessions[place].peer = SideName(session: peer, incarnation: incarnation)
        sessions[place].streams = table.streamCount(of: session)
        sessions[place].isLast = now >= faultsEnd
        // What remains to be seen when the faults are over takes few messages.
        sessions[place].goal = min(scenario.messages[index], now < faultsEnd ? .max : 200)
        sessions[place].log = ledger.begin(
            name, side: index, streams: sessions[place].streams, kinds: scenario.kinds[index],
            firstSequence: scenario.limits[index].firstSequence.rawValue,
            byteCountMax: min(scenario.messageBytesMax, table.messageBytesMax(of: session)))
        chooseKinds(of: place, &ledger)
        // Both sides know the initiator's name of its life; by it they agree on who closes.
        let initiator = isInitiator ? name.incarnation : incarnation
        let closers = mixed(initiator) % 3
        sessions[place].closesWhenDone =
            closers == 2 || (closers == 0) == isInitiator
        if !isInitiator && ledger.find(sessions[place].peer, side: 1 - index) == nil {
            ledger.violate("a session opened whose initiator does not know that it is open")
        }
        guard now < faultsEnd else { return }
        let goal = UInt64(sessions[place].goal)
        if random.happens(perMillion: scenario.earlyCloses) {
            sessions[place].closesAt = Int(random.next(below: goal + 1))
        }
        if random.happens(perMillion: scenario.aborts) {
            sessions[place].abortsAt = Int(random.next(below: goal + 1))
        }
    }

    private mutating func chooseKinds(of place: Int, _ ledger: inout Ledger) {
        let session = sessions[place].name.session
        // The peer may have begun to close in the packets that opened it; then nothing is sent.
        guard table.phase(of: session) == .open else { return }
        let kinds = scenario.kinds[index]
        for stream in 0..<sessions[place].streams {
            let kind = kinds[stream % kinds.count]
            if !table.choose(kind, for: StreamID(UInt16(stream)), of: session) {
                ledger.violate("stream \(stream): its kind could not be chosen")
            }
            let classes = TrafficClass.allCases
            let urgency = classes[(stream + scenario.limits[index].streamsMax) % classes.count]
            _ = table.choose(urgency, for: StreamID(UInt16(stream)), of: session)
        }
    }

    // MARK: - Sending

    private mutating func send(_ place: Int, _ ledger: inout Ledger, at local: Timestamp) {
        guard !sessions[place].hasClosed, !sessions[place].isBlocked else { return }
        let session = sessions[place].name.session
        for _ in 0..<scenario.burst {
            guard sessions[place].accepted < sessions[place].goal,
                sessions[place].accepted < min(sessions[place].closesAt, sessions[place].abortsAt)
            else { return }
            let draw = random.next()
            let stream = Int(draw >> 32) % sessions[place].streams
            let log = sessions[place].log
            let content = ledger.nextContent(log, stream: stream)
            switch offer(content, on: StreamID(UInt16(stream)), of: session, draw, at: local) {
            case .accepted:
                ledger.accept(log, stream: stream)
                sessions[place].accepted += 1
                if draw % 64 == 63 { table.flush(StreamID(UInt16(stream)), of: session) }
            case .wouldBlock:
                // It trusts the table to tell when it is worth trying again.
                sessions[place].isBlocked = true
                return
            case .closed:
                sessions[place].goal = sessions[place].accepted
                return
            case .tooLong, .noSuchStream:
                ledger.violate("send refused a message that it should take")
                return
            }
        }
    }

    /// Sends a message by one of the two ways.
    private mutating func offer(
        _ content: MessageContent, on stream: StreamID, of session: SessionID, _ draw: UInt64,
        at local: Timestamp
    ) -> SendResult {
        if draw & 1 == 0 {
            // Now and then more room than it takes, if there is.
            let more = draw & 2
            var result = table.reserve(
                content.byteCount + Int(more), on: stream, of: session, at: local)
            if result == .tooLong && more > 0 {
                result = table.reserve(content.byteCount, on: stream, of: session, at: local)
            }
            guard result == .accepted else { return result }
            write(content, on: stream, of: session)
            if draw & 0x7C != 0x7C {
                table.commit(content.byteCount, on: stream, of: session)
                return .accepted
            }
            // It thinks better of it, and sends the same message the other way.
            table.abandon(on: stream, of: session)
        }
        return Self.send(content, by: &scratch, &table, on: stream, of: session, at: local)
    }

    /// Sends a message that is written elsewhere and copied.
    private static func send(
        _ content: MessageContent, by scratch: inout [UInt8], _ table: inout SessionTable,
        on stream: StreamID, of session: SessionID, at local: Timestamp
    ) -> SendResult {
        var span = scratch.mutableSpan
        // SAFETY: bytes have no padding.
        var room = unsafe span.mutableBytes
        content.write(to: &room)
        // SAFETY: as above.
        let message = unsafe scratch.span.bytes.extracting(first: content.byteCount)
        return table.send(message, on: stream, of: session, at: local)
    }

    /// Writes a message where room was made for it.
    private mutating func write(
        _ content: MessageContent, on stream: StreamID, of session: SessionID
    ) {
        var room = table.reservedBytes(on: stream, of: session)
        content.write(to: &room)
    }

    private mutating func closeIfWanted(_ place: Int, at local: Timestamp) {
        guard !sessions[place].hasClosed, sessions[place].wantsToClose,
            mistake != .neverCloses
        else { return }
        sessions[place].hasClosed = true
        if sessions[place].accepted >= sessions[place].abortsAt {
            table.abort(sessions[place].name.session, .aborted, at: local)
        } else {
            table.close(sessions[place].name.session, .finished, at: local)
        }
    }

    // MARK: - Taking

    /// Takes every event; deliveries wait until the application looks at them.
    ///
    /// - Returns: Whether there were any.
    mutating func takeEvents(
        _ ledger: inout Ledger, _ trace: inout Trace, at now: UInt64
    ) -> Bool {
        var hasEvents = false
        while let event = table.nextEvent() {
            hasEvents = true
            switch consume event {
            case .opened(let session, _, let isInitiator):
                trace.note(.opened, side: index, session, at: now)
                opened(session, isInitiator: isInitiator, &ledger, at: now)
            case .gap(let session, let stream, let gap):
                if let place = place(of: session), let log = peerLog(of: place, ledger) {
                    ledger.announce(gap, on: Int(stream.rawValue), of: log)
                }
            case .messages(let delivery):
                if let place = place(of: delivery.session) {
                    sessions[place].waiting.append(delivery)
                    sessions[place].waitingCount += 1
                } else {
                    table.consume(delivery)
                }
            case .writable(let session):
                if let place = place(of: session) { sessions[place].isBlocked = false }
            case .closed(let session, let reason, _):
                trace.note(.closed(reason), side: index, session, at: now)
                closed(session, reason, &ledger, at: now)
            }
        }
        return hasEvents
    }

    private mutating func closed(
        _ session: SessionID, _ reason: CloseReason, _ ledger: inout Ledger, at now: UInt64
    ) {
        guard let place = place(of: session) else { return }
        sessions[place].reason = reason
        if reason == .finished && sessions[place].log >= 0 {
            ledger.senderFinished(sessions[place].log)
        }
        retireIfDone(place, &ledger, at: now)
    }

    /// The application takes some deliveries, and checks each message.
    private mutating func consume(
        _ place: Int, deliveriesMax: Int, _ ledger: inout Ledger, _ trace: inout Trace,
        at now: UInt64
    ) {
        if mistake == .stopsConsuming && now >= faultsEnd { return }
        for _ in 0..<deliveriesMax {
            guard let delivery = sessions[place].waiting.removeFirst() else { break }
            sessions[place].waitingCount -= 1
            if mistake != nil, makesMistake(with: delivery, of: place, &ledger) {
                table.consume(delivery)
                continue
            }
            check(delivery, of: place, &ledger)
            trace.note(.consumed, side: index, delivery.session, at: now)
            table.consume(delivery)
        }
        retireIfDone(place, &ledger, at: now)
    }

    func check(_ delivery: borrowing Delivery, of place: Int, _ ledger: inout Ledger) {
        guard let log = peerLog(of: place, ledger) else {
            ledger.violate("messages came from a side that never opened the session")
            return
        }
        ledger.check(delivery, of: log, by: sessions[place].name)
    }

    private func peerLog(of place: Int, _ ledger: borrowing Ledger) -> Int? {
        let known = sessions[place].peerLog
        return known >= 0 ? known : ledger.find(sessions[place].peer, side: 1 - index)
    }

    // MARK: - Ends

    /// A session whose last message has been taken is over, and may be followed by another.
    private mutating func retireIfDone(_ place: Int, _ ledger: inout Ledger, at now: UInt64) {
        guard sessions[place].isUsed, let reason = sessions[place].reason,
            sessions[place].waitingCount == 0
        else { return }
        if reason == .finished && sessions[place].isOpen, let log = peerLog(of: place, ledger) {
            ledger.receiverFinished(log)
        }
        let conversation = sessions[place].conversation
        sessions[place] = SimulatedSession()
        guard conversation >= 0 else { return }
        if conversations[conversation].isLast && reason == .finished {
            conversations[conversation].isDone = true
            return
        }
        // One that was begun under faults, and is slow since a clock jumped, may still finish.
        if reason != .finished && now > faultsEnd + 30_000_000_000 {
            ledger.violate("a session ended (\(reason)) although the faults were over")
        }
        reopenLater(conversation, at: now + random.nextMagnitude(in: 1_000...20_000_000))
    }

    /// Has a conversation go on in another session.
    mutating func reopenLater(_ conversation: Int, at time: UInt64) {
        guard conversation >= 0, !conversations[conversation].isDone else { return }
        let areAttemptsLeft = conversations[conversation].attempts < scenario.attemptsMax
        conversations[conversation].opensAt = areAttemptsLeft ? time : max(time, faultsEnd)
    }
}
