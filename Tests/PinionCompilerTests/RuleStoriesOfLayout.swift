/// Schemas that break the rules on offsets, lengths, headers, dimensions and data.
extension RuleStory {
    static let layout: [RuleStory] = [
        .types(
            "members over each other", "SCH-050",
            types: """
                <composite name="C">
                    <type name="a" primitiveType="int32"/>
                    <type name="b" primitiveType="int8" offset="«3»"/>
                </composite>
                """),
        .types(
            "a ref over the member before it", "SCH-050",
            types: """
                <enum name="E" encodingType="uint8"/>
                <composite name="C">
                    <type name="a" primitiveType="int32"/>
                    <ref name="b" type="E" offset="«0»"/>
                </composite>
                """),
        .members(
            "fields over each other", "SCH-051",
            members: """
                <field name="a" id="1" type="int32"/>
                <field name="b" id="2" type="int8" offset="«3»"/>
                """),
        .messages(
            "a message's block that is too short", "SCH-052",
            messages: """
                <message name="M" id="1" blockLength="«3»"><field name="a" id="1" type="int32"/></message>
                """),
        .members(
            "a group's block that is too short", "SCH-052",
            members: """
                <group name="g" id="1" blockLength="«3»"><field name="a" id="2" type="int32"/></group>
                """),
        .types(
            "an array beyond all bounds", "SCH-053",
            types: #"<type name="T" primitiveType="int64" length="«2147483647»"/>"#),
        .types(
            "a composite beyond all bounds", "SCH-053",
            types: """
                <type name="T" primitiveType="uint8" length="2147483647"/>
                <composite name="C">
                    <ref name="a" type="T"/>
                    <ref name="«b»" type="T"/>
                </composite>
                """),
        .members(
            "a field beyond all bounds", "SCH-053", "SCH-054",
            types: #"<type name="T" primitiveType="uint8" length="2147483647"/>"#,
            members: """
                <field name="a" id="1" type="int8"/>
                <field name="b" id="2" type="T" offset="«2147483647»"/>
                """.replacing("name=\"b\"", with: "name=\"b\"")
        ).markingMessage(),
        .messages(
            "a block that its header cannot say", "SCH-054",
            messages: #"<message name="M" id="1" blockLength="«65536»"/>"#),
        .members(
            "a block that its dimension cannot say", "SCH-054",
            types: """
                <composite name="small">
                    <type name="blockLength" primitiveType="uint8"/>
                    <type name="numInGroup" primitiveType="uint8"/>
                </composite>
                <type name="T" primitiveType="char" length="256"/>
                """,
            members: """
                <group name="«g»" id="1" dimensionType="small"><field name="a" id="1" type="T"/></group>
                """),
        .messages(
            "an id that the header cannot say", "SCH-055",
            messages: #"<message name="M" id="«65536»"/>"#),
        .whole(
            "a schema's id and version that the header cannot say", "SCH-055", "SCH-055",
            text: SchemaText.schema().replacing(
                "id=\"1\" version=\"1\"", with: "id=\"«70000»\" version=\"«65536»\"")),
    ]

    static let framing: [RuleStory] = [
        .whole(
            "a header that is not there", "SCH-060",
            text: SchemaText.schema().replacing(
                "version=\"1\"", with: "version=\"1\" headerType=\"«header»\"")),
        .whole(
            "a header that is no composite", "SCH-060",
            text: SchemaText.schema(types: #"<type name="T" primitiveType="int8"/>"#).replacing(
                "version=\"1\"", with: "version=\"1\" headerType=\"«T»\"")),
        .whole(
            "a header without ids", "SCH-060", "SCH-060",
            text: SchemaText.header(
                """
                <type name="blockLength" primitiveType="uint16"/>
                <type name="version" primitiveType="uint16"/>
                """
            ).replacing("«messageHeader»", with: "««messageHeader»»")),
        .whole(
            "a header with a signed length", "SCH-060",
            text: SchemaText.header(
                """
                <type name="blockLength" primitiveType="int16"/>
                <type name="templateId" primitiveType="uint16"/>
                <type name="schemaId" primitiveType="uint16"/>
                <type name="version" primitiveType="uint16"/>
                """)),
        .whole(
            "a header with a signed id", "SCH-061",
            text: SchemaText.header(
                """
                <type name="blockLength" primitiveType="uint16"/>
                <type name="templateId" primitiveType="int16"/>
                <type name="schemaId" primitiveType="uint16"/>
                <type name="version" primitiveType="uint16"/>
                """)),
        .whole(
            "a header with an array", "SCH-067",
            text: SchemaText.header(
                """
                <type name="blockLength" primitiveType="uint16"/>
                <type name="templateId" primitiveType="uint8" length="2"/>
                <type name="schemaId" primitiveType="uint16"/>
                <type name="version" primitiveType="uint16"/>
                """)),
        .members(
            "a dimension without a count", "SCH-062",
            types: """
                <composite name="«D»"><type name="blockLength" primitiveType="uint16"/></composite>
                """,
            members: """
                <group name="g" id="1" dimensionType="D"/>
                <group name="h" id="2" dimensionType="D"/>
                """),
        .members(
            "a dimension that is no composite", "SCH-062",
            members: #"<group name="g" id="1" dimensionType="«uint16»"/>"#),
        .members(
            "a dimension with a signed length and count", "SCH-062", "SCH-062",
            types: """
                <composite name="««D»»">
                    <type name="blockLength" primitiveType="int16"/>
                    <type name="numInGroup" primitiveType="int8"/>
                </composite>
                """,
            members: #"<group name="g" id="1" dimensionType="D"/>"#),
        .members(
            "a count without a bound", "SCH-063",
            types: """
                <composite name="«D»">
                    <type name="blockLength" primitiveType="uint16"/>
                    <type name="numInGroup" primitiveType="uint32"/>
                </composite>
                """,
            members: #"<group name="g" id="1" dimensionType="D"/>"#),
        .members(
            "a length whose bound is its null value", "SCH-063",
            types: """
                <composite name="«D»">
                    <type name="length" primitiveType="uint8" maxValue="255"/>
                    <type name="varData" primitiveType="uint8" length="0"/>
                </composite>
                """,
            members: #"<data name="d" id="1" type="D"/>"#),
        .members(
            "a least count above the greatest", "SCH-047", "SCH-064",
            types: """
                <composite name="«D»">
                    <type name="blockLength" primitiveType="uint16"/>
                    <type name="numInGroup" primitiveType="uint8" minValue="«9»" maxValue="8"/>
                </composite>
                """,
            members: #"<group name="g" id="1" dimensionType="D"/>"#
        ).swappingCodes(),
        .members(
            "data without a length", "SCH-065",
            types: """
                <composite name="«D»"><type name="varData" primitiveType="uint8" length="0"/></composite>
                """,
            members: #"<data name="d" id="1" type="D"/>"#),
        .members(
            "data without data", "SCH-065",
            types: """
                <composite name="«D»"><type name="length" primitiveType="uint8"/></composite>
                """,
            members: #"<data name="d" id="1" type="D"/>"#),
        .members(
            "data of numbers", "SCH-065",
            types: """
                <composite name="«D»">
                    <type name="length" primitiveType="uint8"/>
                    <type name="varData" primitiveType="uint16" length="0"/>
                </composite>
                """,
            members: #"<data name="d" id="1" type="D"/>"#),
        .members(
            "data that something follows", "SCH-065",
            types: """
                <composite name="«D»">
                    <type name="length" primitiveType="uint8"/>
                    <type name="varData" primitiveType="uint8" length="0"/>
                    <type name="checksum" primitiveType="uint32"/>
                </composite>
                """,
            members: #"<data name="d" id="1" type="D"/>"#),
        .members(
            "data that is no composite", "SCH-065",
            members: #"<data name="d" id="1" type="«char»"/>"#),
        .members(
            "data that may be null", "SCH-066",
            members: """
                <data name="d" id="1" type="varDataEncoding" presence="«optional»"/>
                """),
    ]

    /// The story with a mark around the message's name, which comes before the other marks.
    fileprivate func markingMessage() -> RuleStory {
        var story = self
        story.text = text.replacing("name=\"Test\"", with: "name=\"«Test»\"")
        story.codes = codes.reversed()
        return story
    }

    /// The story with its codes the other way round.
    fileprivate func swappingCodes() -> RuleStory {
        var story = self
        story.codes = codes.reversed()
        return story
    }
}

extension SchemaText {
    /// A schema whose message header has these members. Its name is marked.
    static func header(_ members: String) -> String {
        """
        <messageSchema package="test" id="1">
            <types>
                <composite name="«messageHeader»">
                    \(members)
                </composite>
            </types>
            <message name="Empty" id="1"/>
        </messageSchema>
        """
    }
}
