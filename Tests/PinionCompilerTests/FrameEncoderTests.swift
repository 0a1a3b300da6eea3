import PinionCompiler
import Testing

/// JSON as bytes: what `FrameDecoder` shows, encoded again, and what people write.
struct FrameEncoderTests {
    private static func encoder(types: String, body: String) throws -> FrameEncoder {
        FrameEncoder(schema: try DecoderFixture.decoder(types: types, body: body).schema)
    }

    /// The bytes behind the header, or the error.
    private static func encode(_ fields: String, _ encoder: FrameEncoder) -> String {
        var bytes: [UInt8] = [7]
        do {
            let json = #"{"message":"M","fields":{\#(fields)}}"#
            try encoder.append(json: Array(json.utf8), to: &bytes)
            return bytes.dropFirst(9).map { String($0) }.joined(separator: " ")
        } catch {
            #expect(bytes == [7])
            return "\(error.code.rawValue) \(error)"
        }
    }

    @Test(
        "What is shown is encoded to the bytes that it was",
        arguments: FrameJSONTests.numbers + FrameJSONTests.texts + FrameJSONTests.others)
    func forms(story: FrameJSONTests.Story) throws {
        // Two stories show less than there is: what is behind a NUL, and which NaN a null is.
        let bytes =
            switch story.name {
            case "characters to the first NUL": Array(story.bytes.prefix(2)) + [0, 0]
            case "any NaN is null where there is one": [0, 0, 0xc0, 0x7f] as [UInt8]
            default: story.bytes
            }
        let decoder = try DecoderFixture.decoder(types: story.types, body: story.field)
        let isBlock = story.field.hasPrefix("<field")
        let message = DecoderFixture.header(blockLength: isBlock ? bytes.count : 0) + bytes
        var encoded: [UInt8] = []
        try FrameEncoder(schema: decoder.schema).append(
            json: Array(DecoderFixture.show(message, decoder).utf8), to: &encoded)
        #expect(encoded == message)
    }

    static let types =
        FrameJSONTests.side + FrameJSONTests.data(#"characterEncoding="UTF-8""#) + """
            <set name="S" encodingType="uint8">
              <choice name="first">0</choice><choice name="last">7</choice>
            </set>
            <enum name="Letter" encodingType="char"><validValue name="a">A</validValue></enum>
            <type name="Text" primitiveType="char" length="3"/>
            <type name="Three" primitiveType="int8" length="3"/>
            <type name="Maybe" primitiveType="uint8" length="2" presence="optional"/>
            <type name="Bounded" primitiveType="uint8" minValue="2" maxValue="9"/>
            <type name="Seven" primitiveType="uint8" presence="constant">7</type>
            <type name="Word" primitiveType="char" presence="constant">abc</type>
            <composite name="Decimal">
              <type name="mantissa" primitiveType="int16"/>
              <type name="exponent" primitiveType="int8" presence="constant">-2</type>
            </composite>
            <composite name="Optional">
              <type name="mantissa" primitiveType="int16" presence="optional"/>
              <type name="exponent" primitiveType="int8" presence="constant">-2</type>
            </composite>
            """

    /// A field, the member that gives it, and its bytes or the error.
    static let valueStories: [(field: String, json: String, answer: String)] = [
        // Left out and null.
        (#"type="uint8" presence="optional""#, "", "255"),
        (#"type="uint8" presence="optional""#, #""f":null"#, "255"),
        (#"type="uint8""#, "", "missing 1:25: f: is missing"),
        (#"type="uint8""#, #""f":null"#, "missing 1:30: f: may not be null"),
        (#"type="Text" presence="optional""#, #""f":null"#, "0 0 0"),
        (#"type="Maybe""#, "", "255 255"), (#"type="Maybe""#, #""f":[null,1]"#, "255 1"),
        (#"type="Side""#, #""f":null"#, "255"), (#"type="Side""#, "", "missing 1:25: f: is"),
        (#"type="Side" presence="optional""#, "", "255"),
        (#"type="S""#, "", "missing"), (#"type="S" presence="optional""#, "", "0"),
        (#"type="Optional""#, "", "0 128"), (#"type="Optional""#, #""f":{}"#, "0 128"),
        (#"type="Decimal""#, "", "missing"),
        (#"type="Decimal""#, #""f":{}"#, "missing 1:30: f.mantissa: is missing"),
        (#"type="Decimal" presence="optional""#, "", "0 128"),
        // Numbers.
        (#"type="uint8""#, #""f":255"#, "255"),
        (#"type="uint8""#, #""f":256"#, "notRepresentable 1:30: f: uint8 cannot hold 256"),
        (#"type="uint8""#, #""f":-1"#, "notRepresentable"),
        (#"type="uint8""#, #""f":1.0"#, "notRepresentable 1:30: f: uint8 is written as digits"),
        (#"type="uint8""#, #""f":"1""#, "wrongKind 1:30: f: must be a number, and is a string"),
        (#"type="uint8" presence="optional""#, #""f":255"#, "notRepresentable 1:30: f: 255 stands"),
        (#"type="Bounded""#, #""f":99"#, "99"),
        (#"type="int64""#, #""f":-9223372036854775808"#, "0 0 0 0 0 0 0 128"),
        (#"type="int64""#, #""f":9223372036854775808"#, "notRepresentable"),
        (#"type="float""#, #""f":0.1"#, "205 204 204 61"),
        (#"type="float""#, #""f":1"#, "0 0 128 63"),
        (#"type="float""#, #""f":1e39"#, "notRepresentable"),
        (#"type="float""#, #""f":1e-60"#, "notRepresentable"),
        (#"type="float""#, #""f":-0.0e9"#, "0 0 0 128"),
        (#"type="float""#, #""f":"Infinity""#, "0 0 128 127"),
        (#"type="float""#, #""f":"inf""#, "wrongKind"),
        (#"type="float" presence="optional""#, #""f":"NaN""#, "notRepresentable"),
        // Texts.
        (#"type="char""#, #""f":"A""#, "65"), (#"type="char""#, #""f":"AB""#, "notRepresentable"),
        (#"type="char""#, #""f":65"#, "wrongKind"),
        (#"type="Text""#, #""f":"ab""#, "97 98 0"),
        (#"type="Text""#, #""f":"abcd""#, "notRepresentable 1:30: f: takes 4 bytes"),
        (
            #"type="Text""#, #""f":"\u20ac""#,
            "notRepresentable 1:30: f: has characters that US-ASCII"
        ),
        (#"type="Text""#, #""f":"a\u0000b""#, "notRepresentable 1:30: f: holds NUL"),
        // Arrays, enumerations, sets.
        (#"type="Three""#, #""f":[1,-1,0]"#, "1 255 0"),
        (
            #"type="Three""#, #""f":[1,2]"#,
            "notRepresentable 1:30: f: must have 3 elements, and has 2"
        ),
        (#"type="Three""#, #""f":[1,2,300]"#, "notRepresentable 1:35: f[2]: int8 cannot hold 300"),
        (
            #"type="Side""#, #""f":"sel""#,
            "unknownName 1:30: f: enumeration `Side` has no `sel`; did"
        ),
        (#"type="Side""#, #""f":9"#, "9"), (#"type="Letter""#, #""f":"a""#, "65"),
        (#"type="Letter""#, #""f":66"#, "66"), (#"type="Side""#, #""f":true"#, "wrongKind"),
        (#"type="S""#, #""f":["last",1,"first"]"#, "131"),
        (
            #"type="S""#, #""f":["lats"]"#,
            "unknownName 1:31: f: set `S` has no `lats`; did you mean"
        ),
        (#"type="S""#, #""f":[8]"#, "notRepresentable 1:31: f: uint8 has no bit 8"),
        (#"type="S""#, #""f":3"#, "wrongKind"),
        // Constants and composites.
        (#"type="Seven""#, "", ""), (#"type="Seven""#, #""f":7"#, ""),
        (#"type="Seven""#, #""f":8"#, "contradiction 1:30: f: is the constant 7"),
        (#"type="Word""#, #""f":"abc""#, ""), (#"type="Word""#, #""f":"abd""#, "contradiction"),
        (#"type="Decimal""#, #""f":{"exponent":-2,"mantissa":1}"#, "1 0"),
        (
            #"type="Decimal""#, #""f":{"mantissa":1,"exponent":-3}"#,
            "contradiction 1:55: f.exponent:"
        ),
        (
            #"type="Decimal""#, #""f":{"mantisa":1}"#,
            "unknownName 1:31: f: composite `Decimal` has no"
        ),
        (#"type="Decimal""#, #""f":1"#, "wrongKind"),
        (
            #"type="uint8""#, #""f":1,"g":2"#,
            "unknownName 1:32: message `M` has no `g`; did you mean `f`"
        ),
        (#"type="uint8""#, #""f":1,"f":2"#, "syntax 1:32: `f` is given twice"),
        (#"type="uint8" sinceVersion="2""#, #""f":3"#, "3"),
    ]

    // JSN-23: "A value that is left out or `null` SHALL be encoded as the null value where it may be null;
    // a field that is left out and may not be null is refused."
    @Test(
        "A value is encoded, or refused with its place and its path",
        arguments: valueStories.indices)
    func values(index: Int) throws {
        let story = Self.valueStories[index]
        let encoder = try Self.encoder(
            types: Self.types, body: #"<field name="f" id="1" \#(story.field)/>"#)
        let answer = Self.encode(story.json, encoder)
        if story.answer.first?.isLetter == true {
            #expect(answer.hasPrefix(story.answer))
        } else {
            #expect(answer == story.answer)
        }
    }

    private static let nested = """
        <field name="a" id="1" type="uint8"/>
        <group name="g" id="2">
          <field name="b" id="3" type="uint8"/>
          <group name="h" id="4"/>
          <data name="text" id="5" type="D"/>
        </group>
        <data name="raw" id="6" type="wideData"/>
        """

    /// What stands behind `"a":1`, and the bytes or the error.
    static let partStories: [(json: String, answer: String)] = [
        ("", "1 1 0 0 0 0 0"), (#","g":null,"raw":null"#, "1 1 0 0 0 0 0"),
        (#","g":[{"b":2}]"#, "1 1 1 2 0 0 0 0 0 0 0"),
        (
            #","raw":"0aFF","g":[{"text":"\u20ac","b":2}]"#,
            "1 1 1 2 0 0 3 226 130 172 2 0 0 0 10 255"
        ),
        (#","g":[{"b":2},{"b":"x"}]"#, "wrongKind 1:50: g[1].b: must be a number"),
        (#","g":[{}]"#, "missing 1:37: g[0].b: is missing"),
        (#","g":[{"b":1,"c":1}]"#, "unknownName 1:44: g[0]: group `g` has no `c`"),
        (#","g":{}"#, "wrongKind 1:36: g: must be an array of objects, and is an object"),
        (#","raw":"0a0""#, "notRepresentable 1:38: raw: bytes are written as two"),
        (#","raw":"0g""#, "notRepresentable"), (#","raw":[1]"#, "wrongKind"),
    ]

    @Test("Groups and data follow the block in the schema's order", arguments: partStories.indices)
    func parts(index: Int) throws {
        let encoder = try Self.encoder(types: Self.types, body: Self.nested)
        let answer = Self.encode(#""a":1"# + Self.partStories[index].json, encoder)
        let expected = Self.partStories[index].answer
        let isBytes = expected.first?.isNumber == true
        #expect(isBytes ? answer == expected : answer.hasPrefix(expected), "\(answer)")
    }

    // JSN-26: "A count or a length that is greater than its type allows SHALL be refused."
    @Test("More than a count or a length can say is refused")
    func counts() throws {
        let encoder = try Self.encoder(types: Self.types, body: Self.nested)
        let entries = { (count: Int) in
            let list = repeatElement(#"{"b":1}"#, count: count).joined(separator: ",")
            return Self.encode(#""a":1,"g":[\#(list)]"#, encoder)
        }
        #expect(entries(254).hasPrefix("1 1 254 1 "))
        #expect(entries(255).contains("g: `numInGroup` would be 255, more than 254"))
        let text = String(repeating: "x", count: 255)
        let told = Self.encode(#""a":1,"g":[{"b":1,"text":"\#(text)"}]"#, encoder)
        #expect(told.contains("g[0].text: `length` would be 255, more than 254"))
    }

    @Test("Entries without bytes have a bound, and so has the message")
    func bounds() throws {
        let body = #"<group name="g" id="1" dimensionType="wideDimension"></group>"#
        let encoder = try Self.encoder(types: "", body: body)
        let entries = { (count: Int) in
            let list = repeatElement("{}", count: count).joined(separator: ",")
            return Self.encode(#""g":[\#(list)]"#, encoder)
        }
        #expect(entries(1_024) == "0 0 0 0 0 4 0 0")
        #expect(entries(1_025).hasPrefix("tooLong"))

        let raw = #"<data name="d" id="1" type="wideData"/>"#
        let schema = try DecoderFixture.decoder(types: "", body: raw).schema
        let small = FrameEncoder(schema: schema, messageBytesMax: 14)
        #expect(Self.encode(#""d":"0102""#, small) == "2 0 0 0 1 2")
        #expect(Self.encode(#""d":"010203""#, small).hasPrefix("tooLong 1:30: d: the message"))
    }

    /// The members of the message, and how the error starts.
    static let messageStories: [(json: String, answer: String)] = [
        (#"{"message":"M","fields":{}}"#, ""), (#"{"templateId":1,"fields":{}}"#, ""),
        (#"{"fields":{},"version":3,"schemaId":5,"templateId":1,"message":"M"}"#, ""),
        (#" {"message":"M","version":0,"fields":{}} "#, ""),
        (
            #"{"message":"N","fields":{}}"#,
            "unknownName 1:12: the schema has no message `N`; did you"
        ),
        (#"{"message":7,"fields":{}}"#, "wrongKind 1:12"),
        (#"{"templateId":2,"fields":{}}"#, "unknownName 1:15"),
        (#"{"templateId":"1","fields":{}}"#, "wrongKind"),
        (#"{"message":"M","schemaId":6,"fields":{}}"#, "contradiction 1:27: the schema's id is 5"),
        (#"{"message":"M","version":4,"fields":{}}"#, "contradiction 1:26: version 4 is newer"),
        (#"{"message":"M","version":1.5,"fields":{}}"#, "wrongKind"),
        (
            #"{"message":"M","field":{}}"#,
            "unknownName 1:16: a message has no `field`; did you mean"
        ),
        (#"{"message":"M"}"#, "missing 1:1: 'fields' is missing"),
        (#"{"fields":{}}"#, "missing 1:1: 'message' is missing"), ("[]", "wrongKind 1:1"),
        ("{\n \"message\": \"M\",\n  fields: {}}", "syntax 3:3: a name is to be here"),
    ]

    // JSN-20: "A message SHALL be told by its name, its template id or both, which then agree; its schema
    // id, if it is given, is the schema's."
    // JSN-21: "A message SHALL be encoded by the version that it gives, and by the schema's if it gives
    // none; a version that is newer than the schema's is refused."
    @Test("The message is told by its header's members", arguments: messageStories.indices)
    func messages(index: Int) throws {
        let encoder = try Self.encoder(types: "", body: "")
        let story = Self.messageStories[index]
        var bytes: [UInt8] = []
        do {
            try encoder.append(json: Array(story.json.utf8), to: &bytes)
            let version: UInt8 = story.json.contains(#""version":0"#) ? 0 : 3
            #expect(bytes == [0, 0, 1, 0, 5, 0, version, 0])
            #expect(story.answer.isEmpty)
        } catch {
            let told = "\(error.code.rawValue) \(error)"
            #expect(!story.answer.isEmpty && told.hasPrefix(story.answer), "\(told)")
        }
    }

    @Test("An older version is encoded without what is newer, and refuses it")
    func versions() throws {
        let encoder = try Self.encoder(
            types: Self.types,
            body: """
                <field name="a" id="1" type="uint8"/>
                <field name="late" id="2" type="uint32" sinceVersion="2"/>
                <group name="g" id="3"><field name="b" id="4" type="uint8"/></group>
                <data name="raw" id="5" type="D" sinceVersion="3"/>
                """)
        let encode = { (version: Int, fields: String) in
            var bytes: [UInt8] = []
            do {
                let json = #"{"message":"M","version":\#(version),"fields":{\#(fields)}}"#
                try encoder.append(json: Array(json.utf8), to: &bytes)
            } catch {
                return "\(error)"
            }
            return bytes.map { String($0) }.joined(separator: " ")
        }
        #expect(encode(3, #""a":1,"late":2"#) == "5 0 1 0 5 0 3 0 1 2 0 0 0 1 0 0")
        #expect(encode(2, #""a":1,"late":2"#) == "5 0 1 0 5 0 2 0 1 2 0 0 0 1 0")
        #expect(encode(1, #""a":1"#) == "1 0 1 0 5 0 1 0 1 1 0")
        #expect(encode(1, #""a":1,"late":2"#).contains("late: is in the schema since version 2"))
        #expect(encode(2, #""a":1,"late":2,"raw":"""#).contains("raw: is in the schema since"))
    }
}
