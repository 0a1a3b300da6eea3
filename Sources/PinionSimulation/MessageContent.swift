import PinionTransport

/// What a message must contain: all of it follows from where it belongs.
struct MessageContent {
    private let first: UInt64
    let byteCount: Int

    /// The message number `sequence` of a stream that `side` sends in its `attempt`th session.
    init(
        seed: UInt64, side: Int, attempt: Int, stream: Int, sequence: UInt64, byteCountMax: Int
    ) {
        let place = UInt64(side) << 48 | UInt64(stream) << 32 | UInt64(attempt)
        first = mixed(mixed(seed ^ sequence) &+ place)
        // Mostly short, now and then as long as can be, and sometimes nothing at all.
        let draw = Int(first >> 40)
        byteCount =
            draw % 16 == 0 ? byteCountMax : draw % min(byteCountMax + 1, 49)
    }

    /// The bytes.
    var bytes: [UInt8] {
        var bytes = [UInt8](repeating: UInt8(truncatingIfNeeded: first), count: byteCount)
        for index in 0..<min(8, byteCount) {
            bytes[index] = UInt8(truncatingIfNeeded: first >> UInt64(index * 8))
        }
        return bytes
    }

    /// Whether a message that arrived is this one.
    func matches(_ message: RawSpan) -> Bool {
        guard message.byteCount == byteCount else { return false }
        // SAFETY: the bytes are only compared, before the closure returns.
        return unsafe message.withUnsafeBytes { unsafe $0.elementsEqual(bytes) }
    }
}
