import PinionCompiler
import PinionSimulation

/// Named types of a random schema, as XML: every kind of them, with and without what may be left out.
struct RandomSchemaTypes {
    /// A type that fields and members may have.
    struct Named {
        let name: String
        /// Bytes of a value.
        let size: Int
        /// Of an enumeration: what encodes it, and the names of its values.
        var enumeration: (primitive: PrimitiveType, values: [String])?
        /// Whether it is a composite; it counts for how deep composites are.
        var depth = 0
    }

    private(set) var all: [Named] = []
    private(set) var xml = ""
    var random: SimulationRandom
    /// The names that are taken: at first those of what frames messages.
    private var names: Set = ["Head", "Narrow", "Wide", "Gap", "Bytes", "Text", "Latin", "Plain"]

    /// Words that Swift or generated code means something by.
    private static let hardNames = [
        "class", "default", "self", "init", "Type", "bytes", "count", "value", "fields", "rawValue",
        "Value", "Fields", "Parts", "Order", "cursor", "encoded", "nil", "where", "String", "Int",
        "Swift", "PinionCodec", "message", "version", "json", "other", "view", "writer", "hash",
        "encode", "Optional", "Layout", "exchange", "Header", "isNamed", "block", "await", "some",
    ]

    init(random: SimulationRandom) {
        self.random = random
        for _ in 0...self.random.next(in: 3...9) { addType() }
    }

    mutating func oneIn(_ count: Int) -> Bool { random.next(in: 1...count) == 1 }

    /// A name that nothing else in the schema has, and that may be one with another in Swift.
    mutating func name(_ stem: String) -> String {
        var name = "\(stem)\(names.count)"
        if oneIn(6) {
            name = random.pick(Self.hardNames)
        } else if oneIn(8) {
            let other = random.pick(names.sorted())
            name = oneIn(2) ? other.uppercased() : other.prefix(1).uppercased() + other.dropFirst()
        } else if oneIn(8) {
            name = "\(stem.uppercased())_\(names.count)_OF"
        }
        if !names.insert(name).inserted { name = "\(stem)_\(names.count)x" }
        names.insert(name)
        return name
    }

    /// Words that do not change what is on the wire.
    mutating func notes() -> String {
        var notes = ""
        if oneIn(5) { notes += " description=\"What it is: a */ `thing` &amp; &quot;more&quot;\"" }
        if oneIn(9) { notes += " deprecated=\"1\"" }
        if oneIn(9) { notes += " semanticType=\"Price\"" }
        return notes
    }

    private mutating func addType() {
        switch random.next(in: 0...9) {
        case 0...3: addSimple()
        case 4...5:
            let (text, type) = enumeration(named: name("Enum"))
            add(type, text)
        case 6:
            let (text, type) = set(named: name("Set"))
            add(type, text)
        default:
            let (text, type) = composite(named: name("Composite"), depth: 1)
            add(type, text)
        }
    }

    private mutating func add(_ type: Named, _ text: String) {
        all.append(type)
        xml += text + "\n"
    }

    private mutating func addSimple() {
        let name = name("Simple")
        let (attributes, text, size) = simple()
        add(Named(name: name, size: size), "<type name=\"\(name)\" \(attributes)>\(text)</type>")
    }

    // MARK: Simple types

    /// The attributes, the text and the size of a simple type.
    private mutating func simple() -> (attributes: String, text: String, size: Int) {
        let primitive = random.pick(PrimitiveType.allCases)
        var attributes = "primitiveType=\"\(primitive)\"" + notes()
        if oneIn(6) {
            attributes += " presence=\"constant\""
            let isSigned = primitive.rawValue.hasPrefix("int")
            switch primitive {
            case .char: return (attributes, oneIn(2) ? "X" : "some text", 0)
            case .float, .double: return (attributes, random.pick(["1.5", "-0.25", "1e3"]), 0)
            default: return (attributes, isSigned ? "-7" : "200", 0)
            }
        }
        var length = 1
        if oneIn(3) {
            length = random.next(in: 2...9)
            attributes += " length=\"\(length)\""
            let encodings = ["US-ASCII", "UTF-8", "ISO-8859-1", "windows-1252"]
            if primitive == .char, oneIn(2) {
                attributes += " characterEncoding=\"\(random.pick(encodings))\""
            }
        }
        if oneIn(3) {
            attributes += " presence=\"optional\""
            if oneIn(2) { attributes += " nullValue=\"\(primitive == .char ? "0" : "99")\"" }
        }
        if oneIn(5), primitive != .char { attributes += " minValue=\"1\" maxValue=\"120\"" }
        return (attributes, "", primitive.size * length)
    }

    // MARK: Enumerations and sets

    /// What encodes an enumeration or a set: a primitive type, or a type of one that is added.
    private mutating func encoding(
        of primitives: [PrimitiveType], declared: [PrimitiveType]
    ) -> (name: String, primitive: PrimitiveType) {
        guard oneIn(3) else {
            let primitive = random.pick(primitives)
            return (primitive.rawValue, primitive)
        }
        let primitive = random.pick(declared)
        let name = name("Encoding")
        add(
            Named(name: name, size: primitive.size),
            "<type name=\"\(name)\" primitiveType=\"\(primitive)\"/>")
        return (name, primitive)
    }

    private mutating func enumeration(named name: String) -> (String, Named) {
        let (encoding, primitive) = encoding(
            of: [.char, .int8, .int16, .int32, .uint8, .uint16],
            declared: [.uint32, .uint64, .int64, .char, .uint8])
        let isSigned = primitive.rawValue.hasPrefix("int")
        var lines = ""
        var values: [String] = []
        for index in 0..<random.next(in: 0...5) {
            let value = self.name("value")
            let number = isSigned && index % 2 == 1 ? -7 * index : 7 * index
            let letter = String(UnicodeScalar(UInt8(0x41 + index)))
            let text = primitive == .char ? letter : "\(number)"
            lines += "<validValue name=\"\(value)\"\(notes())>\(text)</validValue>"
            values.append(value)
        }
        let null = oneIn(4) ? " nullValue=\"\(primitive == .char ? "Z" : "77")\"" : ""
        return (
            "<enum name=\"\(name)\" encodingType=\"\(encoding)\"\(null)\(notes())>\(lines)</enum>",
            Named(name: name, size: primitive.size, enumeration: (primitive, values))
        )
    }

    private mutating func set(named name: String) -> (String, Named) {
        let unsigned: [PrimitiveType] = [.uint8, .uint16, .uint32, .uint64]
        let (encoding, primitive) = encoding(of: unsigned, declared: unsigned + [.int16])
        var bits = [0, primitive.size * 8 - 1, 3, 5]
        bits.removeLast(random.next(in: 0...4))
        var lines = ""
        for bit in bits {
            lines += "<choice name=\"\(self.name("choice"))\"\(notes())>\(bit)</choice>"
        }
        return (
            "<set name=\"\(name)\" encodingType=\"\(encoding)\"\(notes())>\(lines)</set>",
            Named(name: name, size: primitive.size)
        )
    }

    // MARK: Composites

    private mutating func composite(
        named name: String, depth: Int, place: String = ""
    ) -> (String, Named) {
        var lines = ""
        var end = 0
        var below = 0
        for _ in 0..<random.next(in: depth == 1 ? 0...5 : 1...3) {
            if oneIn(5) { end += random.next(in: 1...4) }
            let place = " offset=\"\(end)\""
            let (text, type) = member(depth: depth, place: place)
            lines += text
            end += type.size
            below = max(below, type.depth)
        }
        return (
            "<composite name=\"\(name)\"\(place)\(notes())>\(lines)</composite>",
            Named(name: name, size: end, depth: below + 1)
        )
    }

    private mutating func member(depth: Int, place: String) -> (String, Named) {
        let name = name("member")
        let shallow = all.filter { $0.depth < 3 }
        if oneIn(3), !shallow.isEmpty {
            let type = random.pick(shallow)
            return (
                "<ref name=\"\(name)\" type=\"\(type.name)\"\(place)/>",
                Named(name: name, size: type.size, depth: type.depth)
            )
        }
        switch random.next(in: 0...(depth < 3 ? 6 : 5)) {
        case 0:
            let (text, type) = enumeration(named: name)
            return (Self.placed(text, place), type)
        case 1:
            let (text, type) = set(named: name)
            return (Self.placed(text, place), type)
        case 6: return composite(named: name, depth: depth + 1, place: place)
        default:
            let (attributes, text, size) = simple()
            return (
                "<type name=\"\(name)\"\(place) \(attributes)>\(text)</type>",
                Named(name: name, size: size)
            )
        }
    }

    /// The element of an enumeration or a set with its offset.
    private static func placed(_ text: String, _ place: String) -> String {
        text.replacing(" encodingType=", with: "\(place) encodingType=", maxReplacements: 1)
    }
}
