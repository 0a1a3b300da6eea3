/// The character encoding of a text: how its bytes are read, and which it may hold.
///
/// Reading never fails and loses nothing: bytes that the encoding does not have become characters of their
/// own, so that a text says exactly which bytes were there. Checked writers refuse such bytes.
@frozen public struct CharacterEncoding: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    /// A number that keeps its meaning for ever.
    public let rawValue: UInt8

    /// Makes an encoding of its number.
    @inlinable @inline(__always)
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// US-ASCII: the codes 0 to 127. It is what text is in if its schema does not say, or names an
    /// encoding that is not known here: nearly all have these in common. Greater bytes are read as in
    /// ISO 8859-1.
    @inlinable public static var ascii: Self { @inline(__always) get { Self(rawValue: 0) } }
    /// ISO 8859-1: each byte is the character of its number.
    @inlinable public static var latin1: Self { @inline(__always) get { Self(rawValue: 1) } }
    /// UTF-8. Source: RFC 3629.
    @inlinable public static var utf8: Self { @inline(__always) get { Self(rawValue: 2) } }
    /// Windows code page 1252.
    @inlinable public static var windows1252: Self { @inline(__always) get { Self(rawValue: 3) } }

    /// The encoding that a schema names; US-ASCII if it names none.
    ///
    /// Names are those of IANA's registry of character sets, in any case, with the spellings that Java
    /// accepts.
    public init(named name: String?) {
        switch name?.lowercased() {
        case "utf-8", "utf8": self = .utf8
        case "iso-8859-1", "iso_8859-1", "iso8859-1", "iso8859_1", "latin1", "latin-1":
            self = .latin1
        case "windows-1252", "cp1252", "cp-1252": self = .windows1252
        default: self = .ascii
        }
    }

    /// Gives each character of a text, in order.
    public func decode(_ bytes: Span<UInt8>, _ body: (Unicode.Scalar) -> Void) {
        switch self {
        case .utf8: Self.decodeUTF8(bytes, body)
        case .windows1252:
            for index in bytes.indices { body(Self.windows1252Scalar(bytes[index])) }
        default:
            for index in bytes.indices { body(Unicode.Scalar(bytes[index])) }
        }
    }

    /// The text that some bytes are.
    public func text(of bytes: Span<UInt8>) -> String {
        var text = String.UnicodeScalarView()
        decode(bytes) { text.append($0) }
        return String(text)
    }

    /// The bytes of a text, or `nil` if it has a character that no byte is read as.
    ///
    /// For each text that `text(of:)` gives, these are the bytes that it was given: a character that
    /// stands in for a byte that is no UTF-8 is that byte.
    public func bytes(of text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch self {
            case .utf8: Self.appendUTF8(of: scalar, to: &bytes)
            case .windows1252:
                guard let byte = Self.windows1252Byte(scalar) else { return nil }
                bytes.append(byte)
            default:
                guard let byte = UInt8(exactly: scalar.value) else { return nil }
                bytes.append(byte)
            }
        }
        return bytes
    }
}
