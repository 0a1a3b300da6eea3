/// What may change and what may not, of types.
extension ChangeStory {
    static let simpleTypes: [ChangeStory] = [
        .types(
            "an array is longer", "EVO-16", "EVO-13", "EVO-46",
            old: #"<type name="T" primitiveType="char" length="4"/>"#,
            new: #"<type name="T" primitiveType="char" length="8"/>"#),
        .types(
            "another null value of what is optional", "EVO-18", field: #"presence="optional""#,
            old: #"<type name="T" primitiveType="int8" presence="optional" nullValue="0"/>"#,
            new: #"<type name="T" primitiveType="int8" presence="optional" nullValue="1"/>"#),
        .types(
            "another null value of what is required", "EVO-52", field: #"presence="required""#,
            old: #"<type name="T" primitiveType="int8" presence="optional" nullValue="0"/>"#,
            new: #"<type name="T" primitiveType="int8" presence="optional" nullValue="1"/>"#),
        .types(
            "a type becomes optional, which its two fields feel", "EVO-17", "EVO-17",
            old: #"<type name="T" primitiveType="int8"/>"#,
            new: #"<type name="T" primitiveType="int8" presence="optional"/>"#),
        .types(
            "another constant, which its two fields feel", "EVO-19", "EVO-19",
            old: #"<type name="T" primitiveType="int8" presence="constant">1</type>"#,
            new: #"<type name="T" primitiveType="int8" presence="constant">2</type>"#),
        .types(
            "another constant text", "EVO-19", "EVO-19",
            old: #"<type name="T" primitiveType="char" presence="constant">kg</type>"#,
            new: #"<type name="T" primitiveType="char" presence="constant">mg</type>"#),
        .types(
            "another character encoding", "EVO-20",
            old: #"<type name="T" primitiveType="char" length="4"/>"#,
            new: #"<type name="T" primitiveType="char" length="4" characterEncoding="UTF-8"/>"#),
        .types(
            "the character encoding that was meant is said",
            old: #"<type name="T" primitiveType="char" length="4"/>"#,
            new: #"<type name="T" primitiveType="char" length="4" characterEncoding="us-ascii"/>"#),
        .types(
            "other bounds", "EVO-52", old: #"<type name="T" primitiveType="int8" minValue="0"/>"#,
            new: #"<type name="T" primitiveType="int8" maxValue="9"/>"#),
        .types(
            "a number becomes an enumeration", "EVO-15",
            old: #"<type name="T" primitiveType="uint8"/>"#,
            new: #"""
                <enum name="T" encodingType="uint8"><validValue name="A">1</validValue></enum>
                """#),
    ]

    static let enumerationsAndSets: [ChangeStory] = [
        .types(
            "a value is added", "EVO-44", old: values("A", 1),
            new: values("A", 1, more: #"<validValue name="B" sinceVersion="2">2</validValue>"#)),
        .types(
            "a value is added and does not say since when", "EVO-44", "EVO-54",
            old: values("A", 1),
            new: values("A", 1, more: #"<validValue name="B">2</validValue>"#)),
        .types("a value has another number", "EVO-22", old: values("A", 1), new: values("A", 2)),
        .types(
            "values are swapped", "EVO-22", "EVO-22",
            old: values("A", 1, more: #"<validValue name="B">2</validValue>"#),
            new: values("A", 2, more: #"<validValue name="B">1</validValue>"#)),
        .types(
            "a value is removed", "EVO-23",
            old: values("A", 1, more: #"<validValue name="B">2</validValue>"#),
            new: values("A", 1)),
        .types(
            "the name of the null value is removed", "EVO-53",
            old: values("A", 1, null: 9, more: #"<validValue name="None">9</validValue>"#),
            new: values("A", 1, null: 9)),
        .types("a value is renamed", "EVO-50", old: values("A", 1), new: values("Z", 1)),
        .types(
            "another null value of an enumeration", "EVO-18", old: values("A", 1),
            new: values("A", 1, null: 9)),
        .types(
            "an enumeration is wider", "EVO-15", "EVO-13", "EVO-46", old: values("A", 1),
            new: values("A", 1, encoding: "uint16")),
        .types("a choice is added", "EVO-45", "EVO-54", old: set("a 0"), new: set("a 0", "b 1")),
        .types("a choice is at another bit", "EVO-24", old: set("a 0"), new: set("a 1")),
        .types("a choice is removed", "EVO-25", old: set("a 0", "b 1"), new: set("a 0")),
        .types("a choice is renamed", "EVO-50", old: set("a 0"), new: set("z 0")),
    ]

    static let composites: [ChangeStory] = [
        .types(
            "a member is added", "EVO-26", "EVO-13", "EVO-46", old: composite("a uint8"),
            new: composite("a uint8", "b uint8")),
        .types(
            "a member is put before another", "EVO-28", "EVO-26", "EVO-13", "EVO-46",
            old: composite("a uint8"), new: composite("b uint8", "a uint8")),
        .types(
            "a member is removed", "EVO-27", "EVO-13", "EVO-14",
            old: composite("a uint8", "b uint8"), new: composite("a uint8")),
        .types(
            "members are in another order", "EVO-28", "EVO-28",
            old: composite("a uint8", "b uint8"), new: composite("b uint8", "a uint8")),
        .types(
            "a member is wider", "EVO-15", "EVO-13", "EVO-46", old: composite("a uint8"),
            new: composite("a uint16")),
        .types(
            "a member is renamed", "EVO-50", old: composite("a uint8"), new: composite("z uint8")),
        .types(
            "a member is exchanged for another", "EVO-27", "EVO-26", old: composite("a uint8"),
            new: composite("z int8")),
        .types(
            "a member that is constant is added", "EVO-52", old: composite("a uint8"),
            new: """
                <composite name="T"><type name="a" primitiveType="uint8"/>
                <type name="c" primitiveType="int8" presence="constant">1</type></composite>
                """),
        .types(
            "the constant of a member is another", "EVO-19",
            old: """
                <composite name="T"><type name="a" primitiveType="uint8"/>
                <type name="c" primitiveType="int8" presence="constant">1</type></composite>
                """,
            new: """
                <composite name="T"><type name="a" primitiveType="uint8"/>
                <type name="c" primitiveType="int8" presence="constant">2</type></composite>
                """),
        .types(
            "a member becomes optional", "EVO-17", old: composite("a uint8"),
            new: """
                <composite name="T"><type name="a" primitiveType="uint8" presence="optional"/>
                </composite>
                """),
        .types(
            "the type of a member has another value, told once", "EVO-22",
            old: values("E", 1).replacing("name=\"T\"", with: "name=\"S\"")
                + #"<composite name="T"><ref name="a" type="S"/><ref name="b" type="S"/></composite>"#,
            new: values("E", 2).replacing("name=\"T\"", with: "name=\"S\"")
                + #"<composite name="T"><ref name="a" type="S"/><ref name="b" type="S"/></composite>"#
        ),
        .types(
            "what nobody uses has changed",
            old: composite("a uint8") + #"<set name="S" encodingType="uint8"/>"#,
            new: composite("a uint8") + #"<set name="S" encodingType="uint64"/>"#),
    ]

    private static func values(
        _ name: String, _ value: Int, encoding: String = "uint8", null: Int? = nil,
        more: String = ""
    ) -> String {
        let null = null.map { #"nullValue="\#($0)""# } ?? ""
        return """
            <enum name="T" encodingType="\(encoding)" \(null)>
            <validValue name="\(name)">\(value)</validValue>\(more)</enum>
            """
    }

    private static func set(_ choices: String...) -> String {
        let lines = choices.map { choice in
            let words = choice.split(separator: " ")
            return #"<choice name="\#(words[0])">\#(words[1])</choice>"#
        }
        return #"<set name="T" encodingType="uint8">\#(lines.joined())</set>"#
    }

    private static func composite(_ members: String...) -> String {
        let lines = members.map { member in
            let words = member.split(separator: " ")
            return #"<type name="\#(words[0])" primitiveType="\#(words[1])"/>"#
        }
        return #"<composite name="T">\#(lines.joined())</composite>"#
    }
}
