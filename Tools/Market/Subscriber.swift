import Glibc
import Histogram
import Pinion
import PinionTransport

/// Receives the messages of the feed in the order in which they were published, and checks each.
struct Subscriber: ~Copyable {
    private let connection: Connection
    private let feed: FeedOptions
    private var books: Inbox
    private var others: Inbox
    private var progress: Progress
    private var flood = Phase()
    private var paced = Phase()
    private var delivered = 0
    private var bytes: UInt64 = 0
    private var deliveredOnStream = [0, 0]
    private var endOfStream: [Int?] = [nil, nil]
    private var wrongCount = 0
    private var firstWrong: String?

    /// What was measured while messages came in one manner.
    private struct Phase {
        var latency = Histogram<UInt64>(numberOfSignificantValueDigits: .three)
        var firstAt: UInt64 = 0
        var lastAt: UInt64 = 0
        /// Processor time of the process when the phase began, and when it ended.
        var processorFirst: UInt64 = 0
        var processorLast: UInt64 = 0

        var processor: String {
            guard latency.totalCount > 0, processorLast > processorFirst else { return "–" }
            return "\(grouped((processorLast - processorFirst) / latency.totalCount)) ns"
        }

        var rate: UInt64 {
            guard latency.totalCount > 1, lastAt > firstAt else { return 0 }
            return UInt64(Double(latency.totalCount) / (Double(lastAt - firstAt) / 1e9))
        }
    }

    init(_ connection: Connection, _ feed: FeedOptions) {
        self.connection = connection
        self.feed = feed
        books = connection.inbox(Feed.books)
        others = connection.inbox(Feed.others)
        progress = Progress("received", total: feed.total, isQuiet: feed.quiet)
    }

    /// Receives until both streams have ended, or the connection has.
    mutating func run() throws {
        while endOfStream.contains(nil) {
            let draws = Draws(seed: feed.seed, index: UInt64(delivered))
            // The message that follows in the feed; past its end, whichever end is left.
            var stream = draws.kind.stream
            if endOfStream[Int(stream.rawValue)] != nil {
                stream = stream == Feed.books ? Feed.others : Feed.books
            }
            guard try receive(draws, on: stream) else { break }
            if delivered & 0x3FF == 0 { progress.report(delivered) }
        }
        paced.processorLast = Clock.processor
        if flood.processorLast == 0 { flood.processorLast = Clock.processor }
        progress.finish()
    }

    /// Receives one message. `false`: there will be none.
    private mutating func receive(_ draws: Draws, on stream: StreamID) throws -> Bool {
        var interruptedAt: UInt64?
        while true {
            var length = 0
            let verify = { (message: RawSpan) -> MessageVerifier.Finding in
                length = message.byteCount
                return MessageVerifier.verify(message, draws)
            }
            let finding = stream == Feed.books ? books.receive(verify) : others.receive(verify)
            if let finding {
                note(finding, length, on: stream)
                return true
            }
            let isFinished = stream == Feed.books ? books.isFinished : others.isFinished
            guard !isFinished else { return false }
            // Interrupted together with the publisher: its end is on the way, unless it has gone.
            if Interruption.isRequested {
                let now = Clock.monotonic
                if let interruptedAt, now - interruptedAt > 2_000_000_000 { return false }
                interruptedAt = interruptedAt ?? now
            }
            _ =
                stream == Feed.books
                ? try books.blockUntilReadable(for: .milliseconds(100))
                : try others.blockUntilReadable(for: .milliseconds(100))
            progress.report(delivered)
        }
    }

    private mutating func note(
        _ finding: MessageVerifier.Finding, _ length: Int, on stream: StreamID
    ) {
        if case .end(let count) = finding {
            endOfStream[Int(stream.rawValue)] = count
            return
        }
        bytes += UInt64(length)
        if case .right(let sentAt) = finding {
            let now = Clock.wall
            let latency = now > sentAt ? now - sentAt : 0
            if delivered < feed.messages {
                Self.note(latency, now, in: &flood)
            } else {
                Self.note(latency, now, in: &paced)
            }
        } else if case .wrong(let what) = finding {
            wrongCount += 1
            firstWrong = firstWrong ?? "message \(delivered): \(what)"
        }
        delivered += 1
        deliveredOnStream[Int(stream.rawValue)] += 1
        if delivered == feed.messages { flood.processorLast = Clock.processor }
    }

    private static func note(_ latency: UInt64, _ now: UInt64, in phase: inout Phase) {
        _ = phase.latency.record(latency)
        if phase.firstAt == 0 {
            phase.firstAt = now
            phase.processorFirst = Clock.processor
        }
        phase.lastAt = now
    }

    /// Messages that were published; `nil` if the end of a stream was not received.
    private var published: Int? {
        guard let books = endOfStream[0], let others = endOfStream[1] else { return nil }
        return books + others
    }

    /// Messages that were published and not delivered, counted on each stream.
    private var lost: Int {
        zip(endOfStream, deliveredOnStream).reduce(0) { $0 + max(($1.0 ?? $1.1) - $1.1, 0) }
    }

    /// Messages that were delivered and not published, counted on each stream.
    private var repeated: Int {
        zip(endOfStream, deliveredOnStream).reduce(0) { $0 + max($1.1 - ($1.0 ?? $1.1), 0) }
    }

    /// Whether a message was lost, repeated or altered, or the end was not reached.
    var hasFailed: Bool {
        published == nil || lost > 0 || repeated > 0 || wrongCount > 0
            || (delivered < feed.total && !Interruption.isRequested)
    }

    /// Prints the table.
    func report(_ endpoint: Endpoint) {
        // The first look asks for a turn, after which the second is current.
        _ = endpoint.counters
        usleep(5_000)
        let counters = endpoint.counters
        var table = Table()
        table.add("messages sent", published.map { grouped($0) } ?? "unknown: no end received")
        table.add("messages delivered", grouped(delivered))
        table.add("messages lost", published == nil ? "unknown" : grouped(lost))
        table.add("messages repeated", grouped(repeated))
        table.add("messages altered or out of place", grouped(wrongCount))
        table.add("packets repaired", grouped(counters.sessions.repairsReceived))
        let duplicates = counters.sessions.duplicatePackets + counters.sessions.duplicateData
        table.add("duplicate packets dropped", grouped(duplicates))
        table.add("packets received", grouped(counters.sessions.packetsReceived))
        table.add(
            "packets dropped on purpose, of this side's", grouped(counters.carrier.faultsDropped))
        table.add("bytes a message", ratio(bytes, UInt64(delivered)))
        table.add(
            "bytes a message, with packets' headers",
            ratio(counters.sessions.bytesReceived, UInt64(delivered)))
        print("Subscriber\n\(table.text)\n")
        reportPhases()
        if let firstWrong { print("  first wrong: \(firstWrong)") }
        if case .closed(let reason, _) = connection.state, reason != .finished {
            print("  the connection ended: \(reason)")
        }
        fflush(nil)
    }

    private func reportPhases() {
        var table = Table()
        table.add("", "at full speed", "paced at \(grouped(feed.rate))/s")
        table.addLine()
        table.add(
            "messages", grouped(flood.latency.totalCount), grouped(paced.latency.totalCount))
        table.add("messages a second", grouped(flood.rate), grouped(paced.rate))
        for (name, percentile) in [("p50", 50.0), ("p99", 99.0), ("p99.9", 99.9)] {
            table.add(
                "latency \(name)", microseconds(flood.latency.valueAtPercentile(percentile)),
                microseconds(paced.latency.valueAtPercentile(percentile)))
        }
        table.add(
            "latency max", microseconds(flood.latency.max), microseconds(paced.latency.max))
        table.add("processor time a message, this side", flood.processor, paced.processor)
        print(table.text)
    }
}
