import Testing

@testable import PinionTransport

@Suite("Publications to many subscribers")
struct PublicationTests {
    /// A bench with one publication, whose subscribers have joined.
    struct Joined {
        let bench: PublicationBench
        let publication: PublicationID
        let sessions: [SessionID]
        let subscriptions: [SubscriptionID]

        init(
            subscribers: Int, copies: Set<Int> = [], delay: UInt64 = 100_000,
            _ change: (inout PublicationOptions) -> Void = { _ in }
        ) throws {
            bench = PublicationBench(subscribers: subscribers)
            bench.delay = delay
            var options = PublicationOptions(topic: 7)
            options.group = PublicationBench.group
            change(&options)
            let made = bench.publisher.table.publish(options)
            publication = try #require(made)
            sessions = bench.open()
            var subscriptions: [SubscriptionID] = []
            for (index, session) in sessions.enumerated() {
                let isCopied = copies.contains(index + 1)
                bench.hosts[index + 1].isInGroup = !isCopied
                let made = bench.hosts[index + 1].table.subscribe(
                    to: 7, over: session, wantsCopies: isCopied, at: bench.now)
                subscriptions.append(try #require(made))
            }
            self.subscriptions = subscriptions
            bench.pass(milliseconds: 5)
        }

        func messages(_ host: Int) -> [String] { bench.hosts[host].messages }
    }

    static func texts(_ range: Range<Int>) -> [String] { range.map { "m\($0)" } }
    static func lines(_ range: Range<Int>) -> [String] { range.map { "\($0) m\($0)" } }

    @Test("A packet goes to the group once, and to each subscriber that is in none")
    func group() throws {
        // MUL-4: "A publisher SHALL send each packet to the group once if a subscriber is in it"
        let joined = try Joined(subscribers: 4, copies: [4])
        #expect(joined.bench.publish(Self.texts(0..<3), to: joined.publication) == .accepted)
        joined.bench.pass(milliseconds: 5)
        for host in 1...4 { #expect(joined.messages(host) == Self.lines(0..<3)) }
        #expect(joined.bench.sent["m1 to the group"] == 1)
        #expect(joined.bench.sent["m1 to one"] == 1)
        #expect(joined.bench.hosts[1].words == ["joined at 0 in the group"])
        #expect(joined.bench.hosts[4].words == ["joined at 0 by copies"])
        #expect(joined.bench.publisher.words == Array(repeating: "subscribed", count: 4))
    }

    @Test("What one subscriber lost is sent to it alone, and what several lost to the group")
    func repair() throws {
        // MUL-6: "A publisher SHALL send a packet again to the group if several of its members have asked for it"
        let joined = try Joined(subscribers: 6)
        let bench = joined.bench
        bench.loses = { host, packet, index in
            index == 0 && (packet == "m1" && host == 2 || packet == "m3" && host <= 5)
        }
        #expect(bench.publish(Self.texts(0..<6), to: joined.publication) == .accepted)
        bench.pass(milliseconds: 50)
        for host in 1...6 { #expect(joined.messages(host) == Self.lines(0..<6)) }
        #expect(bench.sent["m1 to the group"] == 1)
        #expect(bench.sent["m1 to one"] == 1)
        // The first who asks is answered alone; the second has it sent to all, and whoever asks then has waited.
        #expect(bench.sent["m3 to one"] == 1)
        #expect(bench.sent["m3 to the group"] == 2)
        let counters = bench.publisher.table.counters
        #expect(counters.repairsToGroups == 1)
        #expect(counters.packetsRepaired == 3)
    }

    @Test("A subscriber does not ask for what the others had sent again")
    func suppression() throws {
        // MUL-19: "A subscriber SHALL NOT request a gap that has been filled meanwhile."
        // MUL-17: "A gap SHALL be requested an eighth of the round trip after it was noticed"
        // MUL-8: "A publisher SHALL ignore a request for a packet that was sent to all within the subscriber's round
        // trip."
        let joined = try Joined(subscribers: 40)
        let bench = joined.bench
        bench.loses = { _, packet, index in index == 0 && packet == "m2" }
        #expect(bench.publish(Self.texts(0..<4), to: joined.publication) == .accepted)
        bench.pass(milliseconds: 50)
        var spared: UInt64 = 0
        var asked: UInt64 = 0
        for host in 1...40 {
            #expect(joined.messages(host) == Self.lines(0..<4))
            spared += bench.hosts[host].table.counters.requestsSpared
            asked += bench.hosts[host].table.counters.gapsRequested
        }
        #expect(spared + asked == 40)
        #expect(spared >= 10)
        #expect(bench.sent["m2 to the group"] == 2)
        #expect(bench.publisher.table.counters.packetsRepaired == 2)
        #expect(bench.publisher.table.counters.repairsHeldBack == asked - 2)
    }

    @Test("A lost tail is found by the heartbeat")
    func tail() throws {
        // MUL-7: "A publisher SHALL send a heartbeat twice the longest round trip of its subscribers after the last
        // packet"
        let joined = try Joined(subscribers: 2)
        joined.bench.loses = { host, packet, index in
            host == 1 && index == 0 && ["m3", "m4"].contains(packet)
        }
        #expect(joined.bench.publish(Self.texts(0..<5), to: joined.publication) == .accepted)
        joined.bench.pass(milliseconds: 20)
        #expect(joined.messages(1) == Self.lines(0..<5))
        #expect(joined.messages(2) == Self.lines(0..<5))
        #expect(joined.bench.publisher.table.packetsKept(by: joined.publication) == 0)
    }

    @Test("A subscriber that comes later begins with what comes next")
    func lateJoin() throws {
        // MUL-5: "A subscriber SHALL get the messages from the first that has not been sent when its JOIN comes"
        let joined = try Joined(subscribers: 2)
        let bench = joined.bench
        bench.hosts[2].table.leave(joined.subscriptions[1], at: bench.now)
        bench.pass(milliseconds: 5)
        #expect(bench.publish(Self.texts(0..<4), to: joined.publication) == .accepted)
        bench.pass(milliseconds: 5)
        _ = bench.hosts[2].table.subscribe(to: 7, over: joined.sessions[1], at: bench.now)
        bench.pass(milliseconds: 5)
        #expect(bench.publish(Self.texts(4..<6), to: joined.publication) == .accepted)
        bench.pass(milliseconds: 5)
        #expect(joined.messages(1) == Self.lines(0..<6))
        #expect(joined.messages(2) == Self.lines(4..<6))
        #expect(
            bench.hosts[2].words == [
                "joined at 0 in the group", "left: finished", "joined at 4 in the group",
            ])
    }

    @Test("A latest-only publication repairs nothing, reports gaps, and repeats its last packet")
    func latestOnly() throws {
        // MUL-20: "A subscriber SHALL report each gap of a latest-only publication to its application, before the
        // messages behind it, and SHALL NOT request it."
        let joined = try Joined(subscribers: 3) { $0.kind = .latestOnly }
        let bench = joined.bench
        bench.hosts[3].table.leave(joined.subscriptions[2], at: bench.now)
        bench.pass(milliseconds: 5)
        bench.loses = { host, packet, index in
            index == 0 && (host == 1 && packet == "m1" || host == 2 && packet == "m4")
        }
        #expect(bench.publish(Self.texts(0..<5), to: joined.publication) == .accepted)
        bench.pass(milliseconds: 20)
        #expect(joined.messages(1) == ["0 m0", "1 missing 1", "2 m2", "3 m3", "4 m4"])
        #expect(joined.messages(2) == Self.lines(0..<5))
        _ = bench.hosts[3].table.subscribe(to: 7, over: joined.sessions[2], at: bench.now)
        bench.pass(milliseconds: 5)
        #expect(joined.messages(3) == ["4 m4"])
        #expect(bench.publisher.table.counters.packetsRepaired == 0)
        #expect(bench.publisher.table.packetsKept(by: joined.publication) == 1)
    }

    @Test("A publication ends once every subscriber has everything, and each is told")
    func end() throws {
        // MUL-14: "A publication that ends in order SHALL keep each subscriber until it has consumed everything."
        let joined = try Joined(subscribers: 2)
        let bench = joined.bench
        bench.loses = { host, packet, index in host == 2 && index == 0 && packet == "m2" }
        #expect(bench.publish(Self.texts(0..<3), to: joined.publication) == .accepted)
        bench.publisher.table.end(joined.publication)
        #expect(bench.publish(["late"], to: joined.publication) == .closed)
        bench.pass(milliseconds: 50)
        for host in 1...2 {
            #expect(joined.messages(host) == Self.lines(0..<3))
            #expect(bench.hosts[host].words.last == "left: finished")
        }
        #expect(bench.publisher.words.last == "ended")
        // MUL-13: "A publisher SHALL answer PROGRESS and JOIN of a subscriber that it has removed, or does not know,
        // with LEFT."
        _ = bench.hosts[1].table.subscribe(to: 7, over: joined.sessions[0], at: bench.now)
        bench.pass(milliseconds: 5)
        #expect(bench.hosts[1].words.last == "left: nothing is published under the topic")
        for host in bench.hosts { #expect(host.pool.outstanding == 0) }
    }
}

extension PublicationTests {
    @Test("The packet of the reference is the packet that is sent, and a repair is the same")
    func workedPacket() {
        // MUL-3: "A publisher SHALL number the messages of a publication without a gap, and its packets too."
        let bench = PublicationBench(subscribers: 0)
        var environment = SessionEnvironment(limits: SessionLimits(), pool: bench.publisher.pool)
        var publication = Publication(
            PublicationID(rawValue: 0x9A42_0000), PublicationOptions(topic: 7),
            incarnation: 0x1234_5678_9ABC_C0DE, subscribersMax: 1, firstSequence: SequenceNumber(0))
        let bytes = Array("hello".utf8)
        // SAFETY: bytes have no padding.
        let result = publication.publish(unsafe bytes.span.bytes, &environment)
        #expect(result == .accepted)
        publication.seal()
        let packet = publication.kept.first.map { hexadecimal($0.rest(from: 0)) }
        #expect(
            packet == """
                50 4e 01 05 02 00 de c0 00 00 42 9a 00 00 00 00 \
                05 08 17 00 00 00 00 00 00 00 00 00 00 00 01 00 05 00 68 65 6c 6c 6f \
                ec 1a f6 80
                """)
    }
}
