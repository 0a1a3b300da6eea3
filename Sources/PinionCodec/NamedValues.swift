/// An enumeration with the names that its schema gives the values.
public protocol NamedEnumeration: WireEnumeration, JSONValue {
    /// The names, and the null value.
    static var wireNames: EnumerationNames<RawValue> { get }
}

/// The names of an enumeration's values.
public struct EnumerationNames<RawValue: WireValue>: Sendable {
    let null: RawValue
    let values: [(name: String, value: RawValue)]

    /// The null value, and the values in the order of the schema.
    public init(null: RawValue, _ values: KeyValuePairs<String, RawValue>) {
        self.null = null
        self.values = values.map { ($0.key, $0.value) }
    }
}

// JSN-6: "An enumeration SHALL be shown as `null` where it holds its null value, else as the name of its
// value, else, for a value without a name, as the number on the wire."
extension NamedEnumeration where RawValue: FixedWidthInteger & Codable {
    private var wireName: String? {
        Self.wireNames.values.first { $0.value == rawValue }?.name
    }

    /// Writes the name of the value, or its number if it has none.
    public func append(to json: inout JSONText, _ encoding: CharacterEncoding?) {
        if rawValue == Self.wireNames.null {
            json.null()
        } else if let wireName {
            json.string(wireName)
        } else {
            json.integer(rawValue)
        }
    }

    /// Encodes the value as `append` writes it.
    public func encodeElement(
        to encoder: any Encoder, _ encoding: CharacterEncoding?
    ) throws {
        var container = encoder.singleValueContainer()
        if rawValue == Self.wireNames.null {
            try container.encodeNil()
        } else if let wireName {
            try container.encode(wireName)
        } else {
            try container.encode(rawValue)
        }
    }

    /// Decodes a name, a number or null.
    public static func decodeElement(
        from decoder: any Decoder, _ encoding: CharacterEncoding?
    ) throws -> Self {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() { return Self(rawValue: wireNames.null) }
        guard let name = try? container.decode(String.self) else {
            return Self(rawValue: try container.decode(RawValue.self))
        }
        guard let named = wireNames.values.first(where: { $0.name == name }) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "the enumeration has no value '\(name)'")
        }
        return Self(rawValue: named.value)
    }
}

/// A set with the names that its schema gives the choices.
public protocol NamedSet: WireSet, JSONValue {
    /// The names.
    static var wireNames: SetNames { get }
}

/// The names of a set's choices.
public struct SetNames: Sendable {
    let choices: [(name: String, bit: Int)]

    /// The bit of each choice, in the order of the schema.
    public init(_ choices: KeyValuePairs<String, Int>) {
        self.choices = choices.map { ($0.key, $0.value) }
    }
}

// JSN-7: "A set SHALL be shown as an array of the names of the choices that it holds, in the order of
// their declaration, and then the number of each other bit that is set, in ascending order."
extension NamedSet where RawValue: FixedWidthInteger & UnsignedInteger {
    /// The names of the choices, and the other bits.
    private var members: (names: [String], bits: [Int]) {
        var unknown = UInt64(rawValue)
        var names: [String] = []
        for choice in Self.wireNames.choices where UInt64(rawValue) >> choice.bit & 1 == 1 {
            names.append(choice.name)
            unknown &= ~(1 << choice.bit)
        }
        return (names, (0..<64).filter { unknown >> $0 & 1 == 1 })
    }

    /// Writes the names of the choices.
    public func append(to json: inout JSONText, _ encoding: CharacterEncoding?) {
        let members = members
        json.beginArray()
        for name in members.names { json.string(name) }
        for bit in members.bits { json.integer(bit) }
        json.endArray()
    }

    /// Encodes the set as `append` writes it.
    public func encodeElement(
        to encoder: any Encoder, _ encoding: CharacterEncoding?
    ) throws {
        let members = members
        var container = encoder.unkeyedContainer()
        for name in members.names { try container.encode(name) }
        for bit in members.bits { try container.encode(bit) }
    }

    /// Decodes an array of names and bits.
    public static func decodeElement(
        from decoder: any Decoder, _ encoding: CharacterEncoding?
    ) throws -> Self {
        var container = try decoder.unkeyedContainer()
        var bits: RawValue = 0
        while !container.isAtEnd {
            let bit: Int
            if let name = try? container.decode(String.self) {
                guard let choice = wireNames.choices.first(where: { $0.name == name }) else {
                    throw DecodingError.dataCorruptedError(
                        in: container, debugDescription: "the set has no choice '\(name)'")
                }
                bit = choice.bit
            } else {
                bit = try container.decode(Int.self)
            }
            guard bit >= 0, bit < RawValue.bitWidth else {
                throw DecodingError.dataCorruptedError(
                    in: container, debugDescription: "the set has no bit \(bit)")
            }
            bits |= 1 << RawValue(bit)
        }
        return Self(rawValue: bits)
    }
}
