import PinionCompiler

/// Schemas for tests: the frame that every schema has, around the part that a test is about.
enum SchemaText {
    /// A schema of version 1 with these types, beside the usual composites, and these messages.
    static func schema(types: String = "", messages: String? = nil) -> String {
        """
        <sbe:messageSchema xmlns:sbe="http://fixprotocol.io/2016/sbe" package="test" id="1" version="1">
            <types>
                <composite name="messageHeader">
                    <type name="blockLength" primitiveType="uint16"/>
                    <type name="templateId" primitiveType="uint16"/>
                    <type name="schemaId" primitiveType="uint16"/>
                    <type name="version" primitiveType="uint16"/>
                </composite>
                <composite name="groupSizeEncoding">
                    <type name="blockLength" primitiveType="uint16"/>
                    <type name="numInGroup" primitiveType="uint16"/>
                </composite>
                <composite name="varDataEncoding">
                    <type name="length" primitiveType="uint16"/>
                    <type name="varData" primitiveType="uint8" length="0"/>
                </composite>
                \(types)
            </types>
            \(messages ?? #"<sbe:message name="Empty" id="1"/>"#)
        </sbe:messageSchema>
        """
    }

    /// A schema with one message that holds these members.
    static func schema(types: String = "", members: String) -> String {
        schema(
            types: types,
            messages: """
                <sbe:message name="Test" id="1">
                    \(members)
                </sbe:message>
                """)
    }

    static func compile(
        _ text: String, warnings: WarningPolicy = WarningPolicy()
    ) -> Compilation {
        PinionCompiler.compile(SourceText(path: "test.xml", text: text), warnings: warnings)
    }
}
