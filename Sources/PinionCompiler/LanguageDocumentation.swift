/// Descriptions as documentation comments.
enum LanguageDocumentation {
    /// The comments before a declaration.
    struct Found {
        /// The words of the documentation comment.
        var text: Spanned<String>?
        /// The lines of other comments.
        var remarks: [String]
    }

    /// Whether a comment reads as the same description again: words with single spaces, in paragraphs.
    static func isPlain(_ description: String) -> Bool {
        guard !description.isEmpty else { return true }
        return paragraphs(of: description).allSatisfy { paragraph in
            paragraph.split(separator: " ", omittingEmptySubsequences: false)
                .allSatisfy { !$0.isEmpty && $0.unicodeScalars.allSatisfy(isSeen) }
        }
    }

    /// The lines of a comment, without slashes; an empty one between paragraphs.
    static func lines(of description: String, width: Int) -> [String] {
        guard !description.isEmpty else { return [] }
        var lines: [String] = []
        for paragraph in paragraphs(of: description) {
            if !lines.isEmpty { lines.append("") }
            var line = ""
            var count = 0
            for word in paragraph.split(separator: " ") {
                let length = word.unicodeScalars.count
                if count > 0 && count + 1 + length > width {
                    lines.append(line)
                    (line, count) = ("", 0)
                }
                line += (count > 0 ? " " : "") + word
                count += length + (count > 0 ? 1 : 0)
            }
            lines.append(line)
        }
        return lines
    }

    /// The paragraphs; what is between two line feeds, so that other line feeds stay in them.
    private static func paragraphs(of description: String) -> [Substring] {
        var paragraphs: [Substring] = []
        var rest = description[...]
        while let end = rest.firstRange(of: "\n\n") {
            paragraphs.append(rest[..<end.lowerBound])
            rest = rest[end.upperBound...]
        }
        return paragraphs + [rest]
    }

    private static func isSeen(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .unassigned, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }
}
