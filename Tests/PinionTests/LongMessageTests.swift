import PinionTransport
import Testing

@testable import Pinion

@Suite("Messages in pieces, through two endpoints")
struct LongMessageTests {
    @Test(
        "Long messages arrive whole, between short ones", arguments: EndpointPair.Network.allCases)
    func arrives(network: EndpointPair.Network) throws {
        let pair = try EndpointPair(network)
        let (client, server) = try pair.connect()
        let lengths = [3, 1_000_000, 0, 5_000, 1_414, 1_415, 300_000]
        let thread = try EndpointThread {
            var outbox = client.outbox()
            for (index, length) in lengths.enumerated() {
                let message = bytes(length, seed: index)
                var offset = 0
                // SAFETY: bytes are plain memory.
                while outbox.send(unsafe message.span.bytes, from: &offset) == .wouldBlock {
                    _ = try? outbox.blockUntilWritable(for: patience)
                }
            }
        }
        var inbox = server.inbox()
        for (index, length) in lengths.enumerated() {
            var message: [UInt8]?
            while message == nil {
                message = inbox.receive { contents($0) }
                guard message == nil else { break }
                let isReadable = try inbox.blockUntilReadable(for: patience)
                try #require(isReadable)
            }
            let isRight = message == bytes(length, seed: index)
            #expect(isRight, "\(length) bytes")
        }
        thread.join()
        withExtendedLifetime(pair) {}
    }

    @Test("A message that is longer than the peer takes is refused")
    func tooLong() throws {
        var configuration = EndpointPair.configuration
        configuration.limits.messageBytesMax = 10_000
        let pair = try EndpointPair(.loopback, configuration)
        let (client, server) = try pair.connect()
        #expect(client.longMessageBytesMax == 10_000)
        var outbox = client.outbox(0, kind: .asArrived)
        var other = client.outbox(1)
        for (length, ordered, unordered): (Int, SendResult, SendResult) in [
            (10_001, .tooLong, .tooLong), (10_000, .accepted, .tooLong),
            (client.messageBytesMax, .accepted, .accepted),
        ] {
            let message = bytes(length, seed: 0)
            var (first, second) = (0, 0)
            // SAFETY: bytes are plain memory.
            let results = unsafe (
                other.send(message.span.bytes, from: &first),
                outbox.send(message.span.bytes, from: &second)
            )
            #expect(results.0 == ordered && results.1 == unordered, "\(length) bytes")
        }
        withExtendedLifetime((server, pair)) {}
    }

    private func bytes(_ count: Int, seed: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: ($0 &* 31 &+ $0 >> 8) &+ seed) }
    }
}
