import PinionTransport
import Testing

@testable import Pinion

@Suite("Kinds of streams, through two endpoints that lose packets")
struct StreamKindTests {
    private func pair() throws -> (client: Connection, server: Connection, EndpointPair) {
        var configuration = EndpointPair.configuration
        var faults = FaultPlan()
        (faults.dropped, faults.reordered) = (0.1, 0.03)
        configuration.faults = faults
        let pair = try EndpointPair(.udp, configuration)
        let (client, server) = try pair.connect()
        return (client, server, pair)
    }

    private func number(_ message: RawSpan) -> Int {
        let bytes = contents(message)
        return bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    private func bytes(_ number: Int) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }

    private func send(_ count: Int, with outbox: inout Outbox) throws {
        for number in 0..<count {
            while offer(number, with: &outbox) != .accepted {
                let isWritable = try outbox.blockUntilWritable(for: patience)
                try #require(isWritable)
            }
        }
    }

    private func offer(_ number: Int, with outbox: inout Outbox) -> SendResult {
        // SAFETY: bytes are plain memory.
        outbox.send(unsafe bytes(number).span.bytes)
    }

    @Test("On an as-arrived stream each message arrives once")
    func asArrived() throws {
        let (client, server, pair) = try pair()
        let count = 3_000
        let thread = try EndpointThread {
            var outbox = client.outbox(0, kind: .asArrived)
            try? send(count, with: &outbox)
        }
        var inbox = server.inbox()
        var seen = Set<Int>()
        while seen.count < count {
            guard let isNew = inbox.receive({ seen.insert(number($0)).inserted }) else {
                let isReadable = try inbox.blockUntilReadable(for: patience)
                try #require(isReadable)
                continue
            }
            #expect(isNew)
        }
        #expect(inbox.messagesMissed == 0)
        thread.join()
        withExtendedLifetime(pair) {}
    }

    @Test("On a latest-only stream each message arrives, or is missed and said to be")
    func latestOnly() throws {
        let (client, server, pair) = try pair()
        let count = 3_000
        let thread = try EndpointThread {
            var outbox = client.outbox(0, kind: .latestOnly)
            try? send(count, with: &outbox)
        }
        var inbox = server.inbox()
        var next = 0
        while next < count {
            if let gap = inbox.takeGap() {
                #expect(Int(gap.first.rawValue) == next)
                next += Int(gap.count)
            }
            guard let number = inbox.receive({ number($0) }) else {
                let isReadable = try inbox.blockUntilReadable(for: patience)
                try #require(isReadable)
                continue
            }
            try #require(number == next)
            next += 1
        }
        // The last one is repaired.
        #expect(next == count)
        thread.join()
        withExtendedLifetime(pair) {}
    }
}
