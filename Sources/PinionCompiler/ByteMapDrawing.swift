/// Draws a picture of bytes as SVG, for a page of HTML that has the styles and the hatching of its classes.
///
/// Source: W3C SVG 2; WAI-ARIA Graphics Module for the name and the description.
struct ByteMapDrawing {
    private static let byteWidth = 84
    private static let rowHeight = 40
    private static let elidedHeight = 26
    private static let captionHeight = 24
    /// Room for offsets at the left of the rows.
    private static let gutter = 46
    /// What each group's box needs at both sides.
    private static let inset = 10
    /// Boxes within each other that are told apart.
    private static let depthMax = 6
    /// Wider than the letters of any common font of one width are, in pixels.
    private static let nameColumnWidth = 7.3
    private static let formColumnWidth = 6.1

    private var body = ""
    private var y = 0
    private let margin: Int
    private let anchors: Set<String>

    private init(depth: Int, anchors: Set<String>) {
        self.anchors = anchors
        margin = min(depth, Self.depthMax) * Self.inset
    }

    private var left: Int { margin + Self.gutter }
    private var width: Int { left + ByteMapRows.width * Self.byteWidth + margin + 1 }

    /// The picture as an element of HTML.
    ///
    /// - Parameters:
    ///   - figure: What to draw.
    ///   - id: An anchor that nothing else in the document has.
    ///   - anchors: Those that cells may lead to.
    static func svg(_ figure: ByteMapFigure, id: String, anchors: Set<String>) -> String {
        var drawing = ByteMapDrawing(depth: figure.depth, anchors: anchors)
        drawing.draw(figure.parts, depth: 0)
        let (width, height) = (drawing.width, drawing.y + 1)
        return """
            <svg class="map" role="img" aria-labelledby="\(id)-title \(id)-description" \
            viewBox="0 0 \(width) \(height)" width="\(width)" height="\(height)">
            <title id="\(id)-title">\(DocumentText.html(figure.title))</title>
            <desc id="\(id)-description">\(DocumentText.html(figure.description))</desc>
            \(drawing.body)</svg>

            """
    }

    private mutating func draw(_ parts: [ByteMapFigure.Part], depth: Int) {
        for part in parts {
            switch part {
            case .map(let caption, let map):
                draw(caption: caption)
                draw(map)
            case .data(let caption, let prefix, let content, let target):
                draw(caption: caption)
                draw(prefix)
                draw(content: content, behind: prefix, target: target)
            case .group(let caption, let dimension, let entryCaption, let entry):
                draw(caption: caption)
                draw(dimension)
                y += 8
                let top = y
                draw(caption: entryCaption)
                draw(entry, depth: depth + 1)
                y += 8
                let x = min(depth, Self.depthMax - 1) * Self.inset
                body += """
                    <rect class="entry" x="\(x)" y="\(top)" width="\(width - 2 * x - 1)" \
                    height="\(y - top)" rx="6"/>

                    """
            }
        }
    }

    private mutating func draw(caption: String) {
        guard !caption.isEmpty else { return }
        y += Self.captionHeight
        body += """
            <text class="caption" x="\(left)" y="\(y - 7)">\(DocumentText.html(caption))</text>

            """
    }

    private mutating func draw(_ map: ByteMap) {
        for row in ByteMapRows(map).rows {
            switch row {
            case .bytes(let offset, let segments):
                body += """
                    <text class="offset" x="\(left - 8)" y="\(y + 24)">\(offset)</text>

                    """
                for segment in segments { draw(segment, of: map.cells[segment.cell]) }
                y += Self.rowHeight
            case .elided(let range, let index):
                draw(elided: range, of: map.cells[index])
            }
        }
    }
}

/// Cells.
extension ByteMapDrawing {
    private mutating func draw(_ segment: ByteMapRows.Segment, of cell: ByteMap.Cell) {
        let x = left + segment.column * Self.byteWidth
        let width = segment.length * Self.byteWidth
        let element = begin(cell)
        body += """
            <rect x="\(x)" y="\(y)" width="\(width)" height="\(Self.rowHeight)"/>
            """
        if cell.kind != .padding {
            let isContinued = !segment.isLabelled
            let columns = Int(Double(width - 6) / Self.nameColumnWidth) - (isContinued ? 2 : 0)
            let name = DocumentText.fitted(cell.path, columns: columns).text
            let middle = x + width / 2
            if isContinued {
                body += """
                    <text class="rest" x="\(middle)" y="\(y + 24)">… \(DocumentText.html(name))</text>
                    """
            } else {
                body += """
                    <text class="name" x="\(middle)" y="\(y + 17)">\(DocumentText.html(name))</text>
                    """
                draw(formOf: cell, x: x, width: width)
            }
        }
        body += "</\(element)>\n"
    }

    private mutating func draw(formOf cell: ByteMap.Cell, x: Int, width: Int) {
        let since = cell.sinceVersion > 0 ? "v\(cell.sinceVersion)" : ""
        // The version is at the right, and the form in the middle: what the one takes is missing twice.
        let room = Double(width - 6) - 2 * Double(since.utf8.count) * Self.formColumnWidth
        let columns = Int(max(room, 0) / Self.formColumnWidth)
        let form = DocumentText.fitted(cell.type, columns: columns).text
        body += """
            <text class="form" x="\(x + width / 2)" y="\(y + 32)">\(DocumentText.html(form))</text>
            """
        guard !since.isEmpty else { return }
        body += """
            <text class="since" x="\(x + width - 4)" y="\(y + 32)">\(since)</text>
            """
    }

    private mutating func draw(elided range: Range<Int>, of cell: ByteMap.Cell) {
        let width = ByteMapRows.width * Self.byteWidth
        let element = begin(cell)
        body += """
            <rect class="elided" x="\(left)" y="\(y)" width="\(width)" \
            height="\(Self.elidedHeight)"/>\
            <text class="rest" x="\(left + width / 2)" y="\(y + 17)">⋮ \
            \(range.count) bytes more ⋮</text>
            """
        body += "</\(element)>\n"
        y += Self.elidedHeight
    }

    /// Draws the bytes of variable data: of open length, so with a torn edge.
    private mutating func draw(content: String, behind prefix: ByteMap, target: String) {
        var column = prefix.length % ByteMapRows.width
        if column > 0 && column <= ByteMapRows.width / 2 {
            y -= Self.rowHeight
        } else {
            column = 0
        }
        let x = left + column * Self.byteWidth
        let right = left + ByteMapRows.width * Self.byteWidth
        let tooth = Self.rowHeight / 4
        let name = DocumentText.html(
            DocumentText.fitted(content, columns: (right - x) / Self.byteWidth * 10).text)
        body += """
            <a class="cell data" href="#\(target)" tabindex="-1">\
            <title>\(DocumentText.html(content)): as many bytes as its length says</title>\
            <path d="M\(right - 8) \(y)H\(x)v\(Self.rowHeight)H\(right - 8)l6 \(-tooth)l-6 \(-tooth)\
            l6 \(-tooth)z"/>\
            <text class="name" x="\((x + right) / 2)" y="\(y + 17)">\(name)</text>\
            <text class="form" x="\((x + right) / 2)" y="\(y + 32)">length bytes</text></a>

            """
        y += Self.rowHeight
    }

    /// Begins the element of a cell, and gives its name.
    private mutating func begin(_ cell: ByteMap.Cell) -> String {
        let words =
            cell.kind == .padding
            ? "padding" : "\(cell.path): \(cell.type)"
        let place =
            cell.length == 1
            ? "byte \(cell.offset)" : "bytes \(cell.offset) to \(cell.end - 1)"
        let since = cell.sinceVersion > 0 ? ", since version \(cell.sinceVersion)" : ""
        let classes = "class=\"cell \(cell.kind.rawValue)\""
        let target = cell.target.flatMap { anchors.contains($0) ? $0 : nil }
        body += target.map { "<a \(classes) href=\"#\($0)\" tabindex=\"-1\">" } ?? "<g \(classes)>"
        body += "<title>\(DocumentText.html(words + ", " + place + since))</title>"
        return target == nil ? "g" : "a"
    }
}
