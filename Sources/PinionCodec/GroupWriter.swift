// How groups and variable data are appended to a block. Generated methods call these with what they
// know.

extension FrameWriter {
    /// Writes the group that is part `index` of the block: `body` writes each entry.
    ///
    /// Throws `FrameError` with `outOfOrder` if it is not the group's turn, `tooManyEntries` or
    /// `tooFewEntries` if the dimensions do not allow `count`, `noRoom` if the shortest such
    /// entries do not fit, `unfinished` if an entry lacks some of its parts, and what `body`
    /// throws. The group counts as not written then, and may be written again.
    @inlinable @inline(__always) @_lifetime(self: copy self)
    public mutating func appendGroup<Entry: EntryLayout>(
        _ index: Int, count: Int,
        _ body: (Int, inout FrameWriter<Entry>) throws(FrameError) -> Void
    ) throws(FrameError) {
        typealias Dimension = Entry.Dimension
        guard partsWritten == index else {
            throw Layout.fault(
                .outOfOrder, expected: UInt64(partsWritten), found: UInt64(index), part: index)
        }
        precondition(count >= 0, "a group cannot have a negative number of entries")
        // COD-27: "A writer SHALL refuse more entries, and longer data, than the schema allows for
        // the count and the length."
        guard UInt64(count) <= Dimension.numInGroupMax else {
            throw Layout.fault(
                .tooManyEntries, expected: Dimension.numInGroupMax, found: UInt64(count),
                part: index)
        }
        // COD-30: "A writer SHALL refuse fewer entries than the schema demands."
        guard UInt64(count) >= Dimension.numInGroupMin else {
            throw Layout.fault(
                .tooFewEntries, expected: Dimension.numInGroupMin, found: UInt64(count),
                part: index)
        }
        // COD-28: "A writer SHALL refuse what does not fit its buffer, before it writes any of it
        // there."
        // Entries with parts that are not empty take more, which is checked where they are written.
        let (least, overflows) = UInt(count)
            .multipliedReportingOverflow(by: UInt(Entry.encodedLengthMin))
        guard !overflows, room >= least else { throw noRoom(for: overflows ? .max : least) }
        // COD-6: "A group SHALL be its dimensions, and then as many entries as these say, each of
        // them a block, its groups and its variable data."
        // COD-7: "A group without entries SHALL be its dimensions, with the block length of the
        // schema."
        // SAFETY: `room` never counted the dimensions, so that they fit.
        let dimension = unsafe next
        unsafe dimension.initializeMemory(as: UInt8.self, repeating: 0, count: Dimension.size)
        unsafe Dimension.blockLengthMember
            .store(UInt64(Entry.blockLength), to: dimension, order: Entry.Order.self)
        unsafe Dimension.numInGroupMember
            .store(UInt64(count), to: dimension, order: Entry.Order.self)

        // SAFETY: what follows the dimensions is at most the end of the buffer.
        var end = unsafe dimension + Dimension.size
        var roomLeft = room - least
        var entryIndex = 0
        while entryIndex < count {
            // SAFETY: the shortest entries were found to fit, all of them, and what earlier ones
            // took beyond that was found to be free.
            unsafe end.initializeMemory(as: UInt8.self, repeating: 0, count: Entry.blockLength)
            var entry = unsafe FrameWriter<Entry>(
                start: start, block: end, capacity: capacity, room: roomLeft)
            Entry.writeNulls(&entry)
            try body(entryIndex, &entry)
            guard entry.partsWritten == Entry.partCount else {
                throw .make(.unfinished, expected: Entry.partCount, found: entry.partsWritten)
            }
            unsafe end = entry.next
            roomLeft = entry.room
            entryIndex += 1
        }
        unsafe next = end
        room = roomLeft
        partsWritten = index + 1
    }

    /// Writes the variable data that are part `index` of the block.
    ///
    /// Throws `FrameError` with `outOfOrder` if it is not their turn, `tooLong` if there are more
    /// bytes than the length can say, and `noRoom` if the buffer ends; nothing is written then.
    @inlinable @inline(__always) @_lifetime(self: copy self)
    public mutating func appendData<Encoding: DataEncodingLayout>(
        _ index: Int, _ encoding: Encoding.Type, _ bytes: RawSpan
    ) throws(FrameError) {
        let count = UInt(bytes.byteCount)
        // SAFETY: `startData` finds that the bytes fit, or throws.
        let data = try unsafe startData(index, encoding, count: count)
        unsafe bytes.withUnsafeBytes { source in
            guard let first = source.baseAddress else { return }
            unsafe data.copyMemory(from: first, byteCount: Int(count))
        }
        endData(index, encoding, count: count)
    }

    /// Writes the variable data that are part `index` of the block in place: `body` fills `count`
    /// bytes, which are zero before.
    ///
    /// Throws as the method with a `RawSpan` does, and what `body` throws: the data count as not
    /// written then, and may be written again.
    @inlinable @inline(__always) @_lifetime(self: copy self)
    public mutating func appendData<Encoding: DataEncodingLayout>(
        _ index: Int, _ encoding: Encoding.Type, count: Int,
        _ body: (inout MutableRawSpan) throws(FrameError) -> Void
    ) throws(FrameError) {
        precondition(count >= 0, "data cannot have a negative number of bytes")
        // SAFETY: `startData` finds that the bytes fit, or throws; the span lives as long as the call.
        let data = try unsafe startData(index, encoding, count: UInt(count))
        unsafe data.initializeMemory(as: UInt8.self, repeating: 0, count: count)
        var bytes = unsafe MutableRawSpan(_unsafeStart: data, byteCount: count)
        try body(&bytes)
        endData(index, encoding, count: UInt(count))
    }

    /// Writes the variable data that are part `index` of the block, as the method with a `RawSpan`
    /// does.
    @inlinable @inline(__always) @_lifetime(self: copy self)
    public mutating func appendData<Encoding: DataEncodingLayout>(
        _ index: Int, _ encoding: Encoding.Type, _ bytes: Span<UInt8>
    ) throws(FrameError) {
        try appendData(index, encoding, RawSpan(_elements: bytes))
    }

    /// Writes the variable data that are part `index` of the block: `text` in UTF-8.
    ///
    /// Throws as the method with a `RawSpan` does.
    @inlinable @inline(__always) @_lifetime(self: copy self)
    public mutating func appendData<Encoding: DataEncodingLayout>(
        _ index: Int, _ encoding: Encoding.Type, _ text: StaticString
    ) throws(FrameError) {
        try appendData(index, encoding, RawSpan(text))
    }

    /// Writes the variable data that are part `index` of the block: `text` in their character
    /// encoding.
    ///
    /// Throws as the method with a `RawSpan` does, and `FrameError` with `notInEncoding` for a
    /// character that the encoding does not have. Allocates if the text is neither ASCII nor to be
    /// sent as UTF-8.
    @inlinable @_lifetime(self: copy self)
    public mutating func appendText<Encoding: DataEncodingLayout>(
        _ index: Int, _ encoding: Encoding.Type, _ text: String
    ) throws(FrameError) {
        let transcoded: [UInt8]?
        do throws(FrameError) {
            transcoded = try Encoding.textEncoding.transcoded(text)
        } catch {
            throw Layout.naming(error, part: index)
        }
        guard let bytes = transcoded else {
            return try appendData(index, encoding, RawSpan(_elements: text.utf8Span.span))
        }
        try appendData(index, encoding, RawSpan(_elements: bytes.span))
    }

    /// Checks that data may come, and fit, and writes their length. Returns where they go.
    @inlinable @inline(__always) @_lifetime(self: copy self)
    mutating func startData<Encoding: DataEncodingLayout>(
        _ index: Int, _ encoding: Encoding.Type, count: UInt
    ) throws(FrameError) -> UnsafeMutableRawPointer {
        guard partsWritten == index else {
            throw Layout.fault(
                .outOfOrder, expected: UInt64(partsWritten), found: UInt64(index), part: index)
        }
        guard UInt64(count) <= Encoding.lengthMax else {
            throw Layout.fault(
                .tooLong, expected: Encoding.lengthMax, found: UInt64(count), part: index)
        }
        guard room >= count else { throw noRoom(for: count) }
        // COD-8: "Variable data SHALL be their length in bytes, followed by so many bytes."
        // SAFETY: the bytes fit, and `room` never counted their length, which fits too.
        let length = unsafe next
        unsafe length.initializeMemory(as: UInt8.self, repeating: 0, count: Encoding.dataOffset)
        unsafe Encoding.lengthMember
            .store(UInt64(count), to: length, order: Encoding.Order.self)
        return unsafe length + Encoding.dataOffset
    }

    @inlinable @inline(__always) @_lifetime(self: copy self)
    mutating func endData<Encoding: DataEncodingLayout>(
        _ index: Int, _ encoding: Encoding.Type, count: UInt
    ) {
        // SAFETY: length and bytes were found to fit.
        unsafe next += Encoding.dataOffset + Int(count)
        room -= count
        partsWritten = index + 1
    }
}

extension EntryLayout {
    /// Appends the dimensions of a group of such entries.
    static func appendDimensions(
        count: Int, to bytes: inout [UInt8]
    ) throws(FrameError) {
        guard UInt64(count) <= Dimension.numInGroupMax else {
            throw .make(
                .tooManyEntries, expected: Dimension.numInGroupMax, found: UInt64(count))
        }
        guard UInt64(count) >= Dimension.numInGroupMin else {
            throw .make(.tooFewEntries, expected: Dimension.numInGroupMin, found: UInt64(count))
        }
        let start = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: Dimension.size))
        // SAFETY: the dimensions were appended just now; the generator proved that their members lie
        // within them.
        unsafe bytes.withUnsafeMutableBytes { bytes in
            guard let first = bytes.baseAddress else { return }
            unsafe Dimension.blockLengthMember
                .store(UInt64(blockLength), to: first + start, order: Order.self)
            unsafe Dimension.numInGroupMember
                .store(UInt64(count), to: first + start, order: Order.self)
        }
    }
}
