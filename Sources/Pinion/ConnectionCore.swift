internal import PinionTransport
internal import Synchronization

/// What the two sides of a connection share: the application's threads, and the endpoint's.
final class ConnectionCore: Sendable {
    /// The two rings of one stream.
    struct Stream: Sendable {
        /// From the application to the endpoint.
        let outbox: ByteRing
        /// From the endpoint to the application.
        let inbox: ByteRing
        /// What has been claimed and what waits.
        let flags: StreamFlags
    }

    /// Marks of one stream that either side sets.
    final class StreamFlags: Sendable {
        let isOutboxTaken = Atomic<Bool>(false)
        let isInboxTaken = Atomic<Bool>(false)
        /// The endpoint has messages for an inbox that had no room.
        let isInboxAwaited = Atomic<Bool>(false)
        /// What becomes of messages that are lost, as a raw value: set before the first is sent.
        let kind = Atomic<UInt8>(StreamKind.ordered.rawValue)
        /// How urgent messages are, likewise.
        let trafficClass = Atomic<UInt8>(TrafficClass.normal.rawValue)
    }

    let peer: PeerAddress
    let streams: [Stream]
    /// Wakes the endpoint.
    let waker: Waker
    /// Tells the application that something has changed: state, room to send, something to receive.
    let changed = Signal()
    /// The longest message of the session, once it is open.
    let messageBytesMax = Atomic<Int>(0)
    /// The longest message in pieces that the peer takes, once the session is open.
    let longMessageBytesMax = Atomic<Int>(0)
    /// The longest message in pieces that this side takes.
    let inboxMessageBytesMax: Int
    /// How many streams the peer offered, once the session is open.
    let streamCount = Atomic<Int>(0)

    private let stateWord = Atomic<UInt32>(ConnectionState.opening.packed)
    private let requestWord = Atomic<UInt32>(CloseRequest.none.packed)

    init(peer: PeerAddress, _ configuration: EndpointConfiguration, waker: Waker) {
        self.peer = peer
        self.waker = waker
        inboxMessageBytesMax = configuration.limits.messageBytesMax
        streams = (0..<configuration.limits.streamsMax).map { _ in
            Stream(
                outbox: ByteRing(capacity: configuration.outboxBytes),
                inbox: ByteRing(capacity: configuration.inboxBytes), flags: StreamFlags())
        }
    }

    var state: ConnectionState {
        ConnectionState(packed: stateWord.load(ordering: .acquiring))
    }

    /// Whether messages may be sent: the common case of every `send`.
    @inline(__always)
    var isOpen: Bool { stateWord.load(ordering: .acquiring) == ConnectionState.open.packed }

    /// Sets the state and tells who waits. The endpoint's thread, except where `request` sets `closing`.
    func enter(_ state: ConnectionState) {
        stateWord.store(state.packed, ordering: .sequentiallyConsistent)
        changed.notify()
    }

    /// Enters `open`, unless the application has asked to close meanwhile.
    private func enterOpen() {
        _ = stateWord.compareExchange(
            expected: ConnectionState.opening.packed, desired: ConnectionState.open.packed,
            ordering: .sequentiallyConsistent)
        changed.notify()
    }

    /// Ends a connection that never had a session.
    func refuse(_ reason: CloseReason) {
        enter(.closed(reason, byPeer: false))
        for stream in streams { stream.inbox.isFinished.store(true, ordering: .releasing) }
        changed.notify()
    }

    /// The session is open: what the peer offered is known before the state says so.
    func enterOpen(messageBytesMax bytes: Int, long longBytes: Int, streamCount count: Int) {
        longMessageBytesMax.store(longBytes, ordering: .relaxed)
        messageBytesMax.store(bytes, ordering: .relaxed)
        streamCount.store(count, ordering: .relaxed)
        enterOpen()
    }

    var request: CloseRequest {
        CloseRequest(packed: requestWord.load(ordering: .relaxed))
    }

    /// Asks the endpoint to close or to abort. A close that was asked for can still become an abort.
    func ask(_ request: CloseRequest) {
        let none = CloseRequest.none.packed
        switch request {
        case .none:
            return
        case .close:
            guard
                requestWord.compareExchange(
                    expected: none, desired: request.packed, ordering: .sequentiallyConsistent
                ).exchanged
            else { return }
        case .abort:
            requestWord.store(request.packed, ordering: .sequentiallyConsistent)
        }
        for before in [ConnectionState.opening, .open] {
            _ = stateWord.compareExchange(
                expected: before.packed, desired: ConnectionState.closing.packed,
                ordering: .sequentiallyConsistent)
        }
        changed.notify()
        waker.wake()
    }
}
