/// Comments by which a schema silences warnings about itself: `pinion:allow SCH-018`.
///
/// They are looked for in the text, so that they mean the same in both forms of schemas, and hold for the
/// whole schema: a warning is about more than the line that it is shown at.
enum WarningComments {
    private static let marker = Array("pinion:allow".utf8)

    /// The codes of the warnings that a schema silences. What is no code of a warning is reported.
    static func allowed(by source: SourceText, into diagnostics: inout Diagnostics) -> Set<String> {
        // DIA-3: "A comment with `pinion:allow` and codes of warnings SHALL silence these warnings about the
        // schema that has it."
        var allowed: Set<String> = []
        let bytes = source.bytes
        var offset = 0
        while let start = next(in: bytes, from: offset) {
            offset = start + marker.count
            let codes = words(in: bytes, from: &offset)
            if codes.isEmpty {
                diagnostics.report(
                    .allowedWarning, at: SourceSpan(source, start..<start + marker.count),
                    "`pinion:allow` names no warning; write a code such as `SCH-018` behind it")
            }
            for range in codes {
                let code = String(decoding: bytes[range], as: UTF8.self)
                let rule = SchemaRules.rule(code: code)
                if rule?.severity == .warning {
                    allowed.insert(code)
                    continue
                }
                // SCH-085: "What `pinion:allow` names and is no warning SHALL be accepted with a warning."
                diagnostics.report(
                    .allowedWarning, at: SourceSpan(source, range),
                    rule == nil
                        ? "there is no rule \(quoted(code))" + hint(for: code, in: diagnostics)
                        : "\(quoted(code)) is an error and cannot be allowed; mend what it says")
            }
        }
        return allowed
    }

    private static func hint(for code: String, in diagnostics: Diagnostics) -> String {
        let hint = diagnostics.hint(for: code, among: SchemaRules.all.map(\.code))
        return hint.isEmpty ? "; 'pinion help rules' lists them" : hint
    }

    /// Where the marker is next, if it is.
    private static func next(in bytes: [UInt8], from offset: Int) -> Int? {
        var offset = offset
        while offset + marker.count <= bytes.count {
            if bytes[offset] == marker[0],
                bytes[offset..<offset + marker.count].elementsEqual(marker)
            {
                return offset
            }
            offset += 1
        }
        return nil
    }

    /// The words that could be codes, up to the first that could not, or to the end of the line.
    private static func words(in bytes: [UInt8], from offset: inout Int) -> [Range<Int>] {
        var words: [Range<Int>] = []
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte == UInt8(ascii: " ") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\t")
            {
                offset += 1
                continue
            }
            let start = offset
            while offset < bytes.count, isPartOfCode(bytes[offset]) { offset += 1 }
            // Three letters and a hyphen start a code: `SCH-018`.
            guard offset - start > 4, bytes[start + 3] == UInt8(ascii: "-") else { break }
            words.append(start..<offset)
        }
        return words
    }

    private static func isPartOfCode(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
