public import PinionTransport
internal import Synchronization

/// The sending end of one stream of a connection, for one thread or task at a time.
///
/// Messages go into a ring that the endpoint's thread empties. Nothing here blocks unless it says so.
public struct Outbox: ~Copyable, Sendable {
    private let connection: Connection
    private var ring: RingProducer
    private let bytes: ByteRing
    /// What the last message that had no room would have taken.
    private var refusedBytes = 0
    /// Whether a message has begun of which pieces are still to come.
    private var isUnfinished = false
    /// Ends a blocked wait of this thread.
    private var waker: Waker?
    /// Which stream it sends on.
    public let stream: StreamID

    init(_ connection: Connection, stream: StreamID) {
        self.connection = connection
        self.stream = stream
        bytes = connection.core.streams[Int(stream.rawValue)].outbox
        ring = RingProducer(bytes)
    }

    /// Sends a copy of `message`.
    ///
    /// - Returns: `accepted`: the endpoint delivers it, or the connection ends and says so. `wouldBlock`: the ring is full or
    ///   the connection is still opening; nothing was kept. Otherwise why it can never be sent.
    public mutating func send(_ message: RawSpan) -> SendResult {
        let result = reserve(message.byteCount)
        guard result == .accepted else { return result }
        ring.fillReserved(with: message)
        commit(message.byteCount)
        return .accepted
    }

    /// Sends a message that may be longer than a packet, on an ordered stream: as many pieces as there is room for, from
    /// `offset` on, which moves on past them.
    ///
    /// Nothing else can be sent here until the message is complete; other streams go on.
    ///
    /// - Parameters:
    ///   - message: The whole message, the same at each call.
    ///   - offset: 0 at first; the number of bytes that have been taken.
    /// - Returns: As ``send(_:)``. `wouldBlock`: not all of it has been taken; call again once there is room. `tooLong`: longer than
    ///   ``Connection/longMessageBytesMax``, or than ``Connection/messageBytesMax`` on a stream that is not ordered.
    public mutating func send(_ message: RawSpan, from offset: inout Int) -> SendResult {
        let total = message.byteCount
        precondition(
            0...total ~= offset && isUnfinished == (offset > 0),
            "a message is continued where it was left")
        let core = connection.core
        guard core.isOpen else { return makeRoom(0) }
        let pieceBytesMax = connection.messageBytesMax
        let isOrdered =
            core.streams[Int(stream.rawValue)].flags.kind.load(ordering: .relaxed)
            == StreamKind.ordered.rawValue
        guard total <= (isOrdered ? connection.longMessageBytesMax : pieceBytesMax) else {
            return .tooLong
        }
        repeat {
            let byteCount = min(pieceBytesMax, total - offset)
            let piece = MessagePiece(offset: offset, byteCount: byteCount, total: total)
            let result = makeRoom(byteCount)
            guard result == .accepted else { return result }
            ring.fillReserved(with: message.extracting(offset..<offset + byteCount))
            ring.commit(byteCount, RingRecord(piece))
            ring.publish()
            core.waker.wake()
            offset += byteCount
            isUnfinished = piece.continues
        } while offset < total
        return .accepted
    }

    /// Makes room for a message of at most `byteCount` bytes, to be written in place.
    ///
    /// If the result is `accepted`, write to ``reservedBytes`` and call ``commit(_:)``; reserving again gives it up.
    public mutating func reserve(_ byteCount: Int) -> SendResult {
        precondition(byteCount >= 0, "a message has no negative length")
        precondition(!isUnfinished, "a message is finished before the next begins")
        guard byteCount <= connection.messageBytesMax || !connection.core.isOpen else {
            return .tooLong
        }
        return makeRoom(byteCount)
    }

    /// Makes room for a message, or a piece of one, that fits a packet.
    private mutating func makeRoom(_ byteCount: Int) -> SendResult {
        let core = connection.core
        guard core.isOpen else {
            return core.state == .opening ? .wouldBlock : .closed
        }
        guard Int(stream.rawValue) < core.streamCount.load(ordering: .relaxed) else {
            return .noSuchStream
        }
        if ring.reserve(byteCount) { return .accepted }
        refusedBytes = ring.footprintAtEnd(byteCount)
        return .wouldBlock
    }

    /// The bytes that were reserved. They hold what the memory held before. There must be a reservation.
    public var reservedBytes: MutableRawSpan {
        @_lifetime(&self)
        mutating get {
            ring.reservedBytes
        }
    }

    /// Sends the first `byteCount` of the reserved bytes. There must be a reservation of that many.
    public mutating func commit(_ byteCount: Int) {
        ring.commit(byteCount)
        ring.publish()
        connection.core.waker.wake()
    }

    /// Waits until the message that was refused fits, and a quarter of the ring is free, or the connection has ended.
    ///
    /// - Returns: `false` if nothing more can be sent.
    /// - Throws: `CancellationError` if the task is cancelled.
    public func waitUntilWritable() async throws(CancellationError) -> Bool {
        let isReady = readiness
        while !isReady() {
            guard !Task.isCancelled else { throw CancellationError() }
            await connection.core.changed.wait(until: isReady)
        }
        return connection.core.isOpen
    }

    /// Blocks the thread until a message may be accepted again, or for `duration`.
    ///
    /// - Returns: `false` if the time is over, or nothing more can be sent.
    /// - Throws: ``CarrierError`` if the process has no descriptor left to wait with.
    public mutating func blockUntilWritable(for duration: Duration) throws(CarrierError) -> Bool {
        let isReady = try connection.core.changed.block(
            until: duration.deadline, keeping: &waker, readiness)
        return isReady && connection.core.isOpen
    }

    /// Whether a wait is over. A quarter of the ring, so that each wake-up is worth its price.
    private var readiness: @Sendable () -> Bool {
        let (core, bytes) = (connection.core, bytes)
        let filledMax = bytes.capacity - max(refusedBytes, bytes.capacity / 4)
        let taken = ring.position
        return {
            switch core.state {
            case .opening: false
            case .closing, .closed: true
            case .open:
                taken - bytes.head.load(ordering: .acquiring) <= filledMax
            }
        }
    }
}
