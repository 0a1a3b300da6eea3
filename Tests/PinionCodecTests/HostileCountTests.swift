import PinionCodec
import Testing

/// A message whose groups say their counts and block lengths in 32 and 64 bits.
enum Wide: MessageLayout {
    typealias Order = LittleEndian
    enum Header: MessageHeaderLayout {
        typealias Order = LittleEndian
        static var blockLength: Int { 20 }
        static var blockLengthMember: UnsignedMember<UInt64> { .init(0) }
        static var templateIDMember: UnsignedMember<UInt32> { .init(8) }
        static var schemaIDMember: ConstantMember { .init(5) }
        static var versionMember: UnsignedMember<UInt64> { .init(12) }
        struct Fields {}
        static var fields: Fields { Fields() }
    }
    enum Dimension: GroupDimensionLayout {
        typealias Order = LittleEndian
        static var size: Int { 16 }
        static var blockLengthMember: UnsignedMember<UInt64> { .init(0) }
        static var numInGroupMember: UnsignedMember<UInt64> { .init(8) }
        static var numInGroupMax: UInt64 { .max - 1 }
    }
    enum LongData: DataEncodingLayout {
        typealias Order = LittleEndian
        static var dataOffset: Int { 8 }
        static var lengthMember: UnsignedMember<UInt64> { .init(0) }
        static var lengthMax: UInt64 { .max - 1 }
    }
    static var templateID: UInt64 { 70_000 }
    static var schemaID: UInt64 { 5 }
    static var version: UInt64 { 0 }
    static var blockLength: Int { 0 }
    static func blockLengthMin(version: UInt32) -> Int { 0 }
    struct Fields {}
    static var fields: Fields { Fields() }
    static var partCount: Int { 3 }
    static var partsLengthMin: Int { 40 }
    struct Parts: BitwiseCopyable, Sendable {
        let blocks: GroupPart<Blocks>
        let texts: GroupPart<Texts>
        let tail: DataPart
    }
    static func parts<Trust: CursorTrust>(_ cursor: inout FrameCursor<Trust>) -> Parts? {
        guard let blocks = cursor.group(Blocks.self), let texts = cursor.group(Texts.self),
            let tail = cursor.data(LongData.self)
        else { return nil }
        return Parts(blocks: blocks, texts: texts, tail: tail)
    }

    /// Entries that may have no bytes at all.
    enum Blocks: EntryLayout {
        typealias Order = LittleEndian
        typealias Dimension = Wide.Dimension
        static var blockLength: Int { 0 }
        static func blockLengthMin(version: UInt32) -> Int { 0 }
        struct Fields {}
        static var fields: Fields { Fields() }
    }

    /// Entries without a block, with a part that only version 1 has: in version 0 they have no
    /// bytes either.
    enum Texts: EntryLayout {
        typealias Order = LittleEndian
        typealias Dimension = Wide.Dimension
        static var blockLength: Int { 0 }
        static func blockLengthMin(version: UInt32) -> Int { 0 }
        struct Fields {}
        static var fields: Fields { Fields() }
        static var partCount: Int { 1 }
        static var partsLengthMin: Int { 1 }
        struct Parts: BitwiseCopyable, Sendable {
            let text: DataPart
        }
        static func parts<Trust: CursorTrust>(_ cursor: inout FrameCursor<Trust>) -> Parts? {
            guard let text = cursor.data(Survey.ShortText.self, since: 1) else { return nil }
            return Parts(text: text)
        }
    }
}

@Suite("Hostile counts")
struct HostileCountTests {
    /// The little-endian bytes of a number of 64 bits.
    static func wide(_ value: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
    }

    /// A frame of `Wide` with these dimensions and nothing in the groups.
    static func frame(
        version: UInt64 = 0, blocks: (UInt64, UInt64), texts: (UInt64, UInt64), tail: UInt64 = 0
    ) -> [UInt8] {
        let header: [UInt8] = wide(0) + [0x70, 0x11, 0x01, 0x00] + wide(version)
        let groups = wide(blocks.0) + wide(blocks.1) + wide(texts.0) + wide(texts.1)
        return header + groups + wide(tail)
    }

    static func error(_ frame: [UInt8]) -> FrameError? {
        do throws(FrameError) {
            _ = try FrameView<Wide>(frame.span)
            return nil
        } catch { return error }
    }

    @Test("A product of count and size that wraps is refused")
    func wraps() {
        let products: [(UInt64, UInt64)] = [
            (1 << 32, 1 << 32), (1 << 63, 2), (.max, .max), (3, .max / 3 + 1), (.max, 1),
            (1, .max), (1 << 31, 1 << 31), (UInt64(UInt32.max), 1),
        ]
        for (size, count) in products {
            #expect(
                Self.error(Self.frame(blocks: (size, count), texts: (0, 0)))?.code == .truncated,
                "\(count) blocks of \(size)")
            #expect(
                Self.error(Self.frame(blocks: (0, 0), texts: (size, count)))?.code == .truncated,
                "\(count) texts of \(size)")
        }
    }

    @Test("Entries without bytes are taken up to a bound, over all groups")
    func emptyEntries() throws {
        let most = UInt64(frameEmptyEntriesMax)
        let atBound = Self.frame(blocks: (0, most), texts: (0, 0))
        #expect(Self.error(atBound) == nil)
        let view = try FrameView<Wide>(atBound.span)
        #expect(view.blocks.count == frameEmptyEntriesMax)

        #expect(
            Self.error(Self.frame(blocks: (0, most + 1), texts: (0, 0)))
                == FrameError(
                    code: .tooManyEmptyEntries, expected: Int(most), found: Int(most) + 1))
        #expect(Self.error(Self.frame(blocks: (0, most - 10), texts: (0, 10))) == nil)
        #expect(
            Self.error(Self.frame(blocks: (0, most - 10), texts: (0, 11)))?.code
                == .tooManyEmptyEntries)
    }

    @Test(
        "A count of entries without bytes costs no time",
        arguments: [
            UInt64(UInt32.max), 1 << 40, .max - 1, .max,
        ])
    func hugeCounts(count: UInt64) {
        // Visiting them would take hours.
        #expect(Self.error(Self.frame(blocks: (0, count), texts: (0, 0))) != nil)
        #expect(Self.error(Self.frame(blocks: (0, 0), texts: (0, count))) != nil)
        #expect(Self.error(Self.frame(version: 1, blocks: (0, 0), texts: (0, count))) != nil)
    }

    @Test("A length of data that no memory holds is refused")
    func hugeData() {
        for length: UInt64 in [1, UInt64(UInt32.max), 1 << 63, .max - 7, .max] {
            let error = Self.error(Self.frame(blocks: (0, 0), texts: (0, 0), tail: length))
            #expect(error?.code == .truncated)
            #expect(error?.found == 60)
        }
    }

    @Test("A block length that no memory holds is refused")
    func hugeBlock() {
        var frame = Self.frame(blocks: (0, 0), texts: (0, 0))
        for length: UInt64 in [41, 1 << 32, 1 << 63, .max] {
            frame.replaceSubrange(0..<8, with: Self.wide(length))
            #expect(Self.error(frame)?.code == .truncated)
        }
    }

    @Test("A version of more than 32 bits counts as the greatest of 32")
    func hugeVersion() throws {
        let frame = Self.frame(version: .max, blocks: (0, 0), texts: (0, 0))
        let view = try FrameView<Wide>(frame.span)
        #expect(view.actingVersion == .max)
        #expect(view.encodedLength == frame.count)
    }

    @Test("A count of no entries may come with any block length")
    func noEntries() throws {
        let frame = Self.frame(blocks: (.max, 0), texts: (.max, 0))
        let view = try FrameView<Wide>(frame.span)
        #expect(view.blocks.count == 0)
        #expect(view.texts.count == 0)
    }
}
