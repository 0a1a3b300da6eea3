// COD-13: "The characters of an array SHALL end at its first NUL, or with the array."
/// The characters of a fixed array, read where they lie. They end at the first NUL, or with the
/// array.
@safe @frozen public struct CharacterArrayView: ~Escapable, Sendable {
    @usableFromInline let start: Address
    /// Bytes of the whole array, NULs included: none in a frame that is older than the field.
    public let paddedCount: Int

    @unsafe @inlinable @inline(__always) @_lifetime(immortal)
    init(start: UnsafeRawPointer, count: Int) {
        self.start = unsafe Address(start)
        paddedCount = count
    }

    /// How many bytes there are before the first NUL.
    @inlinable public var count: Int {
        let padded = padded
        var count = 0
        while count < padded.count, padded[count] != 0 { count += 1 }
        return count
    }

    /// Whether there are no characters.
    @inlinable public var isEmpty: Bool {
        @inline(__always) get { paddedCount == 0 || padded[0] == 0 }
    }

    /// The bytes before the first NUL.
    @inlinable public var span: Span<UInt8> {
        @_lifetime(copy self) get { padded.extracting(first: count) }
    }

    /// All bytes of the array, NULs included.
    @inlinable public var padded: Span<UInt8> {
        @_lifetime(copy self) @inline(__always) get {
            // SAFETY: who made this has checked that the whole array is there; bytes are always
            // aligned.
            let span = unsafe Span<UInt8>(
                _unsafeStart: start.pointer.assumingMemoryBound(to: UInt8.self),
                count: paddedCount)
            return unsafe _overrideLifetime(span, copying: self)
        }
    }

    /// Whether the characters are those of `text` in UTF-8.
    @inlinable
    public static func == (characters: borrowing CharacterArrayView, text: StaticString) -> Bool {
        equal(RawSpan(_elements: characters.span), RawSpan(text))
    }

    /// Whether the characters are not those of `text` in UTF-8.
    @inlinable
    public static func != (characters: borrowing CharacterArrayView, text: StaticString) -> Bool {
        !(characters == text)
    }
}

extension String {
    /// The text of `characters`, read as UTF-8; what is not UTF-8 becomes U+FFFD.
    public init(_ characters: borrowing CharacterArrayView) {
        // SAFETY: the bytes are there as long as `characters` is borrowed.
        self = unsafe characters.span.withUnsafeBufferPointer {
            unsafe String(decoding: $0, as: UTF8.self)
        }
    }
}
