import PinionCompiler

/// A random schema as XML.
extension RandomSchema {
    var xml: String {
        let header = ["blockLength", "templateId", "schemaId", "version"].map { name in
            // A 32-bit block length has to say its greatest value.
            #"<type name="\#(name)" primitiveType="\#(headerType)" maxValue="65534"/>"#
        }
        return """
            <messageSchema package="random" id="3" version="\(version)" byteOrder="\(byteOrder)">
            <types>
            <composite name="messageHeader">\(header.joined())</composite>
            <composite name="smallDimension">
            <type name="blockLength" primitiveType="uint16"/>
            <type name="numInGroup" primitiveType="uint8"/>
            </composite>
            <composite name="wideDimension">
            <type name="numInGroup" primitiveType="uint32" maxValue="100000"/>
            <type name="blockLength" primitiveType="uint16" offset="6"/>
            </composite>
            <composite name="bytes">
            <type name="length" primitiveType="uint8"/>
            <type name="varData" primitiveType="uint8" length="0"/>
            </composite>
            <composite name="text">
            <type name="length" primitiveType="uint16"/>
            <type name="varData" primitiveType="char" length="0" characterEncoding="UTF-8"/>
            </composite>
            \(types.map(xml).joined(separator: "\n"))
            </types>
            \(messages.map(xml).joined(separator: "\n"))
            </messageSchema>
            """
    }

    /// Bytes that a type takes.
    func size(of name: String) -> Int {
        if let primitive = PrimitiveType(rawValue: name) { return primitive.size }
        guard let type = types.first(where: { $0.name == name }) else { return 0 }
        switch type.form {
        case .encoded(let primitive, let length, _): return primitive.size * length
        case .constant: return 0
        case .enumeration(let primitive, _), .set(let primitive, _): return primitive.size
        case .composite(let members):
            return members.reduce(0) { $0 + $1.padding + size(of: $1.type) }
        }
    }

    /// Bytes that the fields of a block take, padding before them included.
    func end(of fields: [Field]) -> Int {
        fields.reduce(0) { $0 + $1.padding + size(of: $1.type) }
    }

    private func xml(of type: NamedType) -> String {
        let name = #"name="\#(type.name)""#
        switch type.form {
        case .encoded(let primitive, let length, let isOptional):
            let presence = isOptional ? #" presence="optional""# : ""
            return
                #"<type \#(name) primitiveType="\#(primitive)" length="\#(length)"\#(presence)/>"#
        case .constant(let primitive, let text):
            return
                #"<type \#(name) primitiveType="\#(primitive)" presence="constant">\#(text)</type>"#
        case .enumeration(let primitive, let values):
            let lines = values.map { xml(of: $0, "validValue") }
            return #"<enum \#(name) encodingType="\#(primitive)">\#(lines.joined())</enum>"#
        case .set(let primitive, let choices):
            let lines = choices.map { xml(of: $0, "choice") }
            return #"<set \#(name) encodingType="\#(primitive)">\#(lines.joined())</set>"#
        case .composite(let members):
            var lines = ""
            var end = 0
            for member in members {
                let offset = end + member.padding
                let place = member.padding > 0 ? #" offset="\#(offset)""# : ""
                lines +=
                    member.isReference
                    ? #"<ref name="\#(member.name)" type="\#(member.type)"\#(place)/>"#
                    : #"<type name="\#(member.name)" primitiveType="\#(member.type)"\#(place)/>"#
                end = offset + size(of: member.type)
            }
            return "<composite \(name)>\(lines)</composite>"
        }
    }

    private func xml(of entry: Entry, _ element: String) -> String {
        let since = entry.sinceVersion > 0 ? #" sinceVersion="\#(entry.sinceVersion)""# : ""
        return #"<\#(element) name="\#(entry.name)"\#(since)>\#(entry.value)</\#(element)>"#
    }

    private func xml(of message: Message) -> String {
        """
        <message name="\(message.name)" id="\(message.id)" sinceVersion="\(message.sinceVersion)" \
        \(blockLength(of: message.body))>\(xml(of: message.body))</message>
        """
    }

    private func blockLength(of body: Body) -> String {
        body.room > 0 ? #"blockLength="\#(end(of: body.fields) + body.room)""# : ""
    }

    private func xml(of part: Part) -> String {
        #"name="\#(part.name)" id="\#(part.id)" sinceVersion="\#(part.sinceVersion)""#
    }

    private func xml(of body: Body) -> String {
        var lines: [String] = []
        var end = 0
        for field in body.fields {
            let offset = end + field.padding
            let place = field.padding > 0 ? #" offset="\#(offset)""# : ""
            let presence = field.isOptional ? #" presence="optional""# : ""
            lines.append(
                #"<field \#(xml(of: field.part)) type="\#(field.type)"\#(place)\#(presence)/>"#)
            end = offset + size(of: field.type)
        }
        for group in body.groups {
            lines.append(
                """
                <group \(xml(of: group.part)) dimensionType="\(group.dimension)" \
                \(blockLength(of: group.body))>\(xml(of: group.body))</group>
                """)
        }
        for data in body.data {
            lines.append(#"<data \#(xml(of: data.part)) type="\#(data.type)"/>"#)
        }
        return lines.joined(separator: "\n")
    }
}
