import PinionCodec

/// Whether the pieces of a stream make messages, and none too long: what its receiver checks of each, in order.
struct PieceCheck {
    /// Bytes of the message that has begun and not ended, if one has.
    private var byteCount: Int?

    /// What is wrong with a piece.
    enum Fault {
        /// It continues no message, or begins one within another.
        case outOfPlace
        /// The message is longer than this side takes.
        case tooLong
    }

    /// Takes the next packet of the stream; answers what is wrong with it.
    @inline(__always)
    mutating func take(_ packet: PacketSlot, max: Int) -> Fault? {
        let piece = packet.header.piece
        // The common case.
        if piece == .whole && byteCount == nil { return nil }

        // SAFETY: the frame was checked: at the offset there is the length of its first message.
        let count = unsafe Int(
            Transport.MessageData.lengthMember.load(
                from: UnsafeRawPointer(packet.bytes) + Int(packet.header.messagesOffset),
                order: Transport.SchemaByteOrder.self))
        return take(piece, byteCount: count, max: max)
    }

    /// Takes the next piece, of `count` bytes; answers what is wrong with it.
    mutating func take(_ piece: MessagePiece, byteCount count: Int, max: Int) -> Fault? {
        guard piece.isContinued == (byteCount != nil) else { return .outOfPlace }
        let before = byteCount ?? 0
        // A whole message is as long as a packet lets it be.
        guard piece == .whole || count <= max - before else { return .tooLong }
        byteCount = piece.continues ? before + count : nil
        return nil
    }
}
