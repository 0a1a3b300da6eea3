/// The encoding of the text, and the references in it.
extension SchemaReader {
    // MARK: Encoding

    /// Whether the text can be read: UTF-8, and not too much of it. Skips a byte order mark.
    mutating func checkEncoding() -> Bool {
        guard bytes.count <= Self.bytesMax else {
            stop(0..<0, "the text is longer than \(Self.bytesMax >> 20) MiB")
            return false
        }
        // SCH-002: "The text of a schema SHALL be UTF-8."
        if bytes.starts(with: [0xfe, 0xff]) || bytes.starts(with: [0xff, 0xfe]) {
            stop(0..<2, "the text is UTF-16; save it as UTF-8", rule: .encoding)
            return false
        }
        if let range = Self.firstInvalidSequence(in: bytes) {
            let text = bytes[range].map { "0x" + String($0, radix: 16) }.joined(separator: " ")
            stop(
                range, "the bytes \(text) are not UTF-8; save the file as UTF-8", rule: .encoding)
            return false
        }
        let isAllowed = { (byte: UInt8) in byte >= 0x20 || Self.isWhiteSpace(byte) }
        if let control = bytes.firstIndex(where: { !isAllowed($0) }) {
            stop(
                control..<control + 1, "a control character cannot be in a document",
                rule: .wellFormed)
            return false
        }
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { offset = 3 }
        return true
    }

    /// Checks a processing instruction that was skipped: if it is the XML declaration, its encoding
    /// must be one that the text is in.
    mutating func checkDeclaration(_ range: Range<Int>) {
        let text = String(decoding: bytes[range], as: UTF8.self)
        guard text.hasPrefix("<?xml"), let afterTarget = text.dropFirst(5).first,
            afterTarget.isWhitespace || afterTarget == "?"
        else { return }
        guard range.lowerBound == 0 || bytes[..<range.lowerBound] == [0xef, 0xbb, 0xbf] else {
            report(.wellFormed, range, "the XML declaration must be the first thing in the text")
            return
        }
        guard let name = text.firstRange(of: "encoding").map({ text[$0.upperBound...] }),
            let open = name.firstIndex(where: { $0 == "\"" || $0 == "'" }),
            let close = name[name.index(after: open)...].firstIndex(of: name[open])
        else { return }
        let encoding = name[name.index(after: open)..<close].lowercased()
        switch encoding {
        case "utf-8", "utf8", "us-ascii", "ascii":
            return
        case "iso-8859-1", "iso-8859-15", "latin1", "windows-1252":
            // As long as every character is ASCII, these say the same as UTF-8.
            guard let foreign = bytes[range.upperBound...].firstIndex(where: { $0 >= 0x80 }) else {
                return
            }
            stop(
                foreign..<foreign + 1,
                "the text says that it is \(encoding) and is not all ASCII; save it as UTF-8",
                rule: .encoding)
        default:
            stop(range, "the encoding \(quoted(encoding)) is not UTF-8", rule: .encoding)
        }
    }

    /// The first bytes that are not UTF-8. Source: RFC 3629, section 4.
    static func firstInvalidSequence(in bytes: [UInt8]) -> Range<Int>? {
        var index = 0
        while index < bytes.count {
            let first = bytes[index]
            if first < 0x80 {
                index += 1
                continue
            }
            // How many bytes follow, and what the first of them may be.
            let (count, second): (Int, ClosedRange<UInt8>)
            switch first {
            case 0xc2...0xdf: (count, second) = (1, 0x80...0xbf)
            case 0xe0: (count, second) = (2, 0xa0...0xbf)
            case 0xe1...0xec, 0xee...0xef: (count, second) = (2, 0x80...0xbf)
            case 0xed: (count, second) = (2, 0x80...0x9f)
            case 0xf0: (count, second) = (3, 0x90...0xbf)
            case 0xf1...0xf3: (count, second) = (3, 0x80...0xbf)
            case 0xf4: (count, second) = (3, 0x80...0x8f)
            default: return index..<index + 1
            }
            for step in 1...count {
                let allowed = step == 1 ? second : 0x80...0xbf
                guard index + step < bytes.count, allowed.contains(bytes[index + step]) else {
                    return index..<index + step
                }
            }
            index += count + 1
        }
        return nil
    }

    // MARK: References

    /// The characters of a stretch: references replaced, line endings made line feeds and, in an
    /// attribute, white space made spaces. Source: XML 1.0, sections 2.11, 3.3.3 and 4.1.
    mutating func decode(_ range: Range<Int>, isAttribute: Bool) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(range.count)
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "&"):
                index = decodeReference(at: index, end: range.upperBound, into: &result)
                continue
            case UInt8(ascii: "\r"):
                let isPair = index + 1 < range.upperBound && bytes[index + 1] == UInt8(ascii: "\n")
                if !isPair { result.append(isAttribute ? 0x20 : 0x0a) }
            case UInt8(ascii: "\n"), UInt8(ascii: "\t"):
                result.append(isAttribute ? 0x20 : byte)
            default:
                result.append(byte)
            }
            index += 1
        }
        return result
    }

    /// Longest reference that is looked for: `&#x10FFFF;`, and some for zeros.
    private static let referenceBytesMax = 32

    /// Adds what a reference stands for; gives the offset behind it.
    private mutating func decodeReference(
        at start: Int, end: Int, into result: inout [UInt8]
    ) -> Int {
        let limit = min(end, start + Self.referenceBytesMax)
        guard let semicolon = bytes[start..<limit].firstIndex(of: UInt8(ascii: ";")) else {
            report(
                .unknownEntity, start..<start + 1,
                "`&` starts a reference here, which has no `;`; write `&amp;` for the character")
            result.append(bytes[start])
            return start + 1
        }
        let name = String(decoding: bytes[start + 1..<semicolon], as: UTF8.self)
        // SCH-006: "A reference SHALL be to a predefined entity or to a character of XML."
        if let scalar = Self.character(named: name) {
            result.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        } else {
            report(
                .unknownEntity, start..<semicolon + 1,
                "\(quoted("&" + name + ";")) is none of `&amp;`, `&lt;`, `&gt;`, `&quot;`, "
                    + "`&apos;` and the number of a character")
        }
        return semicolon + 1
    }

    private static func character(named name: String) -> Unicode.Scalar? {
        switch name {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        default: break
        }
        guard name.hasPrefix("#") else { return nil }
        let digits = name.dropFirst()
        let isHex = digits.hasPrefix("x")
        let number = isHex ? digits.dropFirst() : digits
        // `UInt32.init` would take a sign.
        guard let first = number.first, first.isHexDigit,
            let value = UInt32(number, radix: isHex ? 16 : 10),
            let scalar = Unicode.Scalar(value)
        else { return nil }
        let isCharacter =
            value >= 0x20 && value != 0xfffe && value != 0xffff || value == 9 || value == 10
            || value == 13
        return isCharacter ? scalar : nil
    }
}
