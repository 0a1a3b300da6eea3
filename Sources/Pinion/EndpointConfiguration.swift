public import PinionCodec
public import PinionTransport

/// What can be chosen about an endpoint. Everything is sized by it when the endpoint opens.
public struct EndpointConfiguration: Hashable, Sendable {
    /// What each session allows.
    public var limits = SessionLimits()
    /// The schemas that the application has messages of, such as `Market.schemaIdentity`: at most 8.
    ///
    /// A connection is refused, with the reason `CloseReason.schemaMismatch`, if both sides name the same version
    /// of a schema and mean different messages by it. What only one of them names is not compared.
    public var schemas: [SchemaIdentity] = []
    /// Connections at a time, in both directions together: 1 to 4,096.
    public var connectionsMax = 16
    /// Whether peers may open connections. If not, they are refused.
    public var acceptsConnections = false
    /// Bytes of the ring between an ``Outbox`` and the endpoint: 8 KiB to 1 GiB, at least two longest packets.
    public var outboxBytes = 256 << 10
    /// Bytes of the ring between the endpoint and an ``Inbox``: 8 KiB to 1 GiB, at least two longest packets.
    public var inboxBytes = 512 << 10
    /// Packets that a carrier moves in one call: 1 to 1,024.
    public var batchPackets = 64
    /// What the kernel is asked to keep of packets on their way out, in bytes.
    public var sendBufferBytes = 4 << 20
    /// What the kernel is asked to keep of packets that wait to be received, in bytes.
    public var receiveBufferBytes = 4 << 20
    /// What else is asked of the kernel for the endpoint's socket.
    public var udpOptions = UDPOptions()
    /// What the endpoint's thread does while nothing happens.
    public var idle = IdlePolicy.adaptive(spinNanoseconds: 20_000)
    /// Faults to make on purpose in what is sent, for trying out how an application copes; `nil` for none.
    public var faults: FaultPlan?

    /// Makes the default configuration, which can connect to others but takes no connections.
    public init() {
        limits.streamsMax = 4
    }

    /// The rule that this configuration breaks, or `nil`.
    public var violation: String? {
        if let violation = limits.violation { return violation }
        if let violation = faults?.violation { return violation }
        if let violation = udpOptions.violation { return violation }
        if schemas.count > SessionTable.schemasMax { return "schemas are at most 8" }
        if !(1...4_096 ~= connectionsMax) { return "connectionsMax is 1 to 4,096" }
        if !(1...1_024 ~= batchPackets) { return "batchPackets is 1 to 1,024" }
        for bytes in [outboxBytes, inboxBytes] {
            if !(8_192...(1 << 30) ~= bytes) { return "a ring has 8 KiB to 1 GiB" }
            // A record begins with 8 bytes, and must fit before or behind the end of the memory.
            if bytes / 2 - ByteRing.prefixBytes < limits.packetBytesMax {
                return "a ring holds two of the longest packets"
            }
        }
        return nil
    }

    /// Sessions that the table has room for.
    var sessionsMax: Int {
        var total = 0
        total += connectionsMax  // connections that the application knows
        total += connectionsMax  // sessions that linger after their end
        return total
    }

    /// Packet buffers that the endpoint's pool has.
    var buffersMax: Int {
        var total = 0
        total += batchPackets  // posted to receive into
        total += batchPackets  // received and not yet taken in
        total += batchPackets  // about to be sent
        if faults != nil {
            total += 3 * batchPackets  // kept or held back by the carrier that makes faults
        }
        total += connectionsMax * limits.buffersPerSession  // what sessions keep
        return total
    }

    /// The carrier that the configuration asks for.
    func udp(local: SocketAddress) -> UDPCarrier.Configuration {
        var configuration = UDPCarrier.Configuration(local: local)
        configuration.packetBytesMax = limits.packetBytesMax
        configuration.batchPackets = batchPackets
        configuration.sendBufferBytes = sendBufferBytes
        configuration.receiveBufferBytes = receiveBufferBytes
        configuration.options = udpOptions
        configuration.idle = idle
        return configuration
    }
}
