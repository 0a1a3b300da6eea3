/// The value of a fixed character array: at most `length` bytes, padded with NUL.
///
/// ```swift
/// quote.symbol = "PINION"
/// quote.symbol = try CharacterArray(name.utf8Span.span)
/// ```
@frozen public struct CharacterArray<let length: Int>: Hashable, Sendable {
    @usableFromInline var elements: InlineArray<length, UInt8>

    /// The characters `bytes`; what they lack is padded with NUL.
    ///
    /// Throws `FrameError` with `tooLong` if there are more than `length`.
    @inlinable
    public init(_ bytes: Span<UInt8>) throws(FrameError) {
        try self.init(RawSpan(_elements: bytes))
    }

    /// The characters `bytes`; what they lack is padded with NUL.
    ///
    /// Throws `FrameError` with `tooLong` if there are more than `length`.
    @inlinable
    public init(_ bytes: RawSpan) throws(FrameError) {
        // COD-14: "A writer SHALL pad a character array with NUL, and refuse text that is longer."
        guard bytes.byteCount <= length else {
            throw .make(.tooLong, expected: length, found: bytes.byteCount)
        }
        elements = InlineArray(repeating: 0)
        for offset in bytes.byteOffsets { elements[offset] = bytes.byte(at: offset) }
    }

    /// The characters of `text` in UTF-8; what they lack is padded with NUL.
    ///
    /// Throws `FrameError` with `tooLong` if there are more than `length` bytes.
    @inlinable
    public init(_ text: String) throws(FrameError) {
        try self.init(text.utf8Span.span)
    }

    /// The characters of `text` in `encoding`; what they lack is padded with NUL.
    ///
    /// Throws `FrameError` with `tooLong` if there are more than `length` bytes, and
    /// `notInEncoding` for a character that the encoding does not have.
    @inlinable
    public init(_ text: String, encoding: CharacterEncoding) throws(FrameError) {
        if let bytes = try encoding.transcoded(text) {
            try self.init(bytes.span)
        } else {
            try self.init(text)
        }
    }

    /// Why these are no characters of `encoding`, with nothing but NULs behind them; `nil` if they
    /// are.
    @inlinable
    func refusal(in encoding: CharacterEncoding) -> FrameError? {
        encoding.refusal(ofPadded: padded)
    }

    /// All bytes, NULs included.
    @inlinable public var padded: Span<UInt8> {
        @_lifetime(borrow self) get { elements.span }
    }

    /// Whether all bytes are equal, those behind a NUL too.
    @inlinable
    public static func == (left: Self, right: Self) -> Bool {
        equal(RawSpan(_elements: left.padded), RawSpan(_elements: right.padded))
    }

    /// Feeds all bytes to `hasher`.
    @inlinable
    public func hash(into hasher: inout Hasher) {
        for index in elements.indices { hasher.combine(elements[index]) }
    }
}

extension CharacterArray: ExpressibleByStringLiteral {
    /// The characters of a literal, which must have at most `length` bytes in UTF-8.
    @inlinable @inline(__always)
    public init(stringLiteral text: StaticString) {
        let bytes = RawSpan(text)
        precondition(bytes.byteCount <= length, "the literal is longer than the character array")
        elements = InlineArray(repeating: 0)
        for offset in bytes.byteOffsets { elements[offset] = bytes.byte(at: offset) }
    }
}
