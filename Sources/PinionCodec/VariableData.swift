/// Variable-length data of a message or an entry: bytes, or text.
@safe @frozen public struct VariableData: ~Escapable, Sendable {
    @usableFromInline let start: Address
    /// How many bytes there are.
    public let count: Int

    @unsafe @inlinable @inline(__always) @_lifetime(immortal)
    init(start: UnsafeRawPointer, count: Int) {
        self.start = unsafe Address(start)
        self.count = count
    }

    /// Whether there are no bytes. Empty and absent are the same on the wire.
    @inlinable public var isEmpty: Bool { @inline(__always) get { count == 0 } }

    /// The bytes.
    @inlinable public var bytes: RawSpan {
        @_lifetime(copy self) @inline(__always) get {
            // SAFETY: who made this has checked that `count` bytes are there.
            let span = unsafe RawSpan(_unsafeStart: start.pointer, byteCount: count)
            return unsafe _overrideLifetime(span, copying: self)
        }
    }

    /// The bytes as numbers.
    @inlinable public var span: Span<UInt8> {
        @_lifetime(copy self) @inline(__always) get {
            // SAFETY: as in `bytes`; each byte is a valid `UInt8`, and bytes are always aligned.
            let span = unsafe Span<UInt8>(
                _unsafeStart: start.pointer.assumingMemoryBound(to: UInt8.self), count: count)
            return unsafe _overrideLifetime(span, copying: self)
        }
    }

    /// Whether the bytes are those of `text` in UTF-8.
    @inlinable
    public static func == (data: borrowing VariableData, text: StaticString) -> Bool {
        equal(data.bytes, RawSpan(text))
    }

    /// Whether the bytes are not those of `text` in UTF-8.
    @inlinable
    public static func != (data: borrowing VariableData, text: StaticString) -> Bool {
        !(data == text)
    }
}

extension String {
    /// The text of `data`, read as UTF-8; what is not UTF-8 becomes U+FFFD.
    public init(_ data: borrowing VariableData) {
        // SAFETY: the bytes are there as long as `data` is borrowed.
        self = unsafe data.bytes.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
    }
}

extension RawSpan {
    /// The bytes of `text` in UTF-8, which live as long as the program.
    @inlinable @inline(__always) @_lifetime(immortal)
    public init(_ text: StaticString) {
        guard text.hasPointerRepresentation else {
            preconditionFailure("a literal of one scalar must be made as a string")
        }
        // SAFETY: a literal's bytes are constant and live as long as the program.
        let span = unsafe RawSpan(
            _unsafeStart: UnsafeRawPointer(text.utf8Start), byteCount: text.utf8CodeUnitCount)
        self = unsafe _overrideLifetime(span, copying: ())
    }
}

/// Whether both spans hold the same bytes.
@inlinable
func equal(_ left: RawSpan, _ right: RawSpan) -> Bool {
    guard left.byteCount == right.byteCount else { return false }
    for offset in left.byteOffsets
    where left.byte(at: offset) != right.byte(at: offset) {
        return false
    }
    return true
}

extension RawSpan {
    @inlinable @inline(__always)
    func byte(at offset: Int) -> UInt8 {
        // SAFETY: every offset below the byte count is a byte; this one is checked.
        unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
    }
}
