/// Whether a cursor's bytes were checked before. It is a type, so that the checks are compiled in or out.
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
/// Only a layout's `parts` uses it. The work is bounded by the bytes given: an entry is visited if it takes at least
/// a byte, or within `emptyEntriesMax`.
@safe @frozen public struct FrameCursor<Trust: CursorTrust>: ~Copyable, ~Escapable {
    /// The block that the parts belong to, from which they are counted.
    @usableFromInline let block: UnsafeRawPointer
    /// Bytes from the start of the block to the end of what may be read.
    @usableFromInline let limit: Int
    /// The next byte, counted from the start of the block; at most `limit`.
    @usableFromInline var position: Int
    /// How many more entries may take no bytes.
    @usableFromInline var emptyEntries: Int
    /// What went wrong, once a step has returned `nil`.
    @usableFromInline var error: FrameError?
    /// The version of the writer's schema.
    public let actingVersion: UInt32

    @inlinable @inline(__always) @_lifetime(immortal)
    init(block: UnsafeRawPointer, limit: Int, position: Int, actingVersion: UInt32) {
        unsafe self.block = unsafe block
        self.limit = limit
        self.position = position
        self.emptyEntries = frameEmptyEntriesMax
        self.error = nil
        self.actingVersion = actingVersion
    }
}

/// The most entries of one frame, over all its groups, that a reader accepts beyond the bytes that they occupy.
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
    @usableFromInline let offset: UInt32
    @usableFromInline let count: UInt32

    @inlinable @inline(__always)
    init(offset: UInt32, count: UInt32) {
        self.offset = offset
        self.count = count
    }
}

extension FrameCursor {
    /// Steps over a group and all its entries. A group that is newer than the frame is absent: it takes no bytes.
    @inlinable @inline(__always) @_lifetime(self: copy self)
    public mutating func group<Entry: EntryLayout>(_ entry: Entry.Type) -> GroupPart<Entry>? {
        guard actingVersion >= Entry.sinceVersion else { return GroupPart(offset: 0) }

        let start = position
        if Trust.checks {
            guard limit - position >= Entry.Dimension.size else {
                return failTruncated(after: UInt64(Entry.Dimension.size))
            }
        }
        // SAFETY: the dimensions lie before `limit`: checked above, or when the frame was.
        let dimension = unsafe block + position
        let blockLength = unsafe Entry.Dimension.blockLengthMember
            .load(from: dimension, order: Entry.Order.self)
        let count = unsafe Entry.Dimension.numInGroupMember
            .load(from: dimension, order: Entry.Order.self)
        position += Entry.Dimension.size

        if Trust.checks {
            guard count != 0 else { return GroupPart(offset: UInt32(truncatingIfNeeded: start)) }
            let blockLengthMin = UInt64(Entry.blockLengthMin(version: actingVersion))
            guard blockLength >= blockLengthMin else {
                error = .make(.blockTooShort, expected: blockLengthMin, found: blockLength)
                return nil
            }
        }
        let isWalked =
            Entry.partCount == 0
            ? step(over: count, blocksOf: blockLength)
            : walk(Entry.self, count: count, blockLength: blockLength)
        return isWalked ? GroupPart(offset: UInt32(truncatingIfNeeded: start)) : nil
    }

    /// Steps over variable data. Data newer than the frame are absent: they take no bytes.
    @inlinable @inline(__always) @_lifetime(self: copy self)
    public mutating func data<Encoding: DataEncodingLayout>(
        _ encoding: Encoding.Type, since: UInt32 = 0
    ) -> DataPart? {
        guard actingVersion >= since else { return DataPart(offset: 0, count: 0) }

        if Trust.checks {
            guard limit - position >= Encoding.dataOffset else {
                return failTruncated(after: UInt64(Encoding.dataOffset))
            }
        }
        // SAFETY: the length lies before `limit`: checked above, or when the frame was.
        let length = unsafe Encoding.lengthMember
            .load(from: block + position, order: Encoding.Order.self)
        position += Encoding.dataOffset
        if Trust.checks {
            guard length <= UInt64(limit - position) else { return failTruncated(after: length) }
        }
        let start = position
        position += Int(truncatingIfNeeded: length)
        return DataPart(
            offset: UInt32(truncatingIfNeeded: start), count: UInt32(truncatingIfNeeded: length))
    }

    /// Steps over entries that are a block each, all at once.
    @inlinable @inline(__always) @_lifetime(self: copy self)
    mutating func step(over count: UInt64, blocksOf blockLength: UInt64) -> Bool {
        let (byteCount, overflows) = blockLength.multipliedReportingOverflow(by: count)
        if Trust.checks {
            guard !overflows, byteCount <= UInt64(limit - position) else {
                return failTruncated(after: overflows ? .max : byteCount)
            }
            if blockLength == 0 {
                guard accept(emptyEntries: count) else { return false }
            }
        }
        position += Int(truncatingIfNeeded: byteCount)
        return true
    }

    /// Steps over entries with groups and data of their own, one at a time.
    @inlinable @inline(__always) @_lifetime(self: copy self)
    mutating func walk<Entry: EntryLayout>(
        _ entry: Entry.Type, count: UInt64, blockLength: UInt64
    ) -> Bool {
        let start = position
        if Trust.checks {
            // Before the loop, which would visit them all: more than this cannot be good.
            let acceptable = UInt64(limit - position) + UInt64(emptyEntries)
            guard count <= acceptable else { return failTruncated(after: count) }
        }
        var left = count
        while left != 0 {
            if Trust.checks {
                guard blockLength <= UInt64(limit - position) else {
                    return failTruncated(after: blockLength)
                }
            }
            position += Int(truncatingIfNeeded: blockLength)
            guard Entry.parts(&self) != nil else { return false }
            left -= 1
        }
        if Trust.checks {
            let byteCount = UInt64(position - start)
            if count > byteCount { return accept(emptyEntries: count - byteCount) }
        }
        return true
    }

    @inlinable @inline(__always) @_lifetime(self: copy self)
    mutating func accept(emptyEntries count: UInt64) -> Bool {
        guard count <= UInt64(emptyEntries) else {
            error = .make(
                .tooManyEmptyEntries, expected: UInt64(frameEmptyEntriesMax), found: count)
            return false
        }
        emptyEntries -= Int(count)
        return true
    }

    @inlinable @inline(__always) @_lifetime(self: copy self)
    mutating func failTruncated<Part>(after byteCount: UInt64) -> Part? {
        noteTruncated(after: byteCount)
        return nil
    }

    @inlinable @inline(__always) @_lifetime(self: copy self)
    mutating func failTruncated(after byteCount: UInt64) -> Bool {
        noteTruncated(after: byteCount)
        return false
    }

    @inlinable @inline(__always) @_lifetime(self: copy self)
    mutating func noteTruncated(after byteCount: UInt64) {
        error = .makeTruncated(position: position, more: byteCount, limit: limit)
    }
}
