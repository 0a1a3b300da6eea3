internal import PinionTransport
internal import Synchronization

/// One stream of a connection on the endpoint's thread: from its outbox to the session, from the session to its inbox.
struct StreamEntry: ~Copyable {
    private let stream: StreamID
    private let flags: ConnectionCore.StreamFlags
    private var outbox: RingConsumer
    private var inbox: RingProducer
    private var held: HeldDeliveries
    /// Messages of the first held delivery that are in the inbox already.
    private var givenOfFirst = 0
    /// Whether the session could take no more when last asked.
    private var isBlocked = false
    /// Whether the session knows what becomes of messages that are lost, and how urgent they are.
    private var isChosen = false
    /// Whether the inbox knows of what is missing before the first held delivery.
    private var isGapGiven = false

    init(_ shared: ConnectionCore.Stream, stream: StreamID, heldMax: Int) {
        self.stream = stream
        flags = shared.flags
        outbox = RingConsumer(shared.outbox)
        inbox = RingProducer(shared.inbox)
        held = HeldDeliveries(capacity: heldMax)
    }

    // MARK: Down

    /// The session may take more than when last asked.
    mutating func unblock() {
        isBlocked = false
    }

    /// Whether the application has sent nothing that the session has not taken.
    var isOutboxEmpty: Bool {
        mutating get { outbox.isEmpty }
    }

    /// Sends what the outbox holds, until the session takes no more. Answers whether that gave room to the outbox.
    mutating func takeFromApplication(
        _ sessions: inout SessionTable, of session: SessionID, at now: Timestamp
    ) -> Bool {
        guard !isBlocked else { return false }
        if !isChosen && !outbox.isEmpty { choose(&sessions, of: session) }
        while !outbox.isEmpty {
            let piece = outbox.firstKind.piece
            let isTaken = outbox.takeFirst { message in
                switch sessions.send(message, piece, on: stream, of: session, at: now) {
                case .accepted:
                    return true
                case .wouldBlock:
                    isBlocked = true
                    return false
                case .closed, .tooLong, .noSuchStream:
                    // The end of the session comes as an event, and then the rest is counted; the
                    // other two were checked when the message was reserved.
                    isBlocked = true
                    return false
                }
            }
            guard isTaken else { break }
        }
        return outbox.release()
    }

    /// Tells the session what was chosen for the stream, before it is given the first message.
    private mutating func choose(_ sessions: inout SessionTable, of session: SessionID) {
        isChosen = true
        let kind = StreamKind(rawValue: flags.kind.load(ordering: .relaxed)) ?? .ordered
        // Refused only by a session that takes no message either.
        _ = sessions.choose(kind, for: stream, of: session)
        let trafficClass = TrafficClass(rawValue: flags.trafficClass.load(ordering: .relaxed))
        _ = sessions.choose(trafficClass ?? .normal, for: stream, of: session)
    }

    /// Drops what the outbox still holds, and answers how many messages that is.
    mutating func abandonOutbox() -> UInt64 {
        var count: UInt64 = 0
        while !outbox.isEmpty {
            // A message in pieces is one, and counts with its last.
            if !outbox.firstKind.piece.continues { count += 1 }
            outbox.takeFirst { _ in }
        }
        outbox.release()
        return count
    }

    // MARK: Up

    /// Takes over messages that have arrived; `giveToApplication` moves them on.
    mutating func receive(_ delivery: consuming Delivery) {
        held.append(delivery)
    }

    /// Whether messages wait for room in the inbox.
    var holdsDeliveries: Bool { !held.isEmpty }

    /// Moves messages to the inbox as far as there is room, and gives credit for whole packets. Answers whether any were moved.
    mutating func giveToApplication(_ sessions: inout SessionTable) -> Bool {
        var isNews = false
        while !held.isEmpty {
            if !moveFirst() {
                // Tells the inbox that it is waited for, and tries once more: either it sees that, or we see its room.
                isNews = inbox.publish() || isNews
                flags.isInboxAwaited.store(true, ordering: .relaxed)
                atomicMemoryFence(ordering: .sequentiallyConsistent)
                guard moveFirst() else { break }
            }
            if let delivery = held.removeFirst() { sessions.consume(delivery) }
            givenOfFirst = 0
            isGapGiven = false
        }
        return inbox.publish() || isNews
    }

    /// Drops what was not moved to the inbox, and answers how many messages that is.
    mutating func discard(_ sessions: inout SessionTable) -> UInt64 {
        var count: UInt64 = 0
        while let delivery = held.removeFirst() {
            count += UInt64(delivery.count - givenOfFirst)
            givenOfFirst = 0
            isGapGiven = false
            sessions.consume(delivery)
        }
        return count
    }

    /// Nothing more will come: the application is told once it has received the rest.
    mutating func finish() {
        inbox.finish()
    }

    /// Moves the messages of the first delivery to the inbox. `false`: there is no room for all of them.
    private mutating func moveFirst() -> Bool {
        let given = givenOfFirst
        var moved = 0
        let isMoved = held.withFirst { delivery in
            if let gap = delivery.gap, !isGapGiven {
                guard inbox.append(gap) else { return false }
                isGapGiven = true
            }
            let kind = RingRecord(delivery.piece)
            var reader = delivery.messages()
            for _ in 0..<given { _ = reader.next() }
            while let message = reader.next() {
                guard inbox.append(message, kind) else { return false }
                moved += 1
            }
            return true
        }
        givenOfFirst = given + moved
        return isMoved
    }
}
