/// Rows of a name and values, with the columns lined up.
struct Table {
    private var rows: [[String]] = []

    /// Adds a row.
    mutating func add(_ name: String, _ values: String...) {
        rows.append([name] + values)
    }

    /// Adds a line between rows.
    mutating func addLine() {
        rows.append([])
    }

    /// The table as text, each line indented by two.
    var text: String {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
        }
        let line = "  " + String(repeating: "─", count: widths.reduce(2 * (columns - 1), +))
        return rows.map { row in
            guard !row.isEmpty else { return line }
            let cells = row.enumerated().map { column, text in
                let padding = String(repeating: " ", count: widths[column] - text.count)
                return column == 0 ? text + padding : padding + text
            }
            return "  " + cells.joined(separator: "  ")
        }
        .joined(separator: "\n")
    }
}

/// A number with a comma between each three digits.
func grouped(_ number: some BinaryInteger) -> String {
    var text = ""
    for (offset, digit) in String(number).reversed().enumerated() {
        if offset > 0 && offset % 3 == 0 && digit != "-" { text.append(",") }
        text.append(digit)
    }
    return String(text.reversed())
}

/// Nanoseconds as microseconds with one decimal.
func microseconds(_ nanoseconds: UInt64) -> String {
    let tenths = (nanoseconds + 50) / 100
    return "\(grouped(tenths / 10)).\(tenths % 10) µs"
}

/// A quotient with one decimal, or a dash if there is nothing to divide by.
func ratio(_ dividend: UInt64, _ divisor: UInt64) -> String {
    guard divisor > 0 else { return "–" }
    let tenths = (dividend * 10 + divisor / 2) / divisor
    return "\(grouped(tenths / 10)).\(tenths % 10)"
}
