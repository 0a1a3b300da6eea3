// UTF-8 with stand-ins for bytes that are none.

extension CharacterEncoding {
    // JSN-12: "A byte of a UTF-8 text that is not part of a well-formed sequence, and each byte of a
    // sequence for one of U+F780 to U+F7FF, SHALL be shown as the character U+F700 plus the byte."
    // Without the second half, two different texts would look the same.
    static func decodeUTF8(_ bytes: Span<UInt8>, _ body: (Unicode.Scalar) -> Void) {
        var index = 0
        while index < bytes.count {
            if let (scalar, length) = wellFormed(bytes, at: index), !isStandIn(scalar) {
                body(scalar)
                index += length
            } else {
                body(standIn(for: bytes[index]))
                index += 1
            }
        }
    }

    /// Appends the bytes that are read as a character.
    static func appendUTF8(of scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
        if isStandIn(scalar) {
            bytes.append(UInt8(truncatingIfNeeded: scalar.value))
        } else {
            UTF8.encode(scalar)?.forEach { bytes.append($0) }
        }
    }

    private static func standIn(for byte: UInt8) -> Unicode.Scalar {
        Unicode.Scalar(0xf700 + UInt32(byte)) ?? "\u{fffd}"
    }

    private static func isStandIn(_ scalar: Unicode.Scalar) -> Bool {
        (0xf780...0xf7ff).contains(scalar.value)
    }

    /// The scalar whose sequence starts at an offset, and the sequence's length. Source: RFC 3629,
    /// section 4; overlong forms and surrogates are not well formed.
    private static func wellFormed(
        _ bytes: Span<UInt8>, at index: Int
    ) -> (Unicode.Scalar, length: Int)? {
        let first = bytes[index]
        let length: Int
        switch first {
        case 0x00...0x7f: return (Unicode.Scalar(first), 1)
        case 0xc2...0xdf: length = 2
        case 0xe0...0xef: length = 3
        case 0xf0...0xf4: length = 4
        default: return nil
        }
        guard bytes.count - index >= length else { return nil }
        var value = UInt32(first) & (0x7f >> UInt32(length))
        for offset in 1..<length {
            let byte = bytes[index + offset]
            guard byte & 0xc0 == 0x80 else { return nil }
            value = value << 6 | UInt32(byte & 0x3f)
        }
        let least: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000
        guard value >= least, let scalar = Unicode.Scalar(value) else { return nil }
        return (scalar, length)
    }
}
