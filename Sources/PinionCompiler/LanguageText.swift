/// How names, numbers and texts are written in Pinion's language.
enum LanguageText {
    static func isNameStart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "_"):
            true
        default: false
        }
    }

    static func isNamePart(_ byte: UInt8) -> Bool {
        isNameStart(byte) || isDigit(byte)
    }

    static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
    }

    /// Whether a byte can be the first one of a token, of a comment or of white space.
    static func canStart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\n"), UInt8(ascii: "/"), UInt8(ascii: "\""), UInt8(ascii: "'"),
            UInt8(ascii: "`"):
            true
        default: isBlank(byte) || isNamePart(byte) || LanguageMark.all.contains(byte)
        }
    }

    /// Where a name ends that starts at an offset: letters, digits and `_`, with single dots and
    /// hyphens between them.
    static func endOfName(in bytes: [UInt8], from start: Int) -> Int {
        var end = start
        while end < bytes.count {
            let byte = bytes[end]
            let isJoint = byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
            guard
                isNamePart(byte)
                    || isJoint && end > start && end + 1 < bytes.count && isNamePart(bytes[end + 1])
            else { break }
            end += 1
        }
        return end
    }

    /// Where a number ends that starts at an offset; the offset itself if there is none.
    static func endOfNumber(in bytes: [UInt8], from start: Int) -> Int {
        func digits(_ from: Int) -> Int {
            var end = from
            while end < bytes.count && isDigit(bytes[end]) { end += 1 }
            return end
        }
        func at(_ index: Int, _ characters: UInt8...) -> Bool {
            index < bytes.count && characters.contains(bytes[index])
        }
        let first = at(start, UInt8(ascii: "-")) ? start + 1 : start
        var end = digits(first)
        guard end > first else { return start }
        if at(end, UInt8(ascii: ".")), digits(end + 1) > end + 1 { end = digits(end + 1) }
        if at(end, UInt8(ascii: "e"), UInt8(ascii: "E")) {
            let sign = at(end + 1, UInt8(ascii: "+"), UInt8(ascii: "-")) ? end + 2 : end + 1
            if digits(sign) > sign { end = digits(sign) }
        }
        return end
    }

    /// Whether a text is a name that needs no quotes.
    static func isPlainName(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, isNameStart(first) else { return false }
        return endOfName(in: bytes, from: 0) == bytes.count
    }

    /// Whether a text is a number as the language writes it.
    static func isNumber(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return !bytes.isEmpty && endOfNumber(in: bytes, from: 0) == bytes.count
    }

    /// A name as the language writes it.
    static func name(_ text: String) -> String {
        isPlainName(text) ? text : quote(text, with: "`")
    }

    /// A text between quotes, with what cannot stand there escaped.
    static func quote(_ text: String, with mark: Unicode.Scalar) -> String {
        var result = String.UnicodeScalarView([mark])
        for scalar in text.unicodeScalars {
            switch scalar {
            case mark, "\\": result.append(contentsOf: ["\\", scalar])
            case "\n": result.append(contentsOf: "\\n".unicodeScalars)
            case "\t": result.append(contentsOf: "\\t".unicodeScalars)
            case "\r": result.append(contentsOf: "\\r".unicodeScalars)
            case _ where isUnseen(scalar):
                let digits = String(scalar.value, radix: 16)
                result.append(contentsOf: "\\u{\(digits)}".unicodeScalars)
            default: result.append(scalar)
            }
        }
        result.append(mark)
        return String(result)
    }

    /// The text between quotes that are `range`'s first and last byte, or where an escape is wrong.
    static func unquote(_ bytes: ArraySlice<UInt8>) -> (text: String?, fault: Range<Int>) {
        var rest = bytes.dropFirst().dropLast()
        var result: [UInt8] = []
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\") else {
                let place = rest.startIndex - 1
                if byte < 0x20 || byte == 0x7f { return (nil, place..<place + 1) }
                result.append(byte)
                continue
            }
            let start = rest.startIndex - 1
            guard let scalar = escape(&rest) else { return (nil, start..<rest.startIndex) }
            result += Array(String(scalar).utf8)
        }
        return (String(decoding: result, as: UTF8.self), 0..<0)
    }

    private static func escape(_ rest: inout ArraySlice<UInt8>) -> Unicode.Scalar? {
        switch rest.popFirst() {
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "'"): return "'"
        case UInt8(ascii: "`"): return "`"
        case UInt8(ascii: "u"):
            guard rest.popFirst() == UInt8(ascii: "{") else { return nil }
            let digits = rest.prefix(7).prefix { $0 != UInt8(ascii: "}") }
            rest = rest.dropFirst(digits.count)
            guard rest.popFirst() == UInt8(ascii: "}"), !digits.isEmpty,
                digits.first != UInt8(ascii: "+"), digits.first != UInt8(ascii: "-"),
                let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
            else { return nil }
            return Unicode.Scalar(value)
        default: return nil
        }
    }

    /// Whether a scalar would not be seen in an editor, or would turn what is seen around.
    private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .unassigned, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
