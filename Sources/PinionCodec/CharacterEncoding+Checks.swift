// What checked writers refuse.

// COD-33: "A checked writer SHALL refuse text that its character encoding cannot say, and a NUL within the
// text of a character array."
extension CharacterEncoding {
    /// Why `bytes` are no text of the encoding; `nil` if they are.
    public func refusal(of bytes: Span<UInt8>) -> FrameError? {
        switch self {
        case .latin1, .windows1252:
            return nil
        case .utf8:
            do throws(UTF8.ValidationError) {
                _ = try UTF8Span(validating: bytes)
                return nil
            } catch {
                return refusal(ofCode: UInt32(bytes[error.byteOffsets.lowerBound]))
            }
        default:
            for index in bytes.indices where bytes[index] > 0x7f {
                return refusal(ofCode: UInt32(bytes[index]))
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

    /// The bytes of `text`.
    ///
    /// Throws `FrameError` with `notInEncoding` for a character that the encoding does not have.
    public func checkedBytes(of text: String) throws(FrameError) -> [UInt8] {
        try transcoded(text) ?? Array(text.utf8)
    }

    /// The bytes of `text`; `nil` if they are those of its UTF-8.
    ///
    /// Throws `FrameError` with `notInEncoding` for a character that the encoding does not have.
    @usableFromInline
    func transcoded(_ text: String) throws(FrameError) -> [UInt8]? {
        if self == .utf8 || text.utf8.allSatisfy({ $0 <= 0x7f }) { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            let byte =
                self == .windows1252
                ? Self.windows1252Byte(scalar) : UInt8(exactly: scalar.value)
            guard let byte, byte <= codeMax else { throw refusal(ofCode: scalar.value) }
            bytes.append(byte)
        }
        return bytes
    }

    /// The greatest code of a character, or of a byte where the two differ.
    private var codeMax: Int {
        switch self {
        case .utf8: 0x10ffff
        case .latin1, .windows1252: 0xff
        default: 0x7f
        }
    }

    private func refusal(ofCode code: UInt32) -> FrameError {
        FrameError(code: .notInEncoding, expected: codeMax, found: Int(code))
    }
}
