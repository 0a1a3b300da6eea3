import PinionCodec

/// The fixed part that begins every packet.
struct PacketHeader {
    /// One of those that the schema names.
    let kind: Transport.PacketKind
    let isFromAcceptor: Bool
    /// Whether the packet says that it ends with a trailer.
    let hasTrailer: Bool
    let incarnation: UInt16
    let session: UInt32
    let packetNumber: UInt32

    /// Reads the header of a packet; `nil` if it is not one of this protocol and version.
    init?(_ packet: PacketSlot) {
        // FRM-2: "A receiver SHALL drop a packet that is shorter than its header, or whose protocol, version
        // or kind it does not know."
        guard let header = try? FrameView<Transport.PacketHeader>(packet.rest(from: 0)),
            header.protocol == WireLayout.protocolNumber, header.version == WireLayout.version
        else { return nil }
        let kind = header.kind
        guard
            kind == .session || kind == .open || kind == .reset || kind == .retry
                || kind == .publication
        else { return nil }
        let flags = header.flags
        // FRM-4: "A receiver SHALL drop a packet whose flags have keyEpoch or trailerTag."
        guard flags.isDisjoint(with: WireLayout.unknownProtection) else { return nil }
        self.kind = kind
        isFromAcceptor = flags.contains(.fromAcceptor)
        hasTrailer = flags.contains(.trailerChecksum)
        incarnation = header.incarnation
        session = header.session
        packetNumber = header.packetNumber
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
    private(set) var cookie = 0
    private(set) var path = 0
    private(set) var schemaOffer = 0
    /// The frame about a publication.
    private(set) var publication = 0
    private(set) var unknownFrames = 0
    /// What the data frame says, if there is one.
    private(set) var messages = ReceivedMessages()

    /// Whether the packet asks to be acknowledged.
    var asksForAck: Bool { data != 0 || ping != 0 || openAck != 0 }

    /// Measures every frame of a packet with a good header; `nil` if one is malformed.
    ///
    /// Nothing of a packet is used unless all of it is well-formed. The work is bounded by its length.
    init?(_ packet: PacketSlot) {
        let end = Int(packet.header.byteCount)
        // FRM-1: "A packet SHALL be a packet header followed by frames without anything between them, and by a
        // trailer if its flags say so." It has been taken off.
        var offset = Transport.PacketHeader.blockLength
        while offset < end {
            // FRM-6: "A receiver SHALL drop a packet in which a frame is shorter than its header and block,
            // or longer than what is left of the packet."
            guard let header = try? FrameView<Transport.FrameHeader>(packet.rest(from: offset))
            else { return nil }
            let byteCount = Int(header.frameLength)
            guard byteCount <= end - offset,
                byteCount >= Transport.FrameHeader.blockLength + Int(header.blockLength),
                note(
                    UInt64(header.templateId), packet.bytes(from: offset, count: byteCount),
                    at: offset)
            else { return nil }
            offset += byteCount
        }
    }

    /// Checks a frame and notes where it begins; answers whether it is good.
    @inline(__always)
    private mutating func note(_ template: UInt64, _ frame: RawSpan, at offset: Int) -> Bool {
        switch template {
        case Transport.Data.templateID:
            return Self.noteFirst(&data, at: offset) && noteMessages(frame, at: offset)
        case Transport.Ack.templateID:
            return Self.noteFirst(&ack, at: offset) && Self.isGood(frame, Transport.Ack.self)
        case Transport.Credit.templateID:
            return Self.noteFirst(&credit, at: offset) && Self.isGood(frame, Transport.Credit.self)
        case Transport.Ping.templateID:
            return Self.noteFirst(&ping, at: offset) && Self.isGood(frame, Transport.Ping.self)
        case Transport.GapRequest.templateID:
            return Self.noteFirst(&gapRequest, at: offset)
                && Self.isGood(frame, Transport.GapRequest.self)
        case Transport.Open.templateID:
            return Self.noteFirst(&open, at: offset) && Self.isGood(frame, Transport.Open.self)
        case Transport.OpenAck.templateID:
            return Self.noteFirst(&openAck, at: offset)
                && Self.isGood(frame, Transport.OpenAck.self)
        case Transport.Close.templateID:
            return Self.noteFirst(&close, at: offset) && Self.isGood(frame, Transport.Close.self)
        case Transport.Reset.templateID:
            return Self.noteFirst(&reset, at: offset) && Self.isGood(frame, Transport.Reset.self)
        case Transport.Path.templateID:
            return Self.noteFirst(&path, at: offset) && Self.isGood(frame, Transport.Path.self)
        case Transport.Cookie.templateID:
            return Self.noteFirst(&cookie, at: offset)
                && Self.isGood(frame, Transport.Cookie.self)
        case Transport.SchemaOffer.templateID:
            return Self.noteFirst(&schemaOffer, at: offset)
                && Self.isGood(frame, Transport.SchemaOffer.self)
        case Transport.Join.templateID...Transport.Heartbeat.templateID:
            // MUL-15: "A packet of a session SHALL NOT hold more than one frame about publications."
            return Self.noteFirst(&publication, at: offset)
                && PublicationFrame.isGood(template, frame)
        default:
            // FRM-7: "A receiver SHALL skip a frame whose template it does not know."
            unknownFrames += 1
            return true
        }
    }

    /// Notes where a frame begins; answers whether it is the first of its template.
    @inline(__always)
    private static func noteFirst(_ place: inout Int, at offset: Int) -> Bool {
        // FRM-8: "A receiver SHALL drop a packet with two frames of one template that it knows."
        guard place == 0 else { return false }
        place = offset
        return true
    }

    /// Whether a frame's block and groups lie within it.
    @inline(__always)
    private static func isGood<Layout: MessageLayout>(
        _ frame: RawSpan, _ layout: Layout.Type
    ) -> Bool {
        (try? FrameView<Layout>(frame)) != nil
    }

    /// Notes what a data frame says; answers whether it holds at least one message, and all that it counts.
    @inline(__always)
    private mutating func noteMessages(_ frame: RawSpan, at offset: Int) -> Bool {
        guard let data = try? FrameView<Transport.Data>(frame) else { return false }
        // FRM-9: "The messages of a data frame SHALL be entries without a block."
        guard data.messages.count > 0, data.messages.actingBlockLength == 0,
            let kind = StreamKind(data.flags)
        else { return false }
        // FRM-20: "A piece of a message SHALL be alone in its data frame, and its stream ordered."
        let piece = MessagePiece(data.flags)
        guard piece == .whole || data.messages.count == 1 && kind == .ordered else { return false }
        messages = ReceivedMessages(data, kind, piece, at: offset)
        return true
    }
}

/// What a checked data frame says of its messages, so that it is walked once.
struct ReceivedMessages {
    private(set) var stream = 0
    private(set) var count = 0
    /// What becomes of messages that are lost.
    private(set) var kind = StreamKind.ordered
    /// Which part of a message the only one is.
    private(set) var piece = MessagePiece.whole
    /// Whether they were sent before.
    private(set) var isRepair = false
    /// The low 32 bits of the first message's sequence number.
    private(set) var firstSequence: UInt32 = 0
    /// From the packet's first byte to the first message's length.
    private(set) var offset = 0

    /// Makes what stands for no data frame.
    init() {}

    /// Notes what the frame that begins at `offset` of its packet says.
    @inline(__always)
    init(
        _ data: FrameView<Transport.Data>, _ kind: StreamKind, _ piece: MessagePiece, at offset: Int
    ) {
        self.piece = piece
        stream = Int(data.stream)
        self.kind = kind
        isRepair = data.flags.contains(.repair)
        count = data.messages.count
        firstSequence = data.firstSequence
        // By the block length that was sent: a later version may lengthen the block.
        self.offset =
            offset + Transport.FrameHeader.blockLength + Int(data.messageHeader.blockLength)
            + Transport.MessageGroup.size
    }
}

extension PacketSlot {
    /// The view of the frame that a packet's contents note at `offset`; `nil` if they note none.
    @inline(__always)
    @_lifetime(borrow self)
    func frame<Layout: MessageLayout>(
        _ layout: Layout.Type, at offset: Int
    ) -> FrameView<Layout>? {
        guard offset != 0 else { return nil }
        return try? FrameView<Layout>(rest(from: offset))
    }
}
