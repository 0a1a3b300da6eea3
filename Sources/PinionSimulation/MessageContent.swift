/// What a message must contain: all of it follows from where it belongs.
struct MessageContent {
    private let first: UInt64
    /// How long it is.
    let byteCount: Int

    /// The message number `index` of `stream` of the session side that `key` stands for.
    init(key: UInt64, stream: Int, index: UInt64, byteCountMax: Int) {
        first = mixed(key ^ mixed(index &+ UInt64(stream) << 40))
        // Mostly short, now and then as long as can be, and sometimes nothing at all.
        let draw = Int(first >> 40)
        byteCount =
            draw % 64 == 0 ? byteCountMax : draw / 64 % min(byteCountMax + 1, 49)
    }

    /// The eight bytes number `index`.
    private func word(_ index: Int) -> UInt64 {
        (first &+ UInt64(index) &* 0x9E37_79B9_7F4A_7C15).littleEndian
    }

    /// Writes it to the first `byteCount` bytes.
    func write(to bytes: inout MutableRawSpan) {
        var offset = 0
        while offset + 8 <= byteCount {
            bytes.storeBytes(of: word(offset / 8), toByteOffset: offset, as: UInt64.self)
            offset += 8
        }
        let last = word(offset / 8)
        while offset < byteCount {
            bytes.storeBytes(
                of: UInt8(truncatingIfNeeded: last >> UInt64(offset % 8 * 8)),
                toByteOffset: offset, as: UInt8.self)
            offset += 1
        }
    }

    /// Whether a message that arrived is this one.
    func matches(_ message: RawSpan) -> Bool {
        guard message.byteCount == byteCount else { return false }
        var difference: UInt64 = 0
        var offset = 0
        while offset + 8 <= byteCount {
            // SAFETY: eight bytes from `offset` on are the message's, and any bits are a number.
            difference |=
                unsafe message.unsafeLoadUnaligned(
                    fromByteOffset: offset, as: UInt64.self) ^ word(offset / 8)
            offset += 8
        }
        let last = word(offset / 8)
        while offset < byteCount {
            // SAFETY: the byte at `offset` is the message's.
            let byte = unsafe message.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
            difference |= UInt64(byte ^ UInt8(truncatingIfNeeded: last >> UInt64(offset % 8 * 8)))
            offset += 1
        }
        return difference == 0
    }
}
