import PinionCodec

/// Makes up an example of a message: plausible values, the same ones each time.
///
/// Numbers are small and within their ranges, texts are the names of their fields, enumerations have their
/// first value, groups two entries (one within another group). It is written as JSON, and encoded as any other.
struct ExampleFrame {
    /// The longest example, in bytes: longer ones explain nothing.
    static let bytesMax = 1024

    /// The message would be longer than an example may be, or have too many parts.
    private struct TooLong: Error {}

    /// Parts that are written, those without bytes included: composites of composites multiply.
    private static let partsMax = 4096
    private static let entriesMax = 64

    private let schema: Schema
    private var json = JSONText()
    private var partsLeft = partsMax
    /// Makes values differ.
    private var number: UInt64 = 0

    private init(schema: Schema) {
        self.schema = schema
    }

    /// An encoder of examples, which refuses those that are too long.
    static func encoder(of schema: Schema) -> FrameEncoder {
        FrameEncoder(schema: schema, messageBytesMax: bytesMax)
    }

    /// The bytes of an example, header included, or `nil` if it would be too long.
    static func bytes(of message: Message, by encoder: FrameEncoder) -> [UInt8]? {
        var example = ExampleFrame(schema: encoder.schema)
        var bytes: [UInt8] = []
        do {
            try example.append(message)
            try encoder.append(json: example.json.bytes, to: &bytes)
        } catch {
            return nil
        }
        return bytes
    }

    private mutating func append(_ message: Message) throws(TooLong) {
        json.beginObject()
        json.name("templateId")
        json.integer(message.id)
        if !schema.ownHeaderMembers.isEmpty { appendHeader(of: message.body) }
        json.name("fields")
        try append(message.body, depth: 0)
        json.endObject()
    }

    /// What can be known of a header's own members.
    private mutating func appendHeader(of body: Body) {
        json.name("header")
        json.beginObject()
        for (name, count) in [
            ("numGroups", body.groups.count), ("numVarDataFields", body.data.count),
        ] {
            let type = schema.header.encodedMember(named: name)?.type
            guard let type, type.constant == nil, type.maxValue.bits >= count else { continue }
            json.name(name)
            json.integer(count)
        }
        json.endObject()
    }

    private mutating func append(_ body: Body, depth: Int) throws(TooLong) {
        try takePart()
        json.beginObject()
        for field in body.fields where field.constant == nil && !field.type.isConstant {
            json.name(field.name)
            try append(
                field.type, isOptional: field.presence == .optional, named: field.name,
                notes: field.notes)
        }
        for group in body.groups {
            json.name(group.name)
            json.beginArray()
            for _ in 0..<(try entries(of: group.dimension, depth: depth)) {
                try append(group.body, depth: depth + 1)
            }
            json.endArray()
        }
        for data in body.data {
            json.name(data.name)
            try append(data)
        }
        json.endObject()
    }

    private func entries(of dimension: CompositeType, depth: Int) throws(TooLong) -> Int {
        let count = Self.bounded(
            depth == 0 ? 2 : 1, by: dimension.encodedMember(named: "numInGroup")?.type)
        guard count <= UInt64(Self.entriesMax) else { throw TooLong() }
        return Int(count)
    }

    private mutating func append(_ data: VariableData) throws(TooLong) {
        var content: [UInt8] =
            data.characterEncoding == nil ? [1, 2, 3, 4] : Self.letters(of: data.name)
        let length = Self.bounded(
            UInt64(content.count), by: data.encoding.encodedMember(named: "length")?.type)
        guard length <= UInt64(Self.bytesMax) else { throw TooLong() }
        while content.count < Int(length) { content += content }
        content.removeSubrange(Int(length)...)
        if data.characterEncoding == nil {
            json.hexadecimal(content.span)
        } else {
            json.string(content.span, encoding: .ascii)
        }
    }

    private mutating func takePart() throws(TooLong) {
        partsLeft -= 1
        guard partsLeft > 0 else { throw TooLong() }
    }
}

/// Values.
extension ExampleFrame {
    private mutating func append(
        _ type: ValueType, isOptional: Bool, named name: String, notes: Notes
    ) throws(TooLong) {
        try takePart()
        switch type {
        case .encoded(let type):
            try append(type, isOptional: isOptional, named: name, notes: notes)
        case .enumeration(let type):
            let values = type.values.filter { $0.value != type.nullValue }
            let usual = values.first { $0.notes.deprecated == nil } ?? values.first
            if let usual { json.string(usual.name) } else { json.null() }
        case .set(let type):
            json.beginArray()
            if let choice = type.choices.first { json.string(choice.name) }
            json.endArray()
        case .composite(let type):
            json.beginObject()
            for member in type.members where !member.type.isConstant {
                json.name(member.name)
                // A composite that says what it means says it for its members.
                let own = member.notes.meaning.isEmpty ? type.notes : member.notes
                try append(
                    member.type, isOptional: member.type.isOptional, named: member.name,
                    notes: notes.meaning.isEmpty ? own : notes)
            }
            json.endObject()
        }
    }

    private mutating func append(
        _ type: EncodedType, isOptional: Bool, named name: String, notes: Notes
    ) throws(TooLong) {
        if type.primitive == .char && type.length != 1 {
            let letters = Array(Self.letters(of: name).prefix(type.length))
            return json.string(letters.span, encoding: .ascii)
        }
        let notes = notes.meaning.isEmpty ? type.notes : notes
        guard type.length != 1 else {
            return appendScalar(type, isOptional: isOptional, notes: notes)
        }
        json.beginArray()
        for _ in 0..<type.length {
            try takePart()
            appendScalar(type, isOptional: isOptional, notes: notes)
        }
        json.endArray()
    }

    private mutating func appendScalar(_ type: EncodedType, isOptional: Bool, notes: Notes) {
        func isNull(_ value: PrimitiveValue) -> Bool {
            isOptional && value.isSame(as: type.nullValue, primitive: type.primitive)
        }
        var value = nextValue(of: type, notes: notes)
        if isNull(value) { value = nextValue(of: type, notes: notes) }
        json.append(
            .scalar(
                .init(
                    primitive: type.primitive, value: value, isNull: isNull(value),
                    encoding: CharacterEncoding(named: type.characterEncoding))))
    }

    private mutating func nextValue(of type: EncodedType, notes: Notes) -> PrimitiveValue {
        number += 1
        let value: PrimitiveValue
        switch type.primitive {
        case .char: value = .unsigned(UInt64(UInt8(ascii: "A")) + (number - 1) % 26)
        case .float:
            value = .floating(bitPattern: UInt64((Float(number % 100) + 0.5).bitPattern))
        case .double: value = .floating(bitPattern: (Double(number % 100) + 0.5).bitPattern)
        case .int8, .uint8:
            value = type.primitive == .int8 ? .signed(small) : .unsigned(number % 100)
        case .int16, .int32: value = .signed(100 + small)
        case .uint16, .uint32: value = .unsigned(100 + number % 100)
        case .int64: value = .signed(notes.exampleTime ?? 1000 + small)
        case .uint64:
            value = .unsigned(UInt64(clamping: notes.exampleTime ?? 1000 + small))
        }
        if value.isBelow(type.minValue, as: type.primitive) { return type.minValue }
        if type.maxValue.isBelow(value, as: type.primitive) { return type.maxValue }
        return value
    }

    private var small: Int64 { Int64(number % 100) }

    /// The letters and digits of a name, at least one.
    private static func letters(of name: String) -> [UInt8] {
        let letters = name.utf8.filter { byte in
            Unicode.Scalar(byte).properties.isAlphabetic && byte < 0x80
                || (0x30...0x39).contains(byte)
        }
        return letters.isEmpty ? [UInt8(ascii: "A")] : Array(letters.prefix(32))
    }

    /// A count or a length within what its type allows.
    private static func bounded(_ value: UInt64, by type: EncodedType?) -> UInt64 {
        guard let type else { return value }
        return min(max(value, type.minValue.bits), type.maxValue.bits)
    }
}

extension ValueType {
    /// Whether the schema says the value, so that it takes no bytes.
    fileprivate var isConstant: Bool {
        if case .encoded(let type) = self { type.constant != nil } else { false }
    }
}

extension Notes {
    /// The start of 2026 in the unit that the notes give, if they say that the value is a time.
    fileprivate var exampleTime: Int64? {
        let seconds: Int64 = 1_767_225_600
        guard !timeUnit.isEmpty || semanticType == "UTCTimestamp" else { return nil }
        switch timeUnit {
        case "second": return seconds
        case "millisecond": return seconds * 1000
        case "microsecond": return seconds * 1_000_000
        default: return seconds * 1_000_000_000
        }
    }
}
