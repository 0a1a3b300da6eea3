import Testing

@testable import PinionTransport

@Suite("Subscribers that do not keep up, and publishers that end")
struct SlowSubscriberTests {
    typealias Joined = PublicationTests.Joined

    @Test("A subscriber that does not consume is removed, told, and slows the others no longer")
    func dropSlow() throws {
        // MUL-12: "A publisher that drops slow subscribers SHALL remove one that has been behind for longer than its
        // patience."
        // MUL-9: "A publisher SHALL NOT have more packets of an ordered publication unconsumed by a subscriber that it
        // keeps than the window."
        let joined = try Joined(subscribers: 3) {
            $0.windowPackets = 16
            $0.slowSubscribers = .drop(afterNanoseconds: 100_000_000)
        }
        let bench = joined.bench
        bench.hosts[2].consumes = false
        #expect(
            bench.publish(PublicationTests.texts(0..<20), to: joined.publication) == .wouldBlock)
        #expect(bench.publisher.table.packetsKept(by: joined.publication) == 16)
        bench.pass(milliseconds: 90)
        #expect(joined.messages(1).count == 16)
        #expect(bench.publisher.table.subscriberCount(of: joined.publication) == 3)
        #expect(bench.publish(["m16"], to: joined.publication) == .wouldBlock)
        bench.pass(milliseconds: 20)
        #expect(bench.publisher.words.last == "writable")
        #expect(bench.publisher.words.contains("unsubscribed: too slow for the other subscribers"))
        #expect(bench.hosts[2].words.last == "left: too slow for the other subscribers")
        #expect(bench.publisher.table.counters.subscribersDropped == 1)
        #expect(bench.publish(PublicationTests.texts(16..<30), to: joined.publication) == .accepted)
        bench.pass(milliseconds: 20)
        #expect(joined.messages(1) == PublicationTests.lines(0..<30))
        #expect(joined.messages(2) == PublicationTests.lines(0..<16))
        #expect(joined.messages(3) == PublicationTests.lines(0..<30))
        bench.hosts[2].consumeWaiting()
        #expect(bench.hosts[2].pool.outstanding == 0)
    }

    @Test("A subscriber that is slow but steady is removed too, if the others are far ahead")
    func dropSteady() throws {
        let joined = try Joined(subscribers: 2) {
            $0.windowPackets = 16
            $0.slowSubscribers = .drop(afterNanoseconds: 100_000_000)
        }
        let bench = joined.bench
        bench.hosts[2].consumes = false
        var next = 0
        for _ in 0..<60 where bench.publisher.table.subscriberCount(of: joined.publication) == 2 {
            while bench.publish(["m\(next)"], to: joined.publication) == .accepted { next += 1 }
            if let delivery = bench.hosts[2].waiting.removeFirst() {
                bench.hosts[2].table.consume(delivery)
            }
            bench.pass(milliseconds: 5)
        }
        bench.pass(milliseconds: 5)
        #expect(bench.hosts[2].words.last == "left: too slow for the other subscribers")
        #expect(joined.messages(1).count == next)
    }

    @Test("Subscribers that are all as slow are kept, and a publisher that waits keeps everyone")
    func kept() throws {
        for policy in [SlowSubscribers.drop(afterNanoseconds: 100_000_000), .waitFor] {
            let joined = try Joined(subscribers: 2) {
                $0.windowPackets = 16
                $0.slowSubscribers = policy
            }
            let bench = joined.bench
            bench.hosts[1].consumes = policy == .waitFor
            bench.hosts[2].consumes = false
            var next = 0
            for _ in 0..<80 {
                while bench.publish(["m\(next)"], to: joined.publication) == .accepted { next += 1 }
                for host in 1...2 {
                    for _ in 0..<2 {
                        if let delivery = bench.hosts[host].waiting.removeFirst() {
                            bench.hosts[host].table.consume(delivery)
                        }
                    }
                }
                bench.pass(milliseconds: 5)
            }
            #expect(bench.publisher.table.subscriberCount(of: joined.publication) == 2)
            #expect(next > 100 && next < 200)
            #expect(bench.publisher.table.packetsKept(by: joined.publication) <= 16)
        }
    }

    @Test("A subscriber that is dead holds nothing up once its session has ended")
    func dead() throws {
        let joined = try Joined(subscribers: 2) {
            $0.windowPackets = 16
            $0.slowSubscribers = .waitFor
        }
        let bench = joined.bench
        bench.hosts[2].isDead = true
        #expect(
            bench.publish(PublicationTests.texts(0..<20), to: joined.publication) == .wouldBlock)
        bench.pass(milliseconds: 10_000)
        #expect(bench.publisher.words.contains("unsubscribed: the peer fell silent"))
        #expect(bench.publish(PublicationTests.texts(16..<20), to: joined.publication) == .accepted)
        bench.pass(milliseconds: 10)
        #expect(joined.messages(1) == PublicationTests.lines(0..<20))
    }

    @Test("A publisher that restarts is joined again, and its old packets are nothing")
    func restart() throws {
        let joined = try Joined(subscribers: 1)
        let bench = joined.bench
        #expect(bench.publish(["m0"], to: joined.publication) == .accepted)
        bench.pass(milliseconds: 5)
        let old = bench.published

        var limits = PublicationLimits()
        limits.publicationsMax = 4
        bench.hosts[0] = PublicationBench.Host(
            1, limits: SessionLimits(), publications: limits)
        bench.publisher.table = SessionTable(
            limits: SessionLimits(), sessionsMax: 4, acceptsSessions: true,
            pool: bench.publisher.pool, entropy: (99, 98), publications: limits)
        bench.pass(milliseconds: 3_000)
        #expect(
            bench.hosts[1].words.suffix(2)
                == [
                    "closed: the peer restarted or forgot the session",
                    "left: the peer restarted or forgot the session",
                ])

        var options = PublicationOptions(topic: 7)
        options.group = PublicationBench.group
        let made = bench.publisher.table.publish(options)
        let publication = try #require(made)
        let session = try #require(bench.open().first)
        _ = bench.hosts[1].table.subscribe(to: 7, over: session, at: bench.now)
        bench.pass(milliseconds: 5)
        for bytes in old { bench.receive(bytes, from: bench.publisher.address, at: bench.hosts[1]) }
        bench.settle()
        #expect(bench.publish(["n0"], to: publication) == .accepted)
        bench.pass(milliseconds: 5)
        #expect(bench.hosts[1].messages == ["0 m0", "0 n0"])
        #expect(bench.hosts[1].table.counters.unknownPublication == UInt64(old.count))
    }

    @Test("A group that nothing comes by is given up for copies")
    func groupUnheard() throws {
        // MUL-23: "A subscriber that has not heard its publication for three seconds SHALL ask for copies, with a JOIN,
        // if it is in a group."
        let joined = try Joined(subscribers: 2)
        let bench = joined.bench
        bench.hosts[2].isInGroup = false
        #expect(bench.publish(PublicationTests.texts(0..<5), to: joined.publication) == .accepted)
        bench.pass(milliseconds: 2_900)
        #expect(joined.messages(2) == [])
        bench.pass(milliseconds: 3_000)
        #expect(joined.messages(2) == PublicationTests.lines(0..<5))
        #expect(bench.hosts[2].table.counters.groupsUnheard == 1)
        #expect(bench.hosts[1].table.counters.groupsUnheard == 0)
        #expect(bench.publish(["m5"], to: joined.publication) == .accepted)
        bench.pass(milliseconds: 5)
        #expect(bench.sent["m5 to one"] == 1)
        #expect(joined.messages(2) == PublicationTests.lines(0..<6))
    }

    @Test(
        "A subscriber without room for the window leaves, and one whose packets are shorter is refused"
    )
    func limits() throws {
        // MUL-16: "A subscriber SHALL leave a publication whose window is larger than its room."
        var limits = PublicationLimits()
        limits.publicationsMax = 1
        limits.subscriptionsMax = 1
        limits.windowPacketsMax = 64
        limits.subscribersMax = 2
        let bench = PublicationBench(subscribers: 3, publications: limits)
        var narrow = limits
        narrow.windowPacketsMax = 32
        bench.hosts[1] = PublicationBench.Host(
            2, limits: SessionLimits(), publications: narrow)
        var short = SessionLimits()
        short.packetBytesMax = 1_000
        bench.hosts[2] = PublicationBench.Host(3, limits: short, publications: limits)
        var options = PublicationOptions(topic: 7)
        options.windowPackets = 64
        let made = bench.publisher.table.publish(options)
        _ = try #require(made)
        for (index, session) in bench.open().enumerated() {
            _ = bench.hosts[index + 1].table.subscribe(to: 7, over: session, at: bench.now)
            bench.pass(milliseconds: 20)
        }
        #expect(
            bench.hosts[1].words == ["joined"].dropLast() + [
                "left: the publication's limits do not fit"
            ])
        #expect(bench.hosts[2].words == ["left: the publication's limits do not fit"])
        #expect(bench.hosts[3].words == ["joined at 0 by copies"])
    }
}

extension SlowSubscriberTests {
    @Test("A subscriber that leaves after it was removed is told once more, and that is all")
    func leavesAfterRemoval() throws {
        let joined = try Joined(subscribers: 1) { $0.kind = .latestOnly }
        let bench = joined.bench
        bench.loses = { _, packet, index in packet == "session" && index < 8 }
        bench.publisher.table.end(joined.publication, .aborted)
        bench.settle()
        bench.hosts[1].table.leave(joined.subscriptions[0], at: bench.now)
        bench.pass(milliseconds: 5_000)
        #expect(bench.hosts[1].words.last == "left: finished")
        #expect(bench.publisher.words.last == "ended")
    }

    /// A publication that has forgotten its first subscriber, and then sees that one's JOIN again, late.
    private func joinedByRepeat(
        loses: @escaping (_ host: Int, _ packet: String, _ index: Int) -> Bool
    ) throws -> (PublicationBench, PublicationID) {
        var limits = PublicationLimits()
        limits.publicationsMax = 1
        limits.subscriptionsMax = 1
        limits.subscribersMax = 1
        let bench = PublicationBench(subscribers: 2, publications: limits)
        let made = bench.publisher.table.publish(PublicationOptions(topic: 7))
        let publication = try #require(made)
        // Each leaves, and the second takes the place of the first.
        for (index, session) in bench.open().enumerated() {
            let host = bench.hosts[index + 1]
            let made = host.table.subscribe(to: 7, over: session, at: bench.now)
            let subscription = try #require(made)
            // The first JOIN of the first is late, and its repeat comes before it.
            bench.holdsJoins = bench.joins.isEmpty
            bench.settle()
            bench.holdsJoins = false
            bench.pass(milliseconds: 1_500)
            host.table.leave(subscription, at: bench.now)
            bench.pass(milliseconds: 5)
            #expect(host.words == ["joined at 0 by copies", "left: finished"])
        }
        #expect(bench.publisher.table.subscriberCount(of: publication) == 0)
        bench.loses = loses
        let join = try #require(bench.joins.first)
        bench.receive(join, from: bench.hosts[1].address, at: bench.publisher)
        #expect(bench.publisher.table.subscriberCount(of: publication) == 1)
        return (bench, publication)
    }

    @Test("One that has left is a subscriber again by a late JOIN only until it is told")
    func joinedAgain() throws {
        // MUL-27: "A subscriber SHALL answer JOINED with LEAVE if it has left, or knows nothing of it."
        let (bench, publication) = try joinedByRepeat { _, _, _ in false }
        bench.pass(milliseconds: 5)
        #expect(bench.publisher.table.subscriberCount(of: publication) == 0)
        #expect(bench.publisher.words.last == "unsubscribed: finished")
        #expect(bench.hosts[1].words.count == 2)
    }

    @Test("A subscriber that says nothing for five seconds is removed, though its session lives")
    func silent() throws {
        // MUL-26: "A publisher SHALL remove a subscriber that has said nothing for five seconds."
        let (bench, publication) = try joinedByRepeat { _, packet, _ in packet == "joined" }
        bench.pass(milliseconds: 4_990)
        #expect(bench.publisher.table.subscriberCount(of: publication) == 1)
        bench.pass(milliseconds: 20)
        #expect(bench.publisher.table.subscriberCount(of: publication) == 0)
        #expect(bench.publisher.words.last == "unsubscribed: the peer fell silent")
        #expect(!bench.publisher.words.contains { $0.hasPrefix("closed") })
        #expect(bench.hosts[1].words.count == 2)
    }
}
