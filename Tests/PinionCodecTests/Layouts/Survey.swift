// A schema of everything that exchanges do differently, in the form that `pinion generate` gives
// it: big-endian, a header of 6 bytes, dimensions of 8 with a gap, three kinds of data lengths, and
// three versions.

import PinionCodec

/// Schema 90, version 2: package `survey`.
enum Survey {
    static var schemaID: UInt64 { @inline(__always) get { 90 } }
    static var version: UInt64 { @inline(__always) get { 2 } }
}

extension Survey {
    enum MessageHeader: MessageHeaderLayout {
        typealias Order = BigEndian
        static var blockLength: Int { @inline(__always) get { 6 } }
        static var blockLengthMember: UnsignedMember<UInt16> { @inline(__always) get { .init(0) } }
        static var templateIDMember: UnsignedMember<UInt8> { @inline(__always) get { .init(2) } }
        static var schemaIDMember: UnsignedMember<UInt8> { @inline(__always) get { .init(3) } }
        static var versionMember: UnsignedMember<UInt16> { @inline(__always) get { .init(4) } }
        struct Fields {
            var blockLength: Field<UInt16> { @inline(__always) get { .init(0) } }
            var templateId: Field<UInt8> { @inline(__always) get { .init(2) } }
            var schemaId: Field<UInt8> { @inline(__always) get { .init(3) } }
            var version: Field<UInt16> { @inline(__always) get { .init(4) } }
        }
        static var fields: Fields { @inline(__always) get { Fields() } }
    }

    /// Five bytes of padding lie before the count.
    enum GroupSize8Byte: GroupDimensionLayout {
        typealias Order = BigEndian
        static var size: Int { @inline(__always) get { 8 } }
        static var blockLengthMember: UnsignedMember<UInt16> { @inline(__always) get { .init(0) } }
        static var numInGroupMember: UnsignedMember<UInt8> { @inline(__always) get { .init(7) } }
        static var numInGroupMax: UInt64 { @inline(__always) get { 254 } }
    }

    enum GroupSize32: GroupDimensionLayout {
        typealias Order = BigEndian
        static var size: Int { @inline(__always) get { 8 } }
        static var blockLengthMember: UnsignedMember<UInt32> { @inline(__always) get { .init(0) } }
        static var numInGroupMember: UnsignedMember<UInt32> { @inline(__always) get { .init(4) } }
        static var numInGroupMax: UInt64 { @inline(__always) get { 4_294_967_294 } }
    }

    enum ShortText: DataEncodingLayout {
        typealias Order = BigEndian
        static var dataOffset: Int { @inline(__always) get { 1 } }
        static var lengthMember: UnsignedMember<UInt8> { @inline(__always) get { .init(0) } }
        static var lengthMax: UInt64 { @inline(__always) get { 254 } }
    }

    enum LongText: DataEncodingLayout {
        typealias Order = BigEndian
        static var dataOffset: Int { @inline(__always) get { 2 } }
        static var lengthMember: UnsignedMember<UInt16> { @inline(__always) get { .init(0) } }
        static var lengthMax: UInt64 { @inline(__always) get { 65_534 } }
    }

    enum PaddedBytes: DataEncodingLayout {
        typealias Order = BigEndian
        static var dataOffset: Int { @inline(__always) get { 4 } }
        static var lengthMember: UnsignedMember<UInt16> { @inline(__always) get { .init(0) } }
        static var lengthMax: UInt64 { @inline(__always) get { 1000 } }
    }

    struct Status: WireEnumeration {
        let rawValue: UInt8
        @inline(__always) init(rawValue: UInt8) { self.rawValue = rawValue }
        static var good: Status { @inline(__always) get { .init(rawValue: 1) } }
        static var suspect: Status { @inline(__always) get { .init(rawValue: 2) } }
        var isNamed: Bool { @inline(__always) get { 1...2 ~= rawValue } }
    }

    struct Flags: WireSet {
        let rawValue: UInt16
        @inline(__always) init(rawValue: UInt16) { self.rawValue = rawValue }
        static var calibrated: Flags { @inline(__always) get { .init(rawValue: 1 << 0) } }
        static var night: Flags { @inline(__always) get { .init(rawValue: 1 << 9) } }
        var unnamedBits: UInt16 { @inline(__always) get { rawValue & ~0x201 } }
    }

    enum Place: CompositeLayout {
        typealias Order = BigEndian
        static var blockLength: Int { @inline(__always) get { 14 } }
        struct Fields {
            var latitude: Field<Int32> { @inline(__always) get { .init(0) } }
            var longitude: Field<Int32> { @inline(__always) get { .init(4) } }
            var name: CharacterArrayField<3> { @inline(__always) get { .init(8) } }
            var altitude: OptionalField<Int16> { @inline(__always) get { .init(12, null: -1) } }
            var datum: ConstantField<StaticString> { @inline(__always) get { .init("WGS84") } }
        }
        static var fields: Fields { @inline(__always) get { Fields() } }
    }

    enum Reading: MessageLayout {
        typealias Order = BigEndian
        typealias Header = MessageHeader
        static var templateID: UInt64 { @inline(__always) get { 200 } }
        static var schemaID: UInt64 { @inline(__always) get { 90 } }
        static var version: UInt64 { @inline(__always) get { 2 } }
        static var blockLength: Int { @inline(__always) get { 104 } }
        @inline(__always)
        static func blockLengthMin(version: UInt32) -> Int {
            version >= 2 ? 103 : version >= 1 ? 97 : 71
        }
        struct Fields {
            var grade: OptionalField<UInt8> { @inline(__always) get { .init(0, null: 0) } }
            var tiny: OptionalField<Int8> { @inline(__always) get { .init(1, null: -128) } }
            var small: OptionalField<Int16> { @inline(__always) get { .init(2, null: -32_768) } }
            var medium: OptionalField<Int32> {
                @inline(__always) get { .init(4, null: -2_147_483_648) }
            }
            var large: OptionalField<Int64> {
                @inline(__always) get { .init(8, null: -9_223_372_036_854_775_808) }
            }
            var byte: OptionalField<UInt8> { @inline(__always) get { .init(16, null: 255) } }
            var word: OptionalField<UInt16> { @inline(__always) get { .init(17, null: 65_535) } }
            var double: OptionalField<UInt32> {
                @inline(__always) get { .init(19, null: 4_294_967_295) }
            }
            var quad: OptionalField<UInt64> {
                @inline(__always) get { .init(23, null: 18_446_744_073_709_551_615) }
            }
            var single: OptionalField<Float> { @inline(__always) get { .init(31, null: .nan) } }
            var real: OptionalField<Double> { @inline(__always) get { .init(35, null: .nan) } }
            var status: OptionalField<Status> {
                @inline(__always) get { .init(43, null: Status(rawValue: 255)) }
            }
            var flags: Field<Flags> { @inline(__always) get { .init(44) } }
            var place: CompositeField<Place> { @inline(__always) get { .init(46) } }
            var samples: ArrayField<3, Int16> { @inline(__always) get { .init(60) } }
            var label: CharacterArrayField<5> { @inline(__always) get { .init(66) } }
            var total: AddedField<UInt32> { @inline(__always) get { .init(71, since: 1) } }
            var ratio: OptionalField<Double> {
                @inline(__always) get { .init(75, null: .nan, since: 1) }
            }
            var origin: AddedCompositeField<Place> { @inline(__always) get { .init(83, since: 1) } }
            var code: CharacterArrayField<2> { @inline(__always) get { .init(97, since: 2) } }
            var steps: ArrayField<2, UInt16> { @inline(__always) get { .init(99, since: 2) } }
        }
        static var fields: Fields { @inline(__always) get { Fields() } }
        @inline(__always)
        static func writeNulls(_ block: inout FrameWriter<Survey.Reading>) {
            block.grade = nil
            block.tiny = nil
            block.small = nil
            block.medium = nil
            block.large = nil
            block.byte = nil
            block.word = nil
            block.double = nil
            block.quad = nil
            block.single = nil
            block.real = nil
            block.status = nil
            block.ratio = nil
            block.place.altitude = nil
            block.origin.altitude = nil
        }
        static var partCount: Int { @inline(__always) get { 4 } }
        static var partsLengthMin: Int { @inline(__always) get { 21 } }
        struct Parts: BitwiseCopyable, Sendable {
            let probes: GroupPart<Probes>
            let extras: GroupPart<Extras>
            let summary: DataPart
            let attachment: DataPart
        }
        @inline(__always)
        static func parts<Trust: CursorTrust>(_ cursor: inout FrameCursor<Trust>) -> Parts? {
            guard let probes = cursor.group(Probes.self),
                let extras = cursor.group(Extras.self),
                let summary = cursor.data(ShortText.self),
                let attachment = cursor.data(PaddedBytes.self, since: 1)
            else { return nil }
            return Parts(probes: probes, extras: extras, summary: summary, attachment: attachment)
        }

        enum Probes: EntryLayout {
            typealias Order = BigEndian
            typealias Dimension = GroupSize8Byte
            static var blockLength: Int { @inline(__always) get { 4 } }
            @inline(__always) static func blockLengthMin(version: UInt32) -> Int { 4 }
            struct Fields {
                var depth: Field<Int16> { @inline(__always) get { .init(0) } }
                var temperature: OptionalField<Int16> {
                    @inline(__always) get { .init(2, null: -32_768) }
                }
            }
            static var fields: Fields { @inline(__always) get { Fields() } }
            @inline(__always)
            static func writeNulls(_ block: inout FrameWriter<Survey.Reading.Probes>) {
                block.temperature = nil
            }
            static var partCount: Int { @inline(__always) get { 2 } }
            static var partsLengthMin: Int { @inline(__always) get { 10 } }
            struct Parts: BitwiseCopyable, Sendable {
                let marks: GroupPart<Marks>
                let note: DataPart
            }
            @inline(__always)
            static func parts<Trust: CursorTrust>(_ cursor: inout FrameCursor<Trust>) -> Parts? {
                guard let marks = cursor.group(Marks.self),
                    let note = cursor.data(LongText.self)
                else { return nil }
                return Parts(marks: marks, note: note)
            }

            enum Marks: EntryLayout {
                typealias Order = BigEndian
                typealias Dimension = GroupSize32
                static var sinceVersion: UInt32 { @inline(__always) get { 1 } }
                static var blockLength: Int { @inline(__always) get { 0 } }
                @inline(__always) static func blockLengthMin(version: UInt32) -> Int { 0 }
                struct Fields {}
                static var fields: Fields { @inline(__always) get { Fields() } }
                static var partCount: Int { @inline(__always) get { 1 } }
                static var partsLengthMin: Int { @inline(__always) get { 1 } }
                struct Parts: BitwiseCopyable, Sendable {
                    let text: DataPart
                }
                @inline(__always)
                static func parts<Trust: CursorTrust>(_ cursor: inout FrameCursor<Trust>) -> Parts?
                {
                    guard let text = cursor.data(ShortText.self)
                    else { return nil }
                    return Parts(text: text)
                }
            }
        }

        enum Extras: EntryLayout {
            typealias Order = BigEndian
            typealias Dimension = GroupSize8Byte
            static var sinceVersion: UInt32 { @inline(__always) get { 2 } }
            static var blockLength: Int { @inline(__always) get { 1 } }
            @inline(__always) static func blockLengthMin(version: UInt32) -> Int { 1 }
            struct Fields {
                var kind: Field<Status> { @inline(__always) get { .init(0) } }
            }
            static var fields: Fields { @inline(__always) get { Fields() } }
        }
    }
}

extension FrameWriter where Layout == Survey.Reading {
    @inline(__always)
    mutating func probes(
        count: Int,
        _ body: (Int, inout FrameWriter<Survey.Reading.Probes>) throws(FrameError) -> Void
    ) throws(FrameError) {
        try appendGroup(0, count: count, body)
    }
    @inline(__always)
    mutating func extras(
        count: Int,
        _ body: (Int, inout FrameWriter<Survey.Reading.Extras>) throws(FrameError) -> Void
    ) throws(FrameError) {
        try appendGroup(1, count: count, body)
    }
    @inline(__always) mutating func summary(_ bytes: RawSpan) throws(FrameError) {
        try appendData(2, Survey.ShortText.self, bytes)
    }
    @inline(__always) mutating func summary(_ bytes: Span<UInt8>) throws(FrameError) {
        try appendData(2, Survey.ShortText.self, bytes)
    }
    @inline(__always) mutating func summary(_ text: StaticString) throws(FrameError) {
        try appendData(2, Survey.ShortText.self, text)
    }
    @inline(__always) mutating func attachment(_ bytes: RawSpan) throws(FrameError) {
        try appendData(3, Survey.PaddedBytes.self, bytes)
    }
    @inline(__always) mutating func attachment(_ bytes: Span<UInt8>) throws(FrameError) {
        try appendData(3, Survey.PaddedBytes.self, bytes)
    }
}

extension FrameWriter where Layout == Survey.Reading.Probes {
    @inline(__always)
    mutating func marks(
        count: Int,
        _ body: (Int, inout FrameWriter<Survey.Reading.Probes.Marks>) throws(FrameError) -> Void
    ) throws(FrameError) {
        try appendGroup(0, count: count, body)
    }
    @inline(__always) mutating func note(_ bytes: RawSpan) throws(FrameError) {
        try appendData(1, Survey.LongText.self, bytes)
    }
    @inline(__always) mutating func note(_ bytes: Span<UInt8>) throws(FrameError) {
        try appendData(1, Survey.LongText.self, bytes)
    }
    @inline(__always) mutating func note(_ text: StaticString) throws(FrameError) {
        try appendData(1, Survey.LongText.self, text)
    }
}

extension FrameWriter where Layout == Survey.Reading.Probes.Marks {
    @inline(__always) mutating func text(_ bytes: RawSpan) throws(FrameError) {
        try appendData(0, Survey.ShortText.self, bytes)
    }
    @inline(__always) mutating func text(_ bytes: Span<UInt8>) throws(FrameError) {
        try appendData(0, Survey.ShortText.self, bytes)
    }
    @inline(__always) mutating func text(_ text: StaticString) throws(FrameError) {
        try appendData(0, Survey.ShortText.self, text)
    }
}
