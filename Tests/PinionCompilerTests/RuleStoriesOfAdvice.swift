/// Schemas that are good and could be better.
extension RuleStory {
    static let advice: [RuleStory] = [
        .members(
            "fields that are one in Swift", "SCH-080", "SCH-080",
            members: """
                <field name="bid_price" id="1" type="int64"/>
                <field name="«bidPrice»" id="2" type="int64"/>
                <data name="«bid-price»" id="3" type="varDataEncoding"/>
                """),
        .types(
            "members, values and choices that are one in Swift", "SCH-080", "SCH-080", "SCH-080",
            types: """
                <composite name="C">
                    <type name="a.b" primitiveType="int8"/>
                    <type name="«aB»" primitiveType="int8"/>
                </composite>
                <enum name="E" encodingType="uint8">
                    <validValue name="BUY_SIDE">1</validValue>
                    <validValue name="«BuySide»">2</validValue>
                </enum>
                <set name="S" encodingType="uint8">
                    <choice name="a1">0</choice>
                    <choice name="«A1»">1</choice>
                </set>
                """),
        .messages(
            "types that are one in Swift, or one with a message", "SCH-080", "SCH-080",
            types: """
                <enum name="trade_side" encodingType="uint8"/>
                <set name="«TradeSide»" encodingType="uint8"/>
                <composite name="«Quote»"><type name="a" primitiveType="int8"/></composite>
                """,
            messages: #"<message name="Quote" id="1"/>"#),
        .members(
            "a field whose type is on its way out", "SCH-081",
            types: #"<type name="T" primitiveType="int8" deprecated="1"/>"#,
            members: """
                <field name="«a»" id="1" type="T"/>
                <field name="b" id="2" type="T" deprecated="1"/>
                """),
        .members(
            "padding in the middle", "SCH-082",
            members: """
                <field name="a" id="1" type="int8"/>
                <field name="«b»" id="2" type="int64" offset="8"/>
                <field name="c" id="3" type="int8"/>
                <field name="d" id="4" type="int32" offset="20"/>
                """),
        .members(
            "numbers at odd places", "SCH-083", "SCH-083",
            members: """
                <field name="a" id="1" type="int8"/>
                <field name="«b»" id="2" type="int16"/>
                <field name="c" id="3" type="int32"/>
                <group name="g" id="4">
                    <field name="a" id="1" type="int8"/>
                    <field name="«b»" id="2" type="groupSizeEncoding"/>
                </group>
                """),
        .messages(
            "warnings to be allowed that are none", "SCH-085", "SCH-085", "SCH-085",
            messages: """
                <!-- «pinion:allow» everything -->
                <!-- pinion:allow SCH-015, «SCH-999» and «pinion:allow»: nothing -->
                <message name="M" id="1"/>
                """),
        .messages(
            "an error to be allowed", "SCH-085",
            messages: """
                <!-- pinion:allow «SCH-012» because -->
                <message name="M" id="1"/>
                """),
        .members(
            "fields across cache lines", "SCH-084", "SCH-084",
            types: """
                <type name="Text" primitiveType="char" length="50"/>
                <composite name="C">
                    <type name="a" primitiveType="char"/>
                    <type name="b" primitiveType="char" length="7"/>
                </composite>
                <type name="Long" primitiveType="char" length="17"/>
                <type name="Short" primitiveType="char" length="16"/>
                """,
            members: """
                <field name="a" id="1" type="Text"/>
                <field name="«b»" id="2" type="C"/>
                <field name="c" id="3" type="Text"/>
                <field name="«d»" id="4" type="Short"/>
                <field name="e" id="5" type="Text"/>
                <field name="f" id="6" type="Long"/>
                """),
    ]
}
