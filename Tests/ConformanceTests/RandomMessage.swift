import PinionSimulation

@testable import PinionCompiler

/// Messages of a schema with random content, as a writer of some version would send them.
struct RandomMessage {
    let schema: Schema
    /// The version of the writer, which may be below the schema's.
    let version: UInt64
    private var bytes: [UInt8] = []

    /// The bytes of a message: any bits in its fields, few entries, zeros in its padding.
    static func bytes(
        of message: Message, in schema: Schema, version: UInt64,
        using random: inout SimulationRandom
    ) throws -> [UInt8] {
        var frame = RandomMessage(schema: schema, version: version)
        try frame.append(
            schema.header, message.body,
            [("templateId", message.id), ("schemaId", schema.id), ("version", version)])
        try frame.append(message.body, depth: 0, using: &random)
        return frame.bytes
    }

    private init(schema: Schema, version: UInt64) {
        self.schema = schema
        self.version = version
    }

    private mutating func append(
        _ framing: CompositeType, _ body: Body, _ members: [FramingWriter.Member]
    ) throws {
        let length = UInt64(body.blockLength(version: version))
        try FramingWriter(order: schema.byteOrder).append(
            framing, members + [("blockLength", length)], to: &bytes)
    }

    private mutating func append(
        _ body: Body, depth: Int, using random: inout SimulationRandom
    ) throws {
        let start = bytes.count
        bytes += [UInt8](repeating: 0, count: body.blockLength(version: version))
        for field in body.fields where field.notes.sinceVersion <= version {
            if field.constant == nil { fill(field.type, at: start + field.offset, using: &random) }
        }
        for group in body.groups where group.notes.sinceVersion <= version {
            let count = random.next(in: 0...(depth == 0 ? 3 : 2))
            try append(group.dimension, group.body, [("numInGroup", UInt64(count))])
            for _ in 0..<count { try append(group.body, depth: depth + 1, using: &random) }
        }
        for data in body.data where data.notes.sinceVersion <= version {
            let count = random.next(in: 0...12)
            try FramingWriter(order: schema.byteOrder).append(
                data.encoding, [("length", UInt64(count))], to: &bytes)
            for _ in 0..<count { bytes.append(Self.byte(using: &random)) }
        }
    }

    /// Fills in a value: random bits, bits that often stand for null, or letters.
    private mutating func fill(
        _ type: ValueType, at offset: Int, using random: inout SimulationRandom
    ) {
        if case .composite(let composite) = type {
            for member in composite.members {
                fill(member.type, at: offset + member.offset, using: &random)
            }
            return
        }
        let form = random.next(in: 0...5)
        for index in 0..<type.wireSize {
            bytes[offset + index] =
                switch form {
                case 0: 0
                case 1: 0xff
                case 2: UInt8(random.next(in: 0x41...0x5a))
                default: Self.byte(using: &random)
                }
        }
    }

    private static func byte(using random: inout SimulationRandom) -> UInt8 {
        UInt8(truncatingIfNeeded: random.next())
    }
}
