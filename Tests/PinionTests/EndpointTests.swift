import PinionTransport
import Testing

@testable import Pinion

struct EndpointTests {
    @Test(
        "Messages on two streams in both directions arrive once, in order and whole",
        arguments: EndpointPair.Network.allCases)
    func bothDirections(network: EndpointPair.Network) throws {
        let pair = try EndpointPair(network)
        let (client, server) = try pair.connect()
        let count = 2_000
        let threads = try [(client, server), (server, client)].flatMap { sender, receiver in
            try [StreamID(0), StreamID(1)].map { stream in
                let thread = try EndpointThread {
                    var outbox = sender.outbox(stream)
                    _ = try? send(0..<count, with: &outbox)
                }
                return (thread, receiver, stream)
            }
        }
        for (thread, receiver, stream) in threads {
            var inbox = receiver.inbox(stream)
            let right = try receive(0..<count, with: &inbox)
            #expect(right == count)
            thread.join()
        }
    }

    @Test("With packets lost, repeated and overtaken every message still arrives once")
    func faults() throws {
        var configuration = EndpointPair.configuration
        var faults = FaultPlan()
        (faults.dropped, faults.repeated, faults.reordered) = (0.05, 0.03, 0.03)
        configuration.faults = faults
        let pair = try EndpointPair(.udp, configuration)
        let (client, server) = try pair.connect()
        let count = 5_000
        let thread = try EndpointThread {
            var outbox = client.outbox()
            _ = try? send(0..<count, with: &outbox)
        }
        var inbox = server.inbox()
        let right = try receive(0..<count, with: &inbox)
        #expect(right == count)
        thread.join()
    }

    @Test(
        "A receiver that does not read holds up the sender, and nothing is lost when it goes on",
        arguments: EndpointPair.Network.allCases)
    func backPressure(network: EndpointPair.Network) throws {
        var configuration = EndpointPair.configuration
        configuration.outboxBytes = 16_384
        configuration.inboxBytes = 16_384
        configuration.limits.creditMessages = 64
        let pair = try EndpointPair(network, configuration)
        let (client, server) = try pair.connect()
        var outbox = client.outbox()
        var accepted = 0
        // Rings and credit hold less than this, so the sender must be told to wait.
        let bound = 5_000
        while accepted < bound {
            if send(message(accepted), with: &outbox) == .accepted {
                accepted += 1
            } else if try !outbox.blockUntilWritable(for: .milliseconds(50)) {
                break
            }
        }
        #expect(accepted < bound)
        #expect(client.state == .open)

        let started = accepted
        let thread = try EndpointThread {
            var inbox = server.inbox()
            let right = (try? receive(0..<started + 1_000, with: &inbox)) ?? 0
            #expect(right == started + 1_000)
        }
        _ = try send(started..<started + 1_000, with: &outbox)
        thread.join()
    }

    @Test("A stream whose receiver does not read does not hold up another")
    func streamsApart() throws {
        var configuration = EndpointPair.configuration
        configuration.inboxBytes = 16_384
        configuration.limits.creditMessages = 32
        let pair = try EndpointPair(.loopback, configuration)
        let (client, server) = try pair.connect()
        var stuck = client.outbox(0)
        var other = client.outbox(1)
        while try stuck.blockUntilWritable(for: .milliseconds(50)) {
            while send(message(0), with: &stuck) == .accepted {}
        }
        let thread = try EndpointThread {
            var inbox = server.inbox(1)
            let right = (try? receive(0..<1_000, with: &inbox)) ?? 0
            #expect(right == 1_000)
        }
        _ = try send(0..<1_000, with: &other)
        thread.join()
    }

    @Test("A close delivers what was accepted before, and tells both sides")
    func close() throws {
        let pair = try EndpointPair(.udp)
        let (client, server) = try pair.connect()
        var outbox = client.outbox()
        _ = try send(0..<500, with: &outbox)
        client.close(.application(7))
        let late = send([1], with: &outbox)
        #expect(late == .closed)

        var inbox = server.inbox()
        let right = try receive(0..<500, with: &inbox)
        #expect(right == 500)
        let isReadable = try inbox.blockUntilReadable(for: patience)
        #expect(!isReadable)
        let isFinished = inbox.isFinished
        #expect(isFinished)
        #expect(server.state == .closed(.application(7), byPeer: true))
        #expect(try client.blockUntilClosed(for: patience))
        #expect(client.state == .closed(.application(7), byPeer: false))
    }

    @Test("Letting go of a connection and its ends closes it in order")
    func letGo() throws {
        let pair = try EndpointPair(.loopback)
        let server: Connection
        do {
            let (client, accepted) = try pair.connect()
            server = accepted
            var outbox = client.outbox()
            _ = try send(0..<100, with: &outbox)
        }
        var inbox = server.inbox()
        let right = try receive(0..<100, with: &inbox)
        #expect(right == 100)
        #expect(try server.blockUntilClosed(for: patience))
        #expect(server.state == .closed(.finished, byPeer: true))
    }

    @Test("An abort ends the connection at once, and the peer is told")
    func abort() throws {
        let pair = try EndpointPair(.loopback)
        let (client, server) = try pair.connect()
        client.abort(.application(3))
        #expect(try client.blockUntilClosed(for: patience))
        #expect(try server.blockUntilClosed(for: patience))
        #expect(client.state == .closed(.application(3), byPeer: false))
        #expect(server.state == .closed(.application(3), byPeer: true))
    }

    @Test("A peer that dies without a word is declared dead, and the application is told")
    func peerDies() throws {
        var configuration = EndpointPair.configuration
        configuration.limits.keepAliveNanoseconds = 5_000_000
        configuration.limits.silenceNanosecondsMax = 50_000_000
        let pair = try EndpointPair(.udp, configuration)
        let (client, server) = try pair.connect()
        pair.client.vanish()
        #expect(try server.blockUntilClosed(for: patience))
        #expect(server.state == .closed(.peerSilent, byPeer: false))
        guard case .closed = client.state else {
            Issue.record("a connection ends with its endpoint")
            return
        }
        var inbox = server.inbox()
        let isReadable = try inbox.blockUntilReadable(for: patience)
        #expect(!isReadable)
    }

    @Test("Connecting to one who takes no connections, or to nobody, fails with the reason")
    func refused() throws {
        var configuration = EndpointPair.configuration
        configuration.limits.openIntervalNanoseconds = 1_000_000
        configuration.limits.openAttemptsMax = 3
        let any = try #require(SocketAddress("127.0.0.1:0"))
        let client = try Endpoint(bindingTo: any, configuration)
        let deaf = try Endpoint(bindingTo: any, configuration)
        let address = try #require(deaf.local)

        let first = try client.connect(to: address)
        #expect(try first.blockUntilClosed(for: patience))
        #expect(first.state == .closed(.notListening, byPeer: true))

        deaf.blockingShutDown(within: .zero)
        let second = try client.connect(to: address)
        let isOpen = try second.blockUntilOpen(for: patience)
        #expect(!isOpen)
        #expect(second.state == .closed(.openTimedOut, byPeer: false))
    }

    @Test("Random bytes at the port are counted, and connections go on")
    func randomBytes() throws {
        let pair = try EndpointPair(.udp)
        let (client, server) = try pair.connect()
        let port = try #require(pair.server.local)
        let pool = BufferPool(bufferCount: 128, packetBytesMax: 1_452)
        let any = try #require(SocketAddress("127.0.0.1:0"))
        var stranger = try UDPCarrier(UDPCarrier.Configuration(local: any), pool: pool)
        var random = SystemRandomNumberGenerator()
        let count = 500
        for number in 0..<count {
            guard var packet = pool.lease(for: .builder) else { break }
            let bytes = (0..<1 + number % 200).map { _ in UInt8.random(in: 0...255, using: &random)
            }
            // SAFETY: bytes are plain memory.
            _ = packet.append(unsafe bytes.span.bytes)
            packet.peer = port.peer
            var batch = PacketBatch(capacity: 1)
            batch.append(packet)
            try stranger.send(&batch)
        }
        let clock = ContinuousClock()
        let deadline = clock.now + patience
        while pair.server.counters.sessions.notOurs < count / 2, clock.now < deadline {}
        #expect(pair.server.counters.sessions.notOurs >= count / 2)

        var outbox = client.outbox()
        var inbox = server.inbox()
        _ = try send(0..<100, with: &outbox)
        let right = try receive(0..<100, with: &inbox)
        #expect(right == 100)
    }

    @Test("A message of the longest length passes, and a longer one is refused")
    func longest() throws {
        let pair = try EndpointPair(.udp)
        let (client, server) = try pair.connect()
        let longest = client.messageBytesMax
        #expect(longest > 1_000)
        #expect(client.streamCount == 2)
        var outbox = client.outbox()
        var inbox = server.inbox()
        let bytes = (0..<longest).map { UInt8(truncatingIfNeeded: $0) }
        let sent = [
            send(bytes + [0], with: &outbox), send(bytes, with: &outbox), send([], with: &outbox),
        ]
        #expect(sent == [.tooLong, .accepted, .accepted])
        var arrived: [[UInt8]] = []
        while arrived.count < 2, try inbox.blockUntilReadable(for: patience) {
            if let message = inbox.receive(contents) { arrived.append(message) }
        }
        #expect(arrived == [bytes, []])
    }

    @Test("A connection beyond the number that the peer allows is refused with the reason")
    func tableFull() throws {
        var configuration = EndpointPair.configuration
        configuration.connectionsMax = 1
        let link = try LoopbackLink()
        var serverConfiguration = configuration
        serverConfiguration.acceptsConnections = true
        configuration.connectionsMax = 4
        let client = try Endpoint(configuration) { pool throws(CarrierError) in
            LoopbackCarrier(link, side: .first, pool: pool)
        }
        let server = try Endpoint(serverConfiguration) { pool throws(CarrierError) in
            LoopbackCarrier(link, side: .second, pool: pool)
        }
        let first = client.connect(toPeer: LoopbackLink.Side.second.address)
        let isOpen = try first.blockUntilOpen(for: patience)
        #expect(isOpen)
        let second = client.connect(toPeer: LoopbackLink.Side.second.address)
        #expect(try second.blockUntilClosed(for: patience))
        #expect(second.state == .closed(.tableFull, byPeer: true))
        #expect(first.state == .open)
        server.blockingShutDown(within: .seconds(1))
    }

    @Test("A shutdown delivers what was accepted, ends the connections, and takes no more")
    func shutDown() throws {
        let pair = try EndpointPair(.udp)
        let (client, server) = try pair.connect()
        var outbox = client.outbox()
        var inbox = server.inbox()
        _ = try send(0..<200, with: &outbox)
        pair.client.blockingShutDown(within: .seconds(10))
        #expect(client.state == .closed(.finished, byPeer: false))
        let right = try receive(0..<200, with: &inbox)
        #expect(right == 200)
        let late = pair.begin()
        #expect(try late.blockUntilClosed(for: patience))
        let arrival = pair.client.accept()
        #expect(arrival === nil)
    }

    @Test("A port in use and a broken rule of the configuration are told when the endpoint opens")
    func errors() throws {
        let any = try #require(SocketAddress("127.0.0.1:0"))
        let first = try Endpoint(bindingTo: any, EndpointConfiguration())
        let taken = try #require(first.local)
        let inUse = #expect(throws: CarrierError.self) {
            _ = try Endpoint(bindingTo: taken, EndpointConfiguration())
        }
        #expect(inUse?.code == .addressInUse)
        var configuration = EndpointConfiguration()
        configuration.inboxBytes = 100
        let broken = #expect(throws: CarrierError.self) {
            _ = try Endpoint(bindingTo: any, configuration)
        }
        #expect(broken?.code == .badConfiguration)
        let six = try #require(SocketAddress("[::1]:4000"))
        let otherKind = #expect(throws: CarrierError.self) { _ = try first.connect(to: six) }
        #expect(otherKind?.code == .badAddress)
    }
}
