/// Adds up the bytes of a message or an entry before it is written.
///
/// Generated functions use it: `Market.Quote.encodedLength(levels: 2, note: 7)`. They take, for
/// each group and for data, in the order of the schema, how many entries or bytes there are. The
/// sum is what `finish` of the writer returns, exactly.
@frozen public struct EncodedLength: Sendable {
    @usableFromInline var sum: UInt64

    /// The length of a message whose groups and data are all empty.
    @inlinable
    public init<Message: MessageLayout>(message: Message.Type) {
        sum = UInt64(Message.encodedLengthMin)
    }

    /// The length of an entry whose groups and data are all empty.
    @inlinable
    public init<Entry: EntryLayout>(entry: Entry.Type) {
        sum = UInt64(Entry.encodedLengthMin)
    }

    /// Bytes of the whole.
    @inlinable public var byteCount: Int { Int(truncatingIfNeeded: sum) }

    /// Adds `count` entries that nothing follows.
    ///
    /// Throws `FrameError` with `tooManyEntries`, `tooFewEntries` or `tooLong` if no writer would
    /// write that.
    @inlinable
    public mutating func add<Entry: EntryLayout>(
        _ entry: Entry.Type, count: Int
    ) throws(FrameError) where Entry.Parts == NoParts {
        precondition(count >= 0, "a group cannot have a negative number of entries")
        let (bytes, overflows) = UInt64(count)
            .multipliedReportingOverflow(by: UInt64(Entry.blockLength))
        try add(entry, count: count, byteCount: overflows ? .max : bytes)
    }

    /// Adds entries that groups or data follow.
    ///
    /// Throws `FrameError` as the method with a count does.
    @inlinable
    public mutating func add<Entry: EntryLayout>(
        _ entries: EntryLengths<Entry>
    ) throws(FrameError) {
        try add(Entry.self, count: entries.count, byteCount: UInt64(entries.byteCount))
    }

    /// Adds `byteCount` bytes of variable data.
    ///
    /// Throws `FrameError` with `tooLong` if no writer would write that.
    @inlinable
    public mutating func add<Encoding: DataEncodingLayout>(
        _ encoding: Encoding.Type, byteCount: Int
    ) throws(FrameError) {
        precondition(byteCount >= 0, "data cannot have a negative number of bytes")
        guard UInt64(byteCount) <= Encoding.lengthMax else {
            throw .make(.tooLong, expected: Encoding.lengthMax, found: UInt64(byteCount))
        }
        try add(bytes: UInt64(byteCount))
    }

    @inlinable
    mutating func add<Entry: EntryLayout>(
        _ entry: Entry.Type, count: Int, byteCount: UInt64
    ) throws(FrameError) {
        typealias Dimension = Entry.Dimension
        guard UInt64(count) <= Dimension.numInGroupMax else {
            throw .make(
                .tooManyEntries, expected: Dimension.numInGroupMax, found: UInt64(count))
        }
        guard UInt64(count) >= Dimension.numInGroupMin else {
            throw .make(.tooFewEntries, expected: Dimension.numInGroupMin, found: UInt64(count))
        }
        try add(bytes: byteCount)
    }

    // COD-25 lets no reader go further, so that a longer message cannot be read.
    @inlinable
    mutating func add(bytes: UInt64) throws(FrameError) {
        let (next, overflows) = sum.addingReportingOverflow(bytes)
        guard !overflows, next <= UInt64(UInt32.max) else {
            throw .make(.tooLong, expected: UInt64(UInt32.max), found: overflows ? .max : next)
        }
        sum = next
    }
}

/// How many entries of a group there will be, and the bytes that they take together: where entries
/// have groups or data of their own, and so are not all as long.
///
/// ```swift
/// let figures = try EntryLengths<Cars.Car.FuelFigures>(count: texts.count) { index
/// throws(FrameError) in
///     try Cars.Car.FuelFigures.encodedLength(usageDescription: texts[index].utf8.count)
/// }
/// let length = try Cars.Car.encodedLength(fuelFigures: figures, …)
/// ```
@frozen public struct EntryLengths<Entry: EntryLayout>: Hashable, Sendable {
    /// How many entries there are.
    public private(set) var count: Int
    /// Bytes of all entries; the dimensions before them are not counted.
    public private(set) var byteCount: Int

    /// No entries.
    public init() {
        count = 0
        byteCount = 0
    }

    /// `count` entries, each as long as `length` says of its index: with `encodedLength` of
    /// `Entry`.
    ///
    /// Throws what `length` throws, and `FrameError` with `tooLong` if the sum is more than any
    /// frame has.
    @inlinable
    public init(
        count: Int, _ length: (Int) throws(FrameError) -> Int
    ) throws(FrameError) {
        precondition(count >= 0, "a group cannot have a negative number of entries")
        self.init()
        for index in 0..<count { try append(length(index)) }
    }

    /// Adds an entry of `entryLength` bytes, which is a result of `encodedLength` of `Entry`.
    ///
    /// Throws `FrameError` with `tooLong` if the sum is more than any frame has.
    public mutating func append(_ entryLength: Int) throws(FrameError) {
        precondition(entryLength >= Entry.encodedLengthMin, "no entry is as short as that")
        let (sum, overflows) = byteCount.addingReportingOverflow(entryLength)
        guard !overflows, UInt64(sum) <= UInt64(UInt32.max) else {
            throw .make(
                .tooLong, expected: UInt64(UInt32.max), found: overflows ? .max : UInt64(sum))
        }
        byteCount = sum
        count += 1
    }
}

extension MessageLayout {
    /// Bytes of the shortest message: its header, its block, and all groups and data empty.
    @inlinable public static var encodedLengthMin: Int {
        @inline(__always) get { Header.blockLength + blockLength + partsLengthMin }
    }
}

extension MessageLayout where Parts == NoParts {
    /// Bytes of every message.
    @inlinable public static var encodedLength: Int { @inline(__always) get { encodedLengthMin } }
}

extension EntryLayout {
    /// Bytes of the shortest entry: its block, and all its groups and data empty.
    @inlinable public static var encodedLengthMin: Int {
        @inline(__always) get { blockLength + partsLengthMin }
    }
}

extension EntryLayout where Parts == NoParts {
    /// Bytes of every entry.
    @inlinable public static var encodedLength: Int { @inline(__always) get { encodedLengthMin } }
}
