// The Car example of the SBE distribution, in the form that `pinion generate` gives it.

import PinionCodec

/// Schema 1, version 0: package `baseline`.
enum Baseline {
    static var schemaID: UInt64 { @inline(__always) get { 1 } }
    static var version: UInt64 { @inline(__always) get { 0 } }
}

extension Baseline {
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

    enum VarStringEncoding: DataEncodingLayout {
        typealias Order = LittleEndian
        static var dataOffset: Int { @inline(__always) get { 4 } }
        static var lengthMember: UnsignedMember<UInt32> { @inline(__always) get { .init(0) } }
        static var lengthMax: UInt64 { @inline(__always) get { 1_073_741_824 } }
    }

    enum VarAsciiEncoding: DataEncodingLayout {
        typealias Order = LittleEndian
        static var dataOffset: Int { @inline(__always) get { 4 } }
        static var lengthMember: UnsignedMember<UInt32> { @inline(__always) get { .init(0) } }
        static var lengthMax: UInt64 { @inline(__always) get { 1_073_741_824 } }
    }

    /// Boolean Type.
    struct BooleanType: WireEnumeration {
        let rawValue: UInt8
        @inline(__always) init(rawValue: UInt8) { self.rawValue = rawValue }
        /// False value representation.
        static var f: BooleanType { @inline(__always) get { .init(rawValue: 0) } }
        /// True value representation.
        static var t: BooleanType { @inline(__always) get { .init(rawValue: 1) } }
        var isNamed: Bool { @inline(__always) get { rawValue <= 1 } }
    }

    struct Model: WireEnumeration {
        let rawValue: UInt8
        @inline(__always) init(rawValue: UInt8) { self.rawValue = rawValue }
        static var a: Model { @inline(__always) get { .init(rawValue: 65) } }
        static var b: Model { @inline(__always) get { .init(rawValue: 66) } }
        static var c: Model { @inline(__always) get { .init(rawValue: 67) } }
        var isNamed: Bool { @inline(__always) get { 65...67 ~= rawValue } }
    }

    struct OptionalExtras: WireSet {
        let rawValue: UInt8
        @inline(__always) init(rawValue: UInt8) { self.rawValue = rawValue }
        static var sunRoof: OptionalExtras { @inline(__always) get { .init(rawValue: 1 << 0) } }
        static var sportsPack: OptionalExtras { @inline(__always) get { .init(rawValue: 1 << 1) } }
        static var cruiseControl: OptionalExtras {
            @inline(__always) get { .init(rawValue: 1 << 2) }
        }
        var unnamedBits: UInt8 { @inline(__always) get { rawValue & ~0x7 } }
    }

    enum Booster: CompositeLayout {
        typealias Order = LittleEndian
        static var blockLength: Int { @inline(__always) get { 2 } }
        struct BoostType: WireEnumeration {
            let rawValue: UInt8
            @inline(__always) init(rawValue: UInt8) { self.rawValue = rawValue }
            static var turbo: BoostType { @inline(__always) get { .init(rawValue: 84) } }
            static var supercharger: BoostType { @inline(__always) get { .init(rawValue: 83) } }
            static var nitrous: BoostType { @inline(__always) get { .init(rawValue: 78) } }
            static var kers: BoostType { @inline(__always) get { .init(rawValue: 75) } }
            var isNamed: Bool {
                @inline(__always) get { [84, 83, 78, 75].contains(rawValue) }
            }
        }
        struct Fields {
            var boostType: Field<BoostType> { @inline(__always) get { .init(0) } }
            var horsePower: Field<UInt8> { @inline(__always) get { .init(1) } }
        }
        static var fields: Fields { @inline(__always) get { Fields() } }
    }

    enum Engine: CompositeLayout {
        typealias Order = LittleEndian
        static var blockLength: Int { @inline(__always) get { 10 } }
        struct Fields {
            var capacity: Field<UInt16> { @inline(__always) get { .init(0) } }
            var numCylinders: Field<UInt8> { @inline(__always) get { .init(2) } }
            var maxRpm: ConstantField<UInt16> { @inline(__always) get { .init(9000) } }
            var manufacturerCode: CharacterArrayField<3> { @inline(__always) get { .init(3) } }
            var fuel: ConstantField<StaticString> { @inline(__always) get { .init("Petrol") } }
            var efficiency: Field<Int8> {
                @inline(__always) get { .init(6, limits: .init(least: 0, greatest: 100)) }
            }
            var boosterEnabled: Field<BooleanType> { @inline(__always) get { .init(7) } }
            var booster: CompositeField<Booster> { @inline(__always) get { .init(8) } }
        }
        static var fields: Fields { @inline(__always) get { Fields() } }
    }

    /// Description of a basic Car
    enum Car: MessageLayout {
        typealias Order = LittleEndian
        typealias Header = MessageHeader
        static var templateID: UInt64 { @inline(__always) get { 1 } }
        static var schemaID: UInt64 { @inline(__always) get { 1 } }
        static var version: UInt64 { @inline(__always) get { 0 } }
        static var blockLength: Int { @inline(__always) get { 45 } }
        @inline(__always) static func blockLengthMin(version: UInt32) -> Int { 45 }
        struct Fields {
            var serialNumber: Field<UInt64> { @inline(__always) get { .init(0) } }
            var modelYear: Field<UInt16> { @inline(__always) get { .init(8) } }
            var available: Field<BooleanType> { @inline(__always) get { .init(10) } }
            var code: Field<Model> { @inline(__always) get { .init(11) } }
            var someNumbers: ArrayField<4, UInt32> { @inline(__always) get { .init(12) } }
            var vehicleCode: CharacterArrayField<6> { @inline(__always) get { .init(28) } }
            var extras: Field<OptionalExtras> { @inline(__always) get { .init(34) } }
            var discountedModel: ConstantField<Model> { @inline(__always) get { .init(.c) } }
            var engine: CompositeField<Engine> { @inline(__always) get { .init(35) } }
        }
        static var fields: Fields { @inline(__always) get { Fields() } }
        static var partCount: Int { @inline(__always) get { 5 } }
        static var partsLengthMin: Int { @inline(__always) get { 20 } }
        struct Parts: BitwiseCopyable, Sendable {
            let fuelFigures: GroupPart<FuelFigures>
            let performanceFigures: GroupPart<PerformanceFigures>
            let manufacturer: DataPart
            let model: DataPart
            let activationCode: DataPart
        }
        @inline(__always)
        static func parts<Trust: CursorTrust>(_ cursor: inout FrameCursor<Trust>) -> Parts? {
            guard let fuelFigures = cursor.group(FuelFigures.self),
                let performanceFigures = cursor.group(PerformanceFigures.self),
                let manufacturer = cursor.data(VarStringEncoding.self),
                let model = cursor.data(VarStringEncoding.self),
                let activationCode = cursor.data(VarAsciiEncoding.self)
            else { return nil }
            return Parts(
                fuelFigures: fuelFigures, performanceFigures: performanceFigures,
                manufacturer: manufacturer, model: model, activationCode: activationCode)
        }

        enum FuelFigures: EntryLayout {
            typealias Order = LittleEndian
            typealias Dimension = GroupSizeEncoding
            static var blockLength: Int { @inline(__always) get { 6 } }
            @inline(__always) static func blockLengthMin(version: UInt32) -> Int { 6 }
            struct Fields {
                var speed: Field<UInt16> { @inline(__always) get { .init(0) } }
                var mpg: Field<Float> { @inline(__always) get { .init(2) } }
            }
            static var fields: Fields { @inline(__always) get { Fields() } }
            static var partCount: Int { @inline(__always) get { 1 } }
            static var partsLengthMin: Int { @inline(__always) get { 4 } }
            struct Parts: BitwiseCopyable, Sendable {
                let usageDescription: DataPart
            }
            @inline(__always)
            static func parts<Trust: CursorTrust>(_ cursor: inout FrameCursor<Trust>) -> Parts? {
                guard let usageDescription = cursor.data(VarAsciiEncoding.self)
                else { return nil }
                return Parts(usageDescription: usageDescription)
            }
        }

        enum PerformanceFigures: EntryLayout {
            typealias Order = LittleEndian
            typealias Dimension = GroupSizeEncoding
            static var blockLength: Int { @inline(__always) get { 1 } }
            @inline(__always) static func blockLengthMin(version: UInt32) -> Int { 1 }
            struct Fields {
                var octaneRating: Field<UInt8> {
                    @inline(__always) get { .init(0, limits: .init(least: 90, greatest: 110)) }
                }
            }
            static var fields: Fields { @inline(__always) get { Fields() } }
            static var partCount: Int { @inline(__always) get { 1 } }
            static var partsLengthMin: Int { @inline(__always) get { 4 } }
            struct Parts: BitwiseCopyable, Sendable {
                let acceleration: GroupPart<Acceleration>
            }
            @inline(__always)
            static func parts<Trust: CursorTrust>(_ cursor: inout FrameCursor<Trust>) -> Parts? {
                guard let acceleration = cursor.group(Acceleration.self)
                else { return nil }
                return Parts(acceleration: acceleration)
            }

            enum Acceleration: EntryLayout {
                typealias Order = LittleEndian
                typealias Dimension = GroupSizeEncoding
                static var blockLength: Int { @inline(__always) get { 6 } }
                @inline(__always) static func blockLengthMin(version: UInt32) -> Int { 6 }
                struct Fields {
                    var mph: Field<UInt16> { @inline(__always) get { .init(0) } }
                    var seconds: Field<Float> { @inline(__always) get { .init(2) } }
                }
                static var fields: Fields { @inline(__always) get { Fields() } }
            }
        }
    }
}

extension FrameWriter where Layout == Baseline.Car {
    @inline(__always)
    mutating func fuelFigures(
        count: Int,
        _ body: (Int, inout FrameWriter<Baseline.Car.FuelFigures>) throws(FrameError) -> Void
    ) throws(FrameError) {
        try appendGroup(0, count: count, body)
    }
    @inline(__always)
    mutating func performanceFigures(
        count: Int,
        _ body: (Int, inout FrameWriter<Baseline.Car.PerformanceFigures>) throws(FrameError) -> Void
    ) throws(FrameError) {
        try appendGroup(1, count: count, body)
    }
    @inline(__always) mutating func manufacturer(_ bytes: RawSpan) throws(FrameError) {
        try appendData(2, Baseline.VarStringEncoding.self, bytes)
    }
    @inline(__always) mutating func manufacturer(_ bytes: Span<UInt8>) throws(FrameError) {
        try appendData(2, Baseline.VarStringEncoding.self, bytes)
    }
    @inline(__always) mutating func manufacturer(_ text: StaticString) throws(FrameError) {
        try appendData(2, Baseline.VarStringEncoding.self, text)
    }
    @inline(__always) mutating func model(_ bytes: RawSpan) throws(FrameError) {
        try appendData(3, Baseline.VarStringEncoding.self, bytes)
    }
    @inline(__always) mutating func model(_ bytes: Span<UInt8>) throws(FrameError) {
        try appendData(3, Baseline.VarStringEncoding.self, bytes)
    }
    @inline(__always) mutating func model(_ text: StaticString) throws(FrameError) {
        try appendData(3, Baseline.VarStringEncoding.self, text)
    }
    @inline(__always) mutating func activationCode(_ bytes: RawSpan) throws(FrameError) {
        try appendData(4, Baseline.VarAsciiEncoding.self, bytes)
    }
    @inline(__always) mutating func activationCode(_ bytes: Span<UInt8>) throws(FrameError) {
        try appendData(4, Baseline.VarAsciiEncoding.self, bytes)
    }
    @inline(__always) mutating func activationCode(_ text: StaticString) throws(FrameError) {
        try appendData(4, Baseline.VarAsciiEncoding.self, text)
    }
}

extension FrameWriter where Layout == Baseline.Car.FuelFigures {
    @inline(__always) mutating func usageDescription(_ bytes: RawSpan) throws(FrameError) {
        try appendData(0, Baseline.VarAsciiEncoding.self, bytes)
    }
    @inline(__always) mutating func usageDescription(_ bytes: Span<UInt8>) throws(FrameError) {
        try appendData(0, Baseline.VarAsciiEncoding.self, bytes)
    }
    @inline(__always) mutating func usageDescription(_ text: StaticString) throws(FrameError) {
        try appendData(0, Baseline.VarAsciiEncoding.self, text)
    }
}

extension FrameWriter where Layout == Baseline.Car.PerformanceFigures {
    @inline(__always)
    mutating func acceleration(
        count: Int,
        _ body: (
            Int, inout FrameWriter<Baseline.Car.PerformanceFigures.Acceleration>
        ) throws(FrameError) -> Void
    ) throws(FrameError) {
        try appendGroup(0, count: count, body)
    }
}
