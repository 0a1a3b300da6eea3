import PinionCompiler
import PinionSimulation

/// A valid schema from a seed, as XML: everything that SBE 1.0 has, in odd forms and under hard names.
struct RandomSchemaText {
    private var types: RandomSchemaTypes
    private let version: Int
    private let dimensions = ["Narrow", "Wide", "Gap"]
    private let encodings = ["Bytes", "Text", "Latin", "Plain"]
    private var lastId = 0

    private init(seed: UInt64) {
        types = RandomSchemaTypes(random: SimulationRandom(seed: seed))
        version = types.random.next(in: 0...3)
    }

    /// The schema of a seed.
    static func xml(seed: UInt64) -> String {
        var text = RandomSchemaText(seed: seed)
        let order = text.types.oneIn(2) ? "bigEndian" : "littleEndian"
        let header = text.header()
        let framing = text.framing()
        var messages = ""
        for id in 1...text.types.random.next(in: 1...3) { messages += text.message(id: id) }
        return """
            <messageSchema package="random" id="9" version="\(text.version)" byteOrder="\(order)" headerType="Head">
            <types>
            \(header)
            \(framing)
            \(text.types.xml)
            </types>
            \(messages)
            </messageSchema>
            """
    }

    // MARK: What frames messages

    /// An unsigned member, which says its greatest value where it has to.
    private mutating func unsigned(
        _ name: String, _ primitives: [PrimitiveType], _ attributes: String = ""
    ) -> String {
        let primitive = types.random.pick(primitives)
        let bound = primitive == .uint32 ? " maxValue=\"1000000\"" : ""
        return "<type name=\"\(name)\" primitiveType=\"\(primitive)\"\(bound)\(attributes)/>"
    }

    private mutating func header() -> String {
        let any: [PrimitiveType] = [.uint8, .uint16, .uint32, .uint64]
        var members = [
            unsigned("blockLength", [.uint16, .uint32, .uint64]), unsigned("templateId", any),
            unsigned("version", any),
        ]
        members.append(
            types.oneIn(4)
                ? "<type name=\"schemaId\" primitiveType=\"uint16\" presence=\"constant\">9</type>"
                : unsigned("schemaId", any))
        if types.oneIn(3) { members.append(unsigned("numGroups", any)) }
        if types.oneIn(3) { members.append(unsigned("extra", any)) }
        members.swapAt(0, types.random.next(in: 0...members.count - 1))
        members.swapAt(1, types.random.next(in: 0...members.count - 1))
        return "<composite name=\"Head\">\(members.joined())</composite>"
    }

    private mutating func framing() -> String {
        let lengths: [PrimitiveType] = [.uint16, .uint32, .uint64]
        let any: [PrimitiveType] = [.uint8, .uint16, .uint32, .uint64]
        let dimensions = """
            <composite name="Narrow">\(unsigned("blockLength", [.uint16]))\(unsigned("numInGroup", [.uint8]))\
            </composite>
            <composite name="Wide">\(unsigned("numInGroup", any))\(unsigned("extra", any))\
            \(unsigned("blockLength", lengths))</composite>
            <composite name="Gap">\(unsigned("blockLength", lengths))\
            \(unsigned("numInGroup", any, " offset=\"11\""))</composite>

            """
        let contents = ["uint8", "char", "char", "char"]
        let words = ["", "UTF-8", "ISO-8859-1", ""]
        var data = ""
        for (index, name) in encodings.enumerated() {
            let encoding = words[index].isEmpty ? "" : " characterEncoding=\"\(words[index])\""
            data += """
                <composite name="\(name)">\(unsigned("length", any))\
                <type name="varData" primitiveType="\(contents[index])" length="0"\(encoding)/></composite>

                """
        }
        return dimensions + data
    }

    // MARK: Messages

    private mutating func message(id: Int) -> String {
        let name = types.name("Message")
        let (members, length) = body(depth: 0, since: 0)
        return """
            <message name="\(name)" id="\(id)"\(types.notes())\(length)>
            \(members)</message>

            """
    }

    /// What a part of a block has; versions do not fall from part to part.
    private mutating func part(_ stem: String, since: inout Int) -> String {
        if types.oneIn(4), since < version { since += 1 }
        lastId += 1
        let version = since > 0 ? " sinceVersion=\"\(since)\"" : ""
        return "name=\"\(types.name(stem))\" id=\"\(lastId)\"\(version)\(types.notes())"
    }

    /// The members of a block, and its `blockLength` if it gives one.
    private mutating func body(depth: Int, since outer: Int) -> (members: String, length: String) {
        var lines = ""
        var since = outer
        var end = 0
        for _ in 0..<types.random.next(in: 0...6) {
            let part = part("field", since: &since)
            if types.oneIn(5) { end += types.random.next(in: 1...5) }
            let (attributes, size) = field()
            lines += "<field \(part) offset=\"\(end)\"\(attributes)/>\n"
            end += size
        }
        since = outer
        if depth < 3 {
            for _ in 0..<types.random.next(in: 0...(depth == 0 ? 2 : 1)) {
                let part = part("group", since: &since)
                let (members, length) = body(depth: depth + 1, since: since)
                let dimension = types.random.pick(dimensions)
                lines +=
                    "<group \(part) dimensionType=\"\(dimension)\"\(length)>\n\(members)</group>\n"
            }
        }
        since = outer
        for _ in 0..<types.random.next(in: 0...2) {
            let part = part("data", since: &since)
            lines += "<data \(part) type=\"\(types.random.pick(encodings))\"/>\n"
        }
        let room = types.random.next(in: 1...7)
        return (lines, types.oneIn(3) ? " blockLength=\"\(end + room)\"" : "")
    }

    /// What a field says of its values, and how many bytes they take.
    private mutating func field() -> (attributes: String, size: Int) {
        let presence = types.oneIn(3) ? " presence=\"optional\"" : ""
        if types.oneIn(4) {
            let primitive = types.random.pick(PrimitiveType.allCases)
            return (" type=\"\(primitive)\"\(presence)", primitive.size)
        }
        let type = types.random.pick(types.all)
        if let (primitive, values) = type.enumeration, let value = values.last, types.oneIn(3) {
            let own = types.oneIn(2) ? type.name : primitive.rawValue
            return (" type=\"\(own)\" presence=\"constant\" valueRef=\"\(type.name).\(value)\"", 0)
        }
        return (" type=\"\(type.name)\"\(presence)", type.size)
    }
}
