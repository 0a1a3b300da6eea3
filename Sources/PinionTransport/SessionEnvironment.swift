import PinionCodec

/// What the sessions of a table share.
struct SessionEnvironment: ~Copyable {
    let limits: SessionLimits
    /// What the application has messages of.
    let schemas: FixedStorage<SchemaIdentity>
    let pool: BufferPool
    var counters = Counters()
    /// What the packet of a session that is being taken in says about a publication.
    var publicationFrame: PublicationFrame?

    /// How long after an empty pool another packet is tried, in nanoseconds.
    static let poolRetryNanoseconds: UInt64 = 1_000_000

    init(limits: SessionLimits, schemas: [SchemaIdentity] = [], pool: BufferPool) {
        self.limits = limits
        self.schemas = FixedStorage(count: schemas.count) { schemas[$0] }
        self.pool = pool
    }

    /// Leases a buffer, and counts it if there is none.
    mutating func lease(for owner: BufferOwner) -> PacketBuffer? {
        if let packet = pool.lease(for: owner) { return packet }
        counters.poolExhausted += 1
        return nil
    }
}

/// What the peer offered when the session opened, brought inside this side's own bounds.
struct PeerLimits: Equatable {
    var streams = 0
    var credit = 0
    var window = 0
    var packetBytesMax = 0
    var acknowledgementDelay: UInt64 = 0
    var silence: UInt64 = 0
    var messageBytesMax = 0
    var firstPacketNumber = PacketNumber(0)
    var firstSequence = SequenceNumber(0)
    var incarnation: UInt64 = 0
    var session: UInt32 = 0

    /// Makes the limits of a peer that is not known yet.
    init() {}

    /// Reads what a peer that calls the session `session` offers in its OPEN or OPENACK; `nil` if no
    /// session can work with it.
    init?(session: UInt32, _ offered: FrameView<Transport.Limits>) {
        self.session = session
        streams = min(Int(offered.streams), 128)
        incarnation = offered.incarnation
        firstPacketNumber = PacketNumber(offered.firstPacketNumber)
        firstSequence = SequenceNumber(offered.firstSequence)
        credit = min(Int(offered.credit), 1_048_576)
        window = Int(offered.window)
        packetBytesMax = Int(offered.packetBytesMax)
        acknowledgementDelay = min(UInt64(offered.acknowledgementDelay), 1_000_000_000)
        silence = UInt64(offered.silence) * 1_000_000
        messageBytesMax = min(Int(offered.messageBytesMax), 1 << 30)
        // SES-4: "A side SHALL ignore limits that offer no stream, no session index, packets shorter than 256
        // bytes, or numbers that would run out within the session's first 2³² steps."
        let numbersMax = UInt64.max - (1 << 33)
        guard streams > 0, session != 0, packetBytesMax >= 256,
            firstPacketNumber.rawValue < numbersMax, firstSequence.rawValue < numbersMax
        else { return nil }
    }
}

extension SessionLimits {
    /// Writes this side's limits into its OPEN or OPENACK.
    func write(to offer: CompositeWriter<Transport.Limits>, incarnation: UInt64) {
        offer.streams = UInt16(streamsMax)
        offer.incarnation = incarnation
        offer.firstPacketNumber = firstPacketNumber.rawValue
        offer.firstSequence = firstSequence.rawValue
        offer.credit = UInt32(creditMessages)
        offer.window = UInt16(heldPacketsMax)
        offer.packetBytesMax = UInt16(packetBytesMax)
        offer.acknowledgementDelay = UInt32(acknowledgementDelayNanoseconds)
        offer.silence = UInt32(min(silenceNanosecondsMax / 1_000_000, UInt64(UInt32.max)))
        offer.messageBytesMax = UInt32(messageBytesMax)
    }
}
