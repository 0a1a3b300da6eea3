/// Reads a JSON text. Source: RFC 8259.
///
/// It is stricter than the RFC where that leaves a choice: a name may be given once in an object, strings are
/// of whole characters, and nesting has a bound. Work and memory are in proportion to the text.
struct JSONReader {
    /// How deep objects and arrays may be nested. The messages of a schema need less: groups can be nested
    /// as deep as XML elements, and composites half as deep.
    static let depthMax = 256

    /// What is wrong with the text, and where.
    struct Fault: Error {
        let offset: Int
        let reason: String
    }

    private let text: [UInt8]
    private var position = 0

    /// The value that a text is, with white space around it.
    static func read(_ text: [UInt8]) throws(Fault) -> JSONNode {
        var reader = JSONReader(text: text)
        reader.skipSpace()
        let node = try reader.readValue(depth: 0)
        reader.skipSpace()
        guard reader.position == text.count else {
            throw reader.fault("nothing may follow the value")
        }
        return node
    }

    private init(text: [UInt8]) { self.text = text }

    private var next: UInt8? { position < text.count ? text[position] : nil }

    private func fault(_ reason: String) -> Fault { Fault(offset: position, reason: reason) }

    private mutating func skipSpace() {
        while let byte = next, Self.isSpace(byte) { position += 1 }
    }

    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func readValue(depth: Int) throws(Fault) -> JSONNode {
        let offset = position
        guard let first = next else { throw fault("the text ends where a value is to be") }
        let value: JSONNode.Value
        switch first {
        case UInt8(ascii: "{"): value = .object(try readObject(depth: depth))
        case UInt8(ascii: "["): value = .array(try readArray(depth: depth))
        case UInt8(ascii: "\""): value = .string(try readString())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            value = .number(try readNumber())
        default: value = try readWord()
        }
        return JSONNode(offset: offset, value: value)
    }

    private mutating func readWord() throws(Fault) -> JSONNode.Value {
        let start = position
        while let byte = next, byte | 0x20 >= 0x61, byte | 0x20 <= 0x7a, position - start < 16 {
            position += 1
        }
        switch String(decoding: text[start..<position], as: UTF8.self) {
        case "null": return .null
        case "true": return .boolean(true)
        case "false": return .boolean(false)
        case "NaN", "Infinity":
            throw Fault(offset: start, reason: "what is no number is written as a string")
        default: throw Fault(offset: start, reason: "here is no value of JSON")
        }
    }

    private mutating func readObject(depth: Int) throws(Fault) -> JSONObject {
        try open(depth)
        var object = JSONObject()
        skipSpace()
        if skip("}") { return object }
        while true {
            skipSpace()
            let offset = position
            guard next == UInt8(ascii: "\"") else {
                throw fault(next == nil ? "the text ends in an object" : "a name is to be here")
            }
            let name = try readString()
            skipSpace()
            guard skip(":") else { throw fault("a colon is to follow the name") }
            skipSpace()
            let node = try readValue(depth: depth + 1)
            guard object.append(JSONObject.Member(offset: offset, name: name, node: node)) else {
                throw Fault(offset: offset, reason: "\(quoted(name)) is given twice")
            }
            skipSpace()
            if skip("}") { return object }
            guard skip(",") else {
                throw fault(next == nil ? "the text ends in an object" : "',' or '}' is to be here")
            }
        }
    }

    private mutating func readArray(depth: Int) throws(Fault) -> [JSONNode] {
        try open(depth)
        var nodes: [JSONNode] = []
        skipSpace()
        if skip("]") { return nodes }
        while true {
            skipSpace()
            nodes.append(try readValue(depth: depth + 1))
            skipSpace()
            if skip("]") { return nodes }
            guard skip(",") else {
                throw fault(next == nil ? "the text ends in an array" : "',' or ']' is to be here")
            }
        }
    }

    private mutating func open(_ depth: Int) throws(Fault) {
        guard depth < Self.depthMax else {
            throw fault("values are nested deeper than \(Self.depthMax) levels")
        }
        position += 1
    }
}

/// Numbers and strings.
extension JSONReader {
    private mutating func readNumber() throws(Fault) -> String {
        let start = position
        _ = skip("-")
        if skip("0") {
            if next.map(Self.isDigit) == true { throw fault("a number starts with one zero") }
        } else {
            try skipDigits()
        }
        if skip(".") { try skipDigits() }
        if skip("e") || skip("E") {
            if !skip("+") { _ = skip("-") }
            try skipDigits()
        }
        return String(decoding: text[start..<position], as: UTF8.self)
    }

    private mutating func skipDigits() throws(Fault) {
        guard next.map(Self.isDigit) == true else { throw fault("a digit is to be here") }
        while let byte = next, Self.isDigit(byte) { position += 1 }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private mutating func readString() throws(Fault) -> String {
        position += 1
        var string = ""
        var start = position
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                string += try plain(start)
                position += 1
                return string
            case UInt8(ascii: "\\"):
                string += try plain(start)
                string.unicodeScalars.append(try readEscape())
                start = position
            case 0..<0x20: throw fault("a control character in a string is to be escaped")
            default: position += 1
            }
        }
        throw fault("the text ends in a string")
    }

    /// The characters from `start` to here, which are not escaped.
    private func plain(_ start: Int) throws(Fault) -> String {
        guard start < position else { return "" }
        guard let string = String(validating: text[start..<position], as: UTF8.self) else {
            throw Fault(offset: start, reason: "the string is not well-formed UTF-8")
        }
        return string
    }

    private mutating func readEscape() throws(Fault) -> Unicode.Scalar {
        let start = position
        position += 1
        guard let letter = next else { throw fault("the text ends in a string") }
        position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
            return Unicode.Scalar(letter)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): break
        default: throw Fault(offset: start, reason: "JSON has no such escape")
        }
        let first = try readHexadecimal()
        if let scalar = Unicode.Scalar(first) { return scalar }
        // Source: RFC 8259, section 7: beyond U+FFFF, two escapes are one character.
        if first < 0xdc00, skip("\\"), skip("u") {
            let second = try readHexadecimal()
            let value = 0x10000 + ((first & 0x3ff) << 10 | second & 0x3ff)
            if (0xdc00...0xdfff).contains(second), let scalar = Unicode.Scalar(value) {
                return scalar
            }
        }
        throw Fault(offset: start, reason: "a half of a surrogate pair is no character")
    }

    private mutating func readHexadecimal() throws(Fault) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = hexadecimalValue(byte) else {
                throw fault("'\\u' is followed by four hexadecimal digits")
            }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }
}

/// The value of a hexadecimal digit, or `nil` for another character.
func hexadecimalValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
}
