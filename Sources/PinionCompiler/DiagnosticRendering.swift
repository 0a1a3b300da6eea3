extension Diagnostic: CustomStringConvertible {
    /// The diagnostic as a terminal shows it, without a line feed at the end:
    /// `file:line:column: error: message [SCH-012]`, the line of the source, a caret with an
    /// underline, and the notes in the same form.
    public var description: String {
        var lines = ["\(Self.place(of: span)): \(severity.rawValue): \(message) [\(code)]"]
        lines += Self.excerpt(of: span)
        for note in notes {
            guard let span = note.span else {
                lines.append("note: \(note.message)")
                continue
            }
            lines.append("\(Self.place(of: span)): note: \(note.message)")
            lines += Self.excerpt(of: span)
        }
        return lines.joined(separator: "\n")
    }

    private static func place(of span: SourceSpan) -> String {
        let position = span.position
        return "\(span.source.path):\(position.line):\(position.column)"
    }

    /// Bytes of a long line that are shown before and after the place.
    private static let contextBytesMax = 100

    /// The line of the source, and below it a caret under the start of the span and tildes under the
    /// rest of it, as far as it is on that line. Nothing for an empty line.
    private static func excerpt(of span: SourceSpan) -> [String] {
        let bytes = span.source.bytes
        let line = span.source.lineRange(span.line)
        guard !line.isEmpty else { return [] }

        let start = min(max(span.range.lowerBound, line.lowerBound), line.upperBound)
        let end = min(max(span.range.upperBound, start), line.upperBound)
        let first = scalarBoundary(max(line.lowerBound, start - contextBytesMax), in: bytes)
        let last = scalarBoundary(min(line.upperBound, start + contextBytesMax), in: bytes)
        let cutEnd = min(end, last)

        let ellipsis = "…"
        let before = printable(bytes[first..<start])
        let marked = printable(bytes[start..<cutEnd])
        let after = printable(bytes[cutEnd..<last])
        let prefix = first > line.lowerBound ? ellipsis : ""
        let suffix = last < line.upperBound ? ellipsis : ""

        // A tab stays a tab below itself, so that the caret stands right whatever its width is.
        var pointer = String(repeating: " ", count: prefix.count)
        for scalar in before.unicodeScalars {
            pointer += scalar == "\t" ? "\t" : String(repeating: " ", count: columns(of: scalar))
        }
        let width = marked.unicodeScalars.reduce(0) { $0 + columns(of: $1) }
        pointer += "^" + String(repeating: "~", count: max(width - 1, 0))
        return [prefix + before + marked + after + suffix, pointer]
    }

    /// The offset itself, or that of the start of the scalar which it would cut.
    private static func scalarBoundary(_ offset: Int, in bytes: [UInt8]) -> Int {
        var offset = offset
        var steps = 0
        while offset > 0, offset < bytes.count, bytes[offset] & 0xc0 == 0x80, steps < 3 {
            offset -= 1
            steps += 1
        }
        return offset
    }

    /// Text for a terminal: control characters, which might move the cursor or worse, are replaced.
    private static func printable(_ bytes: ArraySlice<UInt8>) -> String {
        let plain = UInt8(ascii: " ")...UInt8(ascii: "~")
        if bytes.allSatisfy({ plain.contains($0) || $0 == UInt8(ascii: "\t") }) {
            return String(decoding: bytes, as: UTF8.self)
        }
        var text = String.UnicodeScalarView()
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            // Almost every character is one of these, and the category of one is looked up in tables.
            if (" "..."~").contains(scalar) {
                text.append(scalar)
                continue
            }
            switch scalar.properties.generalCategory {
            case .control where scalar != "\t", .format, .lineSeparator, .paragraphSeparator:
                text.append("\u{fffd}")
            default:
                text.append(scalar)
            }
        }
        return String(text)
    }

    /// Columns of a terminal that a scalar takes: none for a combining mark, two for the wide
    /// characters of East Asian scripts. Source: Unicode Standard Annex 11, roughly.
    private static func columns(of scalar: Unicode.Scalar) -> Int {
        if scalar.isASCII { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        default: break
        }
        switch scalar.value {
        case 0x1100...0x115f, 0x2e80...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f,
            0xff00...0xff60, 0xffe0...0xffe6, 0x1f300...0x1faff, 0x20000...0x3fffd:
            return 2
        default:
            return 1
        }
    }
}
