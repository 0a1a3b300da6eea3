/// Writes a reference as one page of HTML that needs nothing else. Each element is closed, so that readers of
/// XML can read it, too. Source: WHATWG HTML.
struct ReferencePage {
    private var text = ""
    private let anchors: Set<String>

    /// The text of the whole file.
    static func text(of document: ReferenceDocument) -> String {
        var page = ReferencePage(anchors: document.anchors)
        let title = DocumentText.html(document.title)
        page.text = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="generator" content="pinion"/>
            <title>\(title) · messages</title>
            <style>
            \(ReferenceStyle.css)
            </style>
            </head>
            <body>
            \(ReferenceStyle.hatching)

            """
        page.append(contents: document)
        page.text += "<main>\n<header id=\"top\">\n<h1>\(title)</h1>\n"
        for block in document.introduction { page.append(block) }
        page.text += "</header>\n"
        for section in document.sections { page.append(section, level: 2) }
        page.text += "</main>\n</body>\n</html>\n"
        return page.text
    }

    private init(anchors: Set<String>) {
        self.anchors = anchors
    }

    private mutating func append(contents document: ReferenceDocument) {
        text += "<nav aria-label=\"Contents\">\n"
        text += "<p><a href=\"#top\">\(DocumentText.html(document.title))</a></p>\n<ul>\n"
        for section in document.sections where section.isListed {
            text += "<li>\(link(section.title, to: section.anchor))"
            let inner = section.sections.filter(\.isListed)
            if !inner.isEmpty {
                text += "\n<ul>\n"
                for section in inner {
                    text += "<li>\(link(section.title, to: section.anchor))</li>\n"
                }
                text += "</ul>\n"
            }
            text += "</li>\n"
        }
        text += "</ul>\n</nav>\n"
    }

    private mutating func append(_ section: ReferenceSection, level: Int) {
        let heading = "h\(min(level, 6))"
        let title = DocumentText.html(section.title)
        let remark =
            section.remark.isEmpty ? "" : " <small>\(DocumentText.html(section.remark))</small>"
        text += """
            <section id="\(section.anchor)" class="level\(min(level, 6))">
            <\(heading)><a class="self" href="#\(section.anchor)">\(title)</a>\(remark)</\(heading)>

            """
        for block in section.blocks { append(block) }
        for inner in section.sections { append(inner, level: level + 1) }
        text += "</section>\n"
    }

    private mutating func append(_ block: ReferenceBlock) {
        switch block {
        case .paragraph(let words):
            guard !words.isEmpty else { return }
            text += "<p>\(inline(words))</p>\n"
        case .facts(let facts):
            guard !facts.isEmpty else { return }
            text += "<dl>\n"
            for fact in facts {
                text += "<div><dt>\(DocumentText.html(fact.name))</dt>"
                text += "<dd>\(inline(fact.value))</dd></div>\n"
            }
            text += "</dl>\n"
        case .table(let table): append(table)
        case .figure(let figure, let anchor):
            text += "<div class=\"figure\" tabindex=\"0\">\n"
            text += ByteMapDrawing.svg(figure, id: anchor, anchors: anchors)
            text += "</div>\n"
        case .legend: text += ReferenceStyle.legend
        case .hexadecimal(let bytes):
            text += "<pre>\(bytes.hexadecimalLines.joined(separator: "\n"))</pre>\n"
        }
    }

    private mutating func append(_ table: ReferenceTable) {
        guard !table.rows.isEmpty else { return }
        let classes = table.isExample ? " class=\"example\"" : ""
        text += "<div class=\"table\" tabindex=\"0\">\n<table\(classes)>\n<thead>\n<tr>"
        for column in table.columns {
            let number = column.isNumeric ? " class=\"number\"" : ""
            text += "<th scope=\"col\"\(number)>\(DocumentText.html(column.title))</th>"
        }
        text += "</tr>\n</thead>\n<tbody>\n"
        for row in table.rows {
            let id = row.anchor.map { " id=\"\($0)\"" } ?? ""
            let kind = row.kind.isEmpty ? "" : " class=\"\(row.kind)\""
            text += "<tr\(id)\(kind)>"
            for (column, cell) in zip(table.columns, row.cells) {
                let name =
                    column.isNumeric
                    ? " class=\"number\"" : column.title == "Description" ? " class=\"words\"" : ""
                text += "<td\(name)>\(inline(cell))</td>"
            }
            text += "</tr>\n"
        }
        text += "</tbody>\n</table>\n</div>\n"
    }

    private func inline(_ words: [ReferenceInline]) -> String {
        words.map { word in
            switch word {
            case .text(let text): return DocumentText.spaced(text, DocumentText.html(text))
            case .code(let name): return "<code>\(DocumentText.html(name))</code>"
            case .link(let name, let anchor): return link(name, to: anchor)
            }
        }.joined()
    }

    private func link(_ name: String, to anchor: String) -> String {
        let name = DocumentText.html(name)
        // Of types with the same name, only one has a place.
        return anchors.contains(anchor) ? "<a href=\"#\(anchor)\">\(name)</a>" : name
    }
}
