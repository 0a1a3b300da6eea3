import PinionCompiler

/// Two versions of a schema, and the codes of the changes between them.
struct ChangeStory: Sendable, CustomStringConvertible {
    var name: String
    /// The codes, in the order of the report.
    var codes: [String]
    var old: String
    var new: String

    var description: String { codes.joined(separator: ", ") + ": " + name }

    /// The head of a schema: what stories of the schema as a whole change.
    struct Head: Sendable {
        var id = 1
        var version = 1
        var byteOrder = "littleEndian"
        var package = "test"
        var header = "uint16"
        var dimension = "uint16"
        var length = "uint16"
        var data = "uint8"
        var countMax = 1000
    }

    /// A schema with these types and messages.
    static func schema(_ head: Head = Head(), types: String = "", messages: String) -> String {
        """
        <messageSchema package="\(head.package)" id="\(head.id)" version="\(head.version)"
            byteOrder="\(head.byteOrder)">
            <types>
                <composite name="messageHeader">
                    <type name="blockLength" primitiveType="\(head.header)"/>
                    <type name="templateId" primitiveType="uint16"/>
                    <type name="schemaId" primitiveType="uint16"/>
                    <type name="version" primitiveType="uint16"/>
                </composite>
                <composite name="groupSizeEncoding">
                    <type name="blockLength" primitiveType="uint16"/>
                    <type name="numInGroup" primitiveType="\(head.dimension)"
                        maxValue="\(head.countMax)"/>
                </composite>
                <composite name="varDataEncoding">
                    <type name="length" primitiveType="\(head.length)" maxValue="1000"/>
                    <type name="varData" primitiveType="\(head.data)" length="0"/>
                </composite>
                \(types)
            </types>
            \(messages)
        </messageSchema>
        """
    }

    /// A message with each kind of part.
    static let message = """
        <message name="M" id="1">
            <field name="a" id="1" type="uint32"/>
            <group name="g" id="2"><field name="b" id="1" type="uint8"/></group>
            <data name="d" id="3" type="varDataEncoding"/>
        </message>
        """

    /// The older version is 1 and the newer one 2, unless told otherwise.
    static func whole(_ name: String, _ codes: String..., new head: Head) -> ChangeStory {
        ChangeStory(
            name: name, codes: codes, old: schema(messages: message),
            new: schema(head, messages: message))
    }

    static func messages(
        _ name: String, _ codes: String..., version: Int = 2, old: String, new: String
    ) -> ChangeStory {
        ChangeStory(
            name: name, codes: codes, old: schema(messages: old),
            new: schema(Head(version: version), messages: new))
    }

    /// A message with these members.
    static func members(
        _ name: String, _ codes: String..., version: Int = 2, old: String, new: String
    ) -> ChangeStory {
        let messages = [old, new].map { "<message name=\"M\" id=\"1\">\($0)</message>" }
        return ChangeStory(
            name: name, codes: codes, old: schema(messages: messages[0]),
            new: schema(Head(version: version), messages: messages[1]))
    }

    /// A message with a field `x` of the type `T`, which is among these types.
    static func types(
        _ name: String, _ codes: String..., field: String = "", old: String, new: String
    ) -> ChangeStory {
        let message = """
            <message name="M" id="1">
                <field name="x" id="1" type="T" \(field)/><field name="y" id="2" type="T" \(field)/>
            </message>
            """
        return ChangeStory(
            name: name, codes: codes, old: schema(types: old, messages: message),
            new: schema(Head(version: 2), types: new, messages: message))
    }
}
