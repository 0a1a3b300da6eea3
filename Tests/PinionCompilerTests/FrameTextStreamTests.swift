import PinionCompiler
import Testing

/// Messages as JSON, back to back, and texts that nobody would write.
struct FrameTextStreamTests {
    private static let body = #"<field name="a" id="1" type="uint8"/>"#
    /// Three messages: on lines, with space in them, and without any between; a string has brackets.
    private static let text = """
        {"message":"M","fields":{"a":1}}
          {"message" : "M",
           "fields": { "a": 2 } }{"templateId":1,"fields":{"a":3}}

        """
    private static let frames: [UInt8] = [1, 2, 3].flatMap { [1, 0, 1, 0, 5, 0, 3, 0, $0] }

    private static func stream(textBytesMax: Int = 1_000) throws -> FrameTextStream {
        let schema = try DecoderFixture.decoder(types: "", body: body).schema
        return FrameTextStream(encoder: FrameEncoder(schema: schema), textBytesMax: textBytesMax)
    }

    @Test("A stream gives the same messages however it is cut")
    func cuts() throws {
        for size in 1...Self.text.utf8.count {
            var stream = try Self.stream()
            var bytes: [UInt8] = []
            var rest = Array(Self.text.utf8)[...]
            while !rest.isEmpty {
                stream.append(rest.prefix(size))
                rest = rest.dropFirst(size)
                while try stream.appendNextFrame(to: &bytes, isAtEnd: rest.isEmpty) {}
            }
            #expect(bytes == Self.frames, "pieces of \(size)")
        }
    }

    // JSN-29: "A text that is no message SHALL be answered with an error that says at which line and column of
    // the input and why, after the messages before it were encoded."
    @Test("An error says its line and column in the whole input, after what was good")
    func errors() throws {
        let cases: [(text: String, place: String)] = [
            (#"{"message":"M","fields":{"b":1}}"#, "4:26: message `M` has no `b`"),
            (#"{"message":"M","fields":{"a":"#, "4:30: the text ends where a value is to be"),
            (#"{"message":"M","fields":{"a":1}"#, "4:32: the text ends in an object"),
            (#"{"message":"M"]}"#, "4:15: ',' or '}' is to be here"),
            (#"{"}"#, "4:4: the text ends in a string"),
            ("1", "4:1: a message is an object"), (" ,", "4:2: a message is an object"),
        ]
        for (text, place) in cases {
            var stream = try Self.stream()
            stream.append(Array((Self.text + text).utf8))
            var bytes: [UInt8] = []
            let error = #expect(throws: EncodeError.self) {
                while try stream.appendNextFrame(to: &bytes, isAtEnd: true) {}
            }
            #expect(bytes == Self.frames)
            #expect(error?.description.hasPrefix(place) == true, "\(error.map { "\($0)" } ?? "")")
        }
    }

    @Test("A text that is longer than is waited for is refused before its end")
    func tooLong() throws {
        var stream = try Self.stream(textBytesMax: 100)
        var bytes: [UInt8] = []
        stream.append(Array(#"{"message":""#.utf8))
        #expect(try !stream.appendNextFrame(to: &bytes, isAtEnd: false))
        stream.append([UInt8](repeating: 0x20, count: 100))
        let error = #expect(throws: EncodeError.self) {
            try stream.appendNextFrame(to: &bytes, isAtEnd: false)
        }
        #expect(error?.code == .tooLong)
    }

    @Test("What is shown of random bytes is encoded to what shows the same", arguments: 0..<10)
    func random(batch: Int) throws {
        for seed in batch * 20..<batch * 20 + 20 {
            var random = SeededRandom(seed: UInt64(seed))
            let text = RandomSchema(using: &random).xml
            let schema = try #require(SchemaText.compile(text).schema)
            let decoder = FrameDecoder(schema: schema)
            let encoder = FrameEncoder(schema: schema)
            for message in schema.messages {
                let content = FrameContent.random(of: message.body, using: &random)
                let bytes = try ModelFrameWriter(schema: schema).bytes(of: message, content)
                var json: [UInt8] = []
                try decoder.appendJSON(of: bytes.span, to: &json)
                var encoded: [UInt8] = []
                try encoder.append(json: json, to: &encoded)
                #expect(encoded.count == bytes.count, "seed \(seed)")
                var shown: [UInt8] = []
                try decoder.appendJSON(of: encoded.span, to: &shown)
                #expect(shown == json, "seed \(seed)")
                try damage(json, encoder, &random)
            }
        }
    }

    /// Changes a text in small ways: whatever comes of it, the answer is bytes or an error.
    private func damage(
        _ json: [UInt8], _ encoder: FrameEncoder, _ random: inout SeededRandom
    ) throws {
        let words = [
            "null", "{}", "[", "]", "\"", "-", "1e400", "\\u", "999999999999999999999", ",",
        ]
        for _ in 0..<20 {
            var text = json
            let index = random.upTo(text.count - 1)
            switch random.upTo(3) {
            case 0: text[index] ^= 1 << UInt8(random.upTo(7))
            case 1: text.remove(at: index)
            case 2: text.removeSubrange(index...)
            default: text.insert(contentsOf: Array((random.pick(words) ?? "").utf8), at: index)
            }
            var bytes: [UInt8] = [1]
            do {
                try encoder.append(json: text, to: &bytes)
                var shown: [UInt8] = []
                let frame = bytes.span.extracting(1...)
                let length = try FrameDecoder(schema: encoder.schema).appendJSON(
                    of: frame, to: &shown)
                #expect(length == bytes.count - 1)
            } catch let error as EncodeError {
                #expect(bytes == [1])
                #expect(error.line >= 1 && error.column >= 1 && !error.reason.isEmpty)
            }
        }
    }
}
