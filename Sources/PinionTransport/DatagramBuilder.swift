import PinionCodec

/// Writes packets: the header, a data frame that grows with each message, and control frames after it.
///
/// Stateless: how far a packet has come stands in its buffer's own header.
enum DatagramBuilder {
    /// Begins a packet with an empty data frame, which `endData` completes.
    static func beginData(
        _ packet: PacketSlot, stream: UInt16, _ trafficClass: TrafficClass,
        sequence: SequenceNumber, session: UInt32
    ) {
        packet.header.trafficClass = trafficClass.rawValue
        packet.header.stream = stream
        packet.header.sequence = sequence
        packet.header.session = session
        packet.header.piece = .whole
        packet.header.messageCount = 0
        packet.header.messagesOffset = UInt16(WireLayout.messages)
        packet.header.dataEnd = UInt32(WireLayout.messages)
        packet.header.awaitsRepair = false
        packet.header.stamp = .never
        packet.header.byteCount = UInt32(WireLayout.dataFrame)
        let fits = append(Transport.Data.self, to: packet, packetBytesMax: WireLayout.messages) {
            data throws(FrameError) in
            data.firstSequence = sequence.low32
            data.stream = stream
            try data.messages(count: 0) { _, _ in }
        }
        assert(fits, "a buffer holds a header and an empty data frame")
    }

    /// Whether a message of `byteCount` bytes fits a packet of at most `packetBytesMax`.
    @inline(__always)
    static func hasRoom(_ packet: PacketSlot, for byteCount: Int, packetBytesMax: Int) -> Bool {
        packetBytesMax - Int(packet.header.dataEnd) >= Transport.MessageData.dataOffset + byteCount
            && UInt64(packet.header.messageCount) < Transport.MessageGroup.numInGroupMax
    }

    /// Where the bytes of the next message go, after its length.
    @inline(__always)
    static func nextMessage(_ packet: PacketSlot) -> Int {
        Int(packet.header.dataEnd) + Transport.MessageData.dataOffset
    }

    /// Counts the message whose `byteCount` bytes already stand behind its length.
    @inline(__always)
    static func commitMessage(_ packet: PacketSlot, byteCount: Int) {
        packet.store(
            UInt64(truncatingIfNeeded: byteCount), to: Transport.MessageData.lengthMember,
            at: Int(packet.header.dataEnd))
        packet.header.dataEnd += UInt32(
            truncatingIfNeeded: Transport.MessageData.dataOffset + byteCount)
        packet.header.messageCount += 1
    }

    /// Completes the data frame: what it counts, how long it is, whether it was sent before.
    static func endData(_ packet: PacketSlot, _ kind: StreamKind, isRepair: Bool) {
        packet.store(
            UInt16(truncatingIfNeeded: Int(packet.header.dataEnd) - WireLayout.dataFrame),
            to: Transport.FrameHeader.fields.frameLength, at: WireLayout.dataFrame)
        packet.store(
            kind.flags.union(packet.header.piece.flags).union(isRepair ? .repair : []),
            to: Transport.Data.fields.flags, at: WireLayout.dataBlock)
        packet.store(
            UInt64(packet.header.messageCount), to: Transport.MessageGroup.numInGroupMember,
            at: WireLayout.messageGroup)
        // A repair leaves behind the control frames that it travelled with the first time.
        packet.header.byteCount = packet.header.dataEnd
    }

    /// Completes a packet that has all its frames: writes its header, and its trailer if it is to have one.
    static func finish(
        _ packet: PacketSlot, kind: Transport.PacketKind, isFromAcceptor: Bool, hasTrailer: Bool,
        incarnation: UInt16, session: UInt32, packetNumber: UInt32
    ) {
        var bytes = packet.room(from: 0, to: Transport.PacketHeader.blockLength)
        guard let header = try? CompositeWriter<Transport.PacketHeader>(&bytes) else {
            assertionFailure("a buffer holds a packet header")
            return
        }
        header.protocol = WireLayout.protocolNumber
        header.version = WireLayout.version
        header.kind = kind
        // FRM-3: "A sender SHALL set every reserved flag to zero."
        var flags: Transport.PacketFlags = isFromAcceptor ? .fromAcceptor : []
        if hasTrailer { flags.insert(.trailerChecksum) }
        header.flags = flags
        header.incarnation = incarnation
        header.session = session
        header.packetNumber = packetNumber
        if hasTrailer { PacketTrailer.append(to: packet) }
    }

    /// Begins a packet without a data frame: room for the header, where frames are appended.
    static func beginControl(_ packet: PacketSlot) {
        packet.header.byteCount = UInt32(Transport.PacketHeader.blockLength)
    }

    /// Appends a frame, whose fields and groups `body` writes, at the packet's end.
    ///
    /// Answers whether it fitted `packetBytesMax`; the packet is as long as before if it did not.
    @inline(__always)
    static func append<Layout: MessageLayout>(
        _ layout: Layout.Type, to packet: PacketSlot, packetBytesMax: Int,
        _ body: (inout FrameWriter<Layout>) throws(FrameError) -> Void
    ) -> Bool where Layout.Header == Transport.FrameHeader {
        var room = packet.room(from: Int(packet.header.byteCount), to: packetBytesMax)
        do throws(FrameError) {
            var frame = try FrameWriter<Layout>(&room)
            try body(&frame)
            let byteCount = frame.encodedLength
            frame.messageHeader.frameLength = UInt16(truncatingIfNeeded: byteCount)
            _ = try frame.finish()
            packet.header.byteCount += UInt32(truncatingIfNeeded: byteCount)
            return true
        } catch {
            return false
        }
    }

    /// How many entries of a frame's only group fit into what is left of a packet, at most as many as its
    /// dimensions can say; -1 if the frame does not fit.
    static func entriesThatFit<Frame: MessageLayout, Entry: EntryLayout>(
        _ frame: Frame.Type, _ entry: Entry.Type, in packet: PacketSlot, packetBytesMax: Int
    ) -> Int {
        let fixed = Frame.Header.blockLength + Frame.blockLength + Entry.Dimension.size
        let room = packetBytesMax - Int(packet.header.byteCount) - fixed
        guard room >= 0 else { return -1 }
        return min(room / Entry.blockLength, Int(Entry.Dimension.numInGroupMax))
    }
}
