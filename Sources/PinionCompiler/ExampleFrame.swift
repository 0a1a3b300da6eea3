/// Writes an example of a message: plausible values, the same ones each time.
///
/// Numbers are small and within their ranges, texts are the names of their fields, enumerations have their
/// first value, groups two entries (one within another group).
struct ExampleFrame {
    /// The longest example, in bytes: longer ones explain nothing.
    static let bytesMax = 1024

    /// The message would be longer than an example may be, or have too many parts.
    private struct TooLong: Error {}

    /// Parts that are written, those without bytes included: composites of composites multiply.
    private static let partsMax = 4096
    private static let entriesMax = 64

    private let schema: Schema
    private var bytes: [UInt8] = []
    private var partsLeft = partsMax
    /// Makes values differ.
    private var number: UInt64 = 0

    private init(schema: Schema) {
        self.schema = schema
    }

    /// The bytes of an example, header included, or `nil` if it would be too long.
    static func bytes(of message: Message, in schema: Schema) -> [UInt8]? {
        var frame = ExampleFrame(schema: schema)
        do throws(TooLong) {
            try frame.append(message)
        } catch {
            return nil
        }
        return frame.bytes
    }

    private mutating func append(_ message: Message) throws(TooLong) {
        let body = message.body
        try append(
            schema.header,
            [
                "blockLength": UInt64(clamping: body.blockLength), "templateId": message.id,
                "schemaId": schema.id, "version": schema.version,
                "numGroups": UInt64(body.groups.count),
                "numVarDataFields": UInt64(body.data.count),
            ])
        try append(body, depth: 0)
    }

    private mutating func append(_ body: Body, depth: Int) throws(TooLong) {
        let start = try appendZeros(body.blockLength)
        for field in body.fields where field.wireSize > 0 {
            try write(
                field.type, named: field.name, notes: field.notes, at: start + field.offset)
        }
        for group in body.groups {
            let count = try entries(of: group.dimension, depth: depth)
            try append(
                group.dimension,
                [
                    "blockLength": UInt64(clamping: group.body.blockLength),
                    "numInGroup": UInt64(count), "numGroups": UInt64(group.body.groups.count),
                    "numVarDataFields": UInt64(group.body.data.count),
                ])
            for _ in 0..<count { try append(group.body, depth: depth + 1) }
        }
        for data in body.data { try append(data) }
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
        try append(data.encoding, ["length": length])
        let start = try appendZeros(Int(length))
        for index in 0..<Int(length) { bytes[start + index] = content[index] }
    }

    /// Appends a composite with some members set and zeros in the others.
    private mutating func append(
        _ composite: CompositeType, _ values: [String: UInt64]
    ) throws(TooLong) {
        let start = try appendZeros(composite.size)
        for member in composite.members where member.type.wireSize > 0 {
            try takePart()
            guard let value = values[member.name], let primitive = member.type.primitive else {
                continue
            }
            try write(bits: value, size: primitive.size, at: start + member.offset)
        }
    }

    /// Makes room, and gives its start.
    private mutating func appendZeros(_ count: Int) throws(TooLong) -> Int {
        guard count >= 0, count <= Self.bytesMax - bytes.count else { throw TooLong() }
        try takePart()
        bytes += [UInt8](repeating: 0, count: count)
        return bytes.count - count
    }

    private mutating func takePart() throws(TooLong) {
        partsLeft -= 1
        guard partsLeft > 0 else { throw TooLong() }
    }
}

/// Values.
extension ExampleFrame {
    private mutating func write(
        _ type: ValueType, named name: String, notes: Notes, at offset: Int
    ) throws(TooLong) {
        try takePart()
        switch type {
        case .encoded(let type):
            guard type.constant == nil else { return }
            try write(type, named: name, notes: notes, at: offset)
        case .enumeration(let type):
            let usual = type.values.first {
                $0.value != type.nullValue && $0.notes.deprecated == nil
            }
            let value = usual?.value ?? type.values.first?.value ?? type.nullValue
            try write(bits: value.bits, size: type.primitive.size, at: offset)
        case .set(let type):
            let bits = type.choices.first.map { UInt64(1) << $0.bit } ?? 0
            try write(bits: bits, size: type.primitive.size, at: offset)
        case .composite(let type):
            for member in type.members {
                // A composite that says what it means says it for its members.
                let own = member.notes.meaning.isEmpty ? type.notes : member.notes
                let inner = notes.meaning.isEmpty ? own : notes
                try write(
                    member.type, named: member.name, notes: inner, at: offset + member.offset)
            }
        }
    }

    private mutating func write(
        _ type: EncodedType, named name: String, notes: Notes, at offset: Int
    ) throws(TooLong) {
        if type.primitive == .char && type.length != 1 {
            let letters = Self.letters(of: name).prefix(type.length)
            for (index, letter) in letters.enumerated() {
                try write(bits: UInt64(letter), size: 1, at: offset + index)
            }
            return
        }
        let notes = notes.meaning.isEmpty ? type.notes : notes
        for index in 0..<type.length {
            let value = nextValue(of: type, notes: notes)
            try write(
                bits: value.bits, size: type.primitive.size,
                at: offset + index * type.primitive.size)
        }
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

    private mutating func write(bits: UInt64, size: Int, at offset: Int) throws(TooLong) {
        // Only a model that was put together by hand has fields outside their block.
        guard offset >= 0, offset <= bytes.count - size else { throw TooLong() }
        for index in 0..<size {
            let place = schema.byteOrder == .littleEndian ? index : size - 1 - index
            bytes[offset + place] = UInt8(truncatingIfNeeded: bits >> (8 * UInt64(index)))
        }
    }

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
