import PinionCodec
import Testing

@Suite("A view")
struct FrameViewTests {
    @Test("The example car reads as it was written, constants included")
    func car() throws {
        let frame = try [UInt8](car: 0)
        let car = try FrameView<Baseline.Car>(frame.span)
        #expect(car.encodedLength == frame.count)
        #expect(car.serialNumber == 1234)
        #expect(car.modelYear == 2013)
        #expect(car.available == .t)
        #expect(car.code == .a)
        #expect(car.discountedModel == .c)
        #expect(Array(car.someNumbers) == [1, 2, 3, 4])
        #expect(String(car.vehicleCode) == "abcdef")
        #expect(car.extras == [.cruiseControl, .sportsPack])
        #expect(car.engine.capacity == 2000)
        #expect(car.engine.maxRpm == 9000)
        #expect(car.engine.fuel.description == "Petrol")
        #expect(car.engine.efficiency == 35)
        #expect(car.engine.boosterEnabled == .t)
        #expect(car.engine.booster.boostType == .nitrous)
        #expect(car.engine.booster.horsePower == 200)
        var lines: [String] = []
        car.fuelFigures.forEach { figure in
            lines.append("\(figure.speed) \(figure.mpg) \(String(figure.usageDescription))")
        }
        var figures = car.performanceFigures
        while let figure = figures.next() {
            var line = "\(figure.octaneRating):"
            for index in figure.acceleration.indices {
                let acceleration = figure.acceleration[index]
                line += " \(acceleration.mph) \(acceleration.seconds)"
            }
            lines.append(line)
        }
        #expect(
            lines == [
                "30 35.9 Urban Cycle", "55 49.0 Combined Cycle", "75 40.0 Highway Cycle",
                "95: 30 4.0 60 7.5 100 12.2", "99: 30 3.8 60 7.1 100 11.8",
            ])
        #expect(String(car.manufacturer) == "Honda")
        #expect(String(car.model) == "Civic VTi")
        #expect(String(car.activationCode) == "abcdef")
    }

    @Test("Bytes behind a frame belong to the next one")
    func backToBack() throws {
        let two = try [UInt8](car: 1) + [UInt8](car: 2)
        let first = try FrameView<Baseline.Car>(two.span)
        #expect(first.encodedLength == two.count / 2)
        #expect(first.bytes.byteCount == two.count / 2)
        let second = try FrameView<Baseline.Car>(
            two.span.extracting(first.encodedLength..<two.count))
        #expect(second.serialNumber == 1236)
    }

    @Test("A header can be read before it is known which message follows")
    func header() throws {
        let frame = surveyVersion9
        let header = try MessageHeader(frame.span, layout: Survey.MessageHeader.self)
        #expect(header.blockLength == 107)
        #expect(header.templateID == Survey.Reading.templateID)
        #expect(header.schemaID == 90)
        #expect(header.version == 9)
        for count in 0..<6 {
            let error = #expect(throws: FrameError.self) {
                try MessageHeader(
                    frame.span.extracting(first: count), layout: Survey.MessageHeader.self)
            }
            #expect(error == FrameError(code: .truncated, expected: 6, found: count))
        }
        let reading = try FrameView<Survey.Reading>(frame.span)
        #expect(reading.messageHeader.templateId == 200)
    }

    @Test("A copy outlives the buffer, crosses tasks, and reads the same")
    func owned() async throws {
        var owned: [OwnedFrame<Baseline.Car>] = []
        do {
            let frame = try [UInt8](car: 5) + [1, 2, 3]
            let car = try FrameView<Baseline.Car>(frame.span)
            owned.append(OwnedFrame(copying: car))
        }
        let copy = owned[0]
        let serialNumber = await Task { copy.view.serialNumber }.value
        #expect(serialNumber == 1239)
        #expect(copy.view.encodedLength == (try [UInt8](car: 5)).count)
        let sum = digest(copy.view)
        #expect(sum != 0)
        #expect(String(copy.view.model) == "Civic VTi")
    }

    @Test("A view may be used across a suspension, and by a closure that does not escape")
    func suspension() async throws {
        let frame = try [UInt8](car: 0)
        let car = try FrameView<Baseline.Car>(frame.span)
        await Task.yield()
        func twice(_ body: () -> UInt64) -> UInt64 { body() + body() }
        #expect(twice { car.serialNumber } == 2468)
    }
}

/// A header, and a composite, of which nothing is sent.
enum Silent: MessageHeaderLayout {
    typealias Order = LittleEndian
    static var blockLength: Int { 0 }
    static var blockLengthMember: ConstantMember { .init(1) }
    static var templateIDMember: ConstantMember { .init(2) }
    static var schemaIDMember: ConstantMember { .init(3) }
    static var versionMember: ConstantMember { .init(4) }
    struct Fields {
        var version: ConstantField<UInt16> { .init(4) }
    }
    static var fields: Fields { Fields() }

    enum Byte: MessageLayout {
        typealias Order = LittleEndian
        typealias Header = Silent
        static var templateID: UInt64 { 2 }
        static var schemaID: UInt64 { 3 }
        static var version: UInt64 { 4 }
        static var blockLength: Int { 1 }
        static func blockLengthMin(version: UInt32) -> Int { 1 }
        struct Fields {
            var value: Field<UInt8> { .init(0) }
        }
        static var fields: Fields { Fields() }
    }
}

@Suite("A header without bytes")
struct SilentHeaderTests {
    @Test("Says what the schema fixes, and is read from no bytes")
    func silent() throws {
        let header = try MessageHeader(RawSpan(), layout: Silent.self)
        #expect(header.version == 4)
        #expect(header.templateID == 2)
        let composite = try FrameView<Silent>(RawSpan())
        #expect(composite.version == 4)
        let error = #expect(throws: FrameError.self) {
            _ = try FrameView<Silent.Byte>(RawSpan())
        }
        #expect(error == FrameError(code: .truncated, expected: 1, found: 0))
        let byte: [UInt8] = [77]
        let view = try FrameView<Silent.Byte>(byte.span)
        #expect(view.value == 77)
        let copy = OwnedFrame(copying: view)
        #expect(copy.view.value == 77)
    }
}
