import PinionCodec
import Testing

@Suite("Text")
struct TextTests {
    @Test("A character array ends at its first NUL, or with the array")
    func characterArrays() throws {
        let stories: [(bytes: [UInt8], text: String)] = [
            ([0x61, 0x62, 0x63, 0x64, 0x65], "abcde"), ([0x61, 0, 0x63, 0, 0], "a"),
            ([0, 0x62, 0, 0, 0], ""), ([0, 0, 0, 0, 0], ""), ([0xff, 0, 0, 0, 0], "\u{fffd}"),
        ]
        for story in stories {
            var frame = surveyVersion0
            frame.replaceSubrange(72..<77, with: story.bytes)
            let reading = try FrameView<Survey.Reading>(frame.span)
            #expect(String(reading.label) == story.text)
            let count = story.bytes.firstIndex(of: 0) ?? 5
            #expect(reading.label.count == count)
            #expect(reading.label.span.count == count)
            #expect(reading.label.padded.count == 5)
            let isEmpty = reading.label.isEmpty
            #expect(isEmpty == (count == 0))
        }
    }

    @Test("Character arrays and data compare with literals")
    func comparison() throws {
        let frame = surveyVersion0
        let reading = try FrameView<Survey.Reading>(frame.span)
        let label = reading.label
        let summary = reading.summary
        let results = [
            label == "ABC", label != "ABC", label == "ABCD", label == "AB", label == "ABc",
            summary == "hi", summary != "hi", summary == "ho", summary == "",
        ]
        #expect(results == [true, false, false, false, false, true, false, false, false])
    }

    @Test("A literal and a text are padded; what is too long is refused")
    func values() throws {
        let literal: CharacterArray<4> = "ab"
        #expect(Array(copying: literal.padded) == [0x61, 0x62, 0, 0])
        #expect(try CharacterArray<4>(String("ab")) == literal)
        #expect(try CharacterArray<4>([0x61, 0x62].span) == literal)
        #expect(try CharacterArray<4>(String("abcd")) != literal)
        #expect(try CharacterArray<4>(String("")).hashValue != literal.hashValue)
        let error = #expect(throws: FrameError.self) { try CharacterArray<4>(String("abcde")) }
        #expect(error == FrameError(code: .tooLong, expected: 4, found: 5))
        #expect(throws: FrameError(code: .tooLong, expected: 2, found: 3)) {
            try CharacterArray<2>(String("€"))
        }
    }

    @Test("Each error is a sentence with its numbers")
    func errors() {
        let codes: [FrameError.Code] = [
            .truncated, .otherSchema, .otherTemplate, .blockTooShort, .tooManyEmptyEntries,
            .noRoom, .outOfOrder, .unfinished, .tooManyEntries, .tooLong, .otherCount,
            FrameError.Code(rawValue: 200),
        ]
        var sentences: Set<String> = []
        for code in codes {
            let sentence = FrameError(code: code, expected: 1234, found: 5678).description
            #expect(sentence.contains("1234") && sentence.contains("5678"))
            sentences.insert(sentence)
        }
        #expect(sentences.count == codes.count)
    }
}

extension Array where Element == UInt8 {
    init(copying span: Span<UInt8>) {
        self = span.indices.map { span[$0] }
    }
}
