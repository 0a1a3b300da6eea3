import PinionCodec
import Testing

@Suite("A writer")
struct WriterTests {
    /// The error of `body`, given a writer on a buffer of `capacity` bytes.
    func error(
        capacity: Int,
        _ body: (inout FrameWriter<Baseline.Car>) throws(FrameError) -> Void
    ) -> FrameError? {
        var buffer = [UInt8](repeating: 0, count: capacity)
        var span = buffer.mutableSpan
        do throws(FrameError) {
            var car = try FrameWriter<Baseline.Car>(&span)
            try body(&car)
            _ = try car.finish()
            return nil
        } catch { return error }
    }

    @Test("Too small a buffer throws at each capacity, and nothing behind it is touched")
    func tooSmall() throws {
        let guarded = GuardedBytes()
        let whole = try [UInt8](car: 0)
        for capacity in 0..<whole.count {
            let error = guarded.withRoom(capacity) { span -> FrameError? in
                do throws(FrameError) {
                    _ = try writeCar(into: &span, addition: 0)
                    return nil
                } catch { return error }
            }
            #expect(error?.code == .noRoom)
            #expect(error?.found == capacity)
            if let expected = error?.expected {
                #expect(expected > capacity && expected <= whole.count)
            }
        }
        let count = guarded.withRoom(whole.count) { span in
            try? writeCar(into: &span, addition: 0)
        }
        #expect(count == whole.count)
    }

    @Test("A buffer too small for the shortest message is left as it was")
    func untouched() {
        var buffer = [UInt8](repeating: 0xee, count: 72)
        do {
            var span = buffer.mutableSpan
            do throws(FrameError) {
                let car = try FrameWriter<Baseline.Car>(&span)
                _ = try car.finish()
                Issue.record("72 bytes cannot hold a car")
            } catch {
                #expect(error == FrameError(code: .noRoom, expected: 73, found: 72))
            }
        }
        #expect(buffer.allSatisfy { $0 == 0xee })
    }

    @Test("Groups and data come in the order of the schema, each once")
    func order() {
        #expect(
            error(capacity: 500) { car throws(FrameError) in try car.model("first") }
                == FrameError(code: .outOfOrder, expected: 0, found: 3))
        #expect(
            error(capacity: 500) { car throws(FrameError) in
                try car.fuelFigures(count: 0) { _, _ in }
                try car.fuelFigures(count: 0) { _, _ in }
            } == FrameError(code: .outOfOrder, expected: 1, found: 0))
        #expect(
            error(capacity: 500) { car throws(FrameError) in
                try car.fuelFigures(count: 0) { _, _ in }
                try car.performanceFigures(count: 0) { _, _ in }
                try car.manufacturer("a")
                try car.activationCode("b")
            } == FrameError(code: .outOfOrder, expected: 3, found: 4))
    }

    @Test("A message that lacks parts does not finish")
    func unfinished() {
        #expect(
            error(capacity: 500) { _ in }
                == FrameError(code: .unfinished, expected: 5, found: 0))
        #expect(
            error(capacity: 500) { car throws(FrameError) in
                try car.fuelFigures(count: 1) { _, _ in }
            } == FrameError(code: .unfinished, expected: 1, found: 0))
    }

    @Test("A group that failed may be written again")
    func again() throws {
        var buffer = [UInt8](repeating: 0xee, count: 500)
        var span = buffer.mutableSpan
        var car = try FrameWriter<Baseline.Car>(&span)
        let long = [UInt8](repeating: 1, count: 600)
        do throws(FrameError) {
            try car.fuelFigures(count: 2) { index, figure throws(FrameError) in
                figure.speed = 99
                if index == 1 { try figure.usageDescription(long.span) }
                try figure.usageDescription("short")
            }
            Issue.record("600 bytes do not fit 500")
        } catch { #expect(error.code == .noRoom) }
        try car.fuelFigures(count: 1) { _, figure throws(FrameError) in
            try figure.usageDescription("")
        }
        try car.performanceFigures(count: 0) { _, _ in }
        try car.manufacturer("")
        try car.model("")
        try car.activationCode("")
        let count = try car.finish()
        #expect(count == 8 + 45 + 4 + 6 + 4 + 4 + 4 + 4 + 4)
        let frame = Array(buffer[..<count])
        let view = try FrameView<Baseline.Car>(frame.span)
        var figures = view.fuelFigures
        if let figure = figures.next() { #expect(figure.speed == 0) }
        #expect(view.encodedLength == count)
    }

    @Test("What the dimensions and the length cannot say is refused")
    func tooMany() throws {
        var buffer = [UInt8](repeating: 0, count: 4000)
        var span = buffer.mutableSpan
        var reading = try FrameWriter<Survey.Reading>(&span)
        do throws(FrameError) {
            try reading.probes(count: 255) { _, _ in }
            Issue.record("255 is the null value of the count")
        } catch {
            #expect(error == FrameError(code: .tooManyEntries, expected: 254, found: 255))
        }
        try reading.probes(count: 0) { _, _ in }
        try reading.extras(count: 254) { _, _ in }
        let long = [UInt8](repeating: 0x20, count: 1001)
        do throws(FrameError) {
            try reading.summary(long.span.extracting(first: 255))
            Issue.record("255 is the null value of the length")
        } catch {
            #expect(error == FrameError(code: .tooLong, expected: 254, found: 255))
        }
        try reading.summary(long.span.extracting(first: 254))
        do throws(FrameError) {
            try reading.attachment(long.span)
            Issue.record("the schema allows 1000 bytes")
        } catch {
            #expect(error == FrameError(code: .tooLong, expected: 1000, found: 1001))
        }
        try reading.attachment(RawSpan())
        let count = try reading.finish()
        #expect(count == 6 + 104 + 8 + 8 + 254 + 1 + 254 + 4)
    }

    @Test("No byte of the frame is what the buffer held before")
    func noStaleBytes() throws {
        var frames: [[UInt8]] = []
        for filler: UInt8 in [0x00, 0xff, 0x5a] {
            var buffer = [UInt8](repeating: filler, count: 400)
            var count = 0
            do {
                var span = buffer.mutableSpan
                var reading = try FrameWriter<Survey.Reading>(&span)
                try reading.probes(count: 2) { _, probe throws(FrameError) in
                    try probe.marks(count: 1) { _, mark throws(FrameError) in try mark.text("") }
                    try probe.note("")
                }
                try reading.extras(count: 1) { _, _ in }
                try reading.summary("")
                try reading.attachment([UInt8]().span)
                count = try reading.finish()
            }
            frames.append(Array(buffer[..<count]))
        }
        #expect(frames[0] == frames[1])
        #expect(frames[0] == frames[2])
    }

    @Test("A span of elements is copied, if it has as many as the array")
    func copiedArrays() throws {
        var buffer = [UInt8](repeating: 0, count: 500)
        var span = buffer.mutableSpan
        let reading = try FrameWriter<Survey.Reading>(&span)
        let samples: [Int16] = [1, -2, 3, 4]
        try reading.copy(samples.span.extracting(first: 3), to: \.samples)
        #expect(reading.samples[1] == -2)
        do throws(FrameError) {
            try reading.copy(samples.span, to: \.samples)
            Issue.record("four elements were copied to three")
        } catch { #expect(error == FrameError(code: .otherCount, expected: 3, found: 4)) }
        reading.samples[1] = 7
        #expect(reading.samples[1] == 7)
        #expect(reading.samples[0] == 1)
    }

    @Test("Members that a schema adds to its header are zero, and can be written")
    func header() throws {
        var buffer = [UInt8](repeating: 0xff, count: 100)
        var span = buffer.mutableSpan
        var car = try FrameWriter<Baseline.Car>(&span)
        #expect(car.messageHeader.version == 0)
        car.messageHeader.version = 3
        car.engine.capacity = 1
        do throws(FrameError) {
            _ = try car.finish()
        } catch { #expect(error.code == .unfinished) }
        #expect(Array(buffer[0..<8]) == [45, 0, 1, 0, 1, 0, 3, 0])
    }
}
