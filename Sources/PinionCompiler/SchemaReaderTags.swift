/// The inside of tags, and what is skipped.
extension SchemaReader {
    // MARK: Attributes

    /// Reads attributes up to the end of a start tag; says whether the element is empty (`/>`).
    mutating func readAttributes(of element: inout Element, tag: Range<Int>) -> Bool {
        let errorsBefore = diagnostics.errorCount
        while true {
            let isSeparated = skipWhiteSpace()
            guard offset < bytes.count else {
                stop(tag, "the text ends inside this tag", rule: .wellFormed)
                return false
            }
            switch bytes[offset] {
            case UInt8(ascii: ">"):
                offset += 1
                return false
            case UInt8(ascii: "/") where isAt("/>"):
                offset += 2
                return true
            case UInt8(ascii: "<"):
                // A quote that is not closed has been reported as that.
                if diagnostics.errorCount == errorsBefore {
                    report(.wellFormed, tag, "this tag has no `>` before the next tag starts")
                }
                return false
            default:
                readAttribute(of: &element, isSeparated: isSeparated)
                if hasStopped { return false }
            }
        }
    }

    private mutating func readAttribute(of element: inout Element, isSeparated: Bool) {
        let nameRange = readName()
        guard !nameRange.isEmpty else {
            report(.wellFormed, offset..<offset + 1, "an attribute's name was expected here")
            skipToTagEnd()
            return
        }
        if !isSeparated {
            report(.wellFormed, nameRange, "there is no space before this attribute")
        }
        let (prefix, name) = split(nameRange)
        skipWhiteSpace()
        guard offset < bytes.count && bytes[offset] == UInt8(ascii: "=") else {
            report(.wellFormed, nameRange, "the attribute \(quoted(name)) has no `=` and no value")
            return
        }
        offset += 1
        skipWhiteSpace()
        guard let valueRange = readQuoted(of: nameRange) else { return }

        guard element.attributes.count < Self.attributesMax else {
            return stop(nameRange, "the element has more than \(Self.attributesMax) attributes")
        }
        // SCH-005: "An element SHALL NOT give the same attribute twice."
        if let first = element.attributes.first(where: { $0.name == name && $0.prefix == prefix }) {
            report(
                .repeatedAttribute, nameRange, "the attribute \(quoted(name)) is given twice",
                notes: [Diagnostic.Note(message: "first given here", span: first.span)])
            return
        }
        element.attributes.append(
            Attribute(
                name: name, prefix: prefix,
                value: String(
                    decoding: decode(valueRange, isAttribute: true), as: UTF8.self),
                span: SourceSpan(source, nameRange),
                valueSpan: SourceSpan(source, valueRange)))
    }

    /// Reads a value in quotes; gives the range inside of them, or reports that there is none.
    private mutating func readQuoted(of nameRange: Range<Int>) -> Range<Int>? {
        let quote = offset < bytes.count ? bytes[offset] : 0
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            report(.wellFormed, nameRange, "the value of this attribute is not in quotes")
            while offset < bytes.count, !Self.isWhiteSpace(bytes[offset]),
                bytes[offset] != UInt8(ascii: ">"), bytes[offset] != UInt8(ascii: "<"), !isAt("/>")
            {
                offset += 1
            }
            return nil
        }
        offset += 1
        let start = offset
        while offset < bytes.count, bytes[offset] != quote, bytes[offset] != UInt8(ascii: "<") {
            offset += 1
        }
        guard offset < bytes.count && bytes[offset] == quote else {
            report(
                .wellFormed, nameRange,
                "the value of this attribute has no closing quote; write `&lt;` for a `<` in it")
            return nil
        }
        offset += 1
        return start..<offset - 1
    }

    // MARK: What is skipped

    /// Skips to the end of something that has to end with `terminator`.
    mutating func skip(to terminator: StaticString, from start: Int, _ what: String) {
        let opening = offset..<min(start, bytes.count)
        offset = start
        while offset < bytes.count {
            if isAt(terminator) {
                offset += terminator.utf8CodeUnitCount
                return
            }
            offset += 1
        }
        stop(opening, "the text ends inside \(what)", rule: .wellFormed)
    }

    /// Skips a comment. Source: XML 1.0, section 2.5: two hyphens end it.
    mutating func skipComment() {
        let start = offset + 4
        skip(to: "-->", from: start, "a comment")
        guard !hasStopped, offset - 3 > start else { return }
        let hyphen = UInt8(ascii: "-")
        let pair = (start..<offset - 3).first { bytes[$0] == hyphen && bytes[$0 + 1] == hyphen }
        if let pair {
            report(.wellFormed, pair..<pair + 2, "two hyphens cannot be in a comment")
        }
    }

    /// The lines of a comment, without the indentation that all of them have and without empty lines at
    /// its ends.
    static func lines(ofComment bytes: ArraySlice<UInt8>) -> [String] {
        var lines = bytes.dropFirst(4).dropLast(3)
            .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        // The first line starts behind the mark, and not where the others do.
        lines[0] = lines[0].drop(while: isWhiteSpace)
        let depth = lines.dropFirst().compactMap { line in
            line.firstIndex { !isWhiteSpace($0) }.map { $0 - line.startIndex }
        }.min()
        var texts = lines.enumerated().map { index, line in
            let content = index == 0 ? line : line.dropFirst(depth ?? line.count)
            let end = content.lastIndex { !isWhiteSpace($0) }
            return end.map { String(decoding: content[...$0], as: UTF8.self) } ?? ""
        }
        while texts.last?.isEmpty == true { texts.removeLast() }
        return Array(texts.drop { $0.isEmpty })
    }

    /// Skips a document type declaration. Whatever it declares has no meaning for a schema, but
    /// entities could make a small text into a huge one.
    mutating func readDocumentType() {
        let start = offset
        var depth = 0
        while offset < bytes.count {
            switch bytes[offset] {
            case UInt8(ascii: "<"):
                if isAt("<!--") {
                    skipComment()
                    continue
                }
                if isAt("<!ENTITY") {
                    // SCH-003: "A schema SHALL NOT declare entities."
                    return stop(
                        offset..<offset + 8, "entities are not supported; write the text itself",
                        rule: .entityDeclaration)
                }
                depth += 1
            case UInt8(ascii: ">"):
                depth -= 1
                if depth == 0 {
                    offset += 1
                    return
                }
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                let quote = bytes[offset]
                offset += 1
                while offset < bytes.count && bytes[offset] != quote { offset += 1 }
            default:
                break
            }
            offset += 1
        }
        if !hasStopped {
            stop(start..<start + 9, "the text ends inside this declaration", rule: .wellFormed)
        }
    }

    /// Skips to behind the `>` of a tag that could not be read, or to the next tag.
    mutating func skipToTagEnd() {
        while offset < bytes.count && bytes[offset] != UInt8(ascii: "<") {
            offset += 1
            if bytes[offset - 1] == UInt8(ascii: ">") {
                // The caller sees the end of its tag.
                offset -= 1
                return
            }
        }
    }

    // MARK: Small parts

    /// Reads a name, prefix and all. The range is empty if there is none.
    mutating func readName() -> Range<Int> {
        let start = offset
        while offset < bytes.count && Self.isNameByte(bytes[offset]) { offset += 1 }
        if offset > start && !Self.isNameStart(bytes[start]) {
            offset = start
        }
        return start..<offset
    }

    /// Skips white space; says whether there was any.
    @discardableResult
    mutating func skipWhiteSpace() -> Bool {
        let start = offset
        while offset < bytes.count && Self.isWhiteSpace(bytes[offset]) { offset += 1 }
        return offset > start
    }

    func isAt(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard bytes.count - offset >= count else { return false }
        return text.withUTF8Buffer { expected in
            // SAFETY: `index` is below `count`, which is the count of the buffer.
            for index in 0..<count where unsafe expected[index] != bytes[offset + index] {
                return false
            }
            return true
        }
    }

    /// The two halves of a name, at its first colon.
    func split(_ range: Range<Int>) -> (prefix: String, name: String) {
        guard let colon = bytes[range].firstIndex(of: UInt8(ascii: ":")) else {
            return ("", String(decoding: bytes[range], as: UTF8.self))
        }
        return (
            String(decoding: bytes[range.lowerBound..<colon], as: UTF8.self),
            String(decoding: bytes[colon + 1..<range.upperBound], as: UTF8.self)
        )
    }

    func matches(_ first: Range<Int>, _ second: Range<Int>) -> Bool {
        first.count == second.count && bytes[first].elementsEqual(bytes[second])
    }

    static func isWhiteSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09
    }

    private static func isNameStart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "_"), UInt8(ascii: ":"), 0x80...:
            true
        default:
            false
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default:
            isNameStart(byte)
        }
    }
}
