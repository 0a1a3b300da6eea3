/// Writes packets: the header, a data frame that grows with each message, and control frames after it.
///
/// Stateless: how far a packet has come stands in its buffer's own header.
enum DatagramBuilder {
    /// Begins a packet with an empty data frame.
    static func beginData(
        _ packet: PacketSlot, stream: UInt16, sequence: SequenceNumber, session: UInt32
    ) {
        packet.header.stream = stream
        packet.header.sequence = sequence
        packet.header.session = session
        packet.header.messageCount = 0
        packet.header.messagesOffset = UInt16(WireLayout.messagesOffset)
        packet.header.dataEnd = UInt32(WireLayout.messagesOffset)
        packet.header.awaitsRepair = false
        packet.header.stamp = .never
        let frame = WireLayout.headerBytes
        packet.store(FrameKind.data.rawValue, at: frame)
        packet.store(UInt8(WireLayout.Data.blockBytes), at: frame + 1)
        packet.store(sequence.low32, at: frame + WireLayout.Data.firstSequence)
        packet.store(stream, at: frame + WireLayout.Data.stream)
        packet.store(UInt16(0), at: frame + WireLayout.Data.flags)
        packet.store(UInt16(0), at: frame + WireLayout.Data.dimensions)
    }

    /// Whether a message of `byteCount` bytes fits a packet of at most `packetBytesMax`.
    @inline(__always)
    static func hasRoom(_ packet: PacketSlot, for byteCount: Int, packetBytesMax: Int) -> Bool {
        packetBytesMax - Int(packet.header.dataEnd) >= 2 + byteCount
            && packet.header.messageCount < .max
    }

    /// Counts the message whose `byteCount` bytes already stand behind its length.
    @inline(__always)
    static func commitMessage(_ packet: PacketSlot, byteCount: Int) {
        packet.store(
            UInt16(truncatingIfNeeded: byteCount), at: Int(packet.header.dataEnd))
        packet.header.dataEnd += UInt32(truncatingIfNeeded: 2 + byteCount)
        packet.header.messageCount += 1
    }

    /// Completes the data frame: what it counts, how long it is, whether it was sent before.
    static func endData(_ packet: PacketSlot, isRepair: Bool) {
        let frame = WireLayout.headerBytes
        packet.store(
            UInt16(truncatingIfNeeded: Int(packet.header.dataEnd) - frame), at: frame + 2)
        packet.store(
            isRepair ? WireLayout.Data.repairFlag : 0, at: frame + WireLayout.Data.flags)
        packet.store(packet.header.messageCount, at: frame + WireLayout.Data.dimensions + 2)
        // A repair leaves behind the control frames that it travelled with the first time.
        packet.header.byteCount = packet.header.dataEnd
    }

    /// Writes the packet header.
    static func writeHeader(
        _ packet: PacketSlot, kind: PacketKind, isFromAcceptor: Bool, incarnation: UInt16,
        session: UInt32, packetNumber: UInt32
    ) {
        packet.store(WireLayout.protocolNumber, at: WireLayout.Header.protocolNumber)
        packet.store(WireLayout.version, at: WireLayout.Header.version)
        packet.store(kind.rawValue, at: WireLayout.Header.kind)
        // FRM-3: "A sender SHALL set every reserved flag to zero."
        packet.store(
            isFromAcceptor ? PacketFlags.fromAcceptor : 0, at: WireLayout.Header.flags)
        packet.store(incarnation, at: WireLayout.Header.incarnation)
        packet.store(session, at: WireLayout.Header.session)
        packet.store(packetNumber, at: WireLayout.Header.packetNumber)
        if packet.header.byteCount < WireLayout.headerBytes {
            packet.header.byteCount = UInt32(WireLayout.headerBytes)
        }
    }

    /// Begins a control frame at the packet's end; answers where, or `nil` if `byteCount` more do not fit.
    static func beginFrame(
        _ packet: PacketSlot, _ kind: FrameKind, byteCount: Int, packetBytesMax: Int
    ) -> Int? {
        let offset = Int(packet.header.byteCount)
        guard packetBytesMax - offset >= byteCount else { return nil }
        packet.store(kind.rawValue, at: offset)
        packet.store(UInt8(kind.blockBytes), at: offset + 1)
        packet.store(UInt16(truncatingIfNeeded: byteCount), at: offset + 2)
        packet.header.byteCount += UInt32(truncatingIfNeeded: byteCount)
        return offset
    }

    /// How many entries of a control frame's group fit into what is left of a packet, at most 255.
    static func entriesThatFit(
        _ packet: PacketSlot, _ kind: FrameKind, packetBytesMax: Int
    ) -> Int {
        let fixed = WireLayout.frameHeaderBytes + kind.blockBytes + 2
        let room = packetBytesMax - Int(packet.header.byteCount) - fixed
        guard let entryBytes = kind.entryBytes, room >= 0 else { return -1 }
        return min(room / entryBytes, 255)
    }

    /// Begins a control frame with a group of `count` entries that fit; answers where the first one goes.
    static func beginFrame(
        _ packet: PacketSlot, _ kind: FrameKind, entries count: Int, packetBytesMax: Int
    ) -> (frame: Int, entries: Int)? {
        let entryBytes = kind.entryBytes ?? 0
        let dimensions = WireLayout.frameHeaderBytes + kind.blockBytes
        guard
            let frame = beginFrame(
                packet, kind, byteCount: dimensions + 2 + count * entryBytes,
                packetBytesMax: packetBytesMax)
        else { return nil }
        packet.store(UInt8(entryBytes), at: frame + dimensions)
        packet.store(UInt8(count), at: frame + dimensions + 1)
        return (frame, frame + dimensions + 2)
    }
}
