public import PinionTransport

/// One ordered stream at a steady rate over a link that loses packets: how late its messages are.
///
/// Nothing else goes wrong, so that every wait is one of the protocol's own.
public struct RepairTrial: ~Copyable {
    /// What is tried.
    public struct Plan: Sendable {
        /// The time to the other side and back, in nanoseconds.
        public var roundTrip: UInt64 = 1_000_000
        /// Packets that vanish in each direction, per million.
        public var lost = 100_000
        /// Packets from the sender that others overtake, per million.
        public var delayed = 0
        /// How much longer those take at most, in nanoseconds.
        public var holdUp: UInt64 = 0
        /// From one message to the next, in nanoseconds. Each travels in a packet of its own.
        public var interval: UInt64 = 50_000
        /// How many messages there are.
        public var messages = 10_000

        /// One message each 50 µs, a tenth of which is lost.
        public init() {}
    }

    /// How late messages were.
    public struct Report: Sendable {
        /// Messages that arrived.
        public var messages = 0
        /// The longest that one was late: from when a packet sent at once would have brought it, in nanoseconds.
        public var latest: UInt64 = 0
        /// Messages that were late by more than so many round trips: more than 0, than 1, and so on.
        public var lateBy = [Int](repeating: 0, count: 9)
        /// What the sender counted.
        public var sender = Counters()
        /// What the receiver counted.
        public var receiver = Counters()
    }

    private let plan: Plan
    private var tables: InlineArray<2, Side>
    private var flights = FlightQueue(capacity: 8_192, packetBytesMax: 1_452)
    private var now: UInt64 = 1
    private var report = Report()

    /// One side: its table, and its way to the other.
    private struct Side: ~Copyable {
        let pool: BufferPool
        var table: SessionTable
        var link: SimulatedLink
    }

    /// Sets a trial up.
    ///
    /// - Parameters:
    ///   - plan: What is tried.
    ///   - seed: Which packets are lost.
    public init(_ plan: Plan, seed: UInt64) {
        self.plan = plan
        var limits = SessionLimits()
        // What waits for a repair is to be held up by nothing else.
        limits.sendWindowPackets = 4_096
        limits.heldPacketsMax = 4_096
        var scenario = Scenario()
        scenario.delay = plan.roundTrip / 2
        scenario.faultsEnd = .max
        for side in 0...1 { scenario.links[side].lost = plan.lost }
        (scenario.links[0].delayed, scenario.links[0].holdUp) = (plan.delayed, plan.holdUp)
        tables = InlineArray { index in
            let pool = BufferPool(bufferCount: limits.buffersPerSession, packetBytesMax: 1_452)
            return Side(
                pool: pool,
                table: SessionTable(
                    limits: limits, sessionsMax: 1, acceptsSessions: index == 1, pool: pool,
                    entropy: (mixed(seed), UInt64(index))),
                link: SimulatedLink(
                    from: index, seed: seed, scenario: scenario, mistake: nil, bytesMax: 1_452))
        }
    }

    /// Sends all messages, and tells how late they came. A message that never came is not in the report.
    public consuming func run() -> Report {
        guard
            let session = tables[0].table.open(
                to: PeerAddress(word0: 2), at: Timestamp(nanoseconds: now))
        else { return report }
        var sent = 0
        var isBlocked = false
        var start: UInt64?
        // Opening may take several repeats of OPEN.
        var end: UInt64 = 10_000_000_000 + 100 * plan.roundTrip
        while now < end, report.messages < plan.messages {
            let isOpen = tables[0].table.phase(of: session) == .open
            if start == nil && isOpen {
                start = now + 10 * plan.roundTrip
                end = now + plan.interval * UInt64(plan.messages) + 1_000 * plan.roundTrip
            }
            while let start, sent < plan.messages, now >= start + plan.interval * UInt64(sent) {
                let words = InlineArray<1, UInt64>(repeating: now)
                // SAFETY: words have no padding.
                let bytes = unsafe words.span.bytes
                let result = tables[0].table.send(
                    bytes, on: StreamID(0), of: session, at: Timestamp(nanoseconds: now))
                isBlocked = result != .accepted
                guard result == .accepted else { break }
                tables[0].table.flush(StreamID(0), of: session)
                sent += 1
            }
            settle()
            var next = min(flights.nextArrival, tables[0].table.nextDeadline.nanoseconds)
            next = min(next, tables[1].table.nextDeadline.nanoseconds)
            if let start, sent < plan.messages, !isBlocked {
                next = min(next, start + plan.interval * UInt64(sent))
            }
            now = max(now + 1, next)
        }
        report.sender = tables[0].table.counters
        report.receiver = tables[1].table.counters
        return report
    }

    /// Takes in what has arrived and sends what there is to send.
    private mutating func settle() {
        let time = Timestamp(nanoseconds: now)
        while flights.nextArrival <= now, let flight = flights.removeFirst() {
            let side = flight.destination
            if var packet = tables[side].pool.lease(for: .carrier),
                packet.append(flights.packet(at: flight.place))
            {
                packet.peer = PeerAddress(word0: UInt64(2 - side))
                tables[side].table.receive(packet, at: time)
            }
            flights.release(flight.place)
        }
        for side in 0...1 {
            tables[side].table.passDeadlines(at: time)
            takeEvents(of: side)
            var batch = PacketBatch(capacity: 64)
            while tables[side].table.fill(&batch, at: time) > 0 {
                for position in 0..<batch.count {
                    tables[side].link.launch(batch.bytes(at: position), into: &flights, at: now)
                }
                batch.removeAll()
            }
        }
    }

    private mutating func takeEvents(of side: Int) {
        while let event = tables[side].table.nextEvent() {
            guard case .messages(let delivery) = consume event else { continue }
            let (now, plan) = (now, plan)
            var report = report
            delivery.forEachMessage { _, message in
                // SAFETY: eight bytes, as they were sent.
                let sentAt = unsafe message.unsafeLoadUnaligned(as: UInt64.self)
                let late = now &- sentAt &- plan.roundTrip / 2
                report.messages += 1
                report.latest = max(report.latest, late)
                for trips in 0..<report.lateBy.count
                where late > UInt64(trips) * plan.roundTrip { report.lateBy[trips] += 1 }
            }
            self.report = report
            tables[side].table.consume(delivery)
        }
    }
}
