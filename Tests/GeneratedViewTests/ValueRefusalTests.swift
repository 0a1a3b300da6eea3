import PinionCodec
import Testing

/// What a value refuses to be written as, and how it says so: by `limits.pinion`.
struct ValueRefusalTests {
    typealias Report = Limits.Report

    /// A value that nothing is wrong with.
    static func report() -> Report.Value {
        let part = Report.Lines.PartsGroup.Value(part: 100, label: "caf\u{e9}")
        let lines = (0..<2).map { index in
            Report.Lines.Value(
                line: index, amount: .init(mantissa: -1000), parts: index == 0 ? [] : [part, part],
                title: "5 \u{20ac}")
        }
        return Report.Value(
            amount: .init(mantissa: 1000), percent: 0, colour: .green, marks: [.final],
            readings: [1, .min, 3], ratios: [.nan, 0.5], code: "ab", sign: "\u{20ac}",
            share: 50, extra: .init(mantissa: 7), tag: "t", points: [.min, 2, 3], lines: lines,
            note: "\u{ff}", picture: [0, 255])
    }

    /// What somebody does to the value, and the sentence that it is answered with.
    struct Story: CustomTestStringConvertible, Sendable {
        let sentence: String
        /// What has to be asked for; nothing where the value would be lost.
        var checks: ValueChecks = []
        let change: @Sendable (inout Report.Value) -> Void

        var testDescription: String { sentence }
    }

    static let stories: [Story] = [
        Story(
            sentence: "amount.mantissa: 1001 is beyond 1000, the limit of its type",
            checks: .limits
        ) { $0.amount.mantissa = 1001 },
        Story(sentence: "percent: 101 is beyond 100, the limit of its type", checks: .limits) {
            $0.percent = 101
        },
        Story(sentence: "share: 255 is beyond 100, the limit of its type", checks: .limits) {
            $0.share = 255
        },
        Story(
            sentence: "extra.mantissa: -1001 is beyond -1000, the limit of its type",
            checks: .limits
        ) { $0.extra = .init(mantissa: -1001) },
        Story(
            sentence: "lines[1].amount.mantissa: -9223372036854775808 is beyond -1000, "
                + "the limit of its type", checks: .limits
        ) { $0.lines[1].amount.mantissa = .min },
        Story(
            sentence: "lines[1].parts[0].part: 200 is beyond 100, the limit of its type",
            checks: .limits
        ) { $0.lines[1].parts[0].part = 200 },
        Story(sentence: "initial: 10 is beyond 32, the limit of its type", checks: .limits) {
            $0.initial = 10
        },
        Story(
            sentence: "ratios[1]: 9223372036854775807 is beyond 9223372036854775807, "
                + "the limit of its type", checks: .limits
        ) { $0.ratios[1] = .infinity },
        Story(sentence: "colour: the schema does not name the value 0", checks: .names) {
            $0.colour = .init(rawValue: 0)
        },
        Story(sentence: "spare: the schema does not name the value 66", checks: .names) {
            $0.spare = .init(rawValue: 66)
        },
        Story(sentence: "marks: the schema does not name the value 3", checks: .names) {
            $0.marks = .init(rawValue: 3)
        },
        Story(
            sentence: "code: the character 233 is not in the encoding of the text", checks: .texts
        ) { $0.code = "\u{e9}" },
        Story(
            sentence: "code: the text has 3 bytes, and would end after 1", checks: .texts
        ) { $0.code = "a\0b" },
        // These would be lost, or cannot be said at all.
        Story(sentence: "code: the character 8364 is not in the encoding of the text") {
            $0.code = "\u{20ac}"
        },
        Story(sentence: "code: 5 bytes are more than 4") { $0.code = "abcde" },
        Story(sentence: "sign: the character 960 is not in the encoding of the text") {
            $0.sign = "\u{3c0}"
        },
        Story(sentence: "spare: 0 stands for null") { $0.spare = .init(rawValue: 0) },
        Story(sentence: "initial: 0 stands for null") { $0.initial = 0 },
        Story(sentence: "share: a field that cannot be null has no value") { $0.share = nil },
        Story(sentence: "extra: a field that cannot be null has no value") { $0.extra = nil },
        Story(sentence: "tag: a field that cannot be null has no value") { $0.tag = nil },
        Story(sentence: "points: a field that cannot be null has no value") { $0.points = nil },
        Story(sentence: "readings: 2 elements were given for 3") { $0.readings = [1, 2] },
        Story(sentence: "lines: 0 entries are fewer than 1") { $0.lines = [] },
        Story(sentence: "lines: 4 entries are more than 3") { $0.lines += $0.lines },
        Story(sentence: "lines[1].parts: 65535 entries are more than 65534") {
            $0.lines[1].parts = .init(repeating: $0.lines[1].parts[0], count: 65_535)
        },
        Story(sentence: "lines[1].parts[1].label: 6 bytes are more than 5") {
            $0.lines[1].parts[1].label = "labels"
        },
        Story(sentence: "lines[0].title: the character 9731 is not in the encoding of the text") {
            $0.lines[0].title = "\u{2603}"
        },
        Story(sentence: "note: 6 bytes are more than 5") { $0.note = "abcdef" },
        Story(sentence: "picture: 65535 bytes are more than 65534") {
            $0.picture = .init(repeating: 1, count: 65_535)
        },
    ]

    @Test("A value that its schema allows is written, and read back the same")
    func valid() throws {
        let value = Self.report()
        let bytes = try value.encoded()
        let view = try FrameView<Report>(bytes.span)
        #expect(Report.Value(view) == value)
        #expect(view.lines.count == 2)
        #expect([Int16](view.readings) == [1, .min, 3])
    }

    // COD-36: "A value SHALL be refused, when it is written, for what a checked writer refuses, unless
    // its user has said otherwise; the error SHALL name the field by the names that lead to it."
    @Test(
        "A value that its schema does not allow is refused, by the path to it", arguments: stories)
    func refusals(story: Story) throws {
        var value = Self.report()
        story.change(&value)
        let error = #expect(throws: ValueError.self) { try value.encoded() }
        #expect(error?.description == story.sentence)
        guard !story.checks.isEmpty else {
            // What would be lost is refused whatever is asked.
            let error = #expect(throws: ValueError.self) { try value.encoded([]) }
            #expect(error?.description == story.sentence)
            return
        }
        _ = try #require(throws: ValueError.self) { try value.encoded(story.checks) }
        let others = ValueChecks.all.subtracting(story.checks)
        let bytes = try value.encoded(others)
        #expect(Report.Value(try FrameView<Report>(bytes.span)) == value)
    }

    @Test("A value that does not fit says how many bytes it needs, and writes none")
    func noRoom() throws {
        let value = Self.report()
        let byteCount = try value.encoded().count
        var storage = [UInt8](repeating: 0xee, count: byteCount - 1)
        var bytes = storage.mutableSpan
        do throws(ValueError) {
            _ = try value.write(to: &bytes)
            Issue.record("it does not fit")
        } catch {
            let cause = FrameError(code: .noRoom, expected: byteCount, found: byteCount - 1)
            #expect(error == ValueError(path: "", cause: cause))
        }
        #expect(storage.allSatisfy { $0 == 0xee })
        storage.append(0xee)
        bytes = storage.mutableSpan
        #expect(try value.write(to: &bytes) == byteCount)
        #expect(try storage == value.encoded())
    }
}
