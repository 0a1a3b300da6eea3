/// Text that grows line by line, each at the depth of the block that it stands in.
struct SourceWriter {
    /// Everything written so far.
    private(set) var text = ""
    private var depth = 0

    /// Writes a line; an empty one gets no indentation.
    mutating func line(_ content: String = "") {
        if !content.isEmpty {
            text += String(repeating: "    ", count: depth)
            text += content
        }
        text += "\n"
    }

    /// Writes several lines.
    mutating func lines(_ contents: [String]) {
        for content in contents { line(content) }
    }

    /// Writes `header {`, what `body` writes one step deeper, and `}`.
    mutating func block(_ header: String, _ body: (inout SourceWriter) -> Void) {
        line("\(header) {")
        depth += 1
        body(&self)
        depth -= 1
        line("}")
    }

    /// Writes words from a schema as a documentation comment.
    ///
    /// The words are the schema author's, so nothing in them may end the comment: each of their lines becomes
    /// a `///` line of its own, white space is folded, and control characters are dropped.
    mutating func documentation(_ words: String) {
        for content in Self.commentLines(words, width: 96 - depth * 4) {
            line(content.isEmpty ? "///" : "/// \(content)")
        }
    }

    /// Folds words into lines of at most `width` characters, as far as the words themselves allow.
    static func commentLines(_ words: String, width: Int) -> [String] {
        var lines: [String] = []
        var current = ""
        for word in words.unicodeScalars.split(whereSeparator: { $0.properties.isWhitespace }) {
            let printable = String(String.UnicodeScalarView(word.filter(isPrintable)))
            guard !printable.isEmpty else { continue }
            if !current.isEmpty, current.count + 1 + printable.count > width {
                lines.append(current)
                current = ""
            }
            current += current.isEmpty ? printable : " \(printable)"
        }
        if !current.isEmpty { lines.append(current) }
        return lines
    }

    /// Whether a scalar is shown in a comment: not a control or format character (which may turn the reading
    /// order of a line around), and nothing that a compiler could take for the end of a line.
    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
            .paragraphSeparator:
            false
        default:
            true
        }
    }
}
