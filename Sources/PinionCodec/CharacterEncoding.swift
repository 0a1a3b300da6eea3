/// How the bytes of a text are to be read.
///
/// Every reading is one to one: bytes that the encoding does not have are shown as characters of their own,
/// so that a text says exactly which bytes were there.
public enum CharacterEncoding: Hashable, Sendable {
    /// ISO 8859-1: each byte is the character of its number. US-ASCII is read like this, and so is an
    /// encoding that is not known here.
    case latin1
    /// Windows code page 1252.
    case windows1252
    /// UTF-8.
    case utf8

    /// The encoding that a schema names; US-ASCII if it names none.
    ///
    /// Names are those of IANA's registry of character sets, in any case, with the spellings that Java
    /// accepts.
    public init(named name: String?) {
        switch name?.lowercased() {
        case "utf-8", "utf8": self = .utf8
        case "windows-1252", "cp1252", "cp-1252": self = .windows1252
        default: self = .latin1
        }
    }

    /// Gives each character of a text, in order.
    public func decode(_ bytes: Span<UInt8>, _ body: (Unicode.Scalar) -> Void) {
        switch self {
        case .latin1:
            for index in bytes.indices { body(Unicode.Scalar(bytes[index])) }
        case .windows1252:
            for index in bytes.indices { body(Self.windows1252Scalar(bytes[index])) }
        case .utf8:
            Self.decodeUTF8(bytes, body)
        }
    }

    /// The text that some bytes are.
    public func text(of bytes: Span<UInt8>) -> String {
        var text = String.UnicodeScalarView()
        decode(bytes) { text.append($0) }
        return String(text)
    }

    /// The bytes of a text, or `nil` if it has a character that the encoding has not.
    ///
    /// For each text that `text(of:)` gives, these are the bytes that it was given: a character that
    /// stands in for a byte that is no UTF-8 is that byte.
    public func bytes(of text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch self {
            case .latin1:
                guard let byte = UInt8(exactly: scalar.value) else { return nil }
                bytes.append(byte)
            case .windows1252:
                guard let byte = Self.windows1252Byte(scalar) else { return nil }
                bytes.append(byte)
            case .utf8 where Self.isStandIn(scalar):
                bytes.append(UInt8(truncatingIfNeeded: scalar.value))
            case .utf8:
                UTF8.encode(scalar)?.forEach { bytes.append($0) }
            }
        }
        return bytes
    }

    // JSN-12: "A byte of a UTF-8 text that is not part of a well-formed sequence, and each byte of a
    // sequence for one of U+F780 to U+F7FF, SHALL be shown as the character U+F700 plus the byte."
    // Without the second half, two different texts would look the same.
    private static func decodeUTF8(_ bytes: Span<UInt8>, _ body: (Unicode.Scalar) -> Void) {
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

    private static func windows1252Scalar(_ byte: UInt8) -> Unicode.Scalar {
        guard (0x80...0x9f).contains(byte) else { return Unicode.Scalar(byte) }
        return Unicode.Scalar(windows1252High[Int(byte - 0x80)]) ?? "\u{fffd}"
    }

    private static func windows1252Byte(_ scalar: Unicode.Scalar) -> UInt8? {
        if let index = windows1252High.firstIndex(of: scalar.value) { return 0x80 + UInt8(index) }
        guard let byte = UInt8(exactly: scalar.value), !(0x80...0x9f).contains(byte) else {
            return nil
        }
        return byte
    }

    /// What 0x80 to 0x9f are; the five that the code page leaves open stay control characters. Source:
    /// WHATWG Encoding Standard, index windows-1252.
    private static let windows1252High: [UInt32] = [
        0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
        0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008d, 0x017d, 0x008f,
        0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
        0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178,
    ]
}
