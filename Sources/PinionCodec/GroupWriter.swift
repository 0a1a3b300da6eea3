// How groups and variable data are appended to a block. Generated methods call these with what they know.

extension FrameWriter {
    /// Writes the group that is part `index` of the block: `body` writes each entry.
    ///
    /// Throws `FrameError` with `outOfOrder` if it is not the group's turn, `tooManyEntries` if `count` is more than
    /// the dimensions can say, `noRoom` if the buffer ends, `unfinished` if an entry lacks some of its parts, and
    /// what `body` throws. The group counts as not written then, and may be written again.
    @inlinable @inline(__always) @_lifetime(self: copy self)
    public mutating func appendGroup<Entry: EntryLayout>(
        _ index: Int, count: Int,
        _ body: (Int, inout FrameWriter<Entry>) throws(FrameError) -> Void
    ) throws(FrameError) {
        typealias Dimension = Entry.Dimension
        guard partsWritten == index else {
            throw .make(.outOfOrder, expected: partsWritten, found: index)
        }
        precondition(count >= 0, "a group cannot have a negative number of entries")
        guard UInt64(count) <= Dimension.numInGroupMax else {
            throw .make(
                .tooManyEntries, expected: Dimension.numInGroupMax, found: UInt64(count))
        }
        guard room >= UInt(Dimension.size) else { throw noRoom(for: UInt(Dimension.size)) }
        // SAFETY: the dimensions fit.
        let dimension = unsafe next
        unsafe dimension.initializeMemory(as: UInt8.self, repeating: 0, count: Dimension.size)
        unsafe Dimension.blockLengthMember
            .store(UInt64(Entry.blockLength), to: dimension, order: Entry.Order.self)
        unsafe Dimension.numInGroupMember
            .store(UInt64(count), to: dimension, order: Entry.Order.self)

        // SAFETY: what follows the dimensions is at most the end of the buffer.
        var end = unsafe dimension + Dimension.size
        var roomLeft = room - UInt(Dimension.size)
        var entryIndex = 0
        while entryIndex < count {
            guard roomLeft >= UInt(Entry.blockLength) else {
                // SAFETY: both lie in the buffer.
                let entryPosition = unsafe end - start
                throw .makeNoRoom(
                    position: entryPosition, needing: UInt(Entry.blockLength), room: roomLeft)
            }
            // SAFETY: the block fits.
            unsafe end.initializeMemory(as: UInt8.self, repeating: 0, count: Entry.blockLength)
            var entry = unsafe FrameWriter<Entry>(
                start: start, block: end, room: roomLeft - UInt(Entry.blockLength))
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
    /// Throws `FrameError` with `outOfOrder` if it is not their turn, `tooLong` if there are more bytes than the
    /// length can say, and `noRoom` if the buffer ends; nothing is written then.
    @inlinable @inline(__always) @_lifetime(self: copy self)
    public mutating func appendData<Encoding: DataEncodingLayout>(
        _ index: Int, _ encoding: Encoding.Type, _ bytes: RawSpan
    ) throws(FrameError) {
        guard partsWritten == index else {
            throw .make(.outOfOrder, expected: partsWritten, found: index)
        }
        let count = UInt(bytes.byteCount)
        guard UInt64(count) <= Encoding.lengthMax else {
            throw .make(.tooLong, expected: Encoding.lengthMax, found: UInt64(count))
        }
        let header = UInt(Encoding.dataOffset)
        guard room >= header, room - header >= count else { throw noRoom(for: header + count) }
        // SAFETY: length and bytes fit.
        let length = unsafe next
        unsafe length.initializeMemory(as: UInt8.self, repeating: 0, count: Encoding.dataOffset)
        unsafe Encoding.lengthMember
            .store(UInt64(count), to: length, order: Encoding.Order.self)
        unsafe bytes.withUnsafeBytes { source in
            guard let first = source.baseAddress else { return }
            unsafe (length + Encoding.dataOffset).copyMemory(from: first, byteCount: Int(count))
        }
        unsafe next = length + Encoding.dataOffset + Int(count)
        room -= header + count
        partsWritten = index + 1
    }

    /// Writes the variable data that are part `index` of the block, as the method with a `RawSpan` does.
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
}
