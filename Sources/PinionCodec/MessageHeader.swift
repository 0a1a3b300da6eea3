/// What a message header says, for whoever has yet to find out which message follows.
///
/// ```swift
/// let header = try MessageHeader(bytes, layout: Market.MessageHeader.self)
/// switch header.templateID {
/// case Market.Quote.templateID: handle(try FrameView<Market.Quote>(bytes))
/// default: break
/// }
/// ```
///
/// Generated code has that for all messages of a schema: `Market.dispatch(bytes, to: &handler)`.
@frozen public struct MessageHeader: Hashable, Sendable {
    /// Bytes of the root block.
    public let blockLength: UInt64
    /// The number of the message in its schema.
    public let templateID: UInt64
    /// The number of the schema.
    public let schemaID: UInt64
    /// The version of the schema that the writer used.
    public let version: UInt64

    /// Reads the header that starts with the first of `bytes`.
    ///
    /// Throws `FrameError` with `truncated` if there are too few bytes for it. Nothing behind the
    /// header is read.
    @inlinable @inline(__always)
    public init<Layout: MessageHeaderLayout>(
        _ bytes: RawSpan, layout: Layout.Type
    ) throws(FrameError) {
        guard bytes.byteCount >= Layout.blockLength else {
            throw .make(.truncated, expected: Layout.blockLength, found: bytes.byteCount)
        }
        // SAFETY: all of the header's bytes are there. A header of no bytes is not read, whatever
        // the address.
        unsafe self.init(checked: bytes.address(checked: Layout.blockLength), layout: layout)
    }

    /// Reads the header that starts with the first of `bytes`, as the initialiser with a `RawSpan`
    /// does.
    @inlinable @inline(__always)
    public init<Layout: MessageHeaderLayout>(
        _ bytes: Span<UInt8>, layout: Layout.Type
    ) throws(FrameError) {
        try self.init(RawSpan(_elements: bytes), layout: layout)
    }

    /// What the header of `message` says.
    @inlinable @inline(__always)
    public init<Layout: MessageLayout>(of message: FrameView<Layout>) {
        // SAFETY: a message's block is preceded by its header.
        unsafe self.init(
            checked: message.block.pointer - Layout.Header.blockLength, layout: Layout.Header.self)
    }

    /// Throws `FrameError` with `otherSchema` if the schema is not the one with that number.
    @inlinable @inline(__always)
    public func check(schemaID: UInt64) throws(FrameError) {
        guard self.schemaID == schemaID else {
            throw .make(.otherSchema, expected: schemaID, found: self.schemaID)
        }
    }

    @unsafe @inlinable @inline(__always)
    init<Layout: MessageHeaderLayout>(checked start: UnsafeRawPointer, layout: Layout.Type) {
        // SAFETY: the caller checked that all of the header's bytes are there.
        unsafe blockLength = Layout.blockLengthMember.load(from: start, order: Layout.Order.self)
        unsafe templateID = Layout.templateIDMember.load(from: start, order: Layout.Order.self)
        unsafe schemaID = Layout.schemaIDMember.load(from: start, order: Layout.Order.self)
        unsafe version = Layout.versionMember.load(from: start, order: Layout.Order.self)
    }
}
