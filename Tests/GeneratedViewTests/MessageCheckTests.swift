import PinionCodec
import Testing

/// Messages whose values are looked at: by `limits.pinion`.
struct MessageCheckTests {
    typealias Report = Limits.Report

    /// The sentence that a message is answered with; `nil` if nothing is wrong with it.
    func answer(to bytes: [UInt8], _ checks: ValueChecks = .all) throws -> String? {
        let view = try FrameView<Report>(bytes.span)
        do throws(ValueError) {
            try view.check(checks)
            return nil
        } catch {
            return error.description
        }
    }

    @Test("A message that its schema allows passes")
    func valid() throws {
        let bytes = try ValueRefusalTests.report().encoded()
        #expect(try answer(to: bytes) == nil)
        let car = try CarTests.car()
        try FrameView<Cars.Car>(car.span).check()
        let order = try VersionTests.version2()
        try FrameView<V2.Order>(order.span).check()
    }

    // COD-38: "A check of a message SHALL find each value that a checked writer refuses, and each count
    // and length that any writer refuses, and SHALL tell the first one by the names that lead to it."
    @Test(
        "What a value would be refused for, a message is refused for, by the same path",
        arguments: ValueRefusalTests.stories.filter { !$0.checks.isEmpty })
    func stories(story: ValueRefusalTests.Story) throws {
        var value = ValueRefusalTests.report()
        story.change(&value)
        let bytes = try value.encoded([])
        #expect(try answer(to: bytes) == story.sentence)
        #expect(try answer(to: bytes, story.checks) == story.sentence)
        #expect(try answer(to: bytes, .all.subtracting(story.checks)) == nil)
    }

    @Test("Counts and lengths that no writer writes are refused, whatever is asked")
    func counts() throws {
        var value = ValueRefusalTests.report()
        value.lines = [.init(line: 1, amount: .init(mantissa: 0))]
        value.note = "abcde"
        value.picture = []
        let bytes = try value.encoded()
        let dimensions = Report.Header.blockLength + Report.blockLength
        let entry = Report.Lines.encodedLengthMin

        var none = bytes
        none[dimensions + 2] = 0
        none.removeSubrange(dimensions + 3..<dimensions + 3 + entry)
        #expect(try answer(to: none, []) == "lines: 0 entries are fewer than 1")

        var many = bytes
        many[dimensions + 2] = 4
        for _ in 1..<4 {
            let first = many[dimensions + 3..<dimensions + 3 + entry]
            many.insert(contentsOf: first, at: dimensions + 3)
        }
        #expect(try answer(to: many, []) == "lines: 4 entries are more than 3")

        // Before the picture, which is a length of two zeros.
        var long = bytes
        long[long.count - 8] = 6
        long.insert(UInt8(ascii: "f"), at: long.count - 2)
        #expect(try answer(to: long, []) == "note: 6 bytes are more than 5")
    }

    @Test("What is newer than the message is not looked at")
    func olderMessages() throws {
        var value = ValueRefusalTests.report()
        value.share = 200
        var bytes = try value.encoded([])
        #expect(try answer(to: bytes) == "share: 200 is beyond 100, the limit of its type")
        // The last byte of the header is that of the version.
        bytes[Report.Header.blockLength - 1] = 0
        #expect(try answer(to: bytes) == nil)
    }

    @Test("An entry and a composite can be checked alone, by paths from there")
    func parts() throws {
        var value = ValueRefusalTests.report()
        value.lines[1].parts[1].part = 101
        value.extra?.mantissa = 2000
        let bytes = try value.encoded([])
        let view = try FrameView<Report>(bytes.span)
        var sentences: [String] = []
        view.lines.forEach { line in
            do throws(ValueError) { try line.check() } catch { sentences.append("\(error)") }
        }
        #expect(sentences == ["parts[1].part: 101 is beyond 100, the limit of its type"])
        do throws(ValueError) { try view.extra?.check() } catch { sentences.append("\(error)") }
        #expect(sentences.last == "mantissa: 2000 is beyond 1000, the limit of its type")
    }

    // COD-39: "A writer that is asked for a checked end SHALL refuse a message in which a check finds
    // something."
    @Test("A writer's checked end refuses what a check finds, and what any end refuses")
    func checkedEnd() throws {
        func end(percent: UInt8, writesAll: Bool = true) throws -> Int {
            var storage = [UInt8](repeating: 0xee, count: 200)
            var bytes = storage.mutableSpan
            var report = try FrameWriter<Report>(&bytes)
            report.percent = percent
            report.colour = .red
            try report.lines(count: 1) { _, line throws(FrameError) in
                try line.parts(count: 0) { _, _ in }
                try line.title("")
            }
            try report.note("")
            if writesAll { try report.picture("") }
            return try report.finish(checking: .all)
        }
        #expect(try end(percent: 100) > Report.blockLength)
        let beyond = #expect(throws: ValueError.self) { try end(percent: 101) }
        #expect(beyond?.description == "percent: 101 is beyond 100, the limit of its type")
        let unfinished = #expect(throws: ValueError.self) { try end(percent: 1, writesAll: false) }
        #expect(unfinished?.description == "2 of 3 parts were written")
    }
}
