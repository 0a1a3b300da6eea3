import Glibc
import Pinion
import PinionCodec
import PinionTransport

/// Streams the messages of the feed over one connection.
struct Publisher: ~Copyable {
    private let connection: Connection
    private let feed: FeedOptions
    private var books: Outbox
    private var others: Outbox
    private var progress: Progress
    private var counts = [0, 0]
    private var sent = 0
    private var wouldBlocks = 0
    private var isRefused = false
    private var processorAtFullSpeed = "–"

    init(_ connection: Connection, _ feed: FeedOptions) {
        self.connection = connection
        self.feed = feed
        books = connection.outbox(Feed.books)
        others = connection.outbox(Feed.others)
        progress = Progress("published", total: feed.total, isQuiet: feed.quiet)
    }

    /// Sends all messages, and the end of each stream; or fewer, if the process is interrupted.
    mutating func run() throws {
        let processorBefore = Clock.processor
        while sent < feed.messages, !isStopped {
            try send(at: Clock.wall)
            if sent & 0x3FF == 0 { progress.report(sent) }
        }
        if sent > 0 {
            let processor = Clock.processor - processorBefore
            processorAtFullSpeed = "\(grouped(processor / UInt64(sent))) ns"
        }
        try runPaced()
        if !isRefused {
            try sendEnd(of: Feed.books)
            try sendEnd(of: Feed.others)
        }
        progress.finish()
    }

    /// Sends the messages that have a time of their own. Each says when it was due, not when it went.
    private mutating func runPaced() throws {
        let started = Clock.wall
        var number = 0
        while sent < feed.total, !isStopped {
            let due = started + UInt64(number) * 1_000_000_000 / UInt64(feed.rate)
            // Sleeps rather than spins: a spinning thread would take the core that the endpoint needs.
            while case let now = Clock.wall, now < due { Clock.sleep(nanoseconds: due - now) }
            try send(at: due)
            number += 1
            if number & 0x3F == 0 { progress.report(sent) }
        }
    }

    private var isStopped: Bool { isRefused || Interruption.isRequested }

    /// Sends the next message.
    private mutating func send(at time: UInt64) throws {
        let draws = Draws(seed: feed.seed, index: UInt64(sent))
        let stream = draws.kind.stream
        guard try reserve(on: stream) else { return }
        if stream == Feed.books {
            try Self.write(draws, time, with: &books)
        } else {
            try Self.write(draws, time, with: &others)
        }
        counts[Int(stream.rawValue)] += 1
        sent += 1
    }

    private mutating func sendEnd(of stream: StreamID) throws {
        let count = counts[Int(stream.rawValue)]
        guard try reserve(on: stream, untilInterrupted: false) else { return }
        if stream == Feed.books {
            try Self.writeEnd(count, with: &books)
        } else {
            try Self.writeEnd(count, with: &others)
        }
    }

    /// Makes room for the longest message, and waits for it if it must. `false`: nothing more can be sent.
    private mutating func reserve(on stream: StreamID, untilInterrupted: Bool = true) throws -> Bool
    {
        while true {
            let result =
                stream == Feed.books
                ? books.reserve(Feed.messageBytesMax) : others.reserve(Feed.messageBytesMax)
            switch result {
            case .accepted:
                return true
            case .wouldBlock:
                wouldBlocks += 1
                if untilInterrupted && Interruption.isRequested { return false }
                _ =
                    stream == Feed.books
                    ? try books.blockUntilWritable(for: .milliseconds(100))
                    : try others.blockUntilWritable(for: .milliseconds(100))
            case .closed, .tooLong, .noSuchStream:
                printError("Market publish: cannot send: \(result), \(connection.state)")
                isRefused = true
                return false
            }
        }
    }

    private static func write(_ draws: Draws, _ time: UInt64, with outbox: inout Outbox)
        throws(FrameError)
    {
        let count: Int
        do {
            var bytes = outbox.reservedBytes
            count = try MessageWriter.write(draws, at: time, to: &bytes)
        }
        outbox.commit(count)
    }

    private static func writeEnd(_ messageCount: Int, with outbox: inout Outbox)
        throws(FrameError)
    {
        let count: Int
        do {
            var bytes = outbox.reservedBytes
            count = try MessageWriter.writeEnd(of: messageCount, at: Clock.wall, to: &bytes)
        }
        outbox.commit(count)
    }

    /// Says what was sent, and what it took.
    func report(_ endpoint: Endpoint) {
        // The first look asks for a turn, after which the second is current.
        _ = endpoint.counters
        usleep(5_000)
        let counters = endpoint.counters
        var table = Table()
        table.add("messages sent", grouped(sent))
        table.add("packets sent", grouped(counters.sessions.packetsSent))
        table.add("packets dropped on purpose", grouped(counters.carrier.faultsDropped))
        table.add("messages sent again", grouped(counters.sessions.messagesRepaired))
        table.add("probes sent", grouped(counters.sessions.probesSent))
        table.add("waits for room", grouped(wouldBlocks))
        table.add("processor time a message, at full speed", processorAtFullSpeed)
        print("Publisher\n\(table.text)")
        fflush(nil)
    }
}
