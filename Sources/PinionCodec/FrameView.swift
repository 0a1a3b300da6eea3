/// A message, an entry of a group or a composite, read where it lies.
///
/// Making a view of a message is the only step that can fail; a field after that is one load. The
/// view, and everything read from it that is not a number, cannot outlive the bytes: the compiler
/// refuses it.
///
/// ```swift
/// let quote = try FrameView<Market.Quote>(packet)
/// if quote.side == .buy { handle(quote.price.mantissa) }
/// for index in quote.levels.indices { use(quote.levels[index].size) }
/// ```
///
/// Another process or thread must not write the bytes while there is a view of them: copy shared
/// memory first.
@dynamicMemberLookup @safe @frozen
public struct FrameView<Layout: FrameLayout>: ~Escapable, BitwiseCopyable, Sendable {
    /// The first byte of the block.
    @usableFromInline let block: Address
    /// Where the groups and data start.
    @usableFromInline let parts: Layout.Parts
    /// Bytes from the start of the block to the end of the last part, in the upper half; the acting
    /// version in the lower.
    // One word and not two halves: the optimiser takes views of at most six values apart.
    @usableFromInline let extentAndVersion: UInt64

    @unsafe @inlinable @inline(__always) @_lifetime(immortal)
    init(block: UnsafeRawPointer, parts: Layout.Parts, extent: UInt32, version: UInt32) {
        self.block = unsafe Address(block)
        self.parts = parts
        extentAndVersion = UInt64(extent) << 32 | UInt64(version)
    }

    @inlinable var extent: UInt32 {
        @inline(__always) get { UInt32(truncatingIfNeeded: extentAndVersion >> 32) }
    }

    @inlinable var version: UInt32 {
        @inline(__always) get { UInt32(truncatingIfNeeded: extentAndVersion) }
    }

    /// The version of the schema that the frame was written with.
    ///
    /// A version above 4,294,967,295 counts as that.
    @inlinable public var actingVersion: UInt32 { @inline(__always) get { version } }
}

extension FrameView {
    /// The value of a field.
    @inlinable
    public subscript<Descriptor: FieldDescriptor>(
        dynamicMember path: KeyPath<Layout.Fields, Descriptor>
    ) -> Descriptor.Value {
        @inline(__always) get {
            // SAFETY: the block holds all fields of its version: checked when the frame's view was
            // made.
            unsafe Layout.fields[keyPath: path]
                .load(from: block.pointer, actingVersion: version, order: Layout.Order.self)
        }
    }

    /// The view of a composite.
    @inlinable
    public subscript<Composite>(
        dynamicMember path: KeyPath<Layout.Fields, CompositeField<Composite>>
    ) -> FrameView<Composite> {
        @_lifetime(copy self) @inline(__always) get {
            composite(Composite.self, at: Layout.fields[keyPath: path].offset)
        }
    }

    /// The view of a composite, or `nil` in a frame that is older than the composite.
    @inlinable
    public subscript<Composite>(
        dynamicMember path: KeyPath<Layout.Fields, AddedCompositeField<Composite>>
    ) -> FrameView<Composite>? {
        @_lifetime(copy self) @inline(__always) get {
            let field = Layout.fields[keyPath: path]
            guard version >= field.since else { return nil }
            return composite(Composite.self, at: field.offset)
        }
    }

    /// The elements of a fixed array.
    @inlinable
    public subscript<let length: Int, Element>(
        dynamicMember path: KeyPath<Layout.Fields, ArrayField<length, Element>>
    ) -> ArrayView<Element, Layout.Order> {
        @_lifetime(copy self) @inline(__always) get {
            let field = Layout.fields[keyPath: path]
            // SAFETY: the block holds all fields of its version, and so the whole array unless it
            // is newer.
            let view = unsafe ArrayView<Element, Layout.Order>(
                start: block.pointer + Int(field.offset),
                count: version >= field.since ? length : 0)
            return unsafe _overrideLifetime(view, copying: self)
        }
    }

    /// The characters of a fixed array.
    @inlinable
    public subscript<let length: Int>(
        dynamicMember path: KeyPath<Layout.Fields, CharacterArrayField<length>>
    ) -> CharacterArrayView {
        @_lifetime(copy self) @inline(__always) get {
            let field = Layout.fields[keyPath: path]
            // SAFETY: the block holds all fields of its version, and so the whole array unless it
            // is newer.
            let view = unsafe CharacterArrayView(
                start: block.pointer + Int(field.offset),
                count: version >= field.since ? length : 0)
            return unsafe _overrideLifetime(view, copying: self)
        }
    }

    /// The entries of a group; none in a frame that is older than the group.
    @inlinable
    public subscript<Entry>(
        dynamicMember path: KeyPath<Layout.Parts, GroupPart<Entry>>
    ) -> GroupView<Entry> {
        @_lifetime(copy self) @inline(__always) get {
            // SAFETY: the cursor found a whole group there, unless the frame is older than the
            // group.
            let view = unsafe GroupView<Entry>(
                dimension: block.pointer + Int(parts[keyPath: path].offset), version: version)
            return unsafe _overrideLifetime(view, copying: self)
        }
    }

    /// Variable data; empty in a frame that is older than the data.
    @inlinable
    public subscript(dynamicMember path: KeyPath<Layout.Parts, DataPart>) -> VariableData {
        @_lifetime(copy self) @inline(__always) get {
            let part = parts[keyPath: path]
            // SAFETY: the cursor found that many bytes there.
            let view = unsafe VariableData(
                start: block.pointer + Int(part.offset), count: Int(part.count))
            return unsafe _overrideLifetime(view, copying: self)
        }
    }

    @inlinable @inline(__always) @_lifetime(copy self)
    func composite<Composite: CompositeLayout>(
        _ composite: Composite.Type, at offset: Int32
    ) -> FrameView<Composite> {
        // SAFETY: the block holds all fields of its version, and so the whole composite.
        let view = unsafe FrameView<Composite>(
            block: block.pointer + Int(offset), parts: NoParts(),
            extent: UInt32(truncatingIfNeeded: Composite.blockLength), version: version)
        return unsafe _overrideLifetime(view, copying: self)
    }
}

extension FrameView where Layout: MessageLayout {
    /// Reads the message that starts with the first of `bytes`, and checks all of it. Bytes behind
    /// it are allowed, and a frame ends before its 4,294,967,296th byte.
    ///
    /// Throws `FrameError` if the header names another schema or message, a block is shorter than
    /// its version's fields, the bytes end too early, or entries without bytes are too many.
    @inlinable @inline(__always) @_lifetime(copy bytes)
    public init(_ bytes: RawSpan) throws(FrameError) {
        typealias Header = Layout.Header
        let headerLength = UInt64(Header.blockLength)
        // COD-25: "A reader SHALL NOT read a frame beyond its first 4,294,967,295 bytes."
        var remaining = min(UInt64(truncatingIfNeeded: bytes.byteCount), UInt64(UInt32.max))
        guard remaining >= headerLength else {
            throw .make(.truncated, expected: headerLength, found: remaining)
        }
        remaining -= headerLength
        // SAFETY: the header's bytes are there, so there is a first byte; the view takes over the
        // span's lifetime.
        let start = unsafe bytes.address(checked: Header.blockLength)
        let header = unsafe MessageHeader(checked: start, layout: Header.self)
        // COD-20: "A reader SHALL refuse a message of another schema, or of another template, than
        // it was asked for."
        guard header.schemaID == Layout.schemaID else {
            throw .make(.otherSchema, expected: Layout.schemaID, found: header.schemaID)
        }
        guard header.templateID == Layout.templateID else {
            throw .make(.otherTemplate, expected: Layout.templateID, found: header.templateID)
        }
        // COD-19: "A reader MAY treat an acting version above 4,294,967,295 as that."
        let version = UInt32(clamping: header.version)
        // COD-21: "A reader SHALL refuse a block that is shorter than the end of the last field
        // that the acting version has."
        let blockLengthMin = UInt64(Layout.blockLengthMin(version: version))
        guard header.blockLength >= blockLengthMin else {
            throw .make(.blockTooShort, expected: blockLengthMin, found: header.blockLength)
        }
        // COD-22: "A reader SHALL refuse a frame of which any part does not lie within the bytes
        // given."
        guard header.blockLength <= remaining else {
            throw .makeTruncated(
                position: headerLength, needing: header.blockLength, remaining: remaining)
        }
        // COD-15: "A reader SHALL find what follows a block by the block length that was sent, and
        // not by its own."
        remaining -= header.blockLength
        // SAFETY: header and block are there.
        let block = unsafe start + Header.blockLength
        var cursor = unsafe FrameCursor<Unchecked>(
            block: block, blockLength: header.blockLength, remaining: remaining,
            actingVersion: version)
        guard let parts = Layout.parts(&cursor) else {
            throw FrameError.inFrame(cursor.error, headerLength: Header.blockLength)
        }
        // Through an initialiser that has all at once: what is stored piece by piece stays in
        // memory.
        unsafe self.init(block: block, parts: parts, extent: cursor.extent, version: version)
    }

    /// Reads the message that starts with the first of `bytes`, as the initialiser with a `RawSpan`
    /// does.
    @inlinable @inline(__always) @_lifetime(copy bytes)
    public init(_ bytes: Span<UInt8>) throws(FrameError) {
        try self.init(RawSpan(_elements: bytes))
    }

    /// The message header, with all its members.
    @inlinable public var messageHeader: FrameView<Layout.Header> {
        @_lifetime(copy self) @inline(__always) get {
            // SAFETY: a message's block is preceded by its header.
            let view = unsafe FrameView<Layout.Header>(
                block: block.pointer - Layout.Header.blockLength, parts: NoParts(),
                extent: UInt32(truncatingIfNeeded: Layout.Header.blockLength), version: version)
            return unsafe _overrideLifetime(view, copying: self)
        }
    }

    /// Bytes of the whole message, from its header to the end of its last part.
    @inlinable public var encodedLength: Int {
        @inline(__always) get { Layout.Header.blockLength + Int(extent) }
    }

    /// The whole message, header included.
    @inlinable public var bytes: RawSpan {
        @_lifetime(copy self) @inline(__always) get {
            // SAFETY: the header precedes the block, and `extent` was found to lie within the bytes
            // given.
            let span = unsafe RawSpan(
                _unsafeStart: block.pointer - Layout.Header.blockLength, byteCount: encodedLength)
            return unsafe _overrideLifetime(span, copying: self)
        }
    }
}

extension FrameView where Layout: CompositeLayout {
    /// Reads a composite that stands alone: the first of `bytes`. Bytes behind it are allowed.
    ///
    /// Throws `FrameError` with `truncated` if there are too few bytes for it.
    @inlinable @inline(__always) @_lifetime(copy bytes)
    public init(_ bytes: RawSpan) throws(FrameError) {
        guard bytes.byteCount >= Layout.blockLength else {
            throw .make(.truncated, expected: Layout.blockLength, found: bytes.byteCount)
        }
        // SAFETY: all bytes of the composite are there, and the view takes over the span's
        // lifetime. A composite of no bytes is not read, whatever its address.
        let start = unsafe bytes.address(checked: Layout.blockLength)
        unsafe self.init(
            block: start, parts: NoParts(),
            extent: UInt32(truncatingIfNeeded: Layout.blockLength), version: .max)
    }

    /// Reads a composite that stands alone, as the initialiser with a `RawSpan` does.
    @inlinable @inline(__always) @_lifetime(copy bytes)
    public init(_ bytes: Span<UInt8>) throws(FrameError) {
        try self.init(RawSpan(_elements: bytes))
    }
}
