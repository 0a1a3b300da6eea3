// The example of spec/codec.md, in the form that `pinion generate` gives it.

import PinionCodec

enum Example {
    enum MessageHeader: MessageHeaderLayout {
        typealias Order = LittleEndian
        static var blockLength: Int { @inline(__always) get { 8 } }
        static var blockLengthMember: UnsignedMember<UInt16> { @inline(__always) get { .init(0) } }
        static var templateIDMember: UnsignedMember<UInt16> { @inline(__always) get { .init(2) } }
        static var schemaIDMember: UnsignedMember<UInt16> { @inline(__always) get { .init(4) } }
        static var versionMember: UnsignedMember<UInt16> { @inline(__always) get { .init(6) } }
        struct Fields {
            var blockLength: Field<UInt16> { @inline(__always) get { .init(0) } }
            var templateId: Field<UInt16> { @inline(__always) get { .init(2) } }
            var schemaId: Field<UInt16> { @inline(__always) get { .init(4) } }
            var version: Field<UInt16> { @inline(__always) get { .init(6) } }
        }
        static var fields: Fields { @inline(__always) get { Fields() } }
    }

    enum GroupSizeEncoding: GroupDimensionLayout {
        typealias Order = LittleEndian
        static var size: Int { @inline(__always) get { 4 } }
        static var blockLengthMember: UnsignedMember<UInt16> { @inline(__always) get { .init(0) } }
        static var numInGroupMember: UnsignedMember<UInt16> { @inline(__always) get { .init(2) } }
        static var numInGroupMax: UInt64 { @inline(__always) get { 65_534 } }
    }

    enum Text: DataEncodingLayout {
        typealias Order = LittleEndian
        static var dataOffset: Int { @inline(__always) get { 2 } }
        static var lengthMember: UnsignedMember<UInt16> { @inline(__always) get { .init(0) } }
        static var lengthMax: UInt64 { @inline(__always) get { 65_534 } }
    }

    struct Side: WireEnumeration {
        let rawValue: UInt8
        @inline(__always) init(rawValue: UInt8) { self.rawValue = rawValue }
        static var buy: Side { @inline(__always) get { .init(rawValue: 1) } }
        static var sell: Side { @inline(__always) get { .init(rawValue: 2) } }
        var isNamed: Bool { @inline(__always) get { 1...2 ~= rawValue } }
    }

    enum Price: CompositeLayout {
        typealias Order = LittleEndian
        static var blockLength: Int { @inline(__always) get { 8 } }
        struct Fields {
            var mantissa: Field<Int64> { @inline(__always) get { .init(0) } }
            var exponent: ConstantField<Int8> { @inline(__always) get { .init(-4) } }
        }
        static var fields: Fields { @inline(__always) get { Fields() } }
    }

    enum Quote: MessageLayout {
        typealias Order = LittleEndian
        typealias Header = MessageHeader
        static var templateID: UInt64 { @inline(__always) get { 7 } }
        static var schemaID: UInt64 { @inline(__always) get { 3 } }
        static var version: UInt64 { @inline(__always) get { 1 } }
        static var blockLength: Int { @inline(__always) get { 27 } }
        @inline(__always)
        static func blockLengthMin(version: UInt32) -> Int { version >= 1 ? 27 : 23 }
        struct Fields {
            var timestamp: Field<UInt64> { @inline(__always) get { .init(0) } }
            var side: OptionalField<Side> {
                @inline(__always) get { .init(8, null: Side(rawValue: 255)) }
            }
            var symbol: CharacterArrayField<6> { @inline(__always) get { .init(9) } }
            var price: CompositeField<Price> { @inline(__always) get { .init(15) } }
            var spread: OptionalField<Int32> {
                @inline(__always) get { .init(23, null: -2_147_483_648, since: 1) }
            }
        }
        static var fields: Fields { @inline(__always) get { Fields() } }
        @inline(__always)
        static func writeNulls(_ block: inout FrameWriter<Example.Quote>) {
            block.side = nil
            block.spread = nil
        }
        static var partCount: Int { @inline(__always) get { 2 } }
        static var partsLengthMin: Int { @inline(__always) get { 6 } }
        struct Parts: BitwiseCopyable, Sendable {
            let levels: GroupPart<Levels>
            let note: DataPart
        }
        @inline(__always)
        static func parts<Trust: CursorTrust>(_ cursor: inout FrameCursor<Trust>) -> Parts? {
            guard let levels = cursor.group(Levels.self),
                let note = cursor.data(Text.self, since: 1)
            else { return nil }
            return Parts(levels: levels, note: note)
        }

        enum Levels: EntryLayout {
            typealias Order = LittleEndian
            typealias Dimension = GroupSizeEncoding
            static var blockLength: Int { @inline(__always) get { 8 } }
            @inline(__always) static func blockLengthMin(version: UInt32) -> Int { 8 }
            struct Fields {
                var price: Field<Int32> { @inline(__always) get { .init(0) } }
                var size: Field<UInt32> { @inline(__always) get { .init(4) } }
            }
            static var fields: Fields { @inline(__always) get { Fields() } }
        }
    }
}

extension FrameWriter where Layout == Example.Quote {
    @inline(__always)
    mutating func levels(
        count: Int,
        _ body: (Int, inout FrameWriter<Example.Quote.Levels>) throws(FrameError) -> Void
    ) throws(FrameError) {
        try appendGroup(0, count: count, body)
    }
    @inline(__always) mutating func note(_ text: StaticString) throws(FrameError) {
        try appendData(1, Example.Text.self, text)
    }
}
