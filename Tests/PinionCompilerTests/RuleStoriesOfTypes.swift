/// Schemas that break the rules on types and their values.
extension RuleStory {
    static let types: [RuleStory] = [
        .members(
            "a field of no type", "SCH-030",
            members: #"<field name="a" id="1" type="«Price»"/>"#),
        .types(
            "a ref to no type", "SCH-030",
            types: #"<composite name="C"><ref name="a" type="«uint8»"/></composite>"#),
        .members(
            "a group of no dimension", "SCH-030",
            members: #"<group name="g" id="1" dimensionType="«none»"/>"#),
        .types(
            "two composites that hold each other", "SCH-031",
            types: """
                <composite name="A"><ref name="b" type="B"/></composite>
                <composite name="B"><ref name="a" type="«A»"/></composite>
                """),
        .types(
            "an encoding that is constant by its own enumeration", "SCH-031",
            types: """
                <type name="T" primitiveType="uint8" presence="constant" valueRef="E.A"/>
                <enum name="E" encodingType="«T»"><validValue name="A">1</validValue></enum>
                """.replacing("«T»", with: "T").replacing("\"T\" prim", with: "\"«T»\" prim")),
        .types(
            "composites that double and double", "SCH-032",
            types: (0..<13).map { level in
                let type = level == 0 ? "#" : "C\(level - 1)"
                let member =
                    type == "#"
                    ? #"<type name="m" primitiveType="uint8" presence="constant">1</type>"#
                    : #"<ref name="m" type="\#(type)"/>"#
                let second = member.replacing("name=\"m\"", with: "name=\"n\"")
                let marked = level == 11 ? second.replacing("\"n\"", with: "\"«n»\"") : second
                return "<composite name=\"C\(level)\">\(member)\(marked)</composite>"
            }.prefix(12).joined(separator: "\n")),
        .types(
            "composites in composites in composites", "SCH-032",
            types: (0..<33).map { level in
                let name = level == 32 ? "«D»" : "D"
                return "<composite name=\"\(name)\">"
            }.joined()
                + #"<type name="a" primitiveType="int8"/>"#
                + String(repeating: "</composite>", count: 33)),
        .types(
            "a primitive type of another language", "SCH-033",
            types: #"<type name="T" primitiveType="«u32»"/>"#),
        .types(
            "an enumeration of uint32", "SCH-034",
            types: #"<enum name="E" encodingType="«uint32»"/>"#),
        .types(
            "an enumeration of an array", "SCH-034",
            types: """
                <type name="T" primitiveType="uint8" length="2"/>
                <enum name="E" encodingType="«T»"/>
                """),
        .types(
            "an enumeration of floating point", "SCH-034",
            types: """
                <type name="T" primitiveType="float"/>
                <enum name="E" encodingType="«T»"/>
                """),
        .types(
            "a set of int8", "SCH-035", types: #"<set name="S" encodingType="«int8»"/>"#),
        .types(
            "a set of characters", "SCH-035",
            types: """
                <type name="T" primitiveType="char"/>
                <set name="S" encodingType="«T»"/>
                """),
        .types(
            "values that do not fit their types", "SCH-036", "SCH-036", "SCH-036", "SCH-036",
            types: """
                <type name="A" primitiveType="int8" minValue="«-129»"/>
                <type name="B" primitiveType="uint64" maxValue="«18446744073709551616»"/>
                <type name="C" primitiveType="char" presence="optional" nullValue="«10»"/>
                <type name="D" primitiveType="double" minValue="«half»"/>
                """),
        .types(
            "a value that is no number", "SCH-036",
            types: """
                <enum name="E" encodingType="uint8"><validValue name="A"> «0x1F» </validValue></enum>
                """),
        .types(
            "a value out of its encoding's range", "SCH-037",
            types: """
                <type name="T" primitiveType="uint8" maxValue="5"/>
                <enum name="E" encodingType="T"><validValue name="A">«6»</validValue></enum>
                """),
        .types(
            "a value that is null", "SCH-038",
            types: """
                <enum name="E" encodingType="uint8">
                    <validValue name="None">«255»</validValue>
                </enum>
                """),
        .types(
            "a value that its encoding has as null", "SCH-038",
            types: """
                <type name="T" primitiveType="int16" presence="optional" nullValue="0"/>
                <enum name="E" encodingType="T"><validValue name="None">«0»</validValue></enum>
                """),
        .types(
            "choices that are no bits", "SCH-039", "SCH-039", "SCH-039",
            types: """
                <set name="S" encodingType="uint8">
                    <choice name="a">«8»</choice>
                    <choice name="b">«-1»</choice>
                    <choice name="c">«first»</choice>
                </set>
                """),
        .types(
            "a null value where none can be", "SCH-045",
            types: #"<type name="T" primitiveType="int8" nullValue="«0»"/>"#),
        .members(
            "another semantic type than the type's", "SCH-046",
            types: #"<type name="T" primitiveType="int8" semanticType="Qty"/>"#,
            members: #"<field name="a" id="1" type="T" semanticType="«Price»"/>"#),
        .types(
            "a range that is empty", "SCH-047",
            types: #"<type name="T" primitiveType="int8" minValue="«5»" maxValue="4"/>"#),
        .messages(
            "what is newer than the schema", "SCH-048", "SCH-048", "SCH-048",
            types: """
                <enum name="E" encodingType="uint8">
                    <validValue name="A" sinceVersion="«2»">1</validValue>
                </enum>
                """,
            messages: """
                <message name="M" id="1" sinceVersion="«3»">
                    <group name="g" id="1">
                        <field name="a" id="1" type="int8" sinceVersion="«2147483647»"/>
                    </group>
                </message>
                """),
    ]

    static let constants: [RuleStory] = [
        .types(
            "a constant without a value", "SCH-040",
            types: #"<type name="«T»" primitiveType="int8" presence="constant"/>"#),
        .members(
            "a constant field of a type that is none", "SCH-040",
            members: #"<field name="a" id="1" type="int8" presence="«constant»"/>"#),
        .members(
            "a constant enumeration without a value", "SCH-040",
            types: #"<enum name="E" encodingType="uint8"/>"#,
            members: #"<field name="a" id="1" type="E" presence="«constant»"/>"#),
        .members(
            "a constant composite", "SCH-040",
            members: #"<field name="a" id="1" type="groupSizeEncoding" presence="«constant»"/>"#),
        .types(
            "a constant enumeration in a composite", "SCH-040",
            types: """
                <composite name="C">
                    <enum name="«e»" encodingType="uint8" presence="constant"/>
                </composite>
                """),
        .types(
            "a constant that is too long", "SCH-041",
            types: """
                <type name="T" primitiveType="char" length="3" presence="constant">«EURO»</type>
                """),
        .types(
            "a constant with far too much padding", "SCH-041",
            types: """
                <type name="T" primitiveType="char" length="«2000000000»" presence="constant">A</type>
                """),
        .types(
            "a constant in another alphabet", "SCH-036",
            types: """
                <type name="T" primitiveType="char" presence="constant">«Größe»</type>
                """),
        .types(
            "references that are none", "SCH-042", "SCH-042", "SCH-042",
            types: """
                <type name="A" primitiveType="int8" presence="constant" valueRef="«E»"/>
                <type name="B" primitiveType="int8" presence="constant" valueRef="«E.»"/>
                <type name="C" primitiveType="int8" presence="constant" valueRef="«.A»"/>
                """),
        .members(
            "references to what is not there", "SCH-042", "SCH-042", "SCH-042",
            types: """
                <type name="T" primitiveType="int8"/>
                <enum name="E" encodingType="int8"><validValue name="A">1</validValue></enum>
                """,
            members: """
                <field name="a" id="1" type="E" presence="constant" valueRef="«F.A»"/>
                <field name="b" id="2" type="E" presence="constant" valueRef="«E.B»"/>
                <field name="c" id="3" type="E" presence="constant" valueRef="«T.A»"/>
                """),
        .members(
            "a reference that is wrong although nobody uses it", "SCH-042",
            members: #"<field name="a" id="1" type="int8" valueRef="«E.A»"/>"#),
        .members(
            "references to values of other types", "SCH-043", "SCH-043", "SCH-043",
            types: """
                <enum name="E" encodingType="int8"><validValue name="A">1</validValue></enum>
                <enum name="F" encodingType="int8"/>
                <type name="T" primitiveType="int16" presence="constant" valueRef="«E.A»"/>
                """,
            members: """
                <field name="a" id="1" type="F" presence="constant" valueRef="«E.A»"/>
                <field name="b" id="2" type="uint8" presence="constant" valueRef="«E.A»"/>
                """),
        .types(
            "a reference of a type that is not constant", "SCH-044",
            types: """
                <enum name="E" encodingType="int8"><validValue name="A">1</validValue></enum>
                <type name="T" primitiveType="int8" valueRef="«E.A»"/>
                """),
    ]
}
