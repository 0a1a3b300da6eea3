import PinionCompiler
import Testing

/// Schemas of SBE 2.0, which mean what SBE 1.0 would say in other words, or are refused.
struct SchemaEditionTests {
    /// A schema of SBE 2.0 with these types beside a header of 1.0's form, and these messages.
    static func schema(types: String = "", members: String) -> String {
        """
        <messageSchema xmlns="http://fixprotocol.io/2017/sbe" package="test" id="1" version="1">
            <types>
                <composite name="messageHeader">
                    <type name="blockLength" primitiveType="uint16"/>
                    <type name="templateId" primitiveType="uint16"/>
                    <type name="schemaId" primitiveType="uint16"/>
                    <type name="version" primitiveType="uint16"/>
                </composite>
                \(types)
            </types>
            <messages>
                <message name="Test" id="1">
                    \(members)
                </message>
            </messages>
        </messageSchema>
        """
    }

    /// A schema of SBE 2.0, and the one of SBE 1.0 that says the same.
    struct Pair: Sendable, CustomStringConvertible {
        var description: String
        var types = ""
        var members: String
        var oldTypes: String
        var oldMembers: String
    }

    static let pairs = [
        Pair(
            description: "messages in a wrapper", members: #"<field name="a" id="1" type="int8"/>"#,
            oldTypes: "", oldMembers: #"<field name="a" id="1" type="int8"/>"#),
        Pair(
            description: "a null value of a primitive type",
            members:
                #"<field name="a" id="1" type="int8" presence="optional" nullValue="-1"/>"#,
            oldTypes: """
                <type name="int8_Test_a" primitiveType="int8" nullValue="-1" presence="optional"/>
                """,
            oldMembers: #"<field name="a" id="1" type="int8_Test_a" presence="optional"/>"#),
        Pair(
            description: "a range in a group, of a type that has one",
            types: #"<type name="Price" primitiveType="int32" minValue="1" maxValue="9"/>"#,
            members: """
                <field name="a" id="1" type="Price"/>
                <group name="g" id="2" dimensionType="messageSize">
                    <field name="b" id="3" type="Price" maxValue="50"/>
                </group>
                """,
            oldTypes: """
                <type name="Price" primitiveType="int32" minValue="1" maxValue="9"/>
                <type name="Price_Test_g_b" primitiveType="int32" minValue="1" maxValue="50"/>
                """,
            oldMembers: """
                <field name="a" id="1" type="Price"/>
                <group name="g" id="2" dimensionType="messageSize">
                    <field name="b" id="3" type="Price_Test_g_b"/>
                </group>
                """),
        Pair(
            description: "constants by their text",
            types: #"<type name="Code" primitiveType="char" length="3"/>"#,
            members: """
                <field name="a" id="1" type="Code" presence="constant">EUR</field>
                <field name="b" id="2" type="int8" presence="constant"> -3 </field>
                """,
            oldTypes: """
                <type name="Code_Test_a" primitiveType="char" length="3" presence="constant">EUR</type>
                <type name="int8_Test_b" primitiveType="int8" presence="constant">-3</type>
                """,
            oldMembers: """
                <field name="a" id="1" type="Code_Test_a" presence="constant"/>
                <field name="b" id="2" type="int8_Test_b" presence="constant"/>
                """),
        Pair(
            description: "a name that is taken",
            types: #"<type name="int8_Test_a" primitiveType="int16"/>"#,
            members: #"<field name="a" id="1" type="int8" minValue="0"/>"#,
            oldTypes: #"<type name="int8_Test_a_2" primitiveType="int8" minValue="0"/>"#,
            oldMembers: #"<field name="a" id="1" type="int8_Test_a_2"/>"#),
    ]

    private static let dimension = """
        <composite name="messageSize">
            <type name="blockLength" primitiveType="uint16"/>
            <type name="numInGroup" primitiveType="uint16"/>
        </composite>
        """

    @Test("A schema of SBE 2.0 means what one of SBE 1.0 would", arguments: pairs)
    func meaning(pair: Pair) throws {
        let new = SchemaText.compile(
            Self.schema(types: Self.dimension + pair.types, members: pair.members))
        #expect(new.diagnostics.kept.map(\.description) == [])
        let old = SchemaText.compile(
            SchemaText.schema(types: Self.dimension + pair.oldTypes, members: pair.oldMembers))
        #expect(old.diagnostics.kept.map(\.description) == [])
        #expect(try #require(new.schema).messages == #require(old.schema).messages)
    }

    @Test("A schema of SBE 2.0 is the same model in Pinion's language and in XML again")
    func conversion() throws {
        for pair in Self.pairs {
            let text = Self.schema(types: Self.dimension + pair.types, members: pair.members)
            let schema = try #require(SchemaText.compile(text).schema)
            for form in [SchemaForm.pinion, .xml] {
                let conversion = convert(SourceText(path: "test.xml", text: text), to: form)
                let again = compile(
                    SourceText(
                        path: form == .xml ? "test.xml" : "test.pinion",
                        text: try #require(conversion.text)))
                #expect(again.schema?.messages == schema.messages, "\(pair)")
            }
        }
    }
}

extension RuleStory {
    static let editions: [RuleStory] = [
        .whole(
            "a padding from the start of the buffer", "SCH-071",
            text: SchemaEditionTests.schema(
                members: #"<field name="a" id="1" type="int8" «alignment»="4"/>"#)),
        .whole(
            "counts of the wire form of SBE 2.0", "SCH-072", "SCH-072",
            text: SchemaEditionTests.schema(
                types: """
                    <composite name="size">
                        <type name="blockLength" primitiveType="uint16"/>
                        <type name="numInGroup" primitiveType="uint16"/>
                        <type name="«numGroups»" primitiveType="uint16"/>
                        <type name="«numVarDataFields»" primitiveType="uint16"/>
                    </composite>
                    """,
                members: #"<field name="a" id="1" type="int8"/>"#)),
        .whole(
            "a null value for a set", "SCH-073",
            text: SchemaEditionTests.schema(
                types: #"<set name="S" encodingType="uint8"><choice name="a">0</choice></set>"#,
                members: #"<field name="a" id="1" type="S" «nullValue»="4"/>"#)),
    ]
}
