import FuzzTarget
import PinionCodec
public import PinionTransport

/// Two tables, and every packet between them in the hands of who calls.
///
/// Packets have no checksum, so that what is changed in them is looked at and not dropped.
public struct SessionPair: ~Copyable {
    private var first: SessionTable
    private var second: SessionTable
    private let pools: [BufferPool]
    private var batch = PacketBatch(capacity: 16)
    private var now = Timestamp(nanoseconds: 1_000_000_000)
    /// Packets on their way to each side, the oldest first.
    public private(set) var waiting: [[[UInt8]]] = [[], []]
    /// The last honest packet to each side.
    public private(set) var last: [[UInt8]] = [[], []]
    /// The session of each side, once there is one.
    private var sessions: [SessionID?] = [nil, nil]

    static let sessionsMax = 3
    static let buffersMax = 96
    /// Packets on their way at most; more are lost.
    static let waitingMax = 32

    /// Begins a session, of which no packet has arrived.
    public init() {
        var limits = SessionLimits()
        limits.requiresChecksum = false
        limits.packetBytesMax = 512
        limits.streamsMax = 3
        limits.creditMessages = 16
        limits.sendWindowPackets = 8
        limits.heldPacketsMax = 8
        pools = (0..<2).map { _ in
            BufferPool(bufferCount: Self.buffersMax, packetBytesMax: limits.packetBytesMax)
        }
        let schemas = [
            SchemaIdentity(id: 1, version: 2, fingerprint: 3),
            SchemaIdentity(id: 2, version: 1, fingerprint: 4),
        ]
        first = SessionTable(
            limits: limits, sessionsMax: Self.sessionsMax, acceptsSessions: false,
            schemas: schemas, pool: pools[0], entropy: (1, 2))
        second = SessionTable(
            limits: limits, sessionsMax: Self.sessionsMax, acceptsSessions: true,
            schemas: schemas, pool: pools[1], entropy: (3, 4))
        sessions[0] = first.open(to: Self.address(of: 1), at: now)
        settle()
    }

    /// Whether the side that was opened to has its session.
    public var isOpen: Bool { sessions[1] != nil }

    /// Where a side is.
    public static func address(of side: Int) -> PeerAddress { PeerAddress(word0: UInt64(side) + 1) }

    /// Delivers everything that is on its way until nothing is.
    public mutating func exchange() {
        for _ in 0..<64 where !waiting[0].isEmpty || !waiting[1].isEmpty {
            deliver(to: 1)
            deliver(to: 0)
        }
    }

    /// Delivers the oldest packet on its way to a side.
    public mutating func deliver(to side: Int) {
        guard let packet = take(to: side) else { return }
        inject(packet, to: side)
    }

    /// Takes the oldest packet on its way to a side.
    public mutating func take(to side: Int) -> [UInt8]? {
        waiting[side].isEmpty ? nil : waiting[side].removeFirst()
    }

    /// Hands bytes to a side as a packet from an address, by default the other side's.
    public mutating func inject(_ bytes: [UInt8], to side: Int, from peer: PeerAddress? = nil) {
        guard var packet = pools[side].lease(for: .carrier) else { return }
        // SAFETY: bytes have no padding.
        guard packet.append(unsafe bytes.span.bytes) else { return }
        packet.peer = peer ?? Self.address(of: 1 - side)
        let before = counters(of: side)
        if side == 0 { first.receive(packet, at: now) } else { second.receive(packet, at: now) }
        let after = counters(of: side)
        check(after.packetsReceived == before.packetsReceived + 1, "a packet is counted once")
        settle()
    }

    /// Sends a message of `byteCount` bytes from a side.
    public mutating func send(_ byteCount: Int, on stream: UInt16, from side: Int) {
        guard let session = sessions[side] else { return }
        let bytes = [UInt8](repeating: 0x5A, count: byteCount)
        // SAFETY: bytes have no padding.
        let message = unsafe bytes.span.bytes
        if side == 0 {
            _ = first.send(message, on: StreamID(stream), of: session, at: now)
        } else {
            _ = second.send(message, on: StreamID(stream), of: session, at: now)
        }
        settle()
    }

    /// Closes a side's session, or gives it up.
    public mutating func close(_ side: Int, isAbort: Bool) {
        guard let session = sessions[side] else { return }
        switch (side, isAbort) {
        case (0, false): first.close(session, .finished, at: now)
        case (0, true): first.abort(session, .aborted, at: now)
        case (_, false): second.close(session, .finished, at: now)
        case (_, true): second.abort(session, .aborted, at: now)
        }
        settle()
    }

    /// Lets time pass.
    public mutating func pass(nanoseconds: UInt64) {
        now = now.advanced(byNanoseconds: nanoseconds)
        settle()
    }

    /// Lets both sides be silent until each has given its session up; nothing may be left then.
    public mutating func end() {
        waiting = [[], []]
        for _ in 0..<40 {
            pass(nanoseconds: 1_000_000_000)
            waiting = [[], []]
        }
        check(first.sessionCount == 0 && second.sessionCount == 0, "a session outlives its silence")
        check(pools[0].outstanding == 0 && pools[1].outstanding == 0, "a lease is kept")
    }

    private func counters(of side: Int) -> Counters { side == 0 ? first.counters : second.counters }

    /// Does what the calling rule asks for after every event.
    private mutating func settle() {
        first.passDeadlines(at: now)
        second.passDeadlines(at: now)
        fill(0)
        fill(1)
        takeEvents(of: 0)
        takeEvents(of: 1)
        fill(0)
        fill(1)
        check(first.sessionCount <= Self.sessionsMax, "there are more sessions than places")
        check(second.sessionCount <= Self.sessionsMax, "there are more sessions than places")
    }

    private mutating func fill(_ side: Int) {
        // Bounded: windows close. A side that never stops would be found here.
        for _ in 0..<64 {
            let count =
                side == 0 ? first.fill(&batch, at: now) : second.fill(&batch, at: now)
            guard count > 0 else { return }
            while let packet = batch.removeFirst() { keep(packet, to: 1 - side) }
        }
        fatalError("a side has more to send than its window")
    }

    private mutating func keep(_ packet: borrowing PacketBuffer, to side: Int) {
        // SAFETY: the bytes are copied before the closure returns.
        let copy = unsafe packet.bytes.withUnsafeBytes { unsafe [UInt8]($0) }
        last[side] = copy
        guard waiting[side].count < Self.waitingMax else { return }
        waiting[side].append(copy)
    }

    private mutating func takeEvents(of side: Int) {
        if side == 0 {
            while let event = first.nextEvent() { note(event, of: 0) }
        } else {
            while let event = second.nextEvent() { note(event, of: 1) }
        }
    }

    private mutating func note(_ event: consuming SessionEvent, of side: Int) {
        switch consume event {
        case .opened(let session, _, _):
            sessions[side] = session
        case .messages(let delivery):
            if side == 0 { first.consume(delivery) } else { second.consume(delivery) }
        case .gap: break
        case .writable: break
        case .closed:
            sessions[side] = nil
        }
    }
}
