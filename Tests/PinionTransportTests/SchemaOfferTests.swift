import PinionCodec
import Testing

@testable import PinionTransport

@Suite("Schemas of the two sides")
struct SchemaOfferTests {
    private static func schema(_ id: UInt64, _ version: UInt64, _ fingerprint: UInt64)
        -> SchemaIdentity
    {
        SchemaIdentity(id: id, version: version, fingerprint: fingerprint)
    }

    private struct Story {
        let name: String
        let first: [SchemaIdentity]
        let second: [SchemaIdentity]
        let opens: Bool
    }

    private static let eight = (0..<8).map { schema($0, 1, 100 + $0) }

    private static let stories = [
        Story(name: "none", first: [], second: [], opens: true),
        Story(name: "one side", first: [schema(1, 2, 3)], second: [], opens: true),
        Story(name: "the other side", first: [], second: [schema(1, 2, 3)], opens: true),
        Story(name: "equal", first: [schema(1, 2, 3)], second: [schema(1, 2, 3)], opens: true),
        Story(name: "other", first: [schema(1, 2, 3)], second: [schema(1, 2, 4)], opens: false),
        Story(
            name: "other in its high bits", first: [schema(1, 2, 3)],
            second: [schema(1, 2, 3 | 1 << 63)], opens: false),
        Story(name: "newer", first: [schema(1, 3, 3)], second: [schema(1, 2, 4)], opens: true),
        Story(
            name: "another schema", first: [schema(2, 2, 3)], second: [schema(1, 2, 4)],
            opens: true),
        Story(name: "eight", first: eight, second: eight.reversed(), opens: true),
        Story(
            name: "the last of eight", first: eight, second: [schema(7, 1, 1)], opens: false),
        Story(
            name: "two versions, one of them other", first: [schema(1, 2, 3), schema(1, 3, 4)],
            second: [schema(1, 3, 5), schema(1, 2, 3)], opens: false),
        Story(
            name: "one version twice", first: [schema(1, 2, 3), schema(1, 2, 4)],
            second: [schema(1, 2, 3)], opens: false),
    ]

    // SES-27: "An acceptor SHALL refuse an OPEN with a RESET if a schema that it offers has the number and the version
    // of one of the acceptor's own, and another fingerprint."
    @Test("Sides that mean different messages by one version have no session")
    func comparison() {
        for story in Self.stories {
            var limits = SessionLimits()
            limits.packetBytesMax = 256
            var link = PerfectLink(
                limits: limits, schemas: story.first, secondSchemas: story.second)
            let session = link.open()
            link.pass(nanoseconds: 1_000_000)
            let isOpen = link.first.phase(of: session) == .open
            #expect(isOpen == story.opens, "\(story.name)")
            #expect(link.second.counters.opensRefused == (story.opens ? 0 : 1), "\(story.name)")
            guard !story.opens else { continue }
            let events = link.events(ofFirst: true)
            #expect(
                events == ["closed: the two sides' schemas contradict each other, by the peer"],
                "\(story.name)")
            #expect(link.first.sessionCount == 0 && link.second.sessionCount == 0)
            #expect(link.firstPool.outstanding == 0 && link.secondPool.outstanding == 0)
        }
    }

    // FRM-12: "An OPENACK SHALL NOT be longer than the OPEN that it answers."
    @Test("An offer makes an open longer, and no answer; it fits the shortest packet")
    func lengths() {
        var link = PerfectLink(schemas: Self.eight, secondSchemas: Self.eight)
        link.records = true
        _ = link.open()
        let packets = link.record.map { parsed($0.dropFirst()) }
        #expect(packets.map(\.count).prefix(4) == [76 + 134, 32, 88 + 134, 76])
    }

    /// An open, without its trailer, that brings no cookie and has `frame` behind its own.
    private static func open(_ frame: [UInt8]) -> [UInt8] {
        Array(HostilePacketTests.honest[0]) + frame
    }

    /// What a side that takes opens without cookies counts for an open.
    private static func counters(of open: [UInt8]) -> Counters {
        var victim = HostilePacketTests.Victim()
        victim.receive(open, at: 1_000_000_000)
        return victim.table.counters
    }

    private static func offer(count: UInt8, entries: Int, blockLength: UInt8 = 16) -> [UInt8] {
        let length = 6 + entries * Int(blockLength)
        let body = [UInt8](repeating: 0xA5, count: entries * Int(blockLength))
        return [12, 0, UInt8(length & 255), UInt8(length >> 8), blockLength, count] + body
    }

    // SES-28: "A side SHALL NOT offer more than eight schemas, and an acceptor SHALL drop an OPEN with more."
    @Test("Offers that count too much, or are cut short, are malformed")
    func forgeries() {
        let good = [Self.offer(count: 0, entries: 0), Self.offer(count: 8, entries: 8)]
        for frame in good {
            let counters = Self.counters(of: Self.open(frame))
            #expect(counters.malformed == 0 && counters.opensChallenged == 1)
        }
        var bad = [
            Self.offer(count: 9, entries: 9), Self.offer(count: 255, entries: 8),
            Self.offer(count: 9, entries: 8), Self.offer(count: 1, entries: 0),
            Self.offer(count: 2, entries: 2, blockLength: 15),
            Self.offer(count: 1, entries: 1) + Self.offer(count: 1, entries: 1),
        ]
        let whole = Self.offer(count: 2, entries: 2)
        for length in 1..<whole.count { bad.append(Array(whole.prefix(length))) }
        for frame in bad {
            let counters = Self.counters(of: Self.open(frame))
            #expect(counters.malformed == 1 && counters.opensChallenged == 0, "\(frame)")
        }
    }
}
