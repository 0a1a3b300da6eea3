/// The character encoding of text in a field or in variable data, as a checked writer holds to it.
///
/// Where a schema names another than these, only ASCII is taken, which nearly all of them have in
/// common.
@frozen public struct TextEncoding: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    /// A number that keeps its meaning for ever.
    public let rawValue: UInt8

    /// Makes an encoding of its number.
    @inlinable @inline(__always)
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// US-ASCII: the codes 0 to 127. It is what text is in if its schema does not say.
    @inlinable public static var ascii: Self { @inline(__always) get { Self(rawValue: 0) } }
    /// ISO 8859-1: the codes 0 to 255, a byte each.
    @inlinable public static var latin1: Self { @inline(__always) get { Self(rawValue: 1) } }
    /// UTF-8. Source: RFC 3629.
    @inlinable public static var utf8: Self { @inline(__always) get { Self(rawValue: 2) } }

    /// The greatest code of a character.
    private var codeMax: Int {
        switch self {
        case .utf8: 0x10ffff
        case .latin1: 0xff
        default: 0x7f
        }
    }

    /// Why `bytes` are no text of the encoding; `nil` if they are.
    public func refusal(of bytes: Span<UInt8>) -> FrameError? {
        switch self {
        case .latin1:
            return nil
        case .utf8:
            do throws(UTF8.ValidationError) {
                _ = try UTF8Span(validating: bytes)
                return nil
            } catch {
                return refusal(ofCode: Int(bytes[error.byteOffsets.lowerBound]))
            }
        default:
            for index in bytes.indices where bytes[index] > 0x7f {
                return refusal(ofCode: Int(bytes[index]))
            }
            return nil
        }
    }

    /// Why `bytes` are no text of the encoding, padded with NUL; `nil` if they are.
    @usableFromInline
    func refusal(ofPadded bytes: Span<UInt8>) -> FrameError? {
        var count = bytes.count
        while count > 0, bytes[count - 1] == 0 { count -= 1 }
        for index in 0..<count where bytes[index] == 0 {
            return FrameError(code: .endsEarly, expected: index, found: count)
        }
        return refusal(of: bytes.extracting(first: count))
    }

    // COD-33: "A checked writer SHALL refuse text that its character encoding cannot say, and a NUL
    // within the text of a character array."
    /// The bytes of `text`; `nil` if they are those of its UTF-8.
    ///
    /// Throws `FrameError` with `notInEncoding` for a character that the encoding does not have.
    @usableFromInline
    func transcoded(_ text: String) throws(FrameError) -> [UInt8]? {
        if self == .utf8 { return nil }
        var isASCII = true
        for scalar in text.unicodeScalars where scalar.value > 0x7f {
            guard scalar.value <= codeMax else { throw refusal(ofCode: Int(scalar.value)) }
            isASCII = false
        }
        return isASCII ? nil : text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    }

    private func refusal(ofCode code: Int) -> FrameError {
        FrameError(code: .notInEncoding, expected: codeMax, found: code)
    }
}
