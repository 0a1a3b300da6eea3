/// What the sessions of a table share.
struct SessionEnvironment: ~Copyable {
    let limits: SessionLimits
    let pool: BufferPool
    var counters = Counters()

    /// How long after an empty pool another packet is tried, in nanoseconds.
    static let poolRetryNanoseconds: UInt64 = 1_000_000

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
    var firstPacketNumber = PacketNumber(0)
    var firstSequence = SequenceNumber(0)
    var incarnation: UInt64 = 0
    var session: UInt32 = 0

    /// Makes the limits of a peer that is not known yet.
    init() {}

    /// Reads the limits out of a checked OPEN or OPENACK; `nil` if no session can work with them.
    init?(_ packet: PacketSlot, frame: Int) {
        let block = frame + WireLayout.frameHeaderBytes
        session = packet.load(UInt32.self, at: block)
        streams = min(Int(packet.load(UInt16.self, at: block + 6)), 128)
        incarnation = packet.load(UInt64.self, at: block + 8)
        firstPacketNumber = PacketNumber(packet.load(UInt64.self, at: block + 16))
        firstSequence = SequenceNumber(packet.load(UInt64.self, at: block + 24))
        credit = min(Int(packet.load(UInt32.self, at: block + 32)), 1_048_576)
        window = Int(packet.load(UInt16.self, at: block + 36))
        packetBytesMax = Int(packet.load(UInt16.self, at: block + 38))
        acknowledgementDelay = min(
            UInt64(packet.load(UInt32.self, at: block + 40)), 1_000_000_000)
        silence = UInt64(packet.load(UInt32.self, at: block + 44)) * 1_000_000
        // SES-4: "A side SHALL ignore limits that offer no stream, no session index, packets shorter than 256
        // bytes, or numbers that would run out within the session's first 2³² steps."
        let numbersMax = UInt64.max - (1 << 33)
        guard streams > 0, session != 0, packetBytesMax >= 256,
            firstPacketNumber.rawValue < numbersMax, firstSequence.rawValue < numbersMax
        else { return nil }
    }

    /// Writes this side's limits into the block of an OPEN or OPENACK.
    static func write(
        _ limits: SessionLimits, session: SessionID, incarnation: UInt64,
        into packet: PacketSlot, frame: Int
    ) {
        let block = frame + WireLayout.frameHeaderBytes
        packet.store(session.rawValue, at: block)
        packet.store(UInt16(limits.streamsMax), at: block + 6)
        packet.store(incarnation, at: block + 8)
        packet.store(limits.firstPacketNumber.rawValue, at: block + 16)
        packet.store(limits.firstSequence.rawValue, at: block + 24)
        packet.store(UInt32(limits.creditMessages), at: block + 32)
        packet.store(UInt16(limits.heldPacketsMax), at: block + 36)
        packet.store(UInt16(limits.packetBytesMax), at: block + 38)
        packet.store(UInt32(limits.acknowledgementDelayNanoseconds), at: block + 40)
        packet.store(
            UInt32(min(limits.silenceNanosecondsMax / 1_000_000, UInt64(UInt32.max))),
            at: block + 44)
    }
}
