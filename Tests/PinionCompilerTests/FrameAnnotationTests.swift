import PinionCompiler
import Testing

/// Each byte of a message explained: once, whatever the bytes are.
struct FrameAnnotationTests {
    /// What is wrong with the spans as a cover of `count` bytes.
    private static func gap(_ spans: [AnnotatedSpan], _ count: Int) -> String? {
        var covered = 0
        for span in spans {
            guard span.offset == covered, span.length > 0 else {
                return "\(covered) bytes are covered before \(span)"
            }
            covered += span.length
        }
        return covered == count ? nil : "\(covered) of \(count) bytes are covered"
    }

    @Test("Spans cover each byte of random messages once", arguments: 0..<10)
    func random(batch: Int) throws {
        for seed in batch * 5..<batch * 5 + 5 {
            var random = SeededRandom(seed: UInt64(seed))
            let text = RandomSchema(using: &random).xml
            let decoder = FrameDecoder(schema: try #require(SchemaText.compile(text).schema))
            for message in decoder.schema.messages {
                let content = FrameContent.random(of: message.body, using: &random)
                let bytes = try ModelFrameWriter(schema: decoder.schema).bytes(of: message, content)
                // What stands behind the message is not touched.
                let annotation = decoder.annotation(of: (bytes + [1, 2, 3]).span)
                #expect(annotation.fault == nil)
                #expect(annotation.message == message.name)
                #expect(annotation.length == bytes.count)
                #expect(Self.gap(annotation.spans, bytes.count) == nil, "seed \(seed)")
                #expect(!annotation.spans.contains { $0.kind == .unread || $0.kind == .extension })
                try expectFault(bytes, decoder, seed: seed, using: &random)
            }
        }
    }

    /// Cuts a message short everywhere, and flips some of its bits.
    private func expectFault(
        _ bytes: [UInt8], _ decoder: FrameDecoder, seed: Int, using random: inout SeededRandom
    ) throws {
        let whole = Set(decoder.annotation(of: bytes.span).spans)
        for count in 0..<bytes.count {
            let part = decoder.annotation(of: Array(bytes.prefix(count)).span)
            #expect(part.fault?.code == .truncated, "seed \(seed)")
            #expect(part.length == count)
            #expect(Self.gap(part.spans, count) == nil, "seed \(seed), \(count) bytes")
            // What is there is explained as in the whole message, but for the part that is cut.
            let unlike = part.spans.filter { !whole.contains($0) }
            #expect(unlike.count <= 2, "seed \(seed), \(count) bytes: \(unlike)")
            #expect(unlike.allSatisfy { [.unread, .data, .padding].contains($0.kind) })
        }
        for _ in 0..<20 where !bytes.isEmpty {
            var flipped = bytes
            flipped[random.upTo(bytes.count - 1)] ^= 1 << UInt8(random.upTo(7))
            let annotation = decoder.annotation(of: flipped.span)
            #expect(annotation.length <= flipped.count)
            #expect(Self.gap(annotation.spans, annotation.length) == nil, "seed \(seed)")
        }
    }

    private static let types = """
        <enum name="Side" encodingType="char">
          <validValue name="buy">B</validValue><validValue name="sell">S</validValue>
        </enum>
        <set name="Flags" encodingType="uint8">
          <choice name="firm">0</choice><choice name="last">3</choice>
        </set>
        <type name="Symbol" primitiveType="char" length="4"/>
        <composite name="Price">
          <type name="mantissa" primitiveType="int16" presence="optional"/>
          <type name="exponent" primitiveType="int8" presence="constant">-2</type>
          <type name="scale" primitiveType="uint8" offset="3"/>
        </composite>
        <composite name="Text">
          <type name="length" primitiveType="uint8"/>
          <type name="varData" primitiveType="char" length="0" characterEncoding="UTF-8"/>
        </composite>
        """
    private static let body = """
        <field name="symbol" id="1" type="Symbol"/>
        <field name="side" id="2" type="Side" offset="6"/>
        <field name="flags" id="3" type="Flags"/>
        <group name="levels" id="4" blockLength="5">
          <field name="price" id="5" type="Price"/>
          <data name="note" id="6" type="Text"/>
        </group>
        <data name="raw" id="7" type="wideData"/>
        """
    private static let message: [UInt8] =
        DecoderFixture.header(blockLength: 10)
        + [0x41, 0x42, 0, 0, 0, 0, 0x42, 0x11, 0xee, 0xff] + [5, 2]
        + [1, 2, 0, 3, 0] + [2, 0xc3, 0xa9] + [0, 0x80, 0, 4, 0] + [0]
        + [2, 0, 0, 0, 7, 8]

    /// The text of the message.
    private static let picture = """
               0  0a 00                    messageHeader.blockLength      uint16             10
               2  01 00                    messageHeader.templateId       uint16             1
               4  05 00                    messageHeader.schemaId         uint16             5
               6  02 00                    messageHeader.version          uint16             2
               8  41 42 00 00              symbol                         Symbol (char[4])   "AB"
              12  00 00                    padding
              14  42                       side                           Side (char)        buy ('B')
              15  11                       flags                          Flags (uint8)      ["firm",4] (0x11)
              16  ee ff                    behind all that the schema describes
              18  05                       levels.blockLength             uint8              5
              19  02                       levels.numInGroup              uint8              2
              20  01 02                    levels[0].price.mantissa       int16              513
              22  00                       padding of levels[0].price
              23  03                       levels[0].price.scale          uint8              3
              24  00                       padding of levels[0]
              25  02                       levels[0].note.length          uint8              2
              26  c3 a9                    levels[0].note                 char[2]            "é"
              28  00 80                    levels[1].price.mantissa       int16              null (-32768)
              30  00                       padding of levels[1].price
              31  04                       levels[1].price.scale          uint8              4
              32  00                       padding of levels[1]
              33  00                       levels[1].note.length          uint8              0
              34  02 00 00 00              raw.length                     uint32             2
              38  07 08                    raw                            uint8[2]           2 bytes

        """

    private static func text(_ message: [UInt8], _ decoder: FrameDecoder) -> String {
        var text: [UInt8] = []
        let annotation = decoder.annotation(of: message.span, at: 0)
        for span in annotation.spans { span.appendText(of: message.span, to: &text) }
        if let fault = annotation.fault { text += fault.description.utf8 }
        return String(decoding: text, as: UTF8.self)
    }

    @Test("A message with all kinds of parts has this picture")
    func picture() throws {
        let decoder = try DecoderFixture.decoder(types: Self.types, body: Self.body)
        #expect(Self.text(Self.message, decoder) == Self.picture)
    }

    @Test("A message that is cut short is explained to where it ends")
    func cutShort() throws {
        let decoder = try DecoderFixture.decoder(types: Self.types, body: Self.body)
        let lines = Self.picture.split(separator: "\n")
        let cases: [(count: Int, last: String, reason: String)] = [
            (7, "       6  02                       messageHeader.version: cut short", "header"),
            (10, "       8  41 42                    symbol: cut short", "the root block"),
            (19, "      18  05                       levels.blockLength", "group 'levels' takes"),
            (21, "      20  01                       levels[0].price.mantissa: cut", "entry 0 of"),
            (27, #"      26  c3                       levels[0].note"#, "data 'note'"),
            (30, "      28  00 80                    levels[1].price.mantissa", "entry 1 of"),
        ]
        for (count, last, reason) in cases {
            let text = Self.text(Array(Self.message.prefix(count)), decoder)
            let found = text.split(separator: "\n")
            #expect(found.dropLast(2) == lines.prefix(found.count - 2), "\(count) bytes")
            #expect(found[found.count - 2].hasPrefix(last), "\(text)")
            #expect(found.last?.contains(reason) == true, "\(text)")
        }
    }

    @Test("Bytes that are no message are explained up to the number that is wrong")
    func noMessage() throws {
        let decoder = try DecoderFixture.decoder(types: Self.types, body: Self.body)
        var foreign = Self.message
        foreign[4] = 6
        let told = Self.text(foreign, decoder)
        #expect(told.contains("messageHeader.version          uint16             2\n"))
        #expect(told.contains("       8  41 42 00 00 00 00 42 11  not explained\n"))
        #expect(told.hasSuffix("offset 0: the header says schema 6, not 5"))

        var short = Self.message
        short[18] = 3
        let text = Self.text(short, decoder)
        #expect(text.contains("      19  02                       levels.numInGroup"))
        #expect(text.contains("      20  01 02 00 03 00 02 c3 a9  not explained\n"))
        #expect(text.contains("offset 18: group 'levels' has a block of 3 bytes"))
    }

    @Test("As JSON, a span is an object on a line")
    func json() throws {
        let decoder = try DecoderFixture.decoder(types: Self.types, body: Self.body)
        let span = decoder.annotation(of: Self.message.span).spans[6]
        var text: [UInt8] = []
        span.appendJSON(of: Self.message.span, index: 3, at: 100, to: &text)
        #expect(
            String(decoding: text, as: UTF8.self) == """
                {"message":3,"offset":114,"length":1,"hex":"42","kind":"field","path":"side",\
                "type":"Side (char)","value":"buy ('B')"}

                """)
    }
}
