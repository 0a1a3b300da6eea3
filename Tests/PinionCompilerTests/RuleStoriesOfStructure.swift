/// Schemas that break the rules on the text, the structure and the names.
extension RuleStory {
    static let reading: [RuleStory] = [
        .whole("an empty text", "SCH-001", text: "«»"),
        .whole("text before the root", "SCH-001", text: "«a»<messageSchema/>"),
        .whole("an element that is not closed", "SCH-001", text: "<a><b></b>«»"),
        .whole("an end tag of another name", "SCH-001", text: "<a><b></«a»>"),
        .whole("an end tag of nothing", "SCH-001", text: "<a></«b»></a>"),
        .whole("a second root", "SCH-001", text: "<a/><«b»/>"),
        .whole("an attribute without a value", "SCH-001", text: "<a «b»/>"),
        .whole("an attribute without quotes", "SCH-001", text: "<a «b»=c/>"),
        .whole("a quote that is not closed", "SCH-001", text: "<a «b»=\"c><d/></a>"),
        .whole("attributes without a space", "SCH-001", text: "<a b=\"1\"«c»=\"2\"/>"),
        .whole("a `<` that starts nothing", "SCH-001", text: "<a>1 «<» 2</a>"),
        .whole("a tag that runs into the next one", "SCH-001", text: "«<a» <b/></a>"),
        .whole("a comment that is not closed", "SCH-001", text: "<a/>«<!--» "),
        .whole("two hyphens in a comment", "SCH-001", text: "<a/><!-- a «--» b -->"),
        .whole("three hyphens at its end", "SCH-001", text: "<a/><!-- a «--»->"),
        .whole("the end of a section without one", "SCH-001", text: "<a>b[c[0«]]>»1</a>"),
        .whole("a tag that is cut off", "SCH-001", text: "«<a» b=\"1\""),
        .whole(
            "two mistakes", "SCH-001", "SCH-001", text: "<a>\n  <b «c»/>\n  <d «e»=f/>\n</a>"),
        .whole("a control character", "SCH-001", text: "<a>«\u{1}»</a>"),
        .whole(
            "a declaration that comes late", "SCH-001", text: " «<?xml version=\"1.0\"?>»<a/>"),
        .whole(
            "an encoding that we do not read", "SCH-002",
            text: "«<?xml version=\"1.0\" encoding=\"UTF-16\"?>»<a/>"),
        .whole(
            "an entity", "SCH-003", text: "<!DOCTYPE a [<!-- > --> «<!ENTITY» b \"c\">]><a/>"),
        .whole(
            "elements too deep", "SCH-004",
            text: String(repeating: "<a>", count: 64) + "<«a»>"),
        .whole("an attribute twice", "SCH-005", text: "<a b=\"1\" «b»=\"2\"/>"),
        .whole("an unknown entity", "SCH-006", text: "<a b=\"«&c;»\"/>"),
        .whole("a lone ampersand", "SCH-006", text: "<a>1 «&» 2</a>"),
        .whole("a reference to no character", "SCH-006", text: "<a>«&#0;»</a>"),
        .whole("a signed reference", "SCH-006", text: "<a>«&#+65;»</a>"),
        .types("an include without a file", "SCH-007", types: "<«xi:include»/>"),
        .types(
            "an include that cannot be read", "SCH-007",
            types: #"<xi:include href="«types.xml»"/>"#),
        .types(
            "an include from elsewhere", "SCH-007",
            types: #"<xi:include href="«http://example.org/a.xml»"/>"#),
        .types(
            "an include by an absolute path", "SCH-007",
            types: #"<xi:include href="«/etc/passwd»"/>"#),
        .types(
            "an include as text", "SCH-007",
            types: #"<xi:include href="a.txt" parse="«text»"/>"#),
        .types(
            "an include of a part", "SCH-007",
            types: #"<xi:include href="a.xml" «xpointer»="b"/>"#),
    ]

    static let structure: [RuleStory] = [
        .whole("another root", "SCH-010", text: "<«types»/>"),
        .whole(
            "the messages of SBE 2.0", "SCH-010",
            text: #"<messageSchema package="a" id="1"><«messages»/></messageSchema>"#),
        .whole(
            "a schema that says nothing", "SCH-011", "SCH-011", "SCH-015", "SCH-060",
            text: "<«messageSchema»/>".replacingMarks(count: 4)),
        .members(
            "a field without name, id and type", "SCH-011", "SCH-011", "SCH-011",
            members: "<«field»/>".replacingMarks(count: 3)),
        .members(
            "an empty name", "SCH-011", members: #"<field «name»="" id="1" type="int8"/>"#),
        .types(
            "a value without text", "SCH-011",
            types: #"<enum name="E" encodingType="uint8"><«validValue» name="A"/></enum>"#),
        .members(
            "an id that is no number", "SCH-012",
            members: #"<field name="a" id="«one»" type="int8"/>"#),
        .members(
            "an id below zero", "SCH-012",
            members: #"<field name="a" id="«-1»" type="int8"/>"#),
        .members(
            "an offset beyond all bounds", "SCH-012",
            members: #"<field name="a" id="1" type="int8" offset="«99999999999999999999»"/>"#),
        .types(
            "a length with a unit", "SCH-012",
            types: #"<type name="T" primitiveType="char" length="«8 bytes»"/>"#),
        .members(
            "an unknown presence", "SCH-013",
            members: #"<field name="a" id="1" type="int8" presence="«maybe»"/>"#),
        .whole(
            "an unknown byte order", "SCH-014",
            text: SchemaText.schema().replacing(
                "version=\"1\"", with: "version=\"1\" byteOrder=\"«BigEndian»\"")),
        .whole(
            "no messages", "SCH-015",
            text: SchemaText.schema(messages: "").replacing(
                "<sbe:messageSchema ", with: "<«sbe:messageSchema» ")),
        .types(
            "data in a composite", "SCH-016",
            types: #"<composite name="C"><«data» name="a"/></composite>"#),
        .members(
            "a field after a group", "SCH-017",
            members: """
                <group name="g" id="1"/>
                <«field» name="a" id="2" type="int8"/>
                """),
        .members(
            "a group after data", "SCH-017",
            members: """
                <data name="d" id="1" type="varDataEncoding"/>
                <«group» name="g" id="2"/>
                """),
        .members(
            "a misspelled attribute", "SCH-018",
            members: #"<field name="a" id="1" type="int8" «sinceversion»="1"/>"#),
        .members(
            "a misspelled element", "SCH-019",
            members: #"<«filed» name="a" id="1" type="int8"/>"#),
    ]

    static let names: [RuleStory] = [
        .types(
            "two types of a name", "SCH-020",
            types: """
                <type name="T" primitiveType="int8"/>
                <type name="«T»" primitiveType="int16"/>
                """),
        .messages(
            "two messages of a name", "SCH-021",
            messages: #"<message name="A" id="1"/><message name="«A»" id="2"/>"#),
        .messages(
            "two messages of an id", "SCH-022",
            messages: #"<message name="A" id="1"/><message name="B" id="«1»"/>"#),
        .members(
            "a field and a group of a name", "SCH-023",
            members: #"<field name="a" id="1" type="int8"/><group name="«a»" id="2"/>"#),
        .members(
            "two fields of an id in a group", "SCH-024",
            members: """
                <group name="g" id="1">
                    <field name="a" id="1" type="int8"/>
                    <field name="b" id="«1»" type="int8"/>
                </group>
                """),
        .types(
            "two members of a name", "SCH-025",
            types: """
                <composite name="C">
                    <type name="a" primitiveType="int8"/>
                    <enum name="«a»" encodingType="uint8"/>
                </composite>
                """),
        .types(
            "two values of a name", "SCH-026",
            types: """
                <enum name="E" encodingType="uint8">
                    <validValue name="A">1</validValue>
                    <validValue name="«A»">2</validValue>
                </enum>
                """),
        .types(
            "two names of a value", "SCH-027",
            types: """
                <enum name="E" encodingType="char">
                    <validValue name="A">1</validValue>
                    <validValue name="«B»">1</validValue>
                </enum>
                """),
        .types(
            "two choices of a name, and of a bit", "SCH-026", "SCH-027",
            types: """
                <set name="S" encodingType="uint8">
                    <choice name="a">0</choice>
                    <choice name="«a»">1</choice>
                    <choice name="«b»">1</choice>
                </set>
                """),
    ]
}

extension String {
    /// The text with its only pair of marks said several times, for several reports at one place.
    fileprivate func replacingMarks(count: Int) -> String {
        // An empty pair before the mark would be another place; the marks are nested instead.
        let opening = String(repeating: "«", count: count)
        let closing = String(repeating: "»", count: count)
        return replacing("«", with: opening).replacing("»", with: closing)
    }
}
