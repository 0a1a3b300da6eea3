/// Writes a reference as Markdown. Source: GitHub Flavored Markdown; the anchors are elements of HTML, which
/// code hosts keep.
struct ReferenceMarkdown {
    private var text = ""
    private let anchors: Set<String>

    /// The text of the whole file.
    static func text(of document: ReferenceDocument) -> String {
        var page = ReferenceMarkdown(anchors: document.anchors)
        page.write("# \(DocumentText.markdown(document.title))")
        for block in document.introduction { page.append(block) }
        page.append(contents: document.sections)
        for section in document.sections { page.append(section, level: 2) }
        return page.text
    }

    private init(anchors: Set<String>) {
        self.anchors = anchors
    }

    /// Writes a block of lines, parted from the one before.
    private mutating func write(_ block: String) {
        guard !block.isEmpty else { return }
        if !text.isEmpty { text += "\n" }
        text += block
        text += "\n"
    }

    private mutating func append(contents sections: [ReferenceSection]) {
        var lines: [String] = []
        for section in sections where section.isListed {
            lines.append("- [\(DocumentText.markdown(section.title))](#\(section.anchor))")
            for inner in section.sections where inner.isListed {
                lines.append("  - [\(DocumentText.markdown(inner.title))](#\(inner.anchor))")
            }
        }
        write(lines.joined(separator: "\n"))
    }

    private mutating func append(_ section: ReferenceSection, level: Int) {
        let marks = String(repeating: "#", count: min(level, 6))
        let remark = section.remark.isEmpty ? "" : " (\(DocumentText.markdown(section.remark)))"
        write("<a id=\"\(section.anchor)\"></a>")
        write("\(marks) \(DocumentText.markdown(section.title))\(remark)")
        for block in section.blocks { append(block) }
        for inner in section.sections { append(inner, level: level + 1) }
    }

    private mutating func append(_ block: ReferenceBlock) {
        switch block {
        case .paragraph(let words):
            write(words.isEmpty ? "" : paragraph(words))
        case .facts(let facts):
            write(
                facts.map { "- \(DocumentText.markdown($0.name)): \(inline($0.value))" }
                    .joined(separator: "\n"))
        case .table(let table): append(table)
        case .figure(let figure, _):
            write("```text\n\(ByteMapText.lines(of: figure).joined(separator: "\n"))\n```")
        case .legend:
            write(
                "In the maps, `////` is padding and `...` goes on with what is in the row before.")
        case .hexadecimal(let bytes):
            let lines = bytes.hexadecimalLines
            write("```text\n\(lines.joined(separator: "\n"))\n```")
        }
    }

    private mutating func append(_ table: ReferenceTable) {
        guard !table.columns.isEmpty, !table.rows.isEmpty else { return }
        var lines = [
            "| " + table.columns.map { DocumentText.markdown($0.title) }.joined(separator: " | ")
                + " |",
            "|" + table.columns.map { $0.isNumeric ? "---:|" : "---|" }.joined(),
        ]
        for row in table.rows {
            var cells = row.cells.map { inline($0) }
            if let anchor = row.anchor { cells[0] = "<a id=\"\(anchor)\"></a>" + cells[0] }
            lines.append("| " + cells.joined(separator: " | ") + " |")
        }
        write(lines.joined(separator: "\n"))
    }

    private func paragraph(_ words: [ReferenceInline]) -> String {
        guard case .text(let first)? = words.first else { return inline(words) }
        return DocumentText.markdownParagraph(first)
            + (first.last == " " ? " " : "") + inline(Array(words.dropFirst()))
    }

    private func inline(_ words: [ReferenceInline]) -> String {
        words.map { word in
            switch word {
            case .text(let text): return DocumentText.spaced(text, DocumentText.markdown(text))
            case .code(let name): return DocumentText.markdownCode(name)
            case .link(let name, let anchor):
                let name = DocumentText.markdown(name)
                return anchors.contains(anchor) ? "[\(name)](#\(anchor))" : name
            }
        }.joined()
    }
}

extension DocumentText {
    /// An escaped text with the spaces at the ends that its words had: those part it from its neighbours.
    static func spaced(_ words: String, _ escaped: String) -> String {
        (words.first == " " ? " " : "") + escaped
            + (words.last == " " && words.utf8.count > 1 ? " " : "")
    }
}

extension [UInt8] {
    /// The bytes in hexadecimal, sixteen a line, with a wider gap after eight.
    var hexadecimalLines: [String] {
        stride(from: 0, to: count, by: 16).map { start in
            let line = self[start..<Swift.min(start + 16, count)].map(\.hexadecimal)
            let halves = [line.prefix(8), line.dropFirst(8)].map { $0.joined(separator: " ") }
            return halves.filter { !$0.isEmpty }.joined(separator: "  ")
        }
    }
}

extension ReferenceDocument {
    /// All anchors that a link can lead to.
    var anchors: Set<String> {
        var anchors: Set<String> = []
        for section in sections { section.collect(&anchors) }
        return anchors
    }
}

extension ReferenceSection {
    fileprivate func collect(_ anchors: inout Set<String>) {
        anchors.insert(anchor)
        for case .table(let table) in blocks { anchors.formUnion(table.rows.compactMap(\.anchor)) }
        for section in sections { section.collect(&anchors) }
    }
}
