/// Writes a message, or an entry of a group, into bytes.
///
/// Fields come in any order, groups and data in the order of the schema. A field that is not
/// written is null if it is optional, and zero if not; what was in the buffer before never shows.
///
/// ```swift
/// var quote = try FrameWriter<Market.Quote>(&bytes)
/// quote.side = .buy
/// quote.symbol = "PINION"
/// try quote.levels(count: 2) { index, level in level.size = sizes[index] }
/// try quote.note("opening")
/// let byteCount = try quote.finish()
/// ```
@dynamicMemberLookup @safe @frozen
public struct FrameWriter<Layout: FrameLayout>: ~Copyable, ~Escapable {
    /// The first byte of the buffer, which is that of the message.
    @usableFromInline let start: UnsafeMutableRawPointer
    /// The first byte of this block.
    @usableFromInline let block: UnsafeMutableRawPointer
    /// Where the next group or data go.
    // It lives in the writer itself, where stores to the buffer cannot alias it.
    @usableFromInline var next: UnsafeMutableRawPointer
    /// Bytes of the buffer, as far as a frame may reach.
    @usableFromInline let capacity: UInt
    /// Bytes of the buffer that nothing needs yet: what is written, and the least that is still to
    /// be written, here and in the blocks around this one, is taken off already.
    // So that a message which cannot end well fails before it is begun, and an empty group needs no
    // check.
    @usableFromInline var room: UInt
    /// How many groups and data were written.
    @usableFromInline var partsWritten: Int

    @unsafe @inlinable @inline(__always) @_lifetime(immortal)
    init(
        start: UnsafeMutableRawPointer, block: UnsafeMutableRawPointer, capacity: UInt, room: UInt
    ) {
        unsafe self.start = unsafe start
        unsafe self.block = unsafe block
        // SAFETY: the caller has checked that the whole block fits.
        unsafe next = unsafe block + Layout.blockLength
        self.capacity = capacity
        self.room = room
        partsWritten = 0
    }

    /// Bytes from the start of the buffer to `next`.
    @inlinable var position: Int {
        @inline(__always) get { unsafe next - start }
    }

    // COD-29: "A writer without room SHALL say how many bytes the message needs at the least, with
    // all groups and data that are not written yet empty."
    /// The error of a write that takes `byteCount` bytes, which are not free.
    @inlinable @inline(__always)
    func noRoom(for byteCount: UInt) -> FrameError {
        .makeNoRoom(capacity: capacity, room: room, needing: byteCount)
    }

    /// The fields of the block.
    @inlinable var writtenFields: WrittenFields<Layout> {
        // SAFETY: whoever made the writer has checked that the block lies within the buffer.
        @inline(__always) get { unsafe WrittenFields(block: block) }
    }
}

extension FrameWriter {
    /// The value of a field.
    @inlinable
    public subscript<Descriptor: WritableFieldDescriptor>(
        dynamicMember path: KeyPath<Layout.Fields, Descriptor>
    ) -> Descriptor.Written {
        @inline(__always) get { writtenFields.load(Layout.fields[keyPath: path]) }
        @inline(__always) nonmutating set {
            writtenFields.store(newValue, Layout.fields[keyPath: path])
        }
    }

    /// The elements of a fixed array.
    @inlinable
    public subscript<let length: Int, Element>(
        dynamicMember path: KeyPath<Layout.Fields, ArrayField<length, Element>>
    ) -> InlineArray<length, Element> {
        @inline(__always) get { writtenFields.load(Layout.fields[keyPath: path]) }
        @inline(__always) nonmutating set {
            writtenFields.store(newValue, Layout.fields[keyPath: path])
        }
    }

    /// The characters of a fixed array.
    @inlinable
    public subscript<let length: Int>(
        dynamicMember path: KeyPath<Layout.Fields, CharacterArrayField<length>>
    ) -> CharacterArray<length> {
        @inline(__always) get { writtenFields.load(Layout.fields[keyPath: path]) }
        @inline(__always) nonmutating set {
            writtenFields.store(newValue, Layout.fields[keyPath: path])
        }
    }

    /// The writer of a composite.
    @inlinable
    public subscript<Composite>(
        dynamicMember path: KeyPath<Layout.Fields, CompositeField<Composite>>
    ) -> CompositeWriter<Composite> {
        @_lifetime(&self) @inline(__always) mutating get {
            let fields = writtenFields.composite(
                Composite.self, at: Layout.fields[keyPath: path].offset)
            // SAFETY: the composite's writer has exclusive access to this one as long as it lives.
            return unsafe _overrideLifetime(
                CompositeWriter(writtenFields: fields), mutating: &self)
        }
    }

    /// The writer of a composite that came with a later version.
    @inlinable
    public subscript<Composite>(
        dynamicMember path: KeyPath<Layout.Fields, AddedCompositeField<Composite>>
    ) -> CompositeWriter<Composite> {
        @_lifetime(&self) @inline(__always) mutating get {
            let fields = writtenFields.composite(
                Composite.self, at: Layout.fields[keyPath: path].offset)
            // SAFETY: the composite's writer has exclusive access to this one as long as it lives.
            return unsafe _overrideLifetime(
                CompositeWriter(writtenFields: fields), mutating: &self)
        }
    }

    /// Copies `elements` to a fixed array, which must have as many.
    ///
    /// Throws `FrameError` with `otherCount` if not; the array stays as it was.
    @inlinable @inline(__always)
    public func copy<let length: Int, Element>(
        _ elements: Span<Element>, to path: KeyPath<Layout.Fields, ArrayField<length, Element>>
    ) throws(FrameError) {
        try writtenFields.copy(elements, to: Layout.fields[keyPath: path])
    }
}

extension FrameWriter where Layout: MessageLayout {
    /// Starts a message at the first of `bytes`: writes its header, and a block where nothing has a
    /// value.
    ///
    /// Throws `FrameError` with `noRoom` if the shortest message does not fit, in which every group
    /// and all data are empty; nothing is written then.
    @inlinable @inline(__always) @_lifetime(&bytes)
    public init(_ bytes: inout MutableRawSpan) throws(FrameError) {
        // SAFETY: the writer takes over the span's lifetime and its exclusive access.
        let start = unsafe bytes.withUnsafeMutableBytes { $0.baseAddress }
        unsafe try self.init(start: start, capacity: bytes.byteCount)
    }

    /// Starts a message at the first of `bytes`, as the initialiser with a `MutableRawSpan` does.
    @inlinable @inline(__always) @_lifetime(&bytes)
    public init(_ bytes: inout MutableSpan<UInt8>) throws(FrameError) {
        // SAFETY: the writer takes over the span's lifetime and its exclusive access; every byte is
        // a valid `UInt8`.
        let start = unsafe bytes.withUnsafeMutableBytes { $0.baseAddress }
        unsafe try self.init(start: start, capacity: bytes.count)
    }

    @unsafe @inlinable @inline(__always) @_lifetime(immortal)
    init(start: UnsafeMutableRawPointer?, capacity: Int) throws(FrameError) {
        typealias Header = Layout.Header
        let fixed = Header.blockLength + Layout.blockLength
        let least = UInt(fixed) + UInt(Layout.partsLengthMin)
        // What is longer, no reader takes.
        let capacity = min(UInt(bitPattern: capacity), UInt(UInt32.max))
        // SAFETY: an address that is unwrapped is only copied.
        guard let start = unsafe start, capacity >= least else {
            throw .make(.noRoom, expected: UInt64(least), found: UInt64(capacity))
        }
        // COD-4: "A writer SHALL send zeros in bytes that no field occupies, and in members of
        // headers and dimensions that it does not set."
        // COD-11: "A required field that was not set SHALL be sent as zero bits."
        // SAFETY: header
        // and block fit.
        unsafe start.initializeMemory(as: UInt8.self, repeating: 0, count: fixed)
        // COD-3: "The message header SHALL say the length of the root block, the number of the
        // message, the number of the schema, and the version of the schema that the writer used."
        unsafe Header.blockLengthMember
            .store(UInt64(Layout.blockLength), to: start, order: Layout.Order.self)
        unsafe Header.templateIDMember
            .store(Layout.templateID, to: start, order: Layout.Order.self)
        unsafe Header.schemaIDMember.store(Layout.schemaID, to: start, order: Layout.Order.self)
        unsafe Header.versionMember.store(Layout.version, to: start, order: Layout.Order.self)
        unsafe self.init(
            start: start, block: start + Header.blockLength, capacity: capacity,
            room: capacity - least)
        // COD-9: "An optional field without a value SHALL be sent as its null value."
        Layout.writeNulls(&self)
    }

    /// The writer of the message header, for members that the schema added to it.
    @inlinable public var messageHeader: CompositeWriter<Layout.Header> {
        @_lifetime(&self) @inline(__always) mutating get {
            // SAFETY: the header is the start of the buffer; its writer has exclusive access to
            // this one.
            let writer = unsafe CompositeWriter(
                writtenFields: WrittenFields<Layout.Header>(block: start))
            return unsafe _overrideLifetime(writer, mutating: &self)
        }
    }

    /// Bytes of the message so far, from its header to the end of the last part written: for headers
    /// that say how long the whole message is.
    @inlinable public var encodedLength: Int { @inline(__always) get { position } }

    /// Ends the message, and returns how many bytes it takes.
    ///
    /// Throws `FrameError` with `unfinished` if not all groups and data were written.
    @inlinable @inline(__always)
    public consuming func finish() throws(FrameError) -> Int {
        // COD-26: "A writer SHALL refuse groups and variable data in another order than that of the
        // schema, and a message or an entry that lacks some of them."
        guard partsWritten == Layout.partCount else {
            throw .make(.unfinished, expected: Layout.partCount, found: partsWritten)
        }
        return position
    }
}
