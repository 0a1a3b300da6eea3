/// Draws a picture of bytes in letters of one width, as RFCs do: for Markdown, which shows no SVG of its own.
struct ByteMapText {
    /// Letters between two boundaries of bytes.
    private static let byteColumns = 9
    private static let gutter = 6

    private var lines: [String] = []
    private var indentation = ""

    /// The picture as lines.
    static func lines(of figure: ByteMapFigure) -> [String] {
        var text = ByteMapText()
        text.drawRuler()
        text.draw(figure.parts)
        return text.lines
    }

    private mutating func line(_ content: String) {
        var line = indentation + content
        while line.last == " " { line.removeLast() }
        lines.append(line)
    }

    private mutating func drawRuler() {
        let numbers = (0..<ByteMapRows.width).map { number in
            Self.centred("\(number)", columns: Self.byteColumns) + " "
        }
        line(Self.spaces(Self.gutter + 1) + numbers.joined())
    }

    private mutating func draw(_ parts: [ByteMapFigure.Part]) {
        for part in parts {
            switch part {
            case .map(let caption, let map):
                draw(caption: caption)
                draw(map)
            case .data(let caption, let prefix, let content, _):
                draw(caption: caption)
                draw(prefix)
                line(
                    Self.spaces(Self.gutter) + "| "
                        + DocumentText.fitted(content, columns: 40).text + ": length bytes ...")
                line(Self.spaces(Self.gutter) + "+" + String(repeating: "- ", count: 24))
            case .group(let caption, let dimension, let entryCaption, let entry):
                draw(caption: caption)
                draw(dimension)
                let outer = indentation
                // Deep groups would leave no room for anything.
                if indentation.utf8.count < 16 { indentation += ": " }
                draw(caption: entryCaption)
                draw(entry)
                indentation = outer
            }
        }
    }

    private mutating func draw(caption: String) {
        guard !caption.isEmpty else { return }
        line("")
        line(Self.spaces(Self.gutter) + DocumentText.line(caption))
    }

    private mutating func draw(_ map: ByteMap) {
        let rows = ByteMapRows(map).rows
        var above: [Int?] = Self.noCells
        for row in rows {
            let here: [Int?]
            switch row {
            case .bytes(let offset, let segments):
                here = Self.cells(segments)
                line(Self.spaces(Self.gutter) + Self.boundary(above, here))
                line(Self.content(offset, segments, of: map))
            case .elided(let range, let index):
                here = Array(repeating: index, count: ByteMapRows.width)
                line(Self.spaces(Self.gutter) + Self.boundary(above, here))
                let words = Self.centred(
                    "... \(range.count) bytes more ...", columns: Self.columns(ByteMapRows.width))
                line(Self.spaces(Self.gutter) + ":" + words + ":")
            }
            above = here
        }
        line(Self.spaces(Self.gutter) + Self.boundary(above, Self.noCells))
    }
}

/// Lines of a map.
extension ByteMapText {
    private static let noCells = [Int?](repeating: nil, count: ByteMapRows.width)

    /// Letters between the boundaries of some bytes in a row.
    private static func columns(_ bytes: Int) -> Int { bytes * (byteColumns + 1) - 1 }

    private static func cells(_ segments: [ByteMapRows.Segment]) -> [Int?] {
        var cells = noCells
        for segment in segments {
            for column in segment.column..<segment.column + segment.length {
                cells[column] = segment.cell
            }
        }
        return cells
    }

    /// The line between two rows. A cell that goes on in the next row is open there.
    private static func boundary(_ above: [Int?], _ below: [Int?]) -> String {
        let isClosed = (0..<ByteMapRows.width).map { above[$0] != below[$0] }
        var line = ""
        for column in 0...ByteMapRows.width {
            let isBoundary = [above, below].contains { cells in
                (column == 0 ? nil : cells[column - 1])
                    != (column == ByteMapRows.width ? nil : cells[column])
            }
            let touches =
                column > 0 && isClosed[column - 1]
                || column < ByteMapRows.width && isClosed[column]
            line += isBoundary ? (touches ? "+" : "|") : (touches ? "-" : " ")
            guard column < ByteMapRows.width else { break }
            line += String(repeating: isClosed[column] ? "-" : " ", count: byteColumns)
        }
        return line
    }

    private static func content(
        _ offset: Int, _ segments: [ByteMapRows.Segment], of map: ByteMap
    ) -> String {
        let number = String(offset)
        var line = spaces(gutter - 1 - number.utf8.count) + number + " |"
        for segment in segments {
            let cell = map.cells[segment.cell]
            let room = columns(segment.length)
            if cell.kind == .padding {
                line += String(repeating: "/", count: room)
            } else if segment.isLabelled {
                line += centred(
                    DocumentText.fitted(cell.path, columns: room).text, columns: room)
            } else {
                line += centred("...", columns: room)
            }
            line += "|"
        }
        return line
    }

    private static func spaces(_ count: Int) -> String {
        String(repeating: " ", count: max(count, 0))
    }

    private static func centred(_ text: String, columns: Int) -> String {
        let room = columns - DocumentText.columns(of: text)
        return spaces(room / 2) + text + spaces(room - room / 2)
    }
}
