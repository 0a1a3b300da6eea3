import PinionCompiler
import Testing

/// Bytes that are no message, or not yet: an answer, whatever they are, and work in proportion to them.
struct FrameDecoderTests {
    /// A field, a group with a group and data in it, and data.
    static let body = """
        <field name="a" id="1" type="uint16"/>
        <field name="late" id="2" type="uint32" sinceVersion="2"/>
        <group name="g" id="3">
          <field name="b" id="4" type="uint16"/>
          <group name="h" id="5"><field name="c" id="6" type="uint8"/></group>
          <data name="e" id="7" type="wideData"/>
        </group>
        <data name="d" id="8" type="wideData"/>
        """
    static let message: [UInt8] =
        DecoderFixture.header(blockLength: 6) + [1, 2, 3, 4, 5, 6]
        + [2, 2] + [7, 8] + [1, 2, 9, 10] + [1, 0, 0, 0, 11] + [12, 13] + [1, 0] + [0, 0, 0, 0]
        + [2, 0, 0, 0, 14, 15]

    @Test("Every truncation is told as one, and asks for more bytes than there are")
    func truncations() throws {
        let decoder = try DecoderFixture.decoder(types: "", body: Self.body)
        #expect(DecoderFixture.show(Self.message, decoder).hasSuffix(#""d":"0e0f"}}"#))
        for count in 0..<Self.message.count {
            var text: [UInt8] = [1]
            do {
                let part = Array(Self.message.prefix(count))
                try decoder.appendJSON(of: part.span, at: 1_000, to: &text)
                Issue.record("\(count) bytes passed")
            } catch {
                #expect(error.code == .truncated)
                #expect(error.bytesNeeded > UInt64(count))
                #expect(error.bytesNeeded <= UInt64(Self.message.count))
                #expect(error.offset >= 1_000 && error.offset <= 1_000 + count)
                #expect(text == [1])
            }
        }
    }

    @Test("Every flipped bit is decoded or refused, and never reads past the end")
    func bitFlips() throws {
        let decoder = try DecoderFixture.decoder(types: "", body: Self.body)
        var good = 0
        for bit in 0..<Self.message.count * 8 {
            var message = Self.message
            message[bit / 8] ^= 1 << UInt8(bit % 8)
            let shown = DecoderFixture.show(message, decoder)
            if shown.hasPrefix("{") { good += 1 } else { #expect(shown.contains("offset ")) }
        }
        #expect(good > 50)
    }

    @Test("A stream gives the same messages however it is cut")
    func streams() throws {
        let decoder = try DecoderFixture.decoder(types: "", body: Self.body)
        let input = Self.message + Self.message + Self.message
        let line = DecoderFixture.show(Self.message, decoder) + "\n"
        for size in 1...Self.message.count + 1 {
            var stream = FrameStream(decoder: decoder)
            var text: [UInt8] = []
            var rest = input[...]
            while !rest.isEmpty {
                stream.append(rest.prefix(size))
                rest = rest.dropFirst(size)
                while try stream.appendNextJSON(to: &text, isAtEnd: rest.isEmpty) {}
            }
            #expect(String(decoding: text, as: UTF8.self) == line + line + line)
            #expect(stream.offset == input.count)
        }
    }

    // JSN-17: "A reader of a stream SHALL refuse a message of more bytes than it is ready to keep, as soon
    // as a count or a length calls for them."
    @Test("A length that calls for too much is refused before it has arrived")
    func tooLong() throws {
        let decoder = try DecoderFixture.decoder(
            types: "", body: #"<data name="d" id="1" type="wideData"/>"#)
        var stream = FrameStream(decoder: decoder, messageBytesMax: 1_000)
        stream.append(DecoderFixture.header(blockLength: 0) + [0xff, 0xff, 0xff, 0x7f])
        var text: [UInt8] = []
        let error = #expect(throws: DecodeError.self) {
            try stream.appendNextJSON(to: &text, isAtEnd: false)
        }
        #expect(error?.code == .tooLong)
    }

    @Test("A message that is newer is named as what may have led to the error behind it")
    func newer() throws {
        let decoder = try DecoderFixture.decoder(
            types: "", body: #"<field name="a" id="1" type="uint8"/>"#)
        var stream = FrameStream(decoder: decoder)
        stream.append(DecoderFixture.header(blockLength: 1, version: 9) + [1, 2, 3, 4])
        var text: [UInt8] = []
        #expect(try stream.appendNextJSON(to: &text, isAtEnd: true))
        let error = #expect(throws: DecodeError.self) {
            try stream.appendNextJSON(to: &text, isAtEnd: true)
        }
        #expect(error?.reason.contains("version 9, newer than the schema's 3") == true)
        #expect(error?.offset == 9)
    }

    static let wideGroup = """
        <group name="g" id="1" dimensionType="wideDimension">
          <field name="a" id="2" type="uint8"/>
        </group>
        """

    /// What a hostile count is answered with.
    static let counts: [(body: String, bytes: [UInt8], answer: String)] = [
        (
            wideGroup,
            [1, 0, 0, 0, 0xff, 0xff, 0xff, 0xff], "truncated"
        ),
        (
            wideGroup,
            [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], "truncated"
        ),
        (
            wideGroup,
            [0, 0, 0, 0, 1, 0, 0, 0], "shortBlock"
        ),
        // An entry without bytes of its own: a count alone would ask for billions.
        (
            #"<group name="g" id="1" dimensionType="wideDimension"></group>"#,
            [0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff], "emptyEntries"
        ),
        (#"<data name="d" id="1" type="wideData"/>"#, [0xff, 0xff, 0xff, 0xff], "truncated"),
    ]

    // JSN-18: "A message SHALL have at most 1,024 entries of groups that take no bytes, in all its groups
    // together."
    @Test("Counts and lengths that lie are answered at once", arguments: counts.indices)
    func hostileCounts(index: Int) throws {
        let story = Self.counts[index]
        let decoder = try DecoderFixture.decoder(types: "", body: story.body)
        let message = DecoderFixture.header(blockLength: 0) + story.bytes
        #expect(DecoderFixture.show(message, decoder).hasPrefix(story.answer))
    }

    @Test("Empty entries are accepted up to their bound, counted over all groups")
    func emptyEntries() throws {
        let group = { (name: String, id: Int) in
            #"<group name="\#(name)" id="\#(id)" dimensionType="wideDimension"></group>"#
        }
        let decoder = try DecoderFixture.decoder(types: "", body: group("g", 1) + group("h", 2))
        for (second, isGood) in [(24, true), (25, false)] {
            let message =
                DecoderFixture.header(blockLength: 0) + [0, 0, 0, 0, 0xe8, 3, 0, 0]
                + [0, 0, 0, 0, UInt8(second), 0, 0, 0]
            #expect(DecoderFixture.show(message, decoder).hasPrefix("{") == isGood)
        }
    }

    // JSN-19: "A reader of a stream SHALL refuse a message that takes no bytes."
    @Test("A stream of messages without bytes is refused, and not without end")
    func emptyMessages() throws {
        let constants = [("blockLength", 0), ("templateId", 1), ("schemaId", 5), ("version", 3)]
        let members = constants.map {
            #"<type name="\#($0)" primitiveType="uint16" presence="constant">\#($1)</type>"#
        }
        let text = """
            <messageSchema package="x" id="5" version="3">
            <types><composite name="messageHeader">\(members.joined())</composite></types>
            <message name="M" id="1"/>
            </messageSchema>
            """
        let source = SourceText(path: "x.xml", bytes: Array(text.utf8))
        let schema = try #require(compile(source) { _ in nil }.schema)
        var stream = FrameStream(decoder: FrameDecoder(schema: schema))
        stream.append([1, 2, 3])
        var lines: [UInt8] = []
        for isAtEnd in [false, true] {
            let error = #expect(throws: DecodeError.self) {
                try stream.appendNextJSON(to: &lines, isAtEnd: isAtEnd)
            }
            #expect(error?.code == .emptyMessage)
        }
        #expect(lines.isEmpty)
    }

    @Test("A header of another schema or template is refused by name")
    func foreign() throws {
        let decoder = try DecoderFixture.decoder(types: "", body: "")
        let unknown = DecoderFixture.header(blockLength: 0, template: 7)
        #expect(DecoderFixture.show(unknown, decoder).hasPrefix("unknownTemplate at offset 0"))
        var foreign = DecoderFixture.header(blockLength: 0)
        foreign[4] = 6
        #expect(DecoderFixture.show(foreign, decoder).hasPrefix("foreignSchema at offset 0"))
    }
}
