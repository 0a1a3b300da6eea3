import PinionTransport

/// The name of one side of a session, which no other side of any session ever had.
struct SideName: Equatable {
    /// What the side calls the session.
    var session = SessionID(rawValue: 0)
    /// The life of the session on this side.
    var incarnation: UInt64 = 0
}

/// All that was ever sent, by whom, and who was given it: what the checks look things up in.
///
/// It sees both sides at once, which neither of them can.
struct Ledger: ~Copyable {
    /// One side of one session, as the sender of its messages.
    struct Log {
        var name: SideName
        var side: Int
        /// What the content of its messages follows from.
        var key: UInt64
        var byteCountMax: Int
        /// The number of each stream's first message.
        var firstSequence: UInt64
        /// Its streams, in the ledger's list of all streams.
        var streams: Range<Int>
        /// Who was given messages of it.
        var receiver: SideName?
        /// Whether the sender closed in order, with everything acknowledged.
        var senderFinished = false
        /// Whether the receiver closed in order, and was given everything that was to come.
        var receiverFinished = false
        /// Messages delivered.
        var delivered: UInt64 = 0
    }

    private(set) var logs: [Log] = []
    /// Messages accepted on each stream of each log, and what came of them.
    private var accepted: [UInt64] = []
    private var arrivals: [StreamArrivals] = []
    let seed: UInt64
    /// What went wrong, the first few.
    private(set) var violations: [String] = []

    init(seed: UInt64) {
        self.seed = seed
        logs.reserveCapacity(64)
    }

    /// Notes that something is wrong.
    mutating func violate(_ what: String) {
        if violations.count < 4 { violations.append(what) }
    }

    /// Begins the log of a side that has just opened, with streams of these kinds.
    mutating func begin(
        _ name: SideName, side: Int, streams: Int, kinds: [StreamKind], firstSequence: UInt64,
        byteCountMax: Int
    ) -> Int {
        let first = accepted.count
        logs.append(
            Log(
                name: name, side: side, key: mixed(seed ^ mixed(name.incarnation)),
                byteCountMax: byteCountMax, firstSequence: firstSequence,
                streams: first..<first + streams))
        for stream in 0..<streams {
            accepted.append(0)
            arrivals.append(StreamArrivals(kinds[stream % kinds.count], first: firstSequence))
        }
        return logs.count - 1
    }

    /// The log of the side that has this name, the latest first.
    func find(_ name: SideName, side: Int) -> Int? {
        logs.lastIndex { $0.name == name && $0.side == side }
    }

    // MARK: - Messages

    /// The next message of a stream.
    func nextContent(_ log: Int, stream: Int) -> MessageContent {
        content(log, stream, index: accepted[logs[log].streams.lowerBound + stream])
    }

    private func content(_ log: Int, _ stream: Int, index: UInt64) -> MessageContent {
        MessageContent(
            key: logs[log].key, stream: stream, index: index,
            byteCountMax: logs[log].byteCountMax)
    }

    /// Notes that the next message of a stream was accepted.
    mutating func accept(_ log: Int, stream: Int) {
        accepted[logs[log].streams.lowerBound + stream] += 1
    }

    /// Checks messages that `receiver` is given of what `log` sent.
    mutating func check(_ delivery: borrowing Delivery, of log: Int, by receiver: SideName) {
        if let earlier = logs[log].receiver, earlier != receiver {
            violate("messages of one session were delivered in two lives of the receiver")
            return
        }
        logs[log].receiver = receiver
        let stream = Int(delivery.stream.rawValue)
        guard stream < logs[log].streams.count else { return violate("there is no such stream") }
        let place = logs[log].streams.lowerBound + stream
        let sequence = delivery.firstSequence.rawValue
        let index = sequence &- logs[log].firstSequence
        guard index < accepted[place], accepted[place] - index >= UInt64(delivery.count) else {
            return violate("stream \(stream): message \(sequence) came, which nobody sent")
        }
        if let what = arrivals[place].note(sequence, count: delivery.count) {
            return violate("stream \(stream): \(what)")
        }
        var reader = delivery.messages()
        var number = index
        while let message = reader.next() {
            if !content(log, stream, index: number).matches(message) {
                violate("stream \(stream): message \(number) was altered")
            }
            number += 1
        }
        logs[log].delivered += UInt64(delivery.count)
    }

    /// Notes that the receiver of `log` was told of a gap.
    mutating func announce(_ gap: MessageGap, on stream: Int, of log: Int) {
        guard stream < logs[log].streams.count else { return violate("there is no such stream") }
        arrivals[logs[log].streams.lowerBound + stream].announced.append(gap)
    }

    // MARK: - Ends

    /// The sender of `log` has closed in order.
    mutating func senderFinished(_ log: Int) {
        logs[log].senderFinished = true
        compare(log)
    }

    /// The receiver of `log` has closed in order and consumed everything.
    mutating func receiverFinished(_ log: Int) {
        logs[log].receiverFinished = true
        compare(log)
    }

    /// Both sides closed in order: everything must have arrived.
    private mutating func compare(_ log: Int) {
        guard logs[log].senderFinished && logs[log].receiverFinished else { return }
        for place in logs[log].streams {
            if let what = arrivals[place].violation(sent: accepted[place]) {
                violate("stream \(place - logs[log].streams.lowerBound): \(what)")
            }
        }
    }

    /// Messages delivered, of all sessions.
    var deliveredCount: UInt64 { logs.reduce(0) { $0 + $1.delivered } }
}
