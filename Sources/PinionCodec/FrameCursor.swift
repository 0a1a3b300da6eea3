/// Whether a cursor's bytes were checked before. It is a type, so that the checks are compiled in
/// or out.
public protocol CursorTrust: SendableMetatype {
    /// Whether each step is checked.
    static var checks: Bool { get }
}

/// The bytes come from a peer or a file: each step is checked.
public enum Unchecked: CursorTrust {
    /// Whether each step is checked.
    @inlinable public static var checks: Bool { @inline(__always) get { true } }
}

/// A cursor has been over these bytes before, and found them good.
public enum Trusted: CursorTrust {
    /// Whether each step is checked.
    @inlinable public static var checks: Bool { @inline(__always) get { false } }
}

/// Walks over the groups and the data behind a block, in the order of the schema.
///
/// Only a layout's `parts` uses it. The work is bounded by the bytes given: an entry is visited if
/// it takes at least a byte, or within `frameEmptyEntriesMax`.
@safe @frozen public struct FrameCursor<Trust: CursorTrust>: ~Copyable, ~Escapable {
    /// The block that the parts belong to, from which they are counted.
    @usableFromInline let block: UnsafeRawPointer
    /// The next byte.
    @usableFromInline var next: UnsafeRawPointer
    /// Bytes from `next` to the end of what may be read; not kept if the bytes are trusted.
    // Unsigned: a subtraction behind its check needs no second one.
    @usableFromInline var remaining: UInt64
    /// How many more entries may take no bytes.
    @usableFromInline var emptyEntries: UInt64
    /// What went wrong, once a step has returned `nil`.
    @usableFromInline var error: FrameError?
    /// The version of the writer's schema.
    public let actingVersion: UInt32

    @unsafe @inlinable @inline(__always) @_lifetime(immortal)
    init(
        block: UnsafeRawPointer, blockLength: UInt64, remaining: UInt64, actingVersion: UInt32
    ) {
        unsafe self.block = unsafe block
        // SAFETY: the caller has checked that the whole block is there.
        unsafe next = unsafe block + Int(truncatingIfNeeded: blockLength)
        self.remaining = remaining
        emptyEntries = UInt64(frameEmptyEntriesMax)
        error = nil
        self.actingVersion = actingVersion
    }

    /// Bytes from the start of the block to the next one.
    @inlinable var extent: UInt32 {
        @inline(__always) get {
            // A checked frame ends before its 4,294,967,296th byte.
            unsafe UInt32(truncatingIfNeeded: next - block)
        }
    }
}

// COD-24: "A reader SHALL refuse a frame if the numbers of entries that its groups have beyond the
// bytes that these entries occupy are more than 65,535 together."
/// The most entries of one frame, over all its groups, that a reader accepts beyond the bytes that
/// they occupy.
///
/// It bounds the work that a few bytes can ask for. It is what one group of a 16-bit count can say.
public let frameEmptyEntriesMax = 65_535

/// Where a group starts, counted from the start of the block that it belongs to.
@frozen public struct GroupPart<Entry: EntryLayout>: BitwiseCopyable, Sendable {
    @usableFromInline let offset: UInt32

    @inlinable @inline(__always)
    init(offset: UInt32) { self.offset = offset }
}

/// Where variable data lie, counted from the start of the block that they belong to.
@frozen public struct DataPart: BitwiseCopyable, Sendable {
    // One word and not two halves: a view of few words is kept in registers.
    @usableFromInline let bits: UInt64

    @inlinable @inline(__always)
    init(offset: UInt32, count: UInt32) { bits = UInt64(offset) << 32 | UInt64(count) }

    @inlinable var offset: UInt32 {
        @inline(__always) get { UInt32(truncatingIfNeeded: bits >> 32) }
    }

    @inlinable var count: UInt32 {
        @inline(__always) get { UInt32(truncatingIfNeeded: bits) }
    }
}

extension FrameCursor {
    // COD-17: "A group or variable data newer than the acting version SHALL read as empty, and take
    // no bytes."
    /// Steps over a group and all its entries. A group that is newer than the frame is absent: it
    /// takes no bytes.
    @inlinable @inline(__always) @_lifetime(self: copy self)
    public mutating func group<Entry: EntryLayout>(_ entry: Entry.Type) -> GroupPart<Entry>? {
        guard actingVersion >= Entry.sinceVersion else { return GroupPart(offset: 0) }
        let part = GroupPart<Entry>(offset: extent)
        guard let (blockLength, count) = dimensions(of: entry) else { return nil }
        guard walk(entry, count: count, blockLength: blockLength) else { return nil }
        return part
    }

    // A function of its own, since the optimiser does not inline one into itself: a group of groups
    // calls both.
    /// Steps over a group whose entries have no groups and data, all at once.
    @inlinable @inline(__always) @_lifetime(self: copy self)
    public mutating func group<Entry: EntryLayout>(
        _ entry: Entry.Type
    ) -> GroupPart<Entry>? where Entry.Parts == NoParts {
        guard actingVersion >= Entry.sinceVersion else { return GroupPart(offset: 0) }
        let part = GroupPart<Entry>(offset: extent)
        guard let (blockLength, count) = dimensions(of: entry) else { return nil }
        // COD-23: "Lengths, counts and their products SHALL be compared with the bytes that are
        // left in a way that cannot wrap around."
        let (byteCount, overflows) = blockLength.multipliedReportingOverflow(by: count)
        if Trust.checks {
            guard !overflows, advance(over: byteCount) else {
                return fail(needing: overflows ? .max : byteCount)
            }
            if isBlockOptional(of: entry), blockLength == 0 {
                guard accept(emptyEntries: count) else { return nil }
            }
        } else {
            jump(over: byteCount)
        }
        return part
    }

    /// Steps over variable data. Data newer than the frame are absent: they take no bytes.
    @inlinable @inline(__always) @_lifetime(self: copy self)
    public mutating func data<Encoding: DataEncodingLayout>(
        _ encoding: Encoding.Type, since: UInt32 = 0
    ) -> DataPart? {
        guard actingVersion >= since else { return DataPart(offset: 0, count: 0) }
        // SAFETY: read only behind the check that the length is there.
        let composite = unsafe next
        guard advance(over: UInt64(Encoding.dataOffset)) else {
            return fail(needing: UInt64(Encoding.dataOffset))
        }
        // SAFETY: the length was found to be there.
        let length = unsafe Encoding.lengthMember.load(from: composite, order: Encoding.Order.self)
        let offset = extent
        guard advance(over: length) else { return fail(needing: length) }
        return DataPart(offset: offset, count: UInt32(truncatingIfNeeded: length))
    }

    /// Steps over the dimensions of a group: the length of an entry's block, and the number of
    /// entries.
    @inlinable @inline(__always) @_lifetime(self: copy self)
    mutating func dimensions<Entry: EntryLayout>(
        of entry: Entry.Type
    ) -> (blockLength: UInt64, count: UInt64)? {
        typealias Dimension = Entry.Dimension
        // SAFETY: read only behind the check that the dimensions are there.
        let composite = unsafe next
        guard advance(over: UInt64(Dimension.size)) else {
            return fail(needing: UInt64(Dimension.size))
        }
        // SAFETY: the dimensions were found to be there.
        let blockLength = unsafe Dimension.blockLengthMember
            .load(from: composite, order: Entry.Order.self)
        let count = unsafe Dimension.numInGroupMember
            .load(from: composite, order: Entry.Order.self)
        if Trust.checks {
            let blockLengthMin = UInt64(Entry.blockLengthMin(version: actingVersion))
            // COD-21: "A reader SHALL refuse a block that is shorter than the end of the last field
            // that the acting version has." No entries, no block to be too short.
            if _slowPath(blockLength < blockLengthMin), count != 0 {
                error = .make(.blockTooShort, expected: blockLengthMin, found: blockLength)
                return nil
            }
        }
        return (blockLength, count)
    }

    /// Steps over entries with groups and data of their own, one at a time.
    @inlinable @inline(__always) @_lifetime(self: copy self)
    mutating func walk<Entry: EntryLayout>(
        _ entry: Entry.Type, count: UInt64, blockLength: UInt64
    ) -> Bool {
        let remainingBefore = remaining
        let mayBeEmpty = Trust.checks && isBlockOptional(of: entry)
        if mayBeEmpty {
            // Before the loop, which would visit them all: more than this cannot be good.
            guard count <= remaining + emptyEntries else { return fail(needing: count) }
        }
        var left = count
        while left != 0 {
            guard advance(over: blockLength) else { return fail(needing: blockLength) }
            guard Entry.parts(&self) != nil else { return false }
            left -= 1
        }
        if mayBeEmpty {
            let byteCount = remainingBefore - remaining
            guard count <= byteCount || accept(emptyEntries: count - byteCount) else {
                return false
            }
        }
        return true
    }

    /// Whether an entry of this version may be without a block. Where it may not, each entry takes
    /// a byte or more, so that the bytes bound the entries.
    @inlinable @inline(__always)
    func isBlockOptional<Entry: EntryLayout>(of entry: Entry.Type) -> Bool {
        Entry.blockLengthMin(version: actingVersion) == 0
    }

    /// Moves over `byteCount` bytes if they are there.
    @inlinable @inline(__always) @_lifetime(self: copy self)
    mutating func advance(over byteCount: UInt64) -> Bool {
        if Trust.checks {
            guard byteCount <= remaining else { return false }
            remaining -= byteCount
        }
        jump(over: byteCount)
        return true
    }

    @inlinable @inline(__always) @_lifetime(self: copy self)
    mutating func jump(over byteCount: UInt64) {
        // SAFETY: the bytes are there: they were checked just now, or when the frame was.
        unsafe next += Int(truncatingIfNeeded: byteCount)
    }

    @inlinable @inline(__always) @_lifetime(self: copy self)
    mutating func accept(emptyEntries count: UInt64) -> Bool {
        guard count <= emptyEntries else {
            error = .make(
                .tooManyEmptyEntries, expected: UInt64(frameEmptyEntriesMax), found: count)
            return false
        }
        emptyEntries -= count
        return true
    }

    @inlinable @inline(__always) @_lifetime(self: copy self)
    mutating func fail<Part>(needing byteCount: UInt64) -> Part? {
        noteTruncated(needing: byteCount)
        return nil
    }

    @inlinable @inline(__always) @_lifetime(self: copy self)
    mutating func fail(needing byteCount: UInt64) -> Bool {
        noteTruncated(needing: byteCount)
        return false
    }

    @inlinable @inline(__always) @_lifetime(self: copy self)
    mutating func noteTruncated(needing byteCount: UInt64) {
        error = .makeTruncated(
            position: UInt64(extent), needing: byteCount, remaining: remaining)
    }
}
