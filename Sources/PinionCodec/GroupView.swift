/// The entries of a repeating group, in their order.
///
/// ```swift
/// var levels = quote.levels
/// while let level = levels.next() { use(level.price) }
/// ```
///
/// Entries without groups and data of their own can also be reached by their index.
@safe @frozen
public struct GroupView<Entry: EntryLayout>: ~Escapable, Sendable {
    /// The next entry.
    @usableFromInline var entry: Address
    /// Bytes of an entry's block, as the writer sent them.
    @usableFromInline let blockLength: UInt32
    /// How many entries are left.
    @usableFromInline var left: UInt32
    @usableFromInline let version: UInt32

    @unsafe @inlinable @inline(__always) @_lifetime(immortal)
    init(dimension: UnsafeRawPointer, version: UInt32) {
        typealias Dimension = Entry.Dimension
        self.version = version
        guard version >= Entry.sinceVersion else {
            entry = unsafe Address(dimension)
            blockLength = 0
            left = 0
            return
        }
        // SAFETY: the caller's cursor found a whole group there. With entries, both numbers fit 32
        // bits, since a frame does; without, the block length is not used.
        entry = unsafe Address(dimension + Dimension.size)
        blockLength = unsafe UInt32(
            truncatingIfNeeded:
                Dimension.blockLengthMember.load(from: dimension, order: Entry.Order.self))
        left = unsafe UInt32(
            truncatingIfNeeded:
                Dimension.numInGroupMember.load(from: dimension, order: Entry.Order.self))
    }

    /// How many entries there are, not counting those that `next` has given.
    @inlinable public var count: Int { @inline(__always) get { Int(left) } }

    /// Bytes of each entry's block, as the writer sent them; without a meaning if there are no
    /// entries.
    @inlinable public var actingBlockLength: Int { @inline(__always) get { Int(blockLength) } }

    /// Whether there are no entries (left).
    @inlinable public var isEmpty: Bool { @inline(__always) get { left == 0 } }

    /// The next entry, or `nil` after the last one.
    @inlinable @inline(__always) @_lifetime(copy self)
    public mutating func next() -> FrameView<Entry>? {
        guard left != 0 else { return nil }
        left -= 1
        // SAFETY: the whole group was checked when the frame's view was made, and an entry is left:
        // its block is there, and a trusted cursor steps over its parts as the checking one did.
        var cursor = unsafe FrameCursor<Trusted>(
            block: entry.pointer, blockLength: UInt64(blockLength), remaining: 0,
            actingVersion: version)
        let parts = unsafe Entry.parts(&cursor).unsafelyUnwrapped
        let view = unsafe FrameView<Entry>(
            block: entry.pointer, parts: parts,
            extent: cursor.extent, version: version)
        entry = unsafe Address(cursor.next)
        return unsafe _overrideLifetime(view, copying: self)
    }

    /// Calls `body` with each entry.
    @inlinable @inline(__always)
    public func forEach<Failure: Error>(
        _ body: (FrameView<Entry>) throws(Failure) -> Void
    ) throws(Failure) {
        var entries = self
        while let entry = entries.next() { try body(entry) }
    }
}

extension GroupView where Entry.Parts == NoParts {
    /// The indices of the entries.
    @inlinable public var indices: Range<Int> { @inline(__always) get { 0..<Int(left) } }

    /// The entry at `index`, which must be one of `indices`.
    @inlinable public subscript(index: Int) -> FrameView<Entry> {
        @_lifetime(copy self) @inline(__always) get {
            precondition(index >= 0 && index < Int(left), "the group has no entry of that index")
            // SAFETY: the whole group was checked, and the entry is one of it.
            let view = unsafe FrameView<Entry>(
                block: entry.pointer + Int(blockLength) * index, parts: NoParts(),
                extent: blockLength, version: version)
            return unsafe _overrideLifetime(view, copying: self)
        }
    }
}
