import PinionCompiler

/// A valid schema from a seed, as declarations that can be changed and written as XML.
///
/// It has every kind of type and of part, each of them with and without what may be left out; names and
/// ids are unique, so that a part can be followed from version to version by its id.
struct RandomSchema: Sendable {
    /// A named type.
    struct NamedType: Sendable {
        var name: String
        var form: Form

        enum Form: Sendable {
            case encoded(PrimitiveType, length: Int, isOptional: Bool)
            case constant(PrimitiveType, text: String)
            case enumeration(PrimitiveType, [Entry])
            case set(PrimitiveType, [Entry])
            case composite([Member])
        }
    }

    /// A value of an enumeration or a choice of a set.
    struct Entry: Sendable {
        var name: String
        var value: Int
        var sinceVersion = 0
    }

    /// A member of a composite: a number, or a `ref` to a type.
    struct Member: Sendable {
        var name: String
        var type: String
        var isReference: Bool
        /// Bytes that are left free before the member.
        var padding = 0
    }

    /// What every part of a message has.
    struct Part: Sendable {
        var name: String
        var id: Int
        var sinceVersion = 0
    }

    struct Field: Sendable {
        var part: Part
        var type: String
        /// Bytes that are left free before the field.
        var padding = 0
        var isOptional = false
    }

    struct Group: Sendable {
        var part: Part
        var dimension: String
        var body: Body
    }

    struct Data: Sendable {
        var part: Part
        var type: String
    }

    struct Body: Sendable {
        var fields: [Field] = []
        var groups: [Group] = []
        var data: [Data] = []
        /// Bytes that are left free behind the fields.
        var room = 0
    }

    struct Message: Sendable {
        var name: String
        var id: Int
        var body: Body
        var sinceVersion = 0
    }

    var version = 1
    var byteOrder = "littleEndian"
    var headerType = PrimitiveType.uint16
    var types: [NamedType] = []
    var messages: [Message] = []
    private var lastNumber = 0

    /// The schema of a seed.
    init(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        self.init(using: &random)
    }

    init(using random: inout SeededRandom) {
        if random.oneIn(3) { byteOrder = "bigEndian" }
        if random.oneIn(4) { headerType = .uint32 }
        for _ in 0...random.upTo(8) { types.append(randomType(using: &random)) }
        for _ in 0...random.upTo(2) {
            messages.append(
                Message(
                    name: newName("Message"), id: messages.count + 1,
                    body: randomBody(depth: 0, using: &random)))
        }
    }

    /// A number that is used nowhere else in the schema.
    mutating func newNumber() -> Int {
        lastNumber += 1
        return lastNumber
    }

    mutating func newName(_ stem: String) -> String { "\(stem)\(newNumber())" }

    mutating func newPart(_ stem: String, sinceVersion: Int = 0) -> Part {
        let number = newNumber()
        return Part(name: "\(stem)\(number)", id: number, sinceVersion: sinceVersion)
    }
}

/// What is drawn.
extension RandomSchema {
    private mutating func randomType(using random: inout SeededRandom) -> NamedType {
        let primitive = random.pick(PrimitiveType.allCases) ?? .uint8
        let unsigned = random.pick([PrimitiveType.uint8, .uint16, .uint32, .uint64]) ?? .uint8
        switch random.upTo(4) {
        case 0:
            let length = random.oneIn(2) ? 1 : 1 + random.upTo(8)
            return NamedType(
                name: newName("Simple"),
                form: .encoded(primitive, length: length, isOptional: random.oneIn(3)))
        case 1:
            return NamedType(
                name: newName("Constant"), form: .constant(unsigned, text: "\(random.upTo(200))"))
        case 2:
            let values = (0...random.upTo(4)).map { index in
                Entry(name: newName("Value"), value: index * 7)
            }
            let encoding = random.pick([PrimitiveType.uint8, .uint16]) ?? .uint8
            return NamedType(name: newName("Enum"), form: .enumeration(encoding, values))
        case 3:
            let choices = (0...random.upTo(4)).map { index in
                Entry(name: newName("choice"), value: index)
            }
            return NamedType(name: newName("Set"), form: .set(unsigned, choices))
        default:
            let members = (0...random.upTo(3)).map { _ in
                let isReference = random.oneIn(2) && !types.isEmpty
                let named = isReference ? random.pick(types)?.name : nil
                let type = named ?? random.pick(PrimitiveType.allCases)?.rawValue ?? "uint8"
                return Member(
                    name: newName("member"), type: type, isReference: named != nil,
                    padding: random.oneIn(4) ? 1 + random.upTo(3) : 0)
            }
            return NamedType(name: newName("Composite"), form: .composite(members))
        }
    }

    private mutating func randomBody(depth: Int, using random: inout SeededRandom) -> Body {
        var body = Body()
        for _ in 0..<random.upTo(5) { body.fields.append(randomField(using: &random)) }
        if depth < 3 {
            for _ in 0..<random.upTo(2) {
                body.groups.append(randomGroup(depth: depth + 1, using: &random))
            }
        }
        for _ in 0..<random.upTo(2) { body.data.append(randomData(using: &random)) }
        if random.oneIn(3) { body.room = 1 + random.upTo(7) }
        return body
    }

    mutating func randomField(
        sinceVersion: Int = 0, using random: inout SeededRandom
    ) -> Field {
        let primitives = PrimitiveType.allCases.map(\.rawValue)
        let name = random.oneIn(2) ? random.pick(types)?.name : nil
        return Field(
            part: newPart("field", sinceVersion: sinceVersion),
            type: name ?? random.pick(primitives) ?? "uint8",
            padding: random.oneIn(4) ? 1 + random.upTo(7) : 0, isOptional: random.oneIn(3))
    }

    mutating func randomGroup(
        depth: Int, sinceVersion: Int = 0, using random: inout SeededRandom
    ) -> Group {
        Group(
            part: newPart("group", sinceVersion: sinceVersion),
            dimension: random.oneIn(2) ? "smallDimension" : "wideDimension",
            body: randomBody(depth: depth, using: &random))
    }

    mutating func randomData(sinceVersion: Int = 0, using random: inout SeededRandom) -> Data {
        Data(
            part: newPart("data", sinceVersion: sinceVersion),
            type: random.oneIn(2) ? "bytes" : "text")
    }

    mutating func randomMessage(sinceVersion: Int, using random: inout SeededRandom) -> Message {
        let id = (messages.map(\.id).max() ?? 0) + 1
        return Message(
            name: newName("Message"), id: id, body: randomBody(depth: 1, using: &random),
            sinceVersion: sinceVersion)
    }
}
