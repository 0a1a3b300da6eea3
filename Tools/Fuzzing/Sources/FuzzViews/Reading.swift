import PinionCodec

/// What a view says of a message.
struct Reading {
    /// Bytes of the message, header included.
    let length: Int
    /// The message as it prints itself.
    let json: [UInt8]

    init<Layout: JSONMessageLayout>(_ message: FrameView<Layout>) {
        length = message.encodedLength
        var text = JSONText()
        text.append(message)
        json = text.bytes
    }
}
