public import PinionTransport

/// One end of a ``LoopbackLink``: a carrier without a network, for tests and for two parts of one process.
///
/// A link that is full loses packets, as a network does.
public struct LoopbackCarrier: ~Copyable, Carrier {
    private let link: LoopbackLink
    private let side: LoopbackLink.Side
    private var outgoing: RingProducer
    private var incoming: RingConsumer
    private let pool: BufferPool
    private var idle: IdleClock

    /// What the carrier can take.
    public let limits: CarrierLimits
    /// What has happened so far.
    public private(set) var counters = CarrierCounters()

    /// Takes one end of a link. Each end may be taken once.
    ///
    /// - Parameters:
    ///   - link: The link.
    ///   - side: Which end.
    ///   - packetBytesMax: The longest packet, in bytes, at most a quarter of the link's room.
    ///   - idle: What the thread does while nothing happens.
    ///   - pool: What received packets are leased from.
    public init(
        _ link: LoopbackLink, side: LoopbackLink.Side, packetBytesMax: Int = 1_452,
        idle: IdlePolicy = .wait, pool: BufferPool
    ) {
        precondition(
            packetBytesMax <= pool.packetBytesMax, "the pool's buffers hold the longest packet")
        precondition(
            packetBytesMax <= link.toFirst.recordBytesMax / 2, "the link holds the longest packet")
        self.link = link
        self.side = side
        outgoing = RingProducer(side == .first ? link.toSecond : link.toFirst)
        incoming = RingConsumer(side == .first ? link.toFirst : link.toSecond)
        self.pool = pool
        self.idle = IdleClock(policy: idle)
        limits = CarrierLimits(packetBytesMax: packetBytesMax, headroom: 0, batchPackets: 64)
    }

    /// Ends a wait from another thread.
    public var waker: Waker { side == .first ? link.firstWaker : link.secondWaker }

    /// The time on CLOCK_MONOTONIC.
    public var now: Timestamp { IdleClock.now }

    /// Sleeps, if the policy lets it, until the other end has sent.
    public mutating func wait(until deadline: Timestamp) throws(CarrierError) {
        guard idle.maySleep() else { return }
        // A batch may have left packets behind, for which the other end will not call again.
        guard incoming.isEmpty else { return }
        if try idle.sleep(until: deadline, socket: -1, writable: false, waker: waker) {
            counters.sleeps += 1
        }
    }

    /// Takes what the other end has sent.
    public mutating func receive(into inbound: inout PacketBatch) throws(CarrierError) {
        waker.beginTurn()
        counters.receiveCalls += 1
        while !inbound.isFull, !incoming.isEmpty {
            guard var packet = pool.lease(for: .carrier) else {
                counters.poolExhausted += 1
                break
            }
            let (length, fits) = incoming.takeFirst { bytes in
                (bytes.byteCount, packet.append(bytes))
            }
            guard length > 0 else {
                counters.empty += 1
                continue
            }
            guard fits && length <= limits.packetBytesMax else {
                counters.truncated += 1
                continue
            }
            packet.peer = side.other.address
            counters.packetsReceived += 1
            counters.bytesReceived += UInt64(length)
            inbound.append(packet)
            idle.noteActivity()
        }
        incoming.release()
    }

    /// Sends everything to the other end; what is addressed elsewhere, is too long or has no room is lost.
    public mutating func send(_ outbound: inout PacketBatch) throws(CarrierError) {
        guard !outbound.isEmpty else { return }
        counters.sendCalls += 1
        idle.noteActivity()
        for index in 0..<outbound.count {
            let length = outbound.bytes(at: index).byteCount
            if outbound.peer(at: index) != side.other.address {
                counters.droppedUnreachable += 1
            } else if length > outgoing.recordBytesMax {
                counters.droppedTooLong += 1
            } else if outgoing.append(outbound.bytes(at: index)) {
                counters.packetsSent += 1
                counters.bytesSent += UInt64(length)
            } else {
                counters.droppedNoBufferSpace += 1
            }
        }
        outbound.removeAll()
        if outgoing.publish() {
            (side == .first ? link.secondWaker : link.firstWaker).wake()
        }
    }
}
