public import PinionTransport
internal import Synchronization

/// A session as the application's threads and tasks see it.
///
/// Each stream has two ends that are taken once: an ``Outbox`` to send with and an ``Inbox`` to receive with, for one
/// thread or task each. The connection closes in order when the last of connection, outboxes and inboxes has gone.
public final class Connection: Sendable {
    let core: ConnectionCore

    init(_ core: ConnectionCore) {
        self.core = core
    }

    deinit {
        core.ask(.close(.finished))
    }

    /// Where the connection is in its life.
    public var state: ConnectionState { core.state }

    /// Where the peer is, as the carrier knows it; for UDP make a ``SocketAddress`` of it.
    public var peer: PeerAddress { core.peer }

    /// The longest message that is sent in pieces, in bytes; 0 until the connection is open.
    public var longMessageBytesMax: Int { core.longMessageBytesMax.load(ordering: .acquiring) }

    /// The longest message that is sent at once, in bytes; 0 until the connection is open.
    public var messageBytesMax: Int { core.messageBytesMax.load(ordering: .acquiring) }

    /// How many streams this side may send on; 0 until the connection is open.
    public var streamCount: Int { core.streamCount.load(ordering: .acquiring) }

    /// Takes the sending end of a stream. It must be one of the endpoint's streams, and not have been taken.
    ///
    /// - Parameters:
    ///   - stream: Which stream.
    ///   - kind: What becomes of messages that the network loses.
    ///   - trafficClass: How urgent its messages are against those of the connection's other streams.
    public func outbox(
        _ stream: StreamID = 0, kind: StreamKind = .ordered, trafficClass: TrafficClass = .normal
    ) -> Outbox {
        let index = Int(stream.rawValue)
        precondition(index < core.streams.count, "the stream is one of the endpoint's")
        let wasTaken = core.streams[index].flags.isOutboxTaken.exchange(true, ordering: .relaxed)
        precondition(!wasTaken, "the outbox of a stream is taken once")
        core.streams[index].flags.kind.store(kind.rawValue, ordering: .relaxed)
        core.streams[index].flags.trafficClass.store(trafficClass.rawValue, ordering: .relaxed)
        return Outbox(self, stream: stream)
    }

    /// Takes the receiving end of a stream. It must be one of the endpoint's streams, and not have been taken.
    public func inbox(_ stream: StreamID = 0) -> Inbox {
        let index = Int(stream.rawValue)
        precondition(index < core.streams.count, "the stream is one of the endpoint's")
        let wasTaken = core.streams[index].flags.isInboxTaken.exchange(true, ordering: .relaxed)
        precondition(!wasTaken, "the inbox of a stream is taken once")
        return Inbox(self, stream: stream)
    }

    /// Closes the connection in order: what was accepted before is delivered, and then both sides are told.
    ///
    /// What another thread sends at the same time may be accepted and left behind, which
    /// ``EndpointCounters/messagesLeftBehind`` counts.
    public func close(_ reason: CloseReason = .finished) {
        core.ask(.close(reason))
    }

    /// Gives the connection up at once. The peer is told, once.
    public func abort(_ reason: CloseReason = .aborted) {
        core.ask(.abort(reason))
    }

    /// Waits until the peer has answered. `false`: the connection has ended instead.
    ///
    /// - Throws: `CancellationError` if the task is cancelled.
    public func waitUntilOpen() async throws(CancellationError) -> Bool {
        try await wait { $0 != .opening }
        return core.isOpen
    }

    /// Waits until the connection has ended, and answers why.
    ///
    /// - Throws: `CancellationError` if the task is cancelled.
    public func waitUntilClosed() async throws(CancellationError) -> CloseReason {
        while true {
            if case .closed(let reason, _) = state { return reason }
            try await wait { if case .closed = $0 { true } else { false } }
        }
    }

    private func wait(
        until isReached: @escaping @Sendable (ConnectionState) -> Bool
    ) async throws(CancellationError) {
        while !isReached(state) {
            guard !Task.isCancelled else { throw CancellationError() }
            await core.changed.wait { [core] in isReached(core.state) }
        }
    }

    /// Blocks the thread until the peer has answered, or for `duration`. Answers whether the connection is open.
    ///
    /// - Throws: ``CarrierError`` if the process has no descriptor left to wait with.
    public func blockUntilOpen(for duration: Duration) throws(CarrierError) -> Bool {
        _ = try core.changed.block(until: duration.deadline) { core.state != .opening }
        return core.isOpen
    }

    /// Blocks the thread until the connection has ended, or for `duration`. Answers whether it has.
    ///
    /// - Throws: ``CarrierError`` if the process has no descriptor left to wait with.
    public func blockUntilClosed(for duration: Duration) throws(CarrierError) -> Bool {
        try core.changed.block(until: duration.deadline) {
            if case .closed = core.state { true } else { false }
        }
    }
}
