import PinionCodec

/// Goes through the messages of one data frame, each a view into the packet.
@safe
@frozen
public struct MessageReader: ~Escapable {
    @usableFromInline var following: UnsafeRawPointer
    /// How many messages are still to come.
    public private(set) var remaining: Int

    @unsafe
    @_lifetime(immortal)
    init(next following: UnsafeRawPointer, remaining: Int) {
        unsafe self.following = following
        self.remaining = remaining
    }

    /// The next message; `nil` after the last.
    @_lifetime(copy self)
    public mutating func next() -> RawSpan? {
        guard remaining > 0 else { return nil }
        // SAFETY: the session checked every length of the frame against the packet's end.
        let length = unsafe Int(
            Transport.MessageData.lengthMember.load(
                from: following, order: Transport.SchemaByteOrder.self))
        // SAFETY: as above.
        let message = unsafe RawSpan(
            _unsafeStart: following + Transport.MessageData.dataOffset, byteCount: length)
        // SAFETY: as above.
        unsafe following += Transport.MessageData.dataOffset + length
        remaining -= 1
        // SAFETY: the reader depends on the packet, and so does the message.
        return unsafe _overrideLifetime(message, copying: self)
    }
}
