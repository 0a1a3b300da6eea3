import PinionCodec
import Testing

/// Every primitive type with every presence: `everything.xml`.
struct EverythingTests {
    /// A message that `write` wrote.
    static func message(
        _ write: (inout FrameWriter<Primitives.Everything>) throws -> Void
    ) throws -> [UInt8] {
        try encoded { storage in
            var bytes = storage.mutableSpan
            var message = try FrameWriter<Primitives.Everything>(&bytes)
            try write(&message)
            return try message.finish()
        }
    }

    @Test("A field that nobody wrote is null if it may be, and zero if not")
    func unwritten() throws {
        let bytes = try Self.message { _ in }
        let message = try FrameView<Primitives.Everything>(bytes.span)

        #expect(message.charRequired == 0)
        #expect(message.charOptional == nil)
        #expect(message.charOwnNull == nil)
        #expect(message.int8Required == 0)
        #expect(message.int8Optional == nil)
        #expect(message.int8OwnNull == nil)
        #expect(message.int16Required == 0)
        #expect(message.int16Optional == nil)
        #expect(message.int16OwnNull == nil)
        #expect(message.int32Required == 0)
        #expect(message.int32Optional == nil)
        #expect(message.int32OwnNull == nil)
        #expect(message.int64Required == 0)
        #expect(message.int64Optional == nil)
        #expect(message.int64OwnNull == nil)
        #expect(message.uint8Required == 0)
        #expect(message.uint8Optional == nil)
        #expect(message.uint8OwnNull == nil)
        #expect(message.uint16Required == 0)
        #expect(message.uint16Optional == nil)
        #expect(message.uint16OwnNull == nil)
        #expect(message.uint32Required == 0)
        #expect(message.uint32Optional == nil)
        #expect(message.uint32OwnNull == nil)
        #expect(message.uint64Required == 0)
        #expect(message.uint64Optional == nil)
        #expect(message.uint64OwnNull == nil)
        #expect(message.floatRequired == 0)
        #expect(message.floatOptional == nil)
        #expect(message.floatOwnNull == nil)
        #expect(message.doubleRequired == 0)
        #expect(message.doubleOptional == nil)
        #expect(message.doubleOwnNull == nil)
        #expect(String(message.charArray).isEmpty)
        #expect([Int8](message.int8Array) == [0, 0, 0])
        #expect([Int16](message.int16Array) == [0, 0, 0])
        #expect([Int32](message.int32Array) == [0, 0, 0])
        #expect([Int64](message.int64Array) == [0, 0, 0])
        #expect([UInt8](message.uint8Array) == [0, 0, 0])
        #expect([UInt16](message.uint16Array) == [0, 0, 0])
        #expect([UInt32](message.uint32Array) == [0, 0, 0])
        #expect([UInt64](message.uint64Array) == [0, 0, 0])
        #expect([Float](message.floatArray) == [0, 0, 0])
        #expect([Double](message.doubleArray) == [0, 0, 0])
        #expect(message.charEnum.rawValue == 0)
        #expect(message.charEnumOptional == nil)
        #expect(message.int8Enum.rawValue == 0)
        #expect(message.int8EnumOptional == nil)
        #expect(message.int16Enum.rawValue == 0)
        #expect(message.int16EnumOptional == nil)
        #expect(message.int32Enum.rawValue == 0)
        #expect(message.int32EnumOptional == nil)
        #expect(message.uint8Enum.rawValue == 0)
        #expect(message.uint8EnumOptional == nil)
        #expect(message.uint16Enum.rawValue == 0)
        #expect(message.uint16EnumOptional == nil)
        #expect(message.uint8Set.isEmpty)
        #expect(message.uint16Set.isEmpty)
        #expect(message.uint32Set.isEmpty)
        #expect(message.uint64Set.isEmpty)
        #expect(message.nullable.required == 0)
        #expect(message.nullable.optional == nil)
        #expect(message.nullable.ownNull == nil)
        #expect(message.nullable.floating == nil)
    }

    @Test("A constant is what the schema says, and takes no bytes")
    func constants() throws {
        let bytes = try Self.message { _ in }
        let message = try FrameView<Primitives.Everything>(bytes.span)

        #expect(message.charConstant == UInt8(ascii: "x"))
        #expect(message.int8Constant == -8)
        #expect(message.int16Constant == -1600)
        #expect(message.int32Constant == -320_000)
        #expect(message.int64Constant == -9_223_372_036_854_775_807)
        #expect(message.uint8Constant == 254)
        #expect(message.uint16Constant == 65_534)
        #expect(message.uint32Constant == 4_294_967_294)
        #expect(message.uint64Constant == 18_446_744_073_709_551_614)
        #expect(message.floatConstant == 1.5)
        #expect(message.doubleConstant == -2.25)
        #expect("\(message.words)" == "to\" \\(1)")
        #expect(message.charEnumConstant == .high)
        #expect(message.int8EnumConstant == .high)
        #expect(message.int16EnumConstant == .high)
        #expect(message.int32EnumConstant == .high)
        #expect(message.uint8EnumConstant == .high)
        #expect(message.uint16EnumConstant == .high)
    }

    @Test("Each primitive type is read as it was written, required and optional")
    func values() throws {
        let bytes = try Self.message { message in
            message.charRequired = 32
            message.charOptional = 65
            message.charOwnNull = 65
            message.int8Required = .min
            message.int8Optional = -5
            message.int8OwnNull = -5
            message.int16Required = .min
            message.int16Optional = -500
            message.int16OwnNull = -500
            message.int32Required = .min
            message.int32Optional = -50_000
            message.int32OwnNull = -50_000
            message.int64Required = .min
            message.int64Optional = -5_000_000_000
            message.int64OwnNull = -5_000_000_000
            message.uint8Required = .max
            message.uint8Optional = 5
            message.uint8OwnNull = 5
            message.uint16Required = .max
            message.uint16Optional = 500
            message.uint16OwnNull = 500
            message.uint32Required = .max
            message.uint32Optional = 50_000
            message.uint32OwnNull = 50_000
            message.uint64Required = .max
            message.uint64Optional = 5_000_000_000
            message.uint64OwnNull = 5_000_000_000
            message.floatRequired = -.greatestFiniteMagnitude
            message.floatOptional = 0.1
            message.floatOwnNull = 0.1
            message.doubleRequired = .leastNonzeroMagnitude
            message.doubleOptional = 0.1
            message.doubleOwnNull = 0.1
        }
        let message = try FrameView<Primitives.Everything>(bytes.span)

        #expect(message.charRequired == 32)
        #expect(message.charOptional == 65)
        #expect(message.charOwnNull == 65)
        #expect(message.int8Required == .min)
        #expect(message.int8Optional == -5)
        #expect(message.int8OwnNull == -5)
        #expect(message.int16Required == .min)
        #expect(message.int16Optional == -500)
        #expect(message.int16OwnNull == -500)
        #expect(message.int32Required == .min)
        #expect(message.int32Optional == -50_000)
        #expect(message.int32OwnNull == -50_000)
        #expect(message.int64Required == .min)
        #expect(message.int64Optional == -5_000_000_000)
        #expect(message.int64OwnNull == -5_000_000_000)
        #expect(message.uint8Required == .max)
        #expect(message.uint8Optional == 5)
        #expect(message.uint8OwnNull == 5)
        #expect(message.uint16Required == .max)
        #expect(message.uint16Optional == 500)
        #expect(message.uint16OwnNull == 500)
        #expect(message.uint32Required == .max)
        #expect(message.uint32Optional == 50_000)
        #expect(message.uint32OwnNull == 50_000)
        #expect(message.uint64Required == .max)
        #expect(message.uint64Optional == 5_000_000_000)
        #expect(message.uint64OwnNull == 5_000_000_000)
        #expect(message.floatRequired == -.greatestFiniteMagnitude)
        #expect(message.floatOptional == 0.1)
        #expect(message.floatOwnNull == 0.1)
        #expect(message.doubleRequired == .leastNonzeroMagnitude)
        #expect(message.doubleOptional == 0.1)
        #expect(message.doubleOwnNull == 0.1)
    }

    @Test("Arrays of each primitive type are read as they were written")
    func arrays() throws {
        let bytes = try Self.message { message in
            message.charArray = "ab"
            message.int8Array = [-5, 0, .min]
            message.int16Array = [-500, 0, .min]
            message.int32Array = [-50_000, 0, .min]
            message.int64Array = [-5_000_000_000, 0, .min]
            message.uint8Array = [5, 0, .max]
            message.uint16Array = [500, 0, .max]
            message.uint32Array = [50_000, 0, .max]
            message.uint64Array = [5_000_000_000, 0, .max]
            message.floatArray = [0.1, 0, -.greatestFiniteMagnitude]
            message.doubleArray = [0.1, 0, .leastNonzeroMagnitude]
        }
        let message = try FrameView<Primitives.Everything>(bytes.span)

        // Compared before: the macro takes no operand that may not escape.
        let isText = message.charArray == "ab"
        #expect(isText)
        #expect([Int8](message.int8Array) == [-5, 0, .min])
        #expect([Int16](message.int16Array) == [-500, 0, .min])
        #expect([Int32](message.int32Array) == [-50_000, 0, .min])
        #expect([Int64](message.int64Array) == [-5_000_000_000, 0, .min])
        #expect([UInt8](message.uint8Array) == [5, 0, .max])
        #expect([UInt16](message.uint16Array) == [500, 0, .max])
        #expect([UInt32](message.uint32Array) == [50_000, 0, .max])
        #expect([UInt64](message.uint64Array) == [5_000_000_000, 0, .max])
        #expect([Float](message.floatArray) == [0.1, 0, -.greatestFiniteMagnitude])
        #expect([Double](message.doubleArray) == [0.1, 0, .leastNonzeroMagnitude])
    }

    @Test("Enumerations of each primitive type, and sets up to their last bit")
    func enumerationsAndSets() throws {
        let bytes = try Self.message { message in
            message.charEnum = .low
            message.charEnumOptional = .high
            message.int8Enum = .negative
            message.int8EnumOptional = .high
            message.int16Enum = .negative
            message.int16EnumOptional = .high
            message.int32Enum = .negative
            message.int32EnumOptional = .high
            message.uint8Enum = .low
            message.uint8EnumOptional = .high
            message.uint16Enum = .low
            message.uint16EnumOptional = .high
            message.uint8Set = [.first, .last]
            message.uint16Set = [.first, .last]
            message.uint32Set = [.first, .last]
            message.uint64Set = [.first, .last]
        }
        let message = try FrameView<Primitives.Everything>(bytes.span)

        #expect(message.charEnum == .low)
        #expect(message.charEnumOptional == .high)
        #expect(message.int8Enum == .negative)
        #expect(message.int8EnumOptional == .high)
        #expect(message.int16Enum == .negative)
        #expect(message.int16EnumOptional == .high)
        #expect(message.int32Enum == .negative)
        #expect(message.int32EnumOptional == .high)
        #expect(message.uint8Enum == .low)
        #expect(message.uint8EnumOptional == .high)
        #expect(message.uint16Enum == .low)
        #expect(message.uint16EnumOptional == .high)
        #expect(message.uint8Set == [.first, .last])
        #expect(message.uint16Set == [.first, .last])
        #expect(message.uint32Set == [.first, .last])
        #expect(message.uint64Set == [.first, .last])
        #expect(message.uint8Set.rawValue == 1 << 7 | 1)
        #expect(message.uint16Set.rawValue == 1 << 15 | 1)
        #expect(message.uint32Set.rawValue == 1 << 31 | 1)
        #expect(message.uint64Set.rawValue == 0x8000_0000_0000_0001)
    }

    @Test("Any number that is not a number is null, where null is not a number")
    func notANumber() throws {
        let bytes = try Self.message { message in
            message.floatRequired = .nan
            message.floatOptional = -.signalingNaN
            message.floatOwnNull = .nan
            message.doubleOptional = Double(nan: 7, signaling: false)
            message.doubleOwnNull = 1e300
        }
        let message = try FrameView<Primitives.Everything>(bytes.span)

        #expect(message.floatRequired.isNaN)
        #expect(message.floatOptional == nil)
        #expect(message.floatOwnNull?.isNaN == true, "its null value is -1")
        #expect(message.doubleOptional == nil)
        #expect(message.doubleOwnNull == nil)
    }
}
