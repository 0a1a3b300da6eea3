import PinionCodec
import Testing

@Suite("Bad input")
struct BadInputTests {
    let guarded = GuardedBytes()

    /// What became of a frame: its digest, or why it was refused.
    func outcome(ofCar bytes: [UInt8]) -> Result<UInt64, FrameError> {
        guarded.with(bytes) { span in
            do throws(FrameError) {
                return .success(digest(try FrameView<Baseline.Car>(span)))
            } catch { return .failure(error) }
        }
    }

    func outcome(ofReading bytes: [UInt8]) -> Result<UInt64, FrameError> {
        guarded.with(bytes) { span in
            do throws(FrameError) {
                return .success(digest(try FrameView<Survey.Reading>(span)))
            } catch { return .failure(error) }
        }
    }

    @Test("Each truncation of a frame is refused, and says how many bytes there are")
    func truncations() throws {
        let car = try [UInt8](car: 0)
        for count in 0..<car.count {
            let result = outcome(ofCar: Array(car[..<count]))
            guard case .failure(let error) = result else {
                Issue.record("\(count) bytes were read as a whole car")
                continue
            }
            #expect(error.code == .truncated)
            #expect(error.found == count)
            #expect(error.expected > count && error.expected <= car.count)
        }
        for frame in [surveyVersion0, surveyVersion1, try fullReading()] {
            for count in frame.indices {
                guard case .failure(let error) = outcome(ofReading: Array(frame[..<count])) else {
                    Issue.record("\(count) bytes were read as a whole reading")
                    continue
                }
                #expect(error.code == .truncated)
                #expect(error.found == count)
            }
        }
    }

    @Test("Each flipped bit is survived")
    func bitFlips() throws {
        let car = try [UInt8](car: 0)
        var refused = 0
        for bit in 0..<(car.count * 8) {
            var frame = car
            frame[bit / 8] ^= 1 << UInt8(bit % 8)
            if case .failure = outcome(ofCar: frame) { refused += 1 }
        }
        // Most bits are payload: only those that steer the decoding can make a frame bad.
        #expect(refused > 100 && refused < car.count * 4)
        for frame in [surveyVersion0, surveyVersion1, surveyVersion9, try fullReading()] {
            for bit in 0..<(frame.count * 8) {
                var changed = frame
                changed[bit / 8] ^= 1 << UInt8(bit % 8)
                _ = outcome(ofReading: changed)
            }
        }
    }

    @Test("Each value of a 16-bit count and block length is survived")
    func everyCount() throws {
        let car = try [UInt8](car: 0)
        let fuelFigures = 8 + 45
        for field in [fuelFigures, fuelFigures + 2] {
            for value in 0...UInt16.max {
                var frame = car
                frame[field] = UInt8(truncatingIfNeeded: value)
                frame[field + 1] = UInt8(truncatingIfNeeded: value >> 8)
                let result = outcome(ofCar: frame)
                if value == (field == fuelFigures ? 6 : 3) {
                    #expect(result == outcome(ofCar: car))
                }
            }
        }
    }

    @Test("Random changes are survived, whatever they hit", arguments: 0..<8)
    func mutations(seed: UInt64) throws {
        var numbers = SeededNumbers(seed: seed)
        let frames = [surveyVersion1, surveyVersion9, try fullReading()]
        let car = try [UInt8](car: seed)
        let extremes: [UInt8] = [0, 1, 0x7f, 0x80, 0xfe, 0xff]
        var good = 0
        for round in 0..<2000 {
            let isCar = round % 2 == 0
            var frame = isCar ? car : frames[Int.random(in: 0..<3, using: &numbers)]
            for _ in 0..<Int.random(in: 1...4, using: &numbers) {
                let place = Int.random(in: 0..<frame.count, using: &numbers)
                frame[place] =
                    Bool.random(using: &numbers)
                    ? extremes.randomElement(using: &numbers)!
                    : UInt8.random(in: 0...255, using: &numbers)
            }
            if Bool.random(using: &numbers) {
                frame.removeLast(Int.random(in: 0..<frame.count / 2, using: &numbers))
            }
            let result = isCar ? outcome(ofCar: frame) : outcome(ofReading: frame)
            if case .success = result { good += 1 }
        }
        // Both outcomes must occur, or the test shows nothing.
        #expect(good > 50 && good < 1950, "seed \(seed)")
    }

    @Test("Random bytes are survived")
    func noise() {
        var numbers = SeededNumbers(seed: 1)
        for _ in 0..<2000 {
            let count = Int.random(in: 0...200, using: &numbers)
            var frame = (0..<count).map { _ in UInt8.random(in: 0...3, using: &numbers) }
            // Half of them get past the header.
            if count > 8, Bool.random(using: &numbers) {
                frame.replaceSubrange(0..<8, with: [45, 0, 1, 0, 1, 0, 0, 0])
            }
            _ = outcome(ofCar: frame)
        }
    }

    @Test("Another schema and another message are told apart")
    func otherFrames() throws {
        let car = try [UInt8](car: 0)
        var otherTemplate = car
        otherTemplate[2] = 9
        #expect(
            outcome(ofCar: otherTemplate)
                == .failure(FrameError(code: .otherTemplate, expected: 1, found: 9)))
        var otherSchema = car
        otherSchema[5] = 1
        #expect(
            outcome(ofCar: otherSchema)
                == .failure(FrameError(code: .otherSchema, expected: 1, found: 257)))
    }
}
