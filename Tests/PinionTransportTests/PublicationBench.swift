import PinionTransport

/// A publisher, its subscribers, and a network that does to each packet what a test says.
final class PublicationBench {
    /// One process: a table, and what its application was told.
    final class Host {
        let address: PeerAddress
        let pool: BufferPool
        var table: SessionTable
        /// Whether packets to the group come here.
        var isInGroup = false
        /// Whether the application takes what arrives; otherwise it waits.
        var consumes = true
        /// Whether it neither receives nor sends.
        var isDead = false
        var waiting = DeliveryQueue()
        /// Messages of subscriptions, in the order of their delivery, and gaps before them.
        var messages: [String] = []
        /// Everything else that the application was told.
        var words: [String] = []
        var lastJoined: SubscriptionID?
        var batch = PacketBatch(capacity: 16)

        init(
            _ address: UInt64, limits: SessionLimits, publications: PublicationLimits,
            buffers: Int = 2_048
        ) {
            self.address = PeerAddress(word0: address)
            pool = BufferPool(bufferCount: buffers, packetBytesMax: limits.packetBytesMax)
            table = SessionTable(
                limits: limits, sessionsMax: 80, acceptsSessions: true, pool: pool,
                entropy: (address, 7), publications: publications)
        }
    }

    private struct Flight {
        let arrival: UInt64
        let source: Int
        let destination: Int
        let bytes: [UInt8]
    }

    static let group = PeerAddress(word0: 0xE0)
    /// The publisher is the first.
    var hosts: [Host]
    var now = Timestamp(nanoseconds: 1_000_000_000)
    /// One way, in nanoseconds.
    var delay: UInt64 = 100_000
    /// Whether a packet of the publisher is lost on its way to a host: what it holds, in a word, and how many like it
    /// went there before.
    var loses: (_ host: Int, _ packet: String, _ index: Int) -> Bool = { _, _, _ in false }
    /// How many packets of a kind have been sent by the publisher, to the group or to a host.
    private(set) var sent: [String: Int] = [:]
    private var carried: [String: Int] = [:]
    /// The packets of messages of publications, as they went to the first subscriber.
    private(set) var published: [[UInt8]] = []
    /// Whether packets that begin with a JOIN are held back.
    var holdsJoins = false
    /// What is held back.
    private(set) var joins: [[UInt8]] = []
    private var flights: [Flight] = []

    init(
        subscribers: Int, limits: SessionLimits = SessionLimits(),
        publications: PublicationLimits? = nil
    ) {
        var all = publications ?? PublicationLimits()
        if publications == nil {
            all.publicationsMax = 4
            all.subscriptionsMax = 4
        }
        hosts = (0...subscribers).map {
            Host(UInt64($0 + 1), limits: limits, publications: all)
        }
        for host in hosts.dropFirst() { host.isInGroup = true }
    }

    var publisher: Host { hosts[0] }

    /// Opens a session of each subscriber with the publisher.
    func open() -> [SessionID] {
        let sessions = hosts.dropFirst().map { host in
            host.table.open(to: publisher.address, at: now) ?? SessionID(rawValue: 0)
        }
        pass(milliseconds: 5)
        return sessions
    }

    /// Publishes texts, each of which is a packet of its own.
    func publish(_ texts: [String], to publication: PublicationID) -> SendResult {
        var result = SendResult.accepted
        for text in texts {
            let bytes = Array(text.utf8)
            // SAFETY: bytes have no padding.
            result = publisher.table.publish(unsafe bytes.span.bytes, to: publication)
            guard result == .accepted else { return result }
            settle()
        }
        return result
    }

    /// Lets time pass, with every arrival and deadline on the way.
    func pass(milliseconds: UInt64) {
        let end = now.advanced(byNanoseconds: milliseconds * 1_000_000)
        settle()
        while true {
            var next = Timestamp(nanoseconds: flights.map(\.arrival).min() ?? .max)
            for host in hosts where !host.isDead { next = min(next, host.table.nextDeadline) }
            guard next <= end else { break }
            now = max(now, next)
            let arrived = flights.filter { $0.arrival <= now.nanoseconds }
            flights.removeAll { $0.arrival <= now.nanoseconds }
            for flight in arrived { deliver(flight) }
            settle()
        }
        now = end
    }

    /// Lets every host say what it has to say now, and take what there is for its application.
    func settle() {
        for (index, host) in hosts.enumerated() where !host.isDead {
            host.table.passDeadlines(at: now)
            repeat {
                while host.table.fill(&host.batch, at: now) > 0 { launch(from: index) }
                host.takeEvents()
                host.takePublicationEvents()
            } while host.table.nextDeadline <= now
        }
    }

    private func launch(from index: Int) {
        while let packet = hosts[index].batch.removeFirst() {
            let bytes = byteArray(packet.bytes)
            let word = index == 0 ? Self.word(for: bytes) : "answer"
            let isToGroup = packet.peer == Self.group
            if holdsJoins && bytes[3] != 5 && UInt64(bytes[16]) == Transport.Join.templateID {
                joins.append(bytes)
                continue
            }
            if index == 0 { sent["\(word) to \(isToGroup ? "the group" : "one")", default: 0] += 1 }
            for destination in hosts.indices
            where isToGroup
                ? hosts[destination].isInGroup : hosts[destination].address == packet.peer
            {
                if index == 0 {
                    let count = carried["\(destination) \(word)", default: 0]
                    carried["\(destination) \(word)"] = count + 1
                    if destination == 1 && bytes[3] == 5 && bytes[16] == 5 {
                        published.append(bytes)
                    }
                    if loses(destination, word, count) { continue }
                }
                flights.append(
                    Flight(
                        arrival: now.nanoseconds + delay, source: index, destination: destination,
                        bytes: bytes))
            }
        }
    }

    /// What a packet holds: the text of its first message, or what its first frame is called.
    private static func word(for bytes: [UInt8]) -> String {
        guard bytes[3] == 5 else {
            return UInt64(bytes[16]) == Transport.Joined.templateID ? "joined" : "session"
        }
        guard bytes[16] == 5 else { return "heartbeat" }
        let count = Int(bytes[32]) | Int(bytes[33]) << 8
        return String(decoding: bytes[34..<34 + count], as: UTF8.self)
    }

    private func deliver(_ flight: Flight) {
        receive(
            flight.bytes, from: hosts[flight.source].address, at: hosts[flight.destination])
    }

    /// Hands bytes to a host as a packet from an address.
    func receive(_ bytes: [UInt8], from address: PeerAddress, at host: Host) {
        guard !host.isDead, var packet = host.pool.lease(for: .carrier) else { return }
        _ = packet.append(bytes.span)
        packet.peer = address
        host.table.receive(packet, at: now)
    }
}

extension PublicationBench.Host {
    fileprivate func takeEvents() {
        while let event = table.nextEvent() {
            switch consume event {
            case .messages(let delivery): table.consume(delivery)
            case .closed(_, let reason, _): words.append("closed: \(reason)")
            case .opened: break
            case .gap: break
            case .writable: break
            }
        }
    }

    fileprivate func takePublicationEvents() {
        while let event = table.nextPublicationEvent() {
            switch consume event {
            case .subscribed: words.append("subscribed")
            case .unsubscribed(_, _, let reason): words.append("unsubscribed: \(reason)")
            case .writable: words.append("writable")
            case .ended: words.append("ended")
            case .joined(let subscription, _, let first, let group):
                lastJoined = subscription
                words.append(
                    "joined at \(first.rawValue) \(group == nil ? "by copies" : "in the group")")
            case .messages(_, let delivery):
                note(delivery)
                if consumes { table.consume(delivery) } else { waiting.append(delivery) }
            case .left(_, _, let reason): words.append("left: \(reason)")
            }
        }
    }

    private func note(_ delivery: borrowing Delivery) {
        if let gap = delivery.gap {
            messages.append("\(gap.first.rawValue) missing \(gap.count)")
        }
        delivery.forEachMessage { sequence, message in
            messages.append("\(sequence.rawValue) \(text(message))")
        }
    }

    /// Consumes what the application had no room for.
    func consumeWaiting() {
        while let delivery = waiting.removeFirst() { table.consume(delivery) }
    }
}
