public import PinionTransport
internal import Synchronization

/// The receiving end of one stream of a connection, for one thread or task at a time.
///
/// Messages stand in a ring that the endpoint's thread fills. While it is full the peer gets no credit, and its sender is told to
/// wait: nothing is dropped.
public struct Inbox: ~Copyable, Sendable {
    private let connection: Connection
    private var ring: RingConsumer
    private let bytes: ByteRing
    private let flags: ConnectionCore.StreamFlags
    /// Ends a blocked wait of this thread.
    private var waker: Waker?
    /// Where the pieces of long messages are put together, once there is one.
    private var assembler = MessageAssembler(messageBytesMax: 0)
    /// Which stream it receives from.
    public let stream: StreamID
    /// Messages that a latest-only stream has lost so far, as far as this end has come.
    public private(set) var messagesMissed: UInt64 = 0

    init(_ connection: Connection, stream: StreamID) {
        self.connection = connection
        self.stream = stream
        let shared = connection.core.streams[Int(stream.rawValue)]
        bytes = shared.inbox
        flags = shared.flags
        ring = RingConsumer(bytes)
    }

    /// Hands the next message to `body`, where it lies.
    ///
    /// A message that came in pieces is put together first, in memory that the first of them makes; `nil` while some are missing.
    ///
    /// - Returns: What `body` answers; `nil` if there is no message at present.
    /// - Throws: What `body` throws; the message counts as received.
    public mutating func receive<Result, Failure: Error>(
        _ body: (RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result? {
        while true {
            while takeGap() != nil {
                // Counted, for those who do not ask for gaps.
            }
            guard !ring.isEmpty else {
                release()
                return nil
            }
            // Bytes are given back in portions, because the endpoint may have to be woken for each.
            defer { if ring.unreleasedBytes >= bytes.capacity / 8 { release() } }
            let piece = ring.firstKind.piece
            // The common case.
            if piece == .whole { return try ring.takeFirst(body) }
            if takePiece(piece) { return try body(assembler.message) }
        }
    }

    /// Adds the next piece to those before it; answers whether the message is whole.
    private mutating func takePiece(_ piece: MessagePiece) -> Bool {
        if assembler.messageBytesMax == 0 {
            assembler = MessageAssembler(
                messageBytesMax: connection.core.inboxMessageBytesMax)
        }
        var isWhole = false
        ring.takeFirst { part in isWhole = assembler.add(piece, part) }
        return isWhole
    }

    /// Takes the gap that stands before the next message, if there is one: messages of a latest-only stream that were lost.
    ///
    /// Who wants to know asks before each ``receive(_:)``, which passes a gap and counts it in ``messagesMissed``.
    public mutating func takeGap() -> MessageGap? {
        guard let gap = ring.takeGap() else { return nil }
        // A peer may make the numbers jump as often as it likes: the sum wraps rather than traps.
        messagesMissed &+= gap.count
        return gap
    }

    /// Whether the connection has ended and every message has been received.
    public var isFinished: Bool {
        mutating get { ring.isFinished }
    }

    /// Waits for the next message and hands it to `body`, where it lies.
    ///
    /// - Returns: What `body` answers; `nil` if the connection has ended.
    /// - Throws: `CancellationError` if the task is cancelled.
    public mutating func receiveNext<Result>(
        _ body: (RawSpan) -> Result
    ) async throws(CancellationError) -> Result? {
        while true {
            if let result = receive(body) { return result }
            guard try await waitUntilReadable() else { return nil }
        }
    }

    /// Waits until there is a message.
    ///
    /// - Returns: `false` if the connection has ended and every message has been received.
    /// - Throws: `CancellationError` if the task is cancelled.
    public mutating func waitUntilReadable() async throws(CancellationError) -> Bool {
        release()
        let isReady = readiness
        while !isReady() {
            guard !Task.isCancelled else { throw CancellationError() }
            await connection.core.changed.wait(until: isReady)
        }
        return !ring.isFinished
    }

    /// Blocks the thread until there is a message, or for `duration`.
    ///
    /// - Returns: `false` if the time is over, or the connection has ended and every message has been received.
    /// - Throws: ``CarrierError`` if the process has no descriptor left to wait with.
    public mutating func blockUntilReadable(for duration: Duration) throws(CarrierError) -> Bool {
        release()
        _ = try connection.core.changed.block(
            until: duration.deadline, keeping: &waker, readiness)
        return !ring.isEmpty
    }

    private var readiness: @Sendable () -> Bool {
        let (bytes, taken) = (bytes, ring.position)
        return {
            bytes.tail.load(ordering: .acquiring) != taken
                || bytes.isFinished.load(ordering: .acquiring)
        }
    }

    private mutating func release() {
        guard ring.release() else { return }
        // Either the endpoint sees the room, or we see that it waits for it.
        atomicMemoryFence(ordering: .sequentiallyConsistent)
        guard flags.isInboxAwaited.load(ordering: .relaxed) else { return }
        flags.isInboxAwaited.store(false, ordering: .relaxed)
        connection.core.waker.wake()
    }
}
