/// Words of a schema on their way into a document. They are the schema author's, and may be anything:
/// nothing in them may end the element, the cell or the line that they stand in.
enum DocumentText {
    /// Words on one line: white space is folded, and what cannot be seen is dropped.
    static func line(_ words: String) -> String {
        SourceWriter.commentLines(words, width: .max).first ?? ""
    }

    /// Words as the text of an element of HTML or SVG, or within the double quotes of an attribute.
    static func html(_ words: String) -> String {
        var text = ""
        for scalar in line(words).unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "'": text += "&#39;"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    /// Words in a line of Markdown, in a cell of a table as well. Source: CommonMark 0.31, sections 2.4 and
    /// 6.6; GitHub Flavored Markdown, sections 4.10 and 6.5; `$` begins mathematics on code hosts.
    static func markdown(_ words: String) -> String {
        var text = ""
        for scalar in line(words).unicodeScalars {
            switch scalar {
            // Entities, since nothing in a document may look like a tag to a careless tool either.
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\\", "`", "*", "_", "[", "]", "|", "~", "$", "#":
                text += "\\"
                text.unicodeScalars.append(scalar)
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    /// Words at the start of a line of Markdown, where a few characters more begin something.
    static func markdownParagraph(_ words: String) -> String {
        let text = markdown(words)
        guard let first = text.unicodeScalars.first else { return "" }
        if "-+=".unicodeScalars.contains(first) { return "\\" + text }
        let number = text.unicodeScalars.prefix { ("0"..."9").contains($0) }
        guard !number.isEmpty, number.endIndex < text.endIndex else { return text }
        let mark = text.unicodeScalars[number.endIndex]
        guard mark == "." || mark == ")" else { return text }
        return String(number) + "\\" + String(text[number.endIndex...])
    }

    /// A name in code letters of Markdown. What would end them, or a cell, is written without.
    static func markdownCode(_ name: String) -> String {
        let name = line(name)
        let ends: Set<Unicode.Scalar> = ["`", "|", "\\"]
        guard !name.isEmpty, !name.unicodeScalars.contains(where: ends.contains) else {
            return markdown(name)
        }
        return "`\(name)`"
    }

    /// A name as a part of an anchor. Letters and digits stay; all else becomes its number between colons,
    /// so that different names are different anchors.
    static func anchor(_ name: String) -> String {
        var text = ""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "_", "-": text.unicodeScalars.append(scalar)
            default: text += ":\(String(scalar.value, radix: 16)):"
            }
        }
        return text
    }

    /// Columns that a text takes in letters of one width; characters beyond ASCII may take two.
    static func columns(of text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + ($1.isASCII ? 1 : 2) }
    }

    /// A name that takes no more than some columns. If it is too long, its last part is kept, and then that
    /// part's start; `isWhole` says whether nothing is missing.
    static func fitted(_ path: String, columns width: Int) -> (text: String, isWhole: Bool) {
        let path = line(path)
        if columns(of: path) <= width { return (path, true) }
        var name = path[...]
        if let point = path.unicodeScalars.lastIndex(of: "."), path.endIndex != point {
            name = path[point...]
        }
        if columns(of: String(name)) <= width { return (String(name), false) }
        var text = ""
        var left = width - 1
        for scalar in name.unicodeScalars {
            left -= scalar.isASCII ? 1 : 2
            guard left >= 0 else { break }
            text.unicodeScalars.append(scalar)
        }
        return (width > 0 ? text + "…" : "", false)
    }
}
