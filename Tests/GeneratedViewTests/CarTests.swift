import PinionCodec
import Testing

/// The example of SBE, through the views that the build plugin made from `car.xml`.
struct CarTests {
    static func car() throws -> [UInt8] {
        try encoded { storage in
            var bytes = storage.mutableSpan
            var car = try FrameWriter<Cars.Car>(&bytes)
            car.serialNumber = 1234
            car.modelYear = 2013
            car.available = .t
            car.code = .a
            car.someNumbers = [0, 1, 2, 3]
            car.vehicleCode = "abcdef"
            car.extras = [.sportsPack, .cruiseControl]
            car.engine.capacity = 2000
            car.engine.numCylinders = 4
            car.engine.manufacturerCode = "123"
            car.engine.efficiency = 35
            car.engine.boosterEnabled = .t
            car.engine.booster.boostType = .nitrous
            car.engine.booster.horsePower = 200
            try car.fuelFigures(count: 2) { index, figure throws(FrameError) in
                figure.speed = index == 0 ? 30 : 55
                figure.mpg = index == 0 ? 35.9 : 49
                try figure.usageDescription(index == 0 ? "Urban Cycle" : "Combined Cycle")
            }
            try car.performanceFigures(count: 2) { index, figure throws(FrameError) in
                figure.octaneRating = index == 0 ? 95 : 99
                try figure.acceleration(count: index + 1) { step, acceleration throws(FrameError) in
                    acceleration.mph = UInt16(30 * (step + 1))
                    acceleration.seconds = 4.5
                }
            }
            try car.manufacturer("Honda")
            try car.model("Civic VTi")
            try car.activationCode("abcdef")
            return try car.finish()
        }
    }

    /// Everything that a car holds, a line for each.
    static func picture(_ car: FrameView<Cars.Car>) -> String {
        var lines = [
            "serialNumber \(car.serialNumber)", "modelYear \(car.modelYear)",
            "available \(car.available.rawValue)", "code \(car.code.rawValue)",
            "someNumbers \([UInt32](car.someNumbers))", "vehicleCode \(String(car.vehicleCode))",
            "extras \(car.extras.rawValue)", "discountedModel \(car.discountedModel.rawValue)",
            "engine \(car.engine.capacity) \(car.engine.numCylinders) \(car.engine.maxRpm)",
            "engine \(String(car.engine.manufacturerCode)) \(car.engine.fuel)",
            "engine \(car.engine.efficiency) \(car.engine.boosterEnabled.rawValue)",
            "booster \(car.engine.booster.boostType.rawValue) \(car.engine.booster.horsePower)",
        ]
        var fuelFigures = car.fuelFigures
        while let figure = fuelFigures.next() {
            lines.append("fuel \(figure.speed) \(figure.mpg) \(String(figure.usageDescription))")
        }
        var performanceFigures = car.performanceFigures
        while let figure = performanceFigures.next() {
            lines.append("octane \(figure.octaneRating)")
            for index in figure.acceleration.indices {
                let acceleration = figure.acceleration[index]
                lines.append("  \(acceleration.mph) mph in \(acceleration.seconds)")
            }
        }
        lines.append("manufacturer \(String(car.manufacturer))")
        lines.append("model \(String(car.model))")
        lines.append("activationCode \(String(car.activationCode))")
        return lines.joined(separator: "\n")
    }

    @Test("What was written is what is read, field for field")
    func roundTrip() throws {
        let bytes = try Self.car()
        let car = try FrameView<Cars.Car>(bytes.span)

        #expect(car.encodedLength == bytes.count)
        #expect(
            Self.picture(car) == """
                serialNumber 1234
                modelYear 2013
                available 1
                code 65
                someNumbers [0, 1, 2, 3]
                vehicleCode abcdef
                extras 6
                discountedModel 67
                engine 2000 4 9000
                engine 123 Petrol
                engine 35 1
                booster 78 200
                fuel 30 35.9 Urban Cycle
                fuel 55 49.0 Combined Cycle
                octane 95
                  30 mph in 4.5
                octane 99
                  30 mph in 4.5
                  60 mph in 4.5
                manufacturer Honda
                model Civic VTi
                activationCode abcdef
                """)
    }

    @Test("The header and the root block are the standard's bytes")
    func bytes() throws {
        let bytes = try Self.car()
        #expect(
            hexadecimal(bytes[..<8]) == "2d 00 01 00 01 00 00 00", "block length, template, schema")
        #expect(
            hexadecimal(bytes[8..<53]) == """
                d2 04 00 00 00 00 00 00 dd 07 01 41 00 00 00 00 01 00 00 00 02 00 00 00 03 00 00 00 \
                61 62 63 64 65 66 06 d0 07 04 31 32 33 23 01 4e c8
                """)
        #expect(hexadecimal(bytes[53..<57]) == "06 00 02 00", "dimensions of the fuel figures")
    }

    @Test("An unknown value of an enumeration and unknown bits of a set are kept")
    func unknownValues() throws {
        var bytes = try Self.car()
        bytes[18] = 77
        bytes[42] = 0xff
        let car = try FrameView<Cars.Car>(bytes.span)

        #expect(car.available.rawValue == 77)
        #expect(car.available != .t && car.available != .f)
        #expect(car.extras.rawValue == 0xff)
        #expect(car.extras.contains([.sunRoof, .cruiseControl]))
    }

    @Test("What is not written is zero, whatever the buffer held before")
    func unwritten() throws {
        let bytes = try encoded { storage in
            var bytes = storage.mutableSpan
            var car = try FrameWriter<Cars.Car>(&bytes)
            try car.fuelFigures(count: 0) { _, _ in }
            try car.performanceFigures(count: 1) { _, figure throws(FrameError) in
                try figure.acceleration(count: 1) { _, _ in }
            }
            try car.manufacturer("")
            try car.model("")
            try car.activationCode("")
            return try car.finish()
        }
        #expect(!bytes.contains(0xee))
        #expect(bytes[8..<53].allSatisfy { $0 == 0 })
    }

    @Test("A message cut anywhere is refused")
    func truncations() throws {
        let bytes = try Self.car()
        for count in 0..<bytes.count {
            let error = #expect(throws: FrameError.self) {
                _ = try FrameView<Cars.Car>(bytes.span.extracting(..<count)).serialNumber
            }
            #expect(error?.code == .truncated)
        }
    }

    @Test("A frame of another message or another schema is refused, with what it is")
    func otherFrames() throws {
        var bytes = try Self.car()
        bytes[2] = 9
        let otherTemplate = #expect(throws: FrameError.self) {
            _ = try FrameView<Cars.Car>(bytes.span).serialNumber
        }
        #expect(otherTemplate == FrameError(code: .otherTemplate, expected: 1, found: 9))
        bytes[4] = 5
        let otherSchema = #expect(throws: FrameError.self) {
            _ = try FrameView<Cars.Car>(bytes.span).serialNumber
        }
        #expect(otherSchema == FrameError(code: .otherSchema, expected: 1, found: 5))
    }

    @Test("Groups and data are written in the order of the schema, all of them")
    func order() throws {
        var storage = [UInt8](repeating: 0, count: 512)
        var bytes = storage.mutableSpan
        var car = try FrameWriter<Cars.Car>(&bytes)
        do throws(FrameError) {
            try car.manufacturer("Honda")
            Issue.record("data were written before the groups")
        } catch {
            #expect(error.code == .outOfOrder)
        }
        try car.fuelFigures(count: 0) { _, _ in }
        do throws(FrameError) {
            _ = try car.finish()
            Issue.record("a message without its last parts was finished")
        } catch {
            #expect(error == FrameError(code: .unfinished, expected: 5, found: 1))
        }
    }
}
