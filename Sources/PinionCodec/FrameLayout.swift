/// What a view or a writer must know of a block of fields: a message's root, a group's entry or a
/// composite.
///
/// Conforming types are empty enumerations that `pinion` generates; they hold no code that could go
/// wrong, only numbers and descriptors, which fold to constants. This is the whole shape, for a
/// schema with one message (in a public API each declaration is `public` and `@inlinable`, and each
/// struct `@frozen`):
///
/// ```swift
/// enum Market {                                           // a name space for the schema
///     enum MessageHeader: MessageHeaderLayout {  // a composite: its members can be read
///         typealias Order = LittleEndian
///         static var blockLength: Int { @inline(__always) get { 6 } }
///         static var blockLengthMember: UnsignedMember<UInt16> {
///             @inline(__always) get { .init(0) }
///         }
///         static var templateIDMember: UnsignedMember<UInt16> {
///             @inline(__always) get { .init(2) }
///         }
///         static var schemaIDMember: UnsignedMember<UInt16> {
///             @inline(__always) get { .init(4) }
///         }
///         static var versionMember: ConstantMember { @inline(__always) get { .init(1) } }
///         struct Fields { … }                             // descriptors, as in any composite
///         static var fields: Fields { @inline(__always) get { Fields() } }
///     }
///     enum GroupSizeEncoding: GroupDimensionLayout {
///         typealias Order = LittleEndian
///         static var size: Int { @inline(__always) get { 4 } }
///         static var blockLengthMember: UnsignedMember<UInt16> {
///             @inline(__always) get { .init(0) }
///         }
///         static var numInGroupMember: UnsignedMember<UInt16> {
///             @inline(__always) get { .init(2) }
///         }
///         static var numInGroupMax: UInt64 { @inline(__always) get { 65_534 } }
///     }
///     enum VarStringEncoding: DataEncodingLayout {
///         typealias Order = LittleEndian
///         static var dataOffset: Int { @inline(__always) get { 4 } }
///         static var lengthMember: UnsignedMember<UInt32> { @inline(__always) get { .init(0) } }
///         static var lengthMax: UInt64 { @inline(__always) get { 1_073_741_824 } }
///         // static var textEncoding: CharacterEncoding, if it is not UTF-8
///     }
///     struct Side: WireEnumeration {                      // open: unknown values are kept
///         let rawValue: UInt8
///         @inline(__always) init(rawValue: UInt8) { self.rawValue = rawValue }
///         static var buy: Side { @inline(__always) get { .init(rawValue: 1) } }
///         var isNamed: Bool { @inline(__always) get { rawValue == 1 } }
///     }
///     struct Flags: WireSet {
///         let rawValue: UInt16
///         @inline(__always) init(rawValue: UInt16) { self.rawValue = rawValue }
///         static var last: Flags { @inline(__always) get { .init(rawValue: 1 << 3) } }
///         var unnamedBits: UInt16 { @inline(__always) get { rawValue & ~0x8 } }
///     }
///     enum Decimal: CompositeLayout {
///         typealias Order = LittleEndian
///         static var blockLength: Int { @inline(__always) get { 8 } }
///         struct Fields {
///             var mantissa: Field<Int64> { @inline(__always) get { .init(0) } }
///             var exponent: ConstantField<Int8> { @inline(__always) get { .init(-4) } }
///         }
///         static var fields: Fields { @inline(__always) get { Fields() } }
///     }
///     enum Quote: MessageLayout {
///         typealias Order = LittleEndian
///         typealias Header = MessageHeader
///         static var templateID: UInt64 { @inline(__always) get { 7 } }
///         static var schemaID: UInt64 { @inline(__always) get { 3 } }
///         static var version: UInt64 { @inline(__always) get { 1 } }
///         static var blockLength: Int { @inline(__always) get { 39 } }
///         // The end of the last field that a version has; padding behind it does not count.
///         @inline(__always)
///         static func blockLengthMin(version: UInt32) -> Int { version >= 1 ? 39 : 23 }
///         struct Fields {                                 // offsets from the start of the block
///             var timestamp: Field<UInt64> { @inline(__always) get { .init(0) } }
///             var side: OptionalField<Side> {             // any WireValue; its own null value
///                 @inline(__always) get { .init(8, null: Side(rawValue: 255)) }
///             }
///             var symbol: CharacterArrayField<6> { @inline(__always) get { .init(9) } }
///             var price: CompositeField<Decimal> { @inline(__always) get { .init(15) } }
///             var spread: OptionalField<Int32> {          // nil too if the writer is older
///                 @inline(__always) get { .init(23, null: .min, since: 1) }
///             }
///             var size: AddedField<UInt32> {              // its own limits, for checked writers
///                 @inline(__always) get {
///                     .init(27, since: 1, limits: .init(least: 1, greatest: 100))
///                 }
///             }
///             var factors: ArrayField<4, UInt16> { @inline(__always) get { .init(31, since: 1) } }
///             // AddedCompositeField<Decimal>(offset, since: 1): an optional view
///         }
///         static var fields: Fields { @inline(__always) get { Fields() } }
///         static var memberNames: StaticString { "0 timestamp\n8 side\n…\n/0 levels\n/1 note" }
///         // Only if a field, also within a composite, has a null value: all is zeros before.
///         @inline(__always)
///         static func writeNulls(_ block: inout FrameWriter<Quote>) {
///             block.side = nil
///             block.spread = nil
///         }
///         // Only if there are groups or data, in the order of the schema: one member for each.
///         static var partCount: Int { @inline(__always) get { 2 } }
///         static var partsLengthMin: Int { @inline(__always) get { 8 } }
///         struct Parts: BitwiseCopyable, Sendable {
///             let levels: GroupPart<Levels>
///             let note: DataPart
///         }
///         @inline(__always)
///         static func parts<Trust: CursorTrust>(_ cursor: inout FrameCursor<Trust>) -> Parts? {
///             guard let levels = cursor.group(Levels.self),
///                 let note = cursor.data(VarStringEncoding.self, since: 1)   // no `since:` for 0
///             else { return nil }
///             return Parts(levels: levels, note: note)
///         }
///         enum Levels: EntryLayout {  // as a message: fields, and groups and data if any
///             typealias Order = LittleEndian
///             typealias Dimension = GroupSizeEncoding
///             // static var sinceVersion: UInt32, if the group came with a later version
///             static var blockLength: Int { … }
///             static func blockLengthMin(version: UInt32) -> Int { … }
///             struct Fields { … }
///             static var fields: Fields { … }
///         }
///     }
/// }
/// // Groups and data are written by methods, since each may fail. The index is the part's place in
/// // the schema.
/// extension FrameWriter where Layout == Market.Quote {
///     @inline(__always)
///     mutating func levels(
///         count: Int,
///         _ body: (Int, inout FrameWriter<Market.Quote.Levels>) throws(FrameError) -> Void
///     ) throws(FrameError) {
///         try appendGroup(0, count: count, body)
///     }
///     @inline(__always)
///     mutating func note(_ bytes: RawSpan) throws(FrameError) {
///         try appendData(1, Market.VarStringEncoding.self, bytes)
///     }
///     // The same for `Span<UInt8>` and for `StaticString`.
/// }
/// ```
///
/// A layout is trusted: an offset beyond its block would be read all the same. Do not write one by
/// hand.
public protocol FrameLayout: SendableMetatype {
    /// The byte order of the schema.
    associatedtype Order: ByteOrder
    /// The descriptors of the fields: a struct without stored properties.
    associatedtype Fields
    /// Where the groups and the data of one block start: found when a view is made.
    associatedtype Parts: BitwiseCopyable & Sendable = NoParts

    /// The descriptors of the fields.
    static var fields: Fields { get }
    /// Bytes of the block that a writer of this schema version sends.
    static var blockLength: Int { get }
    /// How many groups and data follow the block.
    static var partCount: Int { get }
    /// Bytes of the groups and data if all of them are empty: their dimensions and lengths.
    static var partsLengthMin: Int { get }

    /// For errors: a line for each field, its offset and its name in the schema, and one for each
    /// group and data, such as `/0 levels` for the first.
    static var memberNames: StaticString { get }

    /// Finds where each group and data starts; `nil` if the frame is at fault, which the cursor has
    /// noted.
    static func parts<Trust: CursorTrust>(_ cursor: inout FrameCursor<Trust>) -> Parts?
}

extension FrameLayout {
    /// None, unless a layout says otherwise.
    public static var memberNames: StaticString { "" }
}

/// The parts of a block that no group or data follows.
@frozen public struct NoParts: BitwiseCopyable, Sendable {
    @inlinable @inline(__always)
    init() {}
}

extension BlockLayout {
    /// Writes nothing.
    @inlinable @inline(__always)
    public static func writeNulls(_ block: inout FrameWriter<Self>) {
        // Nothing to do: zeros are what its fields hold.
    }
}

extension FrameLayout where Parts == NoParts {
    /// None.
    @inlinable public static var partCount: Int { @inline(__always) get { 0 } }

    /// None.
    @inlinable public static var partsLengthMin: Int { @inline(__always) get { 0 } }

    /// Nothing to find.
    @inlinable @inline(__always)
    public static func parts<Trust: CursorTrust>(_ cursor: inout FrameCursor<Trust>) -> NoParts? {
        NoParts()
    }
}

/// A composite: members at fixed offsets, which cannot grow.
public protocol CompositeLayout: FrameLayout where Parts == NoParts {
    /// Sets what has a null value to it, in a composite that is all zeros.
    static func writeNulls(_ composite: inout CompositeWriter<Self>)
}

extension CompositeLayout {
    /// Writes nothing.
    @inlinable @inline(__always)
    public static func writeNulls(_ composite: inout CompositeWriter<Self>) {
        // Nothing to do: zeros are what its members hold.
    }
}

/// A block whose length is sent, and which later versions of the schema may lengthen.
public protocol BlockLayout: FrameLayout {
    /// The end of the last field that `version` has, in bytes from the start of the block.
    static func blockLengthMin(version: UInt32) -> Int

    /// Sets what has a null value to it, in a block that is all zeros.
    static func writeNulls(_ block: inout FrameWriter<Self>)
}

/// A message: a header, a block, groups and data.
public protocol MessageLayout: BlockLayout {
    /// The composite that comes first.
    associatedtype Header: MessageHeaderLayout where Header.Order == Order

    /// The number of the message in its schema.
    static var templateID: UInt64 { get }
    /// The number of the schema.
    static var schemaID: UInt64 { get }
    /// The version of the schema that this layout describes.
    static var version: UInt64 { get }
}

/// An entry of a repeating group: a block, groups and data.
public protocol EntryLayout: BlockLayout {
    /// The composite before the entries.
    associatedtype Dimension: GroupDimensionLayout where Dimension.Order == Order

    /// The first version of the schema that has the group.
    static var sinceVersion: UInt32 { get }
}

extension EntryLayout {
    /// The first version, unless a layout says otherwise.
    @inlinable public static var sinceVersion: UInt32 { @inline(__always) get { 0 } }
}

/// The composite that comes before each message; `blockLength` is its size. Its fields are all its
/// members, also the four that steer the decoding.
///
/// Source: FIX SBE 1.0, section 3.3 (message header).
public protocol MessageHeaderLayout: CompositeLayout {
    /// How the length of the root block is sent.
    associatedtype BlockLength: HeaderMember
    /// How the number of the message is sent.
    associatedtype TemplateID: HeaderMember
    /// How the number of the schema is sent.
    associatedtype SchemaID: HeaderMember
    /// How the version of the writer's schema is sent.
    associatedtype Version: HeaderMember

    /// The member with the length of the root block.
    static var blockLengthMember: BlockLength { get }
    /// The member with the number of the message.
    static var templateIDMember: TemplateID { get }
    /// The member with the number of the schema.
    static var schemaIDMember: SchemaID { get }
    /// The member with the version of the writer's schema.
    static var versionMember: Version { get }
}

/// The composite before the entries of a group.
///
/// Source: FIX SBE 1.0, section 3.4.8 (group dimension encoding).
public protocol GroupDimensionLayout: SendableMetatype {
    /// The byte order of the schema.
    associatedtype Order: ByteOrder
    /// How the length of an entry's block is sent.
    associatedtype BlockLength: HeaderMember
    /// How the number of entries is sent.
    associatedtype NumInGroup: HeaderMember

    /// Bytes of the whole composite, gaps included.
    static var size: Int { get }
    /// The member with the length of an entry's block.
    static var blockLengthMember: BlockLength { get }
    /// The member with the number of entries.
    static var numInGroupMember: NumInGroup { get }
    /// The most entries that a writer may send.
    static var numInGroupMax: UInt64 { get }
    /// The fewest entries that a writer may send.
    static var numInGroupMin: UInt64 { get }
}

extension GroupDimensionLayout {
    /// None, unless a layout says otherwise.
    @inlinable public static var numInGroupMin: UInt64 { @inline(__always) get { 0 } }
}

/// The composite that holds variable data: a length, and bytes.
///
/// Source: FIX SBE 1.0, section 2.7.3 (variable-length data).
public protocol DataEncodingLayout: SendableMetatype {
    /// The byte order of the schema.
    associatedtype Order: ByteOrder
    /// How the length is sent.
    associatedtype Length: HeaderMember

    /// Bytes before the data: the offset of the member `varData`.
    static var dataOffset: Int { get }
    /// The member with the number of bytes.
    static var lengthMember: Length { get }
    /// The most bytes that a writer may send.
    static var lengthMax: UInt64 { get }
    /// How text is sent.
    static var textEncoding: CharacterEncoding { get }
}

extension DataEncodingLayout {
    /// As UTF-8, unless a layout says otherwise.
    @inlinable public static var textEncoding: CharacterEncoding { @inline(__always) get { .utf8 } }
}
