import PinionCodec
import Testing

/// `encodedLength` of generated code, and writers that do not have enough room.
struct EncodedLengthTests {
    /// The counts and lengths of a car.
    struct Content {
        var descriptions: [Int] = []
        var accelerations: [Int] = []
        var manufacturer = 0
        var model = 0
        var activationCode = 0

        init(using random: inout SplitMix) {
            descriptions = (0..<random.below(5)).map { _ in 0 }
            for index in descriptions.indices { descriptions[index] = random.below(40) }
            accelerations = (0..<random.below(5)).map { _ in 0 }
            for index in accelerations.indices { accelerations[index] = random.below(6) }
            manufacturer = random.below(60)
            model = random.below(60)
            activationCode = random.below(60)
        }

        func encodedLength() throws(FrameError) -> Int {
            typealias Car = Cars.Car
            return try Car.encodedLength(
                fuelFigures: EntryLengths(count: descriptions.count) { index throws(FrameError) in
                    try Car.FuelFigures.encodedLength(usageDescription: descriptions[index])
                },
                performanceFigures: EntryLengths(count: accelerations.count) {
                    index throws(FrameError) in
                    try Car.PerformanceFigures.encodedLength(acceleration: accelerations[index])
                },
                manufacturer: manufacturer, model: model, activationCode: activationCode)
        }

        func write(to bytes: inout MutableSpan<UInt8>) throws(FrameError) -> Int {
            let text = [UInt8](repeating: 0x61, count: 60)
            var car = try FrameWriter<Cars.Car>(&bytes)
            car.serialNumber = .max
            try car.fuelFigures(count: descriptions.count) { index, figure throws(FrameError) in
                figure.speed = .max
                try figure.usageDescription(text.span.extracting(first: descriptions[index]))
            }
            try car.performanceFigures(count: accelerations.count) {
                index, figure throws(FrameError) in
                figure.octaneRating = .max
                try figure.acceleration(count: accelerations[index]) { _, acceleration in
                    acceleration.mph = .max
                }
            }
            try car.manufacturer(text.span.extracting(first: manufacturer))
            try car.model(text.span.extracting(first: model))
            try car.activationCode(text.span.extracting(first: activationCode))
            return try car.finish()
        }
    }

    /// Numbers that a seed decides.
    struct SplitMix {
        var state: UInt64

        mutating func below(_ bound: UInt64) -> Int {
            state &+= 0x9e37_79b9_7f4a_7c15
            var word = state
            word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
            word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
            return Int((word ^ (word >> 31)) % bound)
        }
    }

    @Test("The length that is added up is that of what is written, to the byte", arguments: 0..<200)
    func exact(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        let content = Content(using: &random)
        let length = try content.encodedLength()
        var storage = [UInt8](repeating: 0xee, count: length)
        var bytes = storage.mutableSpan
        #expect(try content.write(to: &bytes) == length)
    }

    @Test(
        "Whoever grows the buffer as the error says ends with the exact length", arguments: 0..<50)
    func growing(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        let content = Content(using: &random)
        let length = try content.encodedLength()
        var capacity = 0
        var tries = 0
        while true {
            tries += 1
            var storage = [UInt8](repeating: 0xee, count: capacity)
            var bytes = storage.mutableSpan
            do throws(FrameError) {
                #expect(try content.write(to: &bytes) == length)
                break
            } catch {
                #expect(error.code == .noRoom)
                #expect(error.found == capacity)
                try #require(error.expected > capacity && error.expected <= length)
                capacity = error.expected
            }
        }
        #expect(capacity == length)
        // One for each part that is not empty, nested ones included, and one that succeeds.
        #expect(tries <= 2 + 2 + content.descriptions.count + content.accelerations.count + 3)
    }

    @Test(
        "A write that finds no room leaves what was written before, and may be followed by a shorter one"
    )
    func undamaged() throws {
        let prefix = 8 + 45 + 4 + 4
        // Room for every part to be empty, and five bytes more.
        var storage = [UInt8](repeating: 0xee, count: 73 + 5)
        var count = 0
        do {
            var bytes = storage.mutableSpan
            var car = try FrameWriter<Cars.Car>(&bytes)
            car.serialNumber = 1
            do throws(FrameError) {
                // The first byte of an entry would fit: none is written.
                try car.fuelFigures(count: 1) { _, _ in Issue.record("there is no room for it") }
            } catch {
                #expect(error == FrameError(code: .noRoom, expected: 73 + 10, found: 78))
            }
            try car.fuelFigures(count: 0) { _, _ in }
            try car.performanceFigures(count: 0) { _, _ in }
            do throws(FrameError) {
                try car.manufacturer("sixsix")
                Issue.record("there is no room for six bytes")
            } catch {
                #expect(error == FrameError(code: .noRoom, expected: 73 + 6, found: 78))
            }
            #expect(car.encodedLength == prefix)
            try car.manufacturer("five5")
            try car.model("")
            try car.activationCode("")
            count = try car.finish()
        }
        #expect(count == 78)
        let car = try FrameView<Cars.Car>(storage.span)
        #expect(car.serialNumber == 1)
        #expect(String(car.manufacturer) == "five5")
        #expect(car.encodedLength == 78)
    }

    @Test("Messages and entries of one length say it without arguments")
    func fixed() throws {
        #expect(V2.Cancel.encodedLength == 16)
        #expect(Cars.Car.PerformanceFigures.Acceleration.encodedLength == 6)
        #expect(Cars.Car.encodedLengthMin == 73)
        #expect(Cars.Car.FuelFigures.encodedLengthMin == 10)
        let empty = EntryLengths<Cars.Car.FuelFigures>()
        let none = EntryLengths<Cars.Car.PerformanceFigures>()
        #expect(
            try Cars.Car.encodedLength(
                fuelFigures: empty, performanceFigures: none, manufacturer: 0, model: 0,
                activationCode: 0) == 73)
    }

    @Test("What no writer would write has no length")
    func refused() {
        let none = EntryLengths<Cars.Car.PerformanceFigures>()
        func error(_ body: () throws(FrameError) -> Int) -> FrameError? {
            do throws(FrameError) {
                _ = try body()
                return nil
            } catch { return error }
        }
        #expect(
            error { () throws(FrameError) in
                try Cars.Car.PerformanceFigures.encodedLength(acceleration: 65_535)
            } == FrameError(code: .tooManyEntries, expected: 65_534, found: 65_535))
        #expect(
            error { () throws(FrameError) in
                try Cars.Car.encodedLength(
                    fuelFigures: EntryLengths(), performanceFigures: none, manufacturer: .max,
                    model: 0, activationCode: 0)
            } == FrameError(code: .tooLong, expected: 1_073_741_824, found: .max))
        // Each is allowed; four are more than a frame can have.
        let most = 1_073_741_824
        #expect(
            error { () throws(FrameError) in
                try Cars.Car.encodedLength(
                    fuelFigures: EntryLengths(count: 1) { _ throws(FrameError) in 10 + most },
                    performanceFigures: none, manufacturer: most, model: most, activationCode: most)
            }?.code == .tooLong)
    }
}
