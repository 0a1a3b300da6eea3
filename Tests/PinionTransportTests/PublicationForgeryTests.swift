import Testing

@testable import PinionTransport

@Suite("Packets of publications that are not the publisher's")
struct PublicationForgeryTests {
    typealias Joined = PublicationTests.Joined

    struct Forgery: CustomTestStringConvertible, Sendable {
        let testDescription: String
        var isFromPublisher = true
        let counter: @Sendable (Counters) -> UInt64
        /// Changes a data packet without its trailer.
        let change: @Sendable (inout [UInt8]) -> Void
        var isSealed = true
    }

    static let forgeries = [
        // MUL-25: "A subscriber SHALL drop a packet of a publication unless it comes from its publisher's address"
        Forgery(
            testDescription: "from another address", isFromPublisher: false,
            counter: { $0.wrongPeer }, change: { _ in }),
        Forgery(
            testDescription: "of another life", counter: { $0.otherLives },
            change: { $0[6] ^= 1 }),
        Forgery(
            testDescription: "of another publication", counter: { $0.unknownPublication },
            change: { $0[8] ^= 1 }),
        Forgery(
            testDescription: "damaged", counter: { $0.checksumsWrong }, change: { $0[35] ^= 1 },
            isSealed: false),
        // MUL-2: "A packet of a publication SHALL end with a trailer."
        Forgery(
            testDescription: "without a trailer", counter: { $0.trailersMissing },
            change: { $0[4] = 0 }),
        // MUL-1: "A packet of a publication SHALL have its number in place of a session's, the low 16 bits of its
        // incarnation, and one frame: Data of stream 0, or Heartbeat."
        Forgery(
            testDescription: "of stream 1", counter: { $0.malformed }, change: { $0[24] = 1 }),
        Forgery(
            testDescription: "latest-only", counter: { $0.malformed }, change: { $0[26] = 4 }),
        Forgery(
            testDescription: "a piece", counter: { $0.malformed }, change: { $0[26] = 16 }),
        Forgery(
            testDescription: "with a ping", counter: { _ in 1 },
            change: { $0 += [4, 1, 5, 0, 1] }),
        Forgery(
            testDescription: "without a frame", counter: { $0.malformed },
            change: { $0.removeSubrange(16...) }),
        Forgery(
            testDescription: "with LEFT in place of its frame", counter: { $0.malformed },
            change: { $0.replaceSubrange(16..., with: [24, 6, 10, 0, 1, 0, 0, 0, 0, 0]) }),
        Forgery(
            testDescription: "far ahead", counter: { $0.beyondCredit },
            change: { $0[23] = 0x40 }),
    ]

    @Test(
        "A forged packet is counted, answered by nothing and delivered to nobody",
        arguments: forgeries)
    func forged(_ forgery: Forgery) throws {
        let joined = try Joined(subscribers: 1)
        let bench = joined.bench
        #expect(bench.publish(["m0"], to: joined.publication) == .accepted)
        bench.pass(milliseconds: 5)
        var bytes = Array(try #require(bench.published.first).dropLast(4))
        // The next message, which nobody has sent.
        bytes[20] = 1
        forgery.change(&bytes)
        let before = bench.hosts[1].table.counters
        bench.receive(
            forgery.isSealed ? sealed(bytes) : bytes + [0, 0, 0, 0],
            from: forgery.isFromPublisher ? bench.publisher.address : PeerAddress(word0: 66),
            at: bench.hosts[1])
        bench.settle()
        let after = bench.hosts[1].table.counters
        #expect(after.packetsSent == before.packetsSent)
        if forgery.testDescription == "with a ping" {
            // What does not belong there is not looked at.
            #expect(joined.messages(1) == ["0 m0", "1 m0"])
        } else {
            #expect(forgery.counter(after) == forgery.counter(before) + 1)
            #expect(joined.messages(1) == ["0 m0"])
        }
    }

    @Test(
        "Every truncation and every flipped bit of a packet is survived, and nothing of it is delivered"
    )
    func damaged() throws {
        let joined = try Joined(subscribers: 1)
        let bench = joined.bench
        #expect(bench.publish(["message"], to: joined.publication) == .accepted)
        bench.pass(milliseconds: 5)
        let bytes = try #require(bench.published.first)
        for count in 0..<bytes.count {
            bench.receive(
                Array(bytes.prefix(count)), from: bench.publisher.address, at: bench.hosts[1])
        }
        for bit in 0..<bytes.count * 8 {
            var changed = bytes
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            bench.receive(changed, from: bench.publisher.address, at: bench.hosts[1])
            bench.receive(
                sealed(Array(changed.dropLast(4))), from: bench.publisher.address,
                at: bench.hosts[1])
        }
        bench.settle()
        bench.pass(milliseconds: 100)
        #expect(joined.messages(1).first == "0 message")
        #expect(bench.hosts[1].pool.outstanding < 64)
    }

    @Test(
        "A position beyond what was sent, or smaller than before, and requests for anything change nothing"
    )
    func progress() throws {
        // MUL-10: "A publisher SHALL ignore a position that is smaller than one it has seen, or beyond what it has sent."
        // MUL-11: "A publisher SHALL NOT send a subscriber more packets again within its round trip than the window has."
        let bench = PublicationBench(subscribers: 0)
        let table = bench.publisher
        var options = PublicationOptions(topic: 7)
        options.windowPackets = 8
        var publication = Publication(
            PublicationID(rawValue: 1 << 16), options, incarnation: 5, subscribersMax: 2,
            firstSequence: SequenceNumber(0))
        var environment = SessionEnvironment(limits: SessionLimits(), pool: table.pool)
        let session = SessionID(rawValue: 9)
        let hasPlace = publication.receiveJoin(3, of: session, wantsCopies: true, at: bench.now)
        #expect(hasPlace)
        for _ in 0..<6 {
            let bytes: [UInt8] = [1, 2, 3]
            // SAFETY: bytes have no padding.
            let result = publication.publish(unsafe bytes.span.bytes, &environment)
            #expect(result == .accepted)
            publication.seal()
        }
        publication.unsent = nil

        func receive(
            _ position: UInt32, _ gaps: RequestedGaps = RequestedGaps(), subscriber: Int = 0
        )
            -> Bool
        {
            publication.receiveProgress(
                PublicationFrame.Progress(
                    subscription: 3, publication: 1 << 16, position: position,
                    subscriber: subscriber, gaps: gaps),
                of: session, roundTrip: RoundTrip(), &environment, at: bench.now)
        }
        #expect(receive(4))
        #expect(publication.subscribers[0].position == SequenceNumber(4))
        #expect(receive(7))
        #expect(environment.counters.acknowledgedUnsent == 1)
        #expect(receive(2))
        #expect(publication.subscribers[0].position == SequenceNumber(4))
        for place in [1, 2, 65_535] { #expect(!receive(4, subscriber: place)) }

        // Sixteen gaps, each of all that there is: what is sent again is bounded by the window.
        var gaps = RequestedGaps()
        for _ in 0..<20 { gaps.append(first: 0, count: .max) }
        #expect(receive(4, gaps))
        #expect(gaps.count == RequestedGaps.countMax)
        #expect(publication.subscribers[0].repairsLeft == 8)
        publication.subscribers[0].repairsLeft = 0
        #expect(receive(4, gaps))
        #expect(publication.subscribers[0].repairsLeft == 0)
    }
}
