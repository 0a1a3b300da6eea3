import PinionCodec
import Testing

/// `set(_:to:)` of the writers, through the views of `car.xml`, `everything.xml` and `ordersVersion2.xml`.
struct CheckedValueTests {
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
                == FrameError(code: .outOfRange, expected: 254, found: 255))
        #expect(
            error { message throws(FrameError) in try message.set(\.int16Required, to: .min) }
                == FrameError(code: .outOfRange, expected: -32_767, found: -32_768))
        #expect(
            error { message throws(FrameError) in try message.set(\.charRequired, to: 0x7f) }
                == FrameError(code: .outOfRange, expected: 0x7e, found: 0x7f))
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
                == FrameError(code: .outOfRange, expected: 100, found: 101))
        #expect(
            carError { car throws(FrameError) in
                try car.fuelFigures(count: 0) { _, _ in }
                try car.performanceFigures(count: 1) { _, figure throws(FrameError) in
                    try figure.set(\.octaneRating, to: 89)
                }
            } == FrameError(code: .outOfRange, expected: 90, found: 89))
    }

    @Test("A value that stands for null is refused where a value is meant")
    func nulls() {
        #expect(
            error { message throws(FrameError) in try message.set(\.uint8Optional, to: 255) }
                == FrameError(code: .nullValue, expected: 255, found: 255))
        #expect(
            error { message throws(FrameError) in try message.set(\.int16OwnNull, to: -1) }
                == FrameError(code: .nullValue, expected: -1, found: -1))
        #expect(
            error { message throws(FrameError) in
                try message.set(\.floatOptional, to: .nan)
            }?.code == .nullValue)
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
            } == FrameError(code: .unknownValue, expected: 0, found: 2))
        #expect(
            carError { car throws(FrameError) in
                try car.set(\.extras, to: .init(rawValue: 0x0b))
            } == FrameError(code: .unknownValue, expected: 7, found: 0x0b))
        #expect(carError { car throws(FrameError) in try car.set(\.extras, to: []) } == nil)
    }

    @Test("Text that is too long, in another encoding, or ends early is refused")
    func text() {
        #expect(
            carError { car throws(FrameError) in try car.set(\.vehicleCode, to: "abcdefg") }
                == FrameError(code: .tooLong, expected: 6, found: 7))
        #expect(
            carError { car throws(FrameError) in try car.set(\.vehicleCode, to: "é") }
                == FrameError(code: .notInEncoding, expected: 127, found: 0xe9))
        #expect(
            carError { car throws(FrameError) in try car.set(\.vehicleCode, to: "a\0b") }
                == FrameError(code: .endsEarly, expected: 1, found: 3))
        #expect(
            carError { car throws(FrameError) in
                try car.fuelFigures(count: 1) { _, figure throws(FrameError) in
                    try figure.usageDescription(text: "naïve")
                }
            } == FrameError(code: .notInEncoding, expected: 127, found: 0xef))
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
