import PinionCodec

/// The fixed part that begins every packet.
struct PacketHeader {
    let kind: PacketKind
    let isFromAcceptor: Bool
    let incarnation: UInt16
    let session: UInt32
    let packetNumber: UInt32

    /// Reads the header of a packet; `nil` if it is not one of this protocol and version.
    init?(_ packet: PacketSlot) {
        // FRM-2: "A receiver SHALL drop a packet that is shorter than its header, or whose protocol, version
        // or kind it does not know."
        // SAFETY: the caller holds a lease on the packet, and the view does not leave this scope.
        let bytes = unsafe RawSpan(
            _unsafeStart: UnsafeRawPointer(packet.bytes), byteCount: Int(packet.header.byteCount))
        do {
            let header = try FrameView<Transport.PacketHeader>(bytes)
            guard header.protocol == WireLayout.protocolNumber,
                header.version == WireLayout.version,
                let kind = PacketKind(rawValue: header.kind.rawValue)
            else { return nil }
            let flags = header.flags
            // FRM-4: "A receiver that does not know a packet's trailer or key SHALL drop the packet."
            guard flags.isDisjoint(with: [.keyEpoch, .trailerChecksum, .trailerTag]) else {
                return nil
            }
            self.kind = kind
            isFromAcceptor = flags.contains(.fromAcceptor)
            incarnation = header.incarnation
            session = header.session
            packetNumber = header.packetNumber
        } catch {
            return nil
        }
    }
}

/// The frames of a packet, all of them checked: where each begins, 0 where there is none.
struct PacketContents {
    private(set) var open = 0
    private(set) var openAck = 0
    private(set) var close = 0
    private(set) var ping = 0
    private(set) var data = 0
    private(set) var ack = 0
    private(set) var gapRequest = 0
    private(set) var credit = 0
    private(set) var reset = 0
    private(set) var unknownFrames = 0

    /// Whether the packet asks to be acknowledged.
    var asksForAck: Bool { data != 0 || ping != 0 || openAck != 0 }

    /// Measures every frame of a packet with a good header; `nil` if one is malformed.
    ///
    /// Nothing of a packet is used unless all of it is well-formed. The work is bounded by its length.
    init?(_ packet: PacketSlot) {
        let end = Int(packet.header.byteCount)
        // FRM-1: "A packet SHALL be a packet header followed by frames without anything between them."
        var offset = WireLayout.headerBytes
        while offset < end {
            // FRM-6: "A receiver SHALL drop a packet in which a frame is shorter than its header and block,
            // or longer than what is left of the packet."
            guard end - offset >= WireLayout.frameHeaderBytes else { return nil }
            let blockBytes = Int(packet.load(UInt8.self, at: offset + 1))
            let frameBytes = Int(packet.load(UInt16.self, at: offset + 2))
            guard frameBytes <= end - offset,
                frameBytes >= WireLayout.frameHeaderBytes + blockBytes
            else { return nil }
            guard let kind = FrameKind(rawValue: packet.load(UInt8.self, at: offset)) else {
                // FRM-7: "A receiver SHALL skip a frame whose template it does not know."
                unknownFrames += 1
                offset += frameBytes
                continue
            }
            guard blockBytes >= kind.blockBytes,
                Self.groupFits(kind, in: packet, at: offset, blockBytes, frameBytes),
                note(kind, at: offset)
            else { return nil }
            offset += frameBytes
        }
    }

    /// Notes a frame; answers whether it is the first of its kind.
    private mutating func note(_ kind: FrameKind, at offset: Int) -> Bool {
        // FRM-8: "A receiver SHALL drop a packet with two frames of one template that it knows."
        func noteFirst(_ place: inout Int) -> Bool {
            defer { place = offset }
            return place == 0
        }
        switch kind {
        case .open: return noteFirst(&open)
        case .openAck: return noteFirst(&openAck)
        case .close: return noteFirst(&close)
        case .ping: return noteFirst(&ping)
        case .data: return noteFirst(&data)
        case .ack: return noteFirst(&ack)
        case .gapRequest: return noteFirst(&gapRequest)
        case .credit: return noteFirst(&credit)
        case .reset: return noteFirst(&reset)
        }
    }

    /// Whether a frame's group ends inside the frame.
    private static func groupFits(
        _ kind: FrameKind, in packet: PacketSlot, at offset: Int, _ blockBytes: Int,
        _ frameBytes: Int
    ) -> Bool {
        if kind == .data { return messagesFit(in: packet, at: offset, blockBytes, frameBytes) }
        guard let entryBytesMin = kind.entryBytes else { return true }
        let dimensions = WireLayout.frameHeaderBytes + blockBytes
        guard frameBytes >= dimensions + 2 else { return false }
        let entryBytes = Int(packet.load(UInt8.self, at: offset + dimensions))
        let count = Int(packet.load(UInt8.self, at: offset + dimensions + 1))
        // At most 255 times 255: nothing to overflow.
        return entryBytes >= entryBytesMin && count * entryBytes <= frameBytes - dimensions - 2
    }

    /// Whether a data frame holds at least one message, and all that it counts.
    private static func messagesFit(
        in packet: PacketSlot, at offset: Int, _ blockBytes: Int, _ frameBytes: Int
    ) -> Bool {
        let dimensions = WireLayout.frameHeaderBytes + blockBytes
        guard frameBytes >= dimensions + 4 else { return false }
        let count = Int(packet.load(UInt16.self, at: offset + dimensions + 2))
        // FRM-9: "The messages of a data frame SHALL be entries without a block."
        guard packet.load(UInt16.self, at: offset + dimensions) == 0, count > 0 else {
            return false
        }
        let end = offset + frameBytes
        var position = offset + dimensions + 4
        for _ in 0..<count {
            guard end - position >= 2 else { return false }
            position += 2 + Int(packet.load(UInt16.self, at: position))
            guard position <= end else { return false }
        }
        return true
    }
}

/// The group with small dimensions at the end of a checked frame.
struct SmallGroup {
    private let packet: PacketSlot
    private let first: Int
    private let entryBytes: Int
    let count: Int

    init(_ packet: PacketSlot, frame offset: Int) {
        let blockBytes = Int(packet.load(UInt8.self, at: offset + 1))
        let dimensions = offset + WireLayout.frameHeaderBytes + blockBytes
        self.packet = packet
        entryBytes = Int(packet.load(UInt8.self, at: dimensions))
        count = Int(packet.load(UInt8.self, at: dimensions + 1))
        first = dimensions + 2
    }

    /// The integer at `offset` of the entry number `index`.
    func load<Value: FixedWidthInteger & BitwiseCopyable>(
        _ type: Value.Type, entry index: Int, at offset: Int
    ) -> Value {
        assert(index < count)
        return packet.load(type, at: first + index * entryBytes + offset)
    }
}
