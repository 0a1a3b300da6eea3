import PinionTransport
import Testing

@testable import Pinion

/// How long a test waits for what must happen. Never reached, unless the code is wrong.
let patience = Duration.seconds(20)

/// Two endpoints that can reach each other, of which the second takes connections.
struct EndpointPair {
    let client: Endpoint
    let server: Endpoint
    private let serverPeer: PeerAddress

    enum Network: CaseIterable {
        case loopback
        case udp
    }

    /// Opens both with the same configuration.
    init(_ network: Network, _ configuration: EndpointConfiguration = Self.configuration) throws {
        var serverConfiguration = configuration
        serverConfiguration.acceptsConnections = true
        switch network {
        case .loopback:
            let link = try LoopbackLink()
            client = try Endpoint(configuration) { pool throws(CarrierError) in
                LoopbackCarrier(link, side: .first, pool: pool)
            }
            server = try Endpoint(serverConfiguration) { pool throws(CarrierError) in
                LoopbackCarrier(link, side: .second, pool: pool)
            }
            serverPeer = LoopbackLink.Side.second.address
        case .udp:
            let any = try #require(SocketAddress("127.0.0.1:0"))
            client = try Endpoint(bindingTo: any, configuration)
            server = try Endpoint(bindingTo: any, serverConfiguration)
            serverPeer = try #require(server.local).peer
        }
    }

    static var configuration: EndpointConfiguration {
        var configuration = EndpointConfiguration()
        configuration.idle = .wait
        configuration.connectionsMax = 4
        configuration.limits.streamsMax = 2
        return configuration
    }

    /// Begins a connection.
    func begin() -> Connection { client.connect(toPeer: serverPeer) }

    /// Opens a connection, and answers both sides of it.
    func connect() throws -> (client: Connection, server: Connection) {
        let clientSide = begin()
        let isOpen = try clientSide.blockUntilOpen(for: patience)
        try #require(isOpen)
        let serverSide = try #require(try server.blockForConnection(for: patience))
        return (clientSide, serverSide)
    }
}

/// The message number `number`: its length and bytes follow from the number.
func message(_ number: Int) -> [UInt8] {
    let length = 1 + (number &* 7_919) % 300
    return (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ number) }
}

/// Sends messages, and waits for room as often as it must. Answers how often that was.
func send(_ numbers: Range<Int>, with outbox: inout Outbox) throws -> Int {
    var waits = 0
    for number in numbers {
        let bytes = message(number)
        while true {
            let result = send(bytes, with: &outbox)
            if result == .accepted { break }
            try #require(result == .wouldBlock)
            waits += 1
            let isWritable = try outbox.blockUntilWritable(for: patience)
            try #require(isWritable)
        }
    }
    return waits
}

/// Receives messages, and answers how many were right before the first that was not.
func receive(_ numbers: Range<Int>, with inbox: inout Inbox) throws -> Int {
    var right = 0
    for number in numbers {
        let expected = message(number)
        while true {
            if let isRight = inbox.receive({ equals($0, expected) }) {
                guard isRight else { return right }
                right += 1
                break
            }
            guard try inbox.blockUntilReadable(for: patience) else { return right }
        }
    }
    return right
}
