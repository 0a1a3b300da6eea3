import PinionCodec

/// Spans as text for people, and as JSON for programs.
extension AnnotatedSpan {
    /// Bytes that a line of text shows.
    private static let bytesOfLine = 8

    /// Appends the span as lines of text, with their line feeds: offset, bytes, path, type and value. Bytes
    /// beyond the first eight are on lines of their own.
    ///
    /// - Parameters:
    ///   - message: The bytes that were explained.
    ///   - inputOffset: Where they start in the input.
    ///   - text: What the lines are appended to.
    public func appendText(
        of message: Span<UInt8>, at inputOffset: Int = 0, to text: inout [UInt8]
    ) {
        for start in stride(from: offset, to: offset + length, by: Self.bytesOfLine) {
            text += "\(Self.column(of: inputOffset + start)) ".utf8
            let end = min(start + Self.bytesOfLine, offset + length)
            for index in start..<end {
                text.append(UInt8(ascii: " "))
                text += Self.hexadecimal(message[index])
            }
            if start == offset {
                let room = String(repeating: "   ", count: Self.bytesOfLine - (end - start))
                text += "\(room)  \(words)".utf8
            }
            text.append(UInt8(ascii: "\n"))
        }
    }

    /// An offset as it stands at the start of each line.
    public static func column(of offset: Int) -> String {
        let number = String(offset)
        return String(repeating: " ", count: max(8 - number.utf8.count, 0)) + number
    }

    /// What stands behind the bytes.
    private var words: String {
        switch kind {
        case .header, .field, .dimension, .length, .data:
            "\(Self.padded(path, 30)) \(Self.padded(type, 18)) \(value)"
        case .padding: path.isEmpty ? "padding" : "padding of \(path)"
        case .extension:
            (path.isEmpty ? "" : "\(path): ") + "behind all that the schema describes"
        case .unread: path.isEmpty ? "not explained" : "\(path): cut short"
        }
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(width - text.utf8.count, 0))
    }

    private static func hexadecimal(_ byte: UInt8) -> [UInt8] {
        [byte >> 4, byte & 0xf].map { $0 < 10 ? $0 + 0x30 : $0 - 10 + 0x61 }
    }

    /// Appends the span as one line of JSON, with its line feed: an object with the members `message` (an
    /// index), `offset`, `length`, `hex`, `kind`, `path`, `type` and `value`.
    ///
    /// - Parameters:
    ///   - message: The bytes that were explained.
    ///   - index: How many messages stand before this one in the input.
    ///   - inputOffset: Where the bytes start in the input; the object's offset counts from there.
    ///   - text: What the line is appended to.
    public func appendJSON(
        of message: Span<UInt8>, index: Int = 0, at inputOffset: Int = 0, to text: inout [UInt8]
    ) {
        var json = JSONText()
        json.beginObject()
        for (name, number) in [
            ("message", index), ("offset", inputOffset + offset), ("length", length),
        ] {
            json.name(name)
            json.integer(number)
        }
        json.name("hex")
        json.hexadecimal(message.extracting(offset..<offset + length))
        let members = [("kind", kind.rawValue), ("path", path), ("type", type), ("value", value)]
        for (name, value) in members {
            json.name(name)
            json.string(value)
        }
        json.endObject()
        text += json.bytes
        text.append(UInt8(ascii: "\n"))
    }
}

extension ValueType {
    /// The type as a span tells it: what the bytes are, and the schema's name for it. A type that is
    /// declared in its member has no other name than the member's, which is in the path.
    func annotation(at path: String) -> String {
        guard let primitive else { return name }
        var form = primitive.rawValue
        if case .encoded(let type) = self, type.length != 1 { form += "[\(type.length)]" }
        let isTold = name == primitive.rawValue || path == name || path.hasSuffix(".\(name)")
        return isTold ? form : "\(name) (\(form))"
    }
}

extension FrameValue {
    /// The value as a span tells it: as in JSON, with the number on the wire where that is another thing.
    func annotation(of type: ValueType) -> String {
        var json = JSONText()
        json.append(self)
        let text = String(decoding: json.bytes, as: UTF8.self)
        switch self {
        case .scalar(let scalar) where scalar.isNull:
            return "null (\(scalar.value.shown(as: scalar.primitive)))"
        case .enumeration(let name, let value, let isNull):
            let number = value.shown(as: type.primitive ?? .uint8)
            if isNull { return "null (\(number))" }
            return name.map { "\($0) (\(number))" } ?? "\(number) (no name)"
        case .set(_, let bits): return "\(text) (0x\(String(bits, radix: 16)))"
        case .scalar, .array, .characters, .composite, .constant: return text
        }
    }
}
