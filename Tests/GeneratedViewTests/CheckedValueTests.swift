import PinionCodec
import Testing

/// `set(_:to:)` of the writers, through the views of `car.xml`, `everything.xml` and `ordersVersion2.xml`.
struct CheckedValueTests {
    /// The error of a field that was refused `found`.
    func refusal(
        _ code: FrameError.Code, _ expected: Int, found: Int, of field: StaticString
    ) -> FrameError {
        FrameError(code: code, expected: expected, found: found, field: FieldName(field))
    }

    /// The error of `body`, given a writer of a message without groups and data.
    func error(
        _ body: (inout FrameWriter<Primitives.Everything>) throws(FrameError) -> Void
    ) -> FrameError? {
        var storage = [UInt8](repeating: 0, count: 2048)
        var bytes = storage.mutableSpan
        do throws(FrameError) {
            var message = try FrameWriter<Primitives.Everything>(&bytes)
            try body(&message)
            return nil
        } catch { return error }
    }

    /// The error of `body`, given the writer of a car.
    func carError(
        _ body: (inout FrameWriter<Cars.Car>) throws(FrameError) -> Void
    ) -> FrameError? {
        var storage = [UInt8](repeating: 0, count: 2048)
        var bytes = storage.mutableSpan
        do throws(FrameError) {
            var car = try FrameWriter<Cars.Car>(&bytes)
            try body(&car)
            return nil
        } catch { return error }
    }

    @Test("A value within the limits of its type is set")
    func valid() throws {
        var storage = [UInt8](repeating: 0, count: 2048)
        var bytes = storage.mutableSpan
        let message = try FrameWriter<Primitives.Everything>(&bytes)
        try message.set(\.int8Required, to: -127)
        try message.set(\.uint8Optional, to: 254)
        try message.set(\.uint8Optional, to: nil)
        try message.set(\.charRequired, to: 0x20)
        try message.set(\.doubleRequired, to: -.greatestFiniteMagnitude)
        try message.set(\.charEnum, to: .low)
        try message.set(\.uint16Set, to: [.first, .last])
        try message.set(\.charArray, to: "ab")
        #expect(message.int8Required == -127)
        #expect(message.uint8Optional == nil)
        #expect(message.charRequired == 0x20)
        #expect(message.charEnum == .low)
        #expect(message.uint16Set == [.first, .last])
    }

    @Test("A number beyond the limits of its type is refused, with the limit")
    func ranges() {
        #expect(
            error { message throws(FrameError) in try message.set(\.uint8Required, to: 255) }
                == refusal(.outOfRange, 254, found: 255, of: "uint8Required"))
        #expect(
            error { message throws(FrameError) in try message.set(\.int16Required, to: .min) }
                == refusal(.outOfRange, -32_767, found: -32_768, of: "int16Required"))
        #expect(
            error { message throws(FrameError) in try message.set(\.charRequired, to: 0x7f) }
                == refusal(.outOfRange, 0x7e, found: 0x7f, of: "charRequired"))
        #expect(
            error { message throws(FrameError) in
                try message.set(\.floatRequired, to: .infinity)
            }?.code == .outOfRange)
        #expect(
            error { message throws(FrameError) in
                try message.set(\.doubleRequired, to: .nan)
            }?.code == .nullValue)
        #expect(
            error { message throws(FrameError) in
                try message.set(\.int32Array, to: [1, .min, 3])
            }?.code == .outOfRange)
    }

    @Test("The limits that a schema gives hold, in composites and entries too")
    func ownRanges() {
        #expect(
            carError { car throws(FrameError) in try car.engine.set(\.efficiency, to: 101) }
                == refusal(.outOfRange, 100, found: 101, of: "efficiency"))
        #expect(
            carError { car throws(FrameError) in
                try car.fuelFigures(count: 0) { _, _ in }
                try car.performanceFigures(count: 1) { _, figure throws(FrameError) in
                    try figure.set(\.octaneRating, to: 89)
                }
            } == refusal(.outOfRange, 90, found: 89, of: "octaneRating"))
    }

    @Test("A value that stands for null is refused where a value is meant")
    func nulls() {
        #expect(
            error { message throws(FrameError) in try message.set(\.uint8Optional, to: 255) }
                == refusal(.nullValue, 255, found: 255, of: "uint8Optional"))
        #expect(
            error { message throws(FrameError) in try message.set(\.int16OwnNull, to: -1) }
                == refusal(.nullValue, -1, found: -1, of: "int16OwnNull"))
        #expect(
            error { message throws(FrameError) in
                try message.set(\.floatOptional, to: .nan)
            }?.code == .nullValue)
    }

    @Test("An error says which field it is about, by its name in the schema")
    func sentences() {
        let beyond = carError { car throws(FrameError) in
            try car.engine.set(\.efficiency, to: 101)
        }
        #expect(beyond?.description == "efficiency: 101 is beyond 100, the limit of its type")
        let early = carError { car throws(FrameError) in try car.model("C") }
        #expect(early?.description == "model: part 0 comes next, not part 3")
        let own = Result { () throws(FrameError) in
            var storage = [UInt8](repeating: 0, count: 200)
            var bytes = storage.mutableSpan
            var reading = try FrameWriter<Meters.Reading>(&bytes)
            try reading.hours(count: 255) { _, _ in }
        }
        #expect(throws: refusal(.tooManyEntries, 254, found: 255, of: "hours")) { try own.get() }
    }

    @Test("A refused value leaves the field as it was")
    func unchanged() throws {
        var storage = [UInt8](repeating: 0, count: 2048)
        var bytes = storage.mutableSpan
        let message = try FrameWriter<Primitives.Everything>(&bytes)
        message.uint8Required = 7
        try? message.set(\.uint8Required, to: 255)
        #expect(message.uint8Required == 7)
    }

    @Test("Values and bits that the schema does not name are refused")
    func names() {
        #expect(
            carError { car throws(FrameError) in
                try car.set(\.available, to: .init(rawValue: 2))
            } == refusal(.unknownValue, 0, found: 2, of: "available"))
        #expect(
            carError { car throws(FrameError) in
                try car.set(\.extras, to: .init(rawValue: 0x0b))
            } == refusal(.unknownValue, 7, found: 0x0b, of: "extras"))
        #expect(carError { car throws(FrameError) in try car.set(\.extras, to: []) } == nil)
    }

    @Test("Text that is too long, in another encoding, or ends early is refused")
    func text() {
        #expect(
            carError { car throws(FrameError) in try car.set(\.vehicleCode, to: "abcdefg") }
                == refusal(.tooLong, 6, found: 7, of: "vehicleCode"))
        #expect(
            carError { car throws(FrameError) in try car.set(\.vehicleCode, to: "é") }
                == refusal(.notInEncoding, 127, found: 0xe9, of: "vehicleCode"))
        #expect(
            carError { car throws(FrameError) in try car.set(\.vehicleCode, to: "a\0b") }
                == refusal(.endsEarly, 1, found: 3, of: "vehicleCode"))
        #expect(
            carError { car throws(FrameError) in
                try car.fuelFigures(count: 1) { _, figure throws(FrameError) in
                    try figure.usageDescription(text: "naïve")
                }
            } == refusal(.notInEncoding, 127, found: 0xef, of: "usageDescription"))
    }

    @Test("Text in data is sent in its encoding")
    func textInData() throws {
        let bytes = try encoded { storage in
            var bytes = storage.mutableSpan
            var car = try FrameWriter<Cars.Car>(&bytes)
            try car.fuelFigures(count: 0) { _, _ in }
            try car.performanceFigures(count: 0) { _, _ in }
            try car.manufacturer(text: "Škoda")
            try car.model(text: "")
            try car.activationCode(text: "code")
            return try car.finish()
        }
        let car = try FrameView<Cars.Car>(bytes.span)
        #expect(String(car.manufacturer) == "Škoda")
        #expect(String(car.activationCode) == "code")
    }

    @Test(
        "Each encoding takes its own bytes",
        arguments: [
            (CharacterEncoding.ascii, [0x41, 0x7f], nil as Int?), (.ascii, [0x41, 0x80], 0x80),
            (.latin1, [0xff, 0x80], nil), (.utf8, [0xc3, 0xa9], nil), (.utf8, [0x41, 0xc3], 0xc3),
            (.utf8, [0xed, 0xa0, 0x80], 0xed),
        ] as [(CharacterEncoding, [UInt8], Int?)])
    func encodings(encoding: CharacterEncoding, bytes: [UInt8], refused: Int?) {
        #expect(encoding.refusal(of: bytes.span)?.found == refused)
    }
}
