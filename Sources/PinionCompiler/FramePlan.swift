/// What the cursor needs to know of a body, looked up once: the walk itself compares no names.
final class BodyPlan: Sendable {
    let fields: [Field]
    let groups: [GroupPlan]
    let data: [DataPlan]

    init(_ body: Body) {
        fields = body.fields
        groups = body.groups.map { GroupPlan($0) }
        data = body.data.map { DataPlan($0) }
    }

    /// How far the fields reach that a message of `version` has, and the field that reaches furthest.
    func fieldsEnd(version: UInt64) -> (end: Int, last: Field?) {
        var end = 0
        var last: Field?
        for field in fields where field.notes.sinceVersion <= version {
            let fieldEnd = field.offset + field.wireSize
            if fieldEnd > end {
                end = fieldEnd
                last = field
            }
        }
        return (end, last)
    }

    /// The least number of bytes that follow the block: those that say how much more follows.
    func tailBytesMin(version: UInt64) -> Int {
        var total = 0
        for plan in groups where plan.group.notes.sinceVersion <= version {
            total += plan.group.dimension.size
        }
        for plan in data where plan.data.notes.sinceVersion <= version {
            total += plan.prefixSize
        }
        return total
    }
}

/// What the cursor needs to know of a group.
final class GroupPlan: Sendable {
    let group: Group
    let blockLength: CompositeInteger
    let numInGroup: CompositeInteger
    let body: BodyPlan

    init(_ group: Group) {
        self.group = group
        blockLength = CompositeInteger("blockLength", in: group.dimension)
        numInGroup = CompositeInteger("numInGroup", in: group.dimension)
        body = BodyPlan(group.body)
    }
}

/// What the cursor needs to know of a variable-length field.
struct DataPlan: Sendable {
    let data: VariableData
    let length: CompositeInteger
    /// Bytes before the data themselves.
    let prefixSize: Int

    init(_ data: VariableData) {
        self.data = data
        length = CompositeInteger("length", in: data.encoding)
        let content = data.encoding.members.first { $0.name == "varData" }
        prefixSize = content?.offset ?? data.encoding.size
    }
}

/// An integer member of a composite: where it is, or the constant that it always is.
struct CompositeInteger: Sendable {
    private let offset: Int
    private let primitive: PrimitiveType
    private let constant: UInt64?

    /// The member called `name`. A schema that was checked has the members that its headers, dimensions
    /// and data need; one that was put together by hand and lacks one reads as if it were `missing`.
    init(_ name: String, in composite: CompositeType, missing: UInt64 = 0) {
        guard let member = composite.members.first(where: { $0.name == name }),
            case .encoded(let type) = member.type, type.length == 1 || type.constant != nil
        else {
            (offset, primitive, constant) = (0, .uint8, missing)
            return
        }
        offset = member.offset
        primitive = type.primitive
        switch type.constant {
        case .value(let value)?, .enumValue(_, _, let value)?: constant = Self.integer(value)
        case .characters?: constant = missing
        case nil: constant = nil
        }
    }

    /// The value in a composite that starts at `base`. A negative number, which no schema that was
    /// checked allows, reads as one that is too large for anything.
    func read(at base: Int, in bytes: Span<UInt8>, order: ByteOrder) -> UInt64 {
        if let constant { return constant }
        return Self.integer(bytes.value(of: primitive, at: base + offset, order: order))
    }

    private static func integer(_ value: PrimitiveValue) -> UInt64 {
        switch value {
        case .unsigned(let value): value
        case .signed(let value): UInt64(bitPattern: value)
        case .floating: .max
        }
    }
}

extension Field {
    /// Bytes that the field takes in its block.
    var wireSize: Int { presence == .constant || constant != nil ? 0 : type.wireSize }
}

extension ValueType {
    /// Bytes that a value takes.
    var wireSize: Int {
        switch self {
        case .encoded(let type): type.constant == nil ? type.primitive.size * type.length : 0
        case .enumeration(let type): type.primitive.size
        case .set(let type): type.primitive.size
        case .composite(let type): type.size
        }
    }
}
