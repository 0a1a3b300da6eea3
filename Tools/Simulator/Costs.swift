import PinionTransport

/// What the core alone costs: two tables that hand each other packets, without a link, a clock or a check.
///
/// Each round, one session sends sixteen messages of 64 bytes, which travel in one packet; the other side takes
/// them in and consumes them, and its acknowledgements travel back.
struct Costs: ~Copyable {
    static let messageBytes = 64
    static let messagesPerPacket = 16

    private let pools: [BufferPool]
    private var sender: SessionTable
    private var receiver: SessionTable
    private var sessions: [SessionID] = []
    private var batch = PacketBatch(capacity: 64)
    private var inbound = PacketBatch(capacity: 64)
    private var now = Timestamp(nanoseconds: 1)
    private let message = [UInt8](repeating: 0x5A, count: messageBytes)
    /// Nanoseconds spent by each side.
    private(set) var senderTime = Duration.zero
    private(set) var receiverTime = Duration.zero
    private(set) var packets = 0
    private(set) var acknowledgements = 0

    /// Opens so many sessions between the two tables.
    init(sessions count: Int) {
        var limits = SessionLimits()
        // Nobody is to be taken for dead while the others have their turn.
        limits.silenceNanosecondsMax = 3_600_000_000_000
        limits.keepAliveNanoseconds = 1_800_000_000_000
        pools = (0..<2).map { _ in BufferPool(bufferCount: 4_096, packetBytesMax: 1_452) }
        sender = SessionTable(
            limits: limits, sessionsMax: count, acceptsSessions: false, pool: pools[0],
            entropy: (1, 2))
        receiver = SessionTable(
            limits: limits, sessionsMax: count, acceptsSessions: true, pool: pools[1],
            entropy: (3, 4))
        while sessions.count < count {
            if let session = sender.open(to: PeerAddress(word0: 2), at: now) {
                sessions.append(session)
            }
            for _ in 0..<3 {
                now = now.advanced(byNanoseconds: 10_000)
                _ = sender.fill(&batch, at: now)
                turn(sends: false, on: sessions[0])
            }
        }
    }

    /// Sends one packet of messages on each session in turn, `rounds` packets in all.
    mutating func run(rounds: Int) {
        packets = 0
        acknowledgements = 0
        senderTime = .zero
        receiverTime = .zero
        for round in 0..<rounds {
            // As of a sender at 1,000,000 packets a second.
            now = now.advanced(byNanoseconds: 1_000)
            turn(sends: true, on: sessions[round % sessions.count])
        }
    }

    private mutating func turn(sends: Bool, on session: SessionID) {
        let start = ContinuousClock.now
        if sends { costOfSending(on: session) }
        let sent = ContinuousClock.now
        carry(to: pools[1], from: 1)
        let carried = ContinuousClock.now
        costOfReceiving()
        let received = ContinuousClock.now
        carry(to: pools[0], from: 2)
        let answered = ContinuousClock.now
        costOfAcknowledgements()
        senderTime += sent - start + (ContinuousClock.now - answered)
        receiverTime += received - carried
    }

    /// The sender: sixteen messages, and what `fill` makes of them. A function of its own, to be counted by itself.
    @inline(never)
    private mutating func costOfSending(on session: SessionID) {
        let message = message
        // SAFETY: bytes have no padding.
        let bytes = unsafe message.span.bytes
        for _ in 0..<Self.messagesPerPacket {
            let result = sender.send(bytes, on: StreamID(0), of: session, at: now)
            precondition(result == .accepted, "the window is wide enough")
        }
        packets += sender.fill(&batch, at: now)
    }

    /// The receiver: takes the packets in, consumes the messages, and answers.
    @inline(never)
    private mutating func costOfReceiving() {
        receiver.receive(&inbound, at: now)
        receiver.passDeadlines(at: now)
        while let event = receiver.nextEvent() {
            if case .messages(let delivery) = consume event {
                delivery.forEachMessage { _, message in
                    precondition(message.byteCount == Self.messageBytes)
                }
                receiver.consume(delivery)
            }
        }
        acknowledgements += receiver.fill(&batch, at: now)
    }

    /// The sender again: takes acknowledgements in.
    @inline(never)
    private mutating func costOfAcknowledgements() {
        sender.receive(&inbound, at: now)
        sender.passDeadlines(at: now)
        while sender.nextEvent() != nil {}
        _ = sender.fill(&batch, at: now)
    }

    /// Copies each packet to the other side, as a carrier would. Not counted.
    @inline(never)
    private mutating func carry(to pool: BufferPool, from address: UInt64) {
        while let packet = batch.removeFirst() {
            guard var copy = pool.lease(for: .carrier), copy.append(packet.bytes) else { return }
            copy.peer = PeerAddress(word0: address)
            inbound.append(copy)
        }
    }
}

extension Costs {
    /// Prints what messages cost with so many sessions, and what a session takes.
    static func printTable(rounds: Int, sessions: Int) {
        var costs = Costs(sessions: sessions)
        let idle = costs.sender.memory(of: costs.sessions[0])
        costs.run(rounds: rounds)
        let used = costs.sender.memory(of: costs.sessions[0])
        let messages = Double(rounds * messagesPerPacket)
        let share = Double(costs.acknowledgements) / Double(costs.packets)
        print(
            """
            \(sessions) sessions, \(rounds) packets of \(messagesPerPacket) messages
            sender \(tenths(costs.senderTime / .nanoseconds(1) / messages)) ns a message, \
            receiver \(tenths(costs.receiverTime / .nanoseconds(1) / messages)) ns
            \(tenths(share * 100)) acknowledgements for 100 packets
            \(idle) bytes a session that has sent nothing, \(used) bytes one that has, beside packets
            """)
    }

    private static func tenths(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
