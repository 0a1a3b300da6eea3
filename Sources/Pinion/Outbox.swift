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

    /// Makes room for a message of at most `byteCount` bytes, to be written in place.
    ///
    /// If the result is `accepted`, write to ``reservedBytes`` and call ``commit(_:)``; reserving again gives it up.
    public mutating func reserve(_ byteCount: Int) -> SendResult {
        precondition(byteCount >= 0, "a message has no negative length")
        let core = connection.core
        guard core.isOpen else {
            return core.state == .opening ? .wouldBlock : .closed
        }
        guard Int(stream.rawValue) < core.streamCount.load(ordering: .relaxed) else {
            return .noSuchStream
        }
        guard byteCount <= core.messageBytesMax.load(ordering: .relaxed) else { return .tooLong }
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
