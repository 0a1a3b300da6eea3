import PinionTransport

/// One process: a table, its pool, and an application that sends, receives and checks.
struct SimulatedSide: ~Copyable {
    let index: Int
    let seed: UInt64
    let pool: BufferPool
    var table: SessionTable
    /// The session of the current attempt, while the application knows it.
    var session: SessionID?
    /// Which attempt the current session is.
    var attempt = 0
    /// Messages accepted on each stream of the current session.
    var accepted: [Int] = []
    var hasClosed = false
    /// Whether a send was told to wait, and nothing has said since that it may try again.
    var isBlocked = false
    /// How the current session ended.
    var reason: CloseReason?
    var waiting = DeliveryQueue()
    var waitingCount = 0
    var violations: [String] = []
    /// What has come of each stream.
    var arrivals: [StreamArrivals] = []
    /// The kinds of this side's streams, and of the peer's.
    let kinds: [StreamKind]
    let peerKinds: [StreamKind]
    let messagesMax: Int
    let firstSequence: UInt64
    /// The longest message, in bytes.
    let byteCountMax: Int
    /// Where the peer's sequence numbers start, and how long its messages are.
    let peerFirstSequence: UInt64

    init(index: Int, seed: UInt64, scenario: borrowing Scenario) {
        self.index = index
        self.seed = seed
        let limits = scenario.limits[index]
        pool = BufferPool(
            bufferCount: scenario.buffers[index],
            packetBytesMax: max(
                scenario.limits[0].packetBytesMax, scenario.limits[1].packetBytesMax))
        table = SessionTable(
            limits: limits, sessionsMax: 2, acceptsSessions: index == 1, pool: pool,
            entropy: (seed, UInt64(index)))
        messagesMax = scenario.messages[index]
        kinds = scenario.kinds[index]
        peerKinds = scenario.kinds[1 - index]
        firstSequence = limits.firstSequence.rawValue
        peerFirstSequence = scenario.limits[1 - index].firstSequence.rawValue
        // Both sides must agree on it, and it must fit the smaller packet.
        let packetBytesMax = min(
            scenario.limits[0].packetBytesMax, scenario.limits[1].packetBytesMax)
        byteCountMax = min(scenario.messageBytesMax, packetBytesMax - 38)
    }

    /// Messages accepted in the current session.
    var acceptedCount: Int { accepted.reduce(0, +) }

    /// Begins the first or another attempt.
    mutating func begin(attempt: Int) {
        self.attempt = attempt
        session = nil
        accepted = []
        arrivals = (0..<128).map { stream in
            StreamArrivals(peerKinds[stream % peerKinds.count], first: peerFirstSequence)
        }
        hasClosed = false
        isBlocked = false
        reason = nil
    }

    /// Sends what the burst and the session allow; answers whether all messages have been accepted.
    mutating func send(
        _ random: inout SimulationRandom, burst: Int, at now: Timestamp
    ) -> Bool {
        guard let session, !hasClosed, !isBlocked, table.phase(of: session) == .open else {
            return false
        }
        if accepted.isEmpty {
            accepted = [Int](repeating: 0, count: table.streamCount(of: session))
            for stream in accepted.indices {
                let kind = kinds[stream % kinds.count]
                if !table.choose(kind, for: StreamID(UInt16(stream)), of: session) {
                    violations.append("stream \(stream): its kind could not be chosen")
                }
            }
        }
        for _ in 0..<burst where acceptedCount < messagesMax {
            let stream = random.next(in: 0...accepted.count - 1)
            let content = MessageContent(
                seed: seed, side: index, attempt: attempt, stream: stream,
                sequence: firstSequence + UInt64(accepted[stream]), byteCountMax: byteCountMax)
            guard offer(content, on: StreamID(UInt16(stream)), of: session, &random, at: now)
            else {
                // It trusts the table to tell when it is worth trying again.
                isBlocked = true
                break
            }
            accepted[stream] += 1
            if random.happens(perMillion: 30_000) {
                table.flush(StreamID(UInt16(stream)), of: session)
            }
        }
        return acceptedCount == messagesMax
    }

    /// Sends a message by one of the two ways; answers whether it was accepted.
    private mutating func offer(
        _ content: MessageContent, on stream: StreamID, of session: SessionID,
        _ random: inout SimulationRandom, at now: Timestamp
    ) -> Bool {
        let bytes = content.bytes
        let isInPlace = random.happens(perMillion: 500_000)
        let result: SendResult
        if isInPlace {
            result = table.reserve(bytes.count + 1, on: stream, of: session, at: now)
            if result == .accepted {
                var room = table.reservedBytes(on: stream, of: session)
                // SAFETY: the room is at least as long as the message.
                unsafe room.withUnsafeMutableBytes { unsafe $0.copyBytes(from: bytes) }
                table.commit(bytes.count, on: stream, of: session)
            } else if result == .tooLong {
                // The reservation was one byte longer than the longest message.
                return offerWhole(bytes, on: stream, of: session, at: now)
            }
        } else {
            return offerWhole(bytes, on: stream, of: session, at: now)
        }
        return result == .accepted
    }

    private mutating func offerWhole(
        _ bytes: [UInt8], on stream: StreamID, of session: SessionID, at now: Timestamp
    ) -> Bool {
        // SAFETY: bytes have no padding.
        let message = unsafe bytes.span.bytes
        switch table.send(message, on: stream, of: session, at: now) {
        case .accepted:
            return true
        case .wouldBlock, .closed:
            return false
        case .tooLong, .noSuchStream:
            violations.append("send refused a message that it should take")
            return false
        }
    }

    /// Whether the application has nothing to do until something happens.
    var isIdle: Bool {
        guard waitingCount == 0, let session, table.phase(of: session) == .open else {
            return waitingCount == 0
        }
        return hasClosed || acceptedCount == messagesMax || isBlocked
    }

    /// Takes every event; deliveries wait until the application looks at them.
    ///
    /// - Returns: Whether there were any.
    mutating func takeEvents() -> Bool {
        var hasEvents = false
        while let event = table.nextEvent() {
            hasEvents = true
            switch consume event {
            case .opened(let id, _, _):
                session = id
            case .messages(let delivery):
                waiting.append(delivery)
                waitingCount += 1
            case .gap(let id, let stream, let gap):
                if id == session { arrivals[Int(stream.rawValue)].announced.append(gap) }
            case .writable:
                isBlocked = false
            case .closed(let id, let reason, _):
                if session == nil || session == id { self.reason = reason }
            }
        }
        return hasEvents
    }

    /// The application takes up to `count` deliveries, and checks each message.
    mutating func consume(_ count: Int) {
        for _ in 0..<count {
            guard let delivery = waiting.removeFirst() else { return }
            waitingCount -= 1
            check(delivery)
            table.consume(delivery)
        }
    }

    private mutating func check(_ delivery: borrowing Delivery) {
        guard delivery.session == session else {
            violations.append("messages of another session were delivered")
            return
        }
        let stream = Int(delivery.stream.rawValue)
        let first = delivery.firstSequence.rawValue
        if let violation = arrivals[stream].note(first, count: delivery.count) {
            violations.append("stream \(stream): \(violation)")
            return
        }
        var sequence = first
        var reader = delivery.messages()
        while let message = reader.next() {
            let content = MessageContent(
                seed: seed, side: 1 - index, attempt: attempt, stream: stream,
                sequence: sequence, byteCountMax: byteCountMax)
            if !content.matches(message) {
                violations.append("stream \(stream): message \(sequence) was altered")
            }
            sequence += 1
        }
    }
}
