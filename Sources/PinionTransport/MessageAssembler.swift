/// Puts the pieces of a stream's long messages together, in memory of its own that is made once.
///
/// For those who take deliveries from a ``SessionTable``, one for each stream with long messages. Those who would rather
/// not have the pieces copied take them as they come: see ``Delivery/piece``.
@safe
public struct MessageAssembler: ~Copyable, Sendable {
    nonisolated(unsafe) private let bytes: UnsafeMutableRawPointer
    /// The longest message that it holds.
    public let messageBytesMax: Int
    /// Bytes of the pieces so far.
    private var count = 0
    private var isWhole = false

    /// Makes room for messages of at most `messageBytesMax` bytes: as long as the table's limits let them be.
    public init(messageBytesMax: Int) {
        precondition(messageBytesMax >= 0, "a message has no negative length")
        self.messageBytesMax = messageBytesMax
        // SAFETY: freed by `deinit`; the first `count` bytes are initialised.
        unsafe bytes = .allocate(byteCount: max(messageBytesMax, 1), alignment: 16)
    }

    deinit {
        // SAFETY: allocated by `init`.
        unsafe bytes.deallocate()
    }

    /// Adds a piece; the message is whole with the last one. A first piece begins afresh.
    ///
    /// - Returns: Whether the message is whole. It stays so until the next piece is added.
    public mutating func add(_ piece: MessagePiece, _ part: RawSpan) -> Bool {
        if !piece.isContinued || isWhole { count = 0 }
        precondition(
            part.byteCount <= messageBytesMax - count,
            "the assembler is made for the longest message")
        // SAFETY: the room was checked, and nobody else has the memory.
        unsafe part.withUnsafeBytes { part in
            guard let source = part.baseAddress else { return }
            // SAFETY: as above.
            unsafe (bytes + count).copyMemory(from: source, byteCount: part.count)
        }
        count += part.byteCount
        isWhole = !piece.continues
        return isWhole
    }

    /// The message, once it is whole; until then what there is of it.
    public var message: RawSpan {
        @_lifetime(borrow self)
        get {
            // SAFETY: the first `count` bytes are initialised, and stay while the assembler is borrowed.
            let span = unsafe RawSpan(_unsafeStart: UnsafeRawPointer(bytes), byteCount: count)
            // SAFETY: as above.
            return unsafe _overrideLifetime(span, borrowing: self)
        }
    }
}
