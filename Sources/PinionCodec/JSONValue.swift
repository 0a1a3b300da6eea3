/// What one element of a field can be, as JSON: a number, a name or names.
///
/// Numbers conform; enumerations and sets do where `pinion generate` was asked for JSON or values.
public protocol JSONValue: WireValue {
    /// Writes the value; as a character, if `encoding` says how it is read.
    func append(to json: inout JSONText, _ encoding: CharacterEncoding?)

    /// Encodes the value as `append` writes it.
    func encodeElement(to encoder: any Encoder, _ encoding: CharacterEncoding?) throws

    /// Decodes what `encodeElement` encodes.
    ///
    /// Throws `DecodingError` if it is something else.
    static func decodeElement(
        from decoder: any Decoder, _ encoding: CharacterEncoding?
    ) throws -> Self
}

extension JSONValue where Self: FixedWidthInteger & Codable {
    /// Writes the number with all its digits, or the character.
    public func append(to json: inout JSONText, _ encoding: CharacterEncoding?) {
        // JSN-4: "An integer SHALL be shown as a number with all its digits, to 64 bits."
        guard let encoding else { return json.integer(self) }
        let bytes = [UInt8(truncatingIfNeeded: self)]
        json.string(bytes.span, encoding: encoding)
    }

    /// Encodes the number, or the character as a string.
    public func encodeElement(
        to encoder: any Encoder, _ encoding: CharacterEncoding?
    ) throws {
        var container = encoder.singleValueContainer()
        guard let encoding else { return try container.encode(self) }
        let bytes = [UInt8(truncatingIfNeeded: self)]
        try container.encode(encoding.text(of: bytes.span))
    }

    /// Decodes a number, or a string of one character.
    public static func decodeElement(
        from decoder: any Decoder, _ encoding: CharacterEncoding?
    ) throws -> Self {
        let container = try decoder.singleValueContainer()
        guard let encoding else {
            // Not the decoder's own error: Foundation's does not say where a number is out of range.
            if let number = try? container.decode(Self.self) { return number }
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "it is no integer from \(Self.min) to \(Self.max)")
        }
        let text = try container.decode(String.self)
        guard let bytes = encoding.bytes(of: text), bytes.count == 1 else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "'\(text)' is not one byte in its encoding")
        }
        return Self(truncatingIfNeeded: bytes[0])
    }
}

extension UInt8: JSONValue {}
extension UInt16: JSONValue {}
extension UInt32: JSONValue {}
extension UInt64: JSONValue {}
extension Int8: JSONValue {}
extension Int16: JSONValue {}
extension Int32: JSONValue {}
extension Int64: JSONValue {}

extension JSONValue
where Self: BinaryFloatingPoint & Codable & LosslessStringConvertible {
    /// Writes the number with the fewest digits that read back as the same.
    public func append(to json: inout JSONText, _ encoding: CharacterEncoding?) {
        json.floating(self)
    }

    /// Encodes the number, or the name of what is none.
    public func encodeElement(
        to encoder: any Encoder, _ encoding: CharacterEncoding?
    ) throws {
        var container = encoder.singleValueContainer()
        if isFinite {
            try container.encode(self)
        } else {
            try container.encode(isNaN ? "NaN" : self < 0 ? "-Infinity" : "Infinity")
        }
    }

    /// Decodes a number, or the name of what is none.
    public static func decodeElement(
        from decoder: any Decoder, _ encoding: CharacterEncoding?
    ) throws -> Self {
        let container = try decoder.singleValueContainer()
        switch try? container.decode(String.self) {
        case "NaN": return .nan
        case "Infinity": return .infinity
        case "-Infinity": return -.infinity
        default:
            // As above.
            if let number = try? container.decode(Self.self) { return number }
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "it is no number that \(Self.self) can hold")
        }
    }
}

extension Float: JSONValue {}
extension Double: JSONValue {}
