internal import PinionTransport

/// A connection on the endpoint's thread.
@safe
final class ConnectionEntry {
    let core: ConnectionCore
    /// The session.
    let session: SessionID
    /// When an orderly close that the application asked for is given up; `never` while it has not.
    var closeDeadline = Timestamp.never
    /// Whether the session was told to close.
    var isSessionClosing = false
    /// What is told to the application once the rest has been given to it, if the session has ended.
    var end: ConnectionState?

    private let streams: UnsafeMutablePointer<StreamEntry>
    private let streamCount: Int

    init(_ core: ConnectionCore, session: SessionID, heldMax: Int) {
        self.core = core
        self.session = session
        streamCount = core.streams.count
        // SAFETY: all `streamCount` places are initialised here, and stay so until `deinit`.
        unsafe streams = .allocate(capacity: streamCount)
        for index in 0..<streamCount {
            // SAFETY: as above.
            unsafe (streams + index).initialize(
                to: StreamEntry(
                    core.streams[index], stream: StreamID(UInt16(index)), heldMax: heldMax))
        }
    }

    deinit {
        // SAFETY: all places are initialised.
        unsafe streams.deinitialize(count: streamCount)
        // SAFETY: allocated by `init`.
        unsafe streams.deallocate()
    }

    /// The session is open: the application may send.
    func open(_ sessions: borrowing SessionTable) {
        core.enterOpen(
            messageBytesMax: sessions.messageBytesMax(of: session),
            long: sessions.longMessageBytesMax(of: session),
            streamCount: sessions.streamCount(of: session))
    }

    /// The session may take more than when last asked.
    func unblock() {
        for index in 0..<streamCount {
            // SAFETY: the place is initialised.
            unsafe streams[index].unblock()
        }
    }

    /// Sends what the outboxes hold, as far as the session takes it.
    func takeFromApplication(_ sessions: inout SessionTable, at now: Timestamp) {
        var hasRoom = false
        for index in 0..<streamCount {
            // SAFETY: the place is initialised, and nobody else refers to it meanwhile.
            let released = unsafe streams[index].takeFromApplication(
                &sessions, of: session, at: now)
            hasRoom = hasRoom || released
        }
        if hasRoom { core.changed.notify() }
    }

    /// Whether the application has sent nothing that the session has not taken.
    var areOutboxesEmpty: Bool {
        for index in 0..<streamCount {
            // SAFETY: the place is initialised.
            if unsafe !streams[index].isOutboxEmpty { return false }
        }
        return true
    }

    /// Takes over messages that have arrived.
    func receive(_ delivery: consuming Delivery) {
        let index = Int(delivery.stream.rawValue)
        precondition(index < streamCount, "a session delivers on streams that were offered")
        // SAFETY: the place is initialised, and the index was checked.
        unsafe streams[index].receive(delivery)
    }

    /// Moves messages to the inboxes as far as there is room.
    func giveToApplication(_ sessions: inout SessionTable) {
        var isNews = false
        for index in 0..<streamCount {
            // SAFETY: the place is initialised, and nobody else refers to it meanwhile.
            let given = unsafe streams[index].giveToApplication(&sessions)
            isNews = isNews || given
        }
        if isNews { core.changed.notify() }
    }

    /// Whether messages wait for room in an inbox.
    var holdsDeliveries: Bool {
        for index in 0..<streamCount {
            // SAFETY: the place is initialised.
            if unsafe streams[index].holdsDeliveries { return true }
        }
        return false
    }

    /// Drops what waits for room in an inbox, and answers how many messages that is.
    func discard(_ sessions: inout SessionTable) -> UInt64 {
        var count: UInt64 = 0
        for index in 0..<streamCount {
            // SAFETY: the place is initialised.
            count += unsafe streams[index].discard(&sessions)
        }
        return count
    }

    /// Ends the connection for the application; answers how many messages stayed in its outboxes.
    func finish() -> UInt64 {
        core.enter(end ?? .closed(.aborted, byPeer: false))
        var count: UInt64 = 0
        for index in 0..<streamCount {
            // SAFETY: the place is initialised.
            count += unsafe streams[index].abandonOutbox()
            // SAFETY: as above.
            unsafe streams[index].finish()
        }
        core.changed.notify()
        return count
    }
}
