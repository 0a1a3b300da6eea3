/// A byte map cut into rows of eight bytes, as it is drawn.
struct ByteMapRows: Hashable {
    /// Bytes of a row.
    static let width = 8

    /// A row.
    enum Row: Hashable {
        /// Bytes from an offset on. The last row may have less than eight.
        case bytes(offset: Int, [Segment])
        /// Rows of one cell that are left out.
        case elided(Range<Int>, cell: Int)
    }

    /// The part of a cell that is in one row.
    struct Segment: Hashable {
        /// The place of the cell in the map.
        let cell: Int
        /// Bytes from the start of the row.
        let column: Int
        /// How many bytes, 1 to 8.
        let length: Int
        /// Whether it is the part that bears the name: the first of the longest.
        var isLabelled = false
    }

    /// Whole rows of one cell that are drawn; of more, the first and the last are.
    private static let wholeRowsMax = 3

    /// The rows, by offset.
    private(set) var rows: [Row] = []

    /// Cuts a map. The number of rows is bounded by that of the cells, whatever their lengths.
    init(_ map: ByteMap) {
        var segments: [Segment] = []
        for (index, cell) in map.cells.enumerated() {
            var offset = cell.offset
            while offset < cell.end {
                let column = offset % Self.width
                let length = min(Self.width - column, cell.end - offset)
                segments.append(Segment(cell: index, column: column, length: length))
                if column + length == Self.width || offset + length == map.length {
                    rows.append(.bytes(offset: offset - column, segments))
                    segments = []
                }
                offset += length
                let wholeRows = (cell.end - offset) / Self.width
                if length == Self.width && wholeRows >= Self.wholeRowsMax {
                    let end = offset + (wholeRows - 1) * Self.width
                    rows.append(.elided(offset..<end, cell: index))
                    offset = end
                }
            }
        }
        label(map)
    }

    /// Finds the part of each cell that has most room for its name.
    private mutating func label(_ map: ByteMap) {
        var places = [(row: Int, segment: Int, length: Int)?](
            repeating: nil, count: map.cells.count)
        for (row, content) in rows.enumerated() {
            guard case .bytes(_, let segments) = content else { continue }
            for (index, segment) in segments.enumerated()
            where segment.length > places[segment.cell]?.length ?? 0 {
                places[segment.cell] = (row, index, segment.length)
            }
        }
        for case let place? in places {
            guard case .bytes(let offset, var segments) = rows[place.row] else { continue }
            segments[place.segment].isLabelled = true
            rows[place.row] = .bytes(offset: offset, segments)
        }
    }
}
