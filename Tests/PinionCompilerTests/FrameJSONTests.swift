import PinionCompiler
import Testing

/// What each kind of field is shown as: one line of the table for each.
struct FrameJSONTests {
    /// A field of some type, its bytes, and the JSON of its value.
    struct Story: CustomTestStringConvertible {
        let name: String
        /// Declarations in `<types>`.
        var types = ""
        /// The declaration of the field `f`, or of a group or data.
        let field: String
        let bytes: [UInt8]
        let json: String
        var testDescription: String { name }
    }

    static let numbers: [Story] = [
        Story(
            name: "the largest uint64", field: #"<field name="f" id="1" type="uint64"/>"#,
            bytes: [UInt8](repeating: 0xff, count: 8), json: "18446744073709551615"),
        Story(
            name: "its null, where it may be null",
            field: #"<field name="f" id="1" type="uint64" presence="optional"/>"#,
            bytes: [UInt8](repeating: 0xff, count: 8), json: "null"),
        Story(
            name: "the least int64", field: #"<field name="f" id="1" type="int64"/>"#,
            bytes: [0, 0, 0, 0, 0, 0, 0, 0x80], json: "-9223372036854775808"),
        Story(
            name: "a null value of its own",
            types: #"<type name="T" primitiveType="int16" presence="optional" nullValue="-1"/>"#,
            field: #"<field name="f" id="1" type="T"/>"#, bytes: [0xff, 0xff], json: "null"),
        Story(
            name: "a float with its own fewest digits",
            field: #"<field name="f" id="1" type="float"/>"#,
            bytes: [0xcd, 0xcc, 0xcc, 0x3d], json: "0.1"),
        Story(
            name: "a double with its own fewest digits",
            field: #"<field name="f" id="1" type="double"/>"#,
            bytes: [0x9a, 0x99, 0x99, 0x99, 0x99, 0x99, 0xb9, 0x3f], json: "0.1"),
        Story(
            name: "a small double", field: #"<field name="f" id="1" type="double"/>"#,
            bytes: [1, 0, 0, 0, 0, 0, 0, 0], json: "5e-324"),
        Story(
            name: "negative zero", field: #"<field name="f" id="1" type="float"/>"#,
            bytes: [0, 0, 0, 0x80], json: "-0.0"),
        Story(
            name: "NaN where there is no null", field: #"<field name="f" id="1" type="float"/>"#,
            bytes: [0, 0, 0xc0, 0x7f], json: #""NaN""#),
        Story(
            name: "any NaN is null where there is one",
            field: #"<field name="f" id="1" type="float" presence="optional"/>"#,
            bytes: [1, 2, 0xc3, 0xff], json: "null"),
        Story(
            name: "infinity", field: #"<field name="f" id="1" type="double"/>"#,
            bytes: [0, 0, 0, 0, 0, 0, 0xf0, 0xff], json: #""-Infinity""#),
        Story(
            name: "an array", types: #"<type name="T" primitiveType="int8" length="3"/>"#,
            field: #"<field name="f" id="1" type="T"/>"#, bytes: [1, 0xff, 0x80],
            json: "[1,-1,-128]"),
        Story(
            name: "an array with nulls",
            types: #"<type name="T" primitiveType="uint8" length="2" presence="optional"/>"#,
            field: #"<field name="f" id="1" type="T"/>"#, bytes: [1, 0xff], json: "[1,null]"),
    ]

    static let texts: [Story] = [
        Story(
            name: "a character", field: #"<field name="f" id="1" type="char"/>"#,
            bytes: [0x41], json: #""A""#),
        Story(
            name: "characters to the first NUL",
            types: #"<type name="T" primitiveType="char" length="4"/>"#,
            field: #"<field name="f" id="1" type="T"/>"#, bytes: [0x41, 0x42, 0, 0x43],
            json: #""AB""#),
        Story(
            name: "characters to the end",
            types: #"<type name="T" primitiveType="char" length="2"/>"#,
            field: #"<field name="f" id="1" type="T"/>"#, bytes: [0x41, 0x42], json: #""AB""#),
        Story(
            name: "what JSON escapes", types: #"<type name="T" primitiveType="char" length="6"/>"#,
            field: #"<field name="f" id="1" type="T"/>"#,
            bytes: [0x22, 0x5c, 0x0a, 0x1b, 0x7f, 0x2f],
            json: #""\"\\\n\u001b\u007f/""#),
        Story(
            name: "ISO 8859-1",
            types: #"""
                <type name="T" primitiveType="char" length="1" />
                <type name="U" primitiveType="char" length="2" characterEncoding="ISO-8859-1"/>
                """#,
            field: #"<field name="f" id="1" type="U"/>"#, bytes: [0xe9, 0xff], json: #""éÿ""#),
        Story(
            name: "UTF-8, and a byte that is none",
            types: #"<type name="U" primitiveType="char" length="6" characterEncoding="UTF-8"/>"#,
            field: #"<field name="f" id="1" type="U"/>"#,
            bytes: [0xe2, 0x82, 0xac, 0xff, 0xe2, 0x82], json: #""€\uf7ff\uf7e2\uf782""#),
        Story(
            name: "data with an encoding", types: data(#"characterEncoding="UTF-8""#),
            field: #"<data name="f" id="1" type="D"/>"#, bytes: [3, 0xe2, 0x82, 0xac],
            json: #""€""#),
        Story(
            name: "data without one", types: data(""), field: #"<data name="f" id="1" type="D"/>"#,
            bytes: [3, 0xe2, 0x02, 0xac], json: #""e202ac""#),
        Story(
            name: "no data", types: data(""), field: #"<data name="f" id="1" type="D"/>"#,
            bytes: [0], json: #""""#),
    ]

    static let others: [Story] = [
        Story(
            name: "an enumeration", types: side, field: #"<field name="f" id="1" type="Side"/>"#,
            bytes: [2], json: #""sell""#),
        Story(
            name: "an unknown value", types: side, field: #"<field name="f" id="1" type="Side"/>"#,
            bytes: [9], json: "9"),
        Story(
            name: "an enumeration's null", types: side,
            field: #"<field name="f" id="1" type="Side"/>"#, bytes: [255], json: "null"),
        Story(
            name: "a set with unknown bits",
            types: """
                <set name="S" encodingType="uint8">
                  <choice name="b">3</choice><choice name="a">0</choice>
                </set>
                """,
            field: #"<field name="f" id="1" type="S"/>"#, bytes: [0b1010_1001],
            json: #"["b","a",5,7]"#),
        Story(
            name: "a composite, with a constant and a reference",
            types: """
                <type name="U" primitiveType="uint8"/>
                <composite name="C">
                  <type name="m" primitiveType="uint16"/>
                  <type name="e" primitiveType="int8" presence="constant">-2</type>
                  <ref name="r" type="U"/>
                </composite>
                """,
            field: #"<field name="f" id="1" type="C"/>"#, bytes: [1, 1, 7],
            json: #"{"m":257,"e":-2,"r":7}"#),
        Story(
            name: "a constant value of an enumeration", types: side,
            field: """
                <field name="f" id="1" type="Side" presence="constant" valueRef="Side.buy"/>
                """,
            bytes: [], json: #""buy""#),
        Story(
            name: "a group, nested",
            field: """
                <group name="f" id="1">
                  <field name="a" id="2" type="uint8"/>
                  <group name="g" id="3"><field name="b" id="4" type="uint8"/></group>
                </group>
                """,
            bytes: [1, 2, 10, 1, 2, 11, 12, 20, 1, 0],
            json: #"[{"a":10,"g":[{"b":11},{"b":12}]},{"a":20,"g":[]}]"#),
        Story(
            name: "what is newer than the message",
            field: #"<field name="f" id="1" type="uint8" sinceVersion="3"/>"#, bytes: [], json: ""),
    ]

    static let side = """
        <enum name="Side" encodingType="uint8">
          <validValue name="buy">1</validValue><validValue name="sell">2</validValue>
        </enum>
        """

    static func data(_ attribute: String) -> String {
        """
        <composite name="D">
          <type name="length" primitiveType="uint8"/>
          <type name="varData" primitiveType="uint8" length="0" \(attribute)/>
        </composite>
        """
    }

    // JSN-2: "The members of fields SHALL be the fields, groups and data of the message, in the order of
    // the schema, each under its name."
    // JSN-4: "An integer SHALL be shown as a number with all its digits, to 64 bits."
    // JSN-15: "A composite SHALL be shown as an object of its members, and a group as an array of
    // objects, one for each entry."
    @Test("Each kind of field has its own form", arguments: numbers + texts + others)
    func forms(story: Story) throws {
        let decoder = try DecoderFixture.decoder(types: story.types, body: story.field)
        let since = story.json.isEmpty ? "" : #""f":\#(story.json)"#
        let expected =
            #"{"message":"M","templateId":1,"schemaId":5,"version":2,"fields":{\#(since)}}"#
        // Fields come before groups and data, whose bytes follow the block.
        let isBlock = story.field.hasPrefix("<field")
        let message =
            DecoderFixture.header(blockLength: isBlock ? story.bytes.count : 0) + story.bytes
        var text: [UInt8] = []
        let length = try decoder.appendJSON(of: message.span, to: &text)
        #expect(String(decoding: text, as: UTF8.self) == expected)
        #expect(length == message.count)
    }
}
