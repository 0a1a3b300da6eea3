/// A reference as it is before it takes a form: sections of words, tables and pictures.
///
/// All words are as the schema has them; whoever writes them down escapes them.
struct ReferenceDocument {
    /// What the pages are about.
    var title: String
    /// What stands before the contents.
    var introduction: [ReferenceBlock]
    /// The sections of the first level.
    var sections: [ReferenceSection]
}

/// A part of a reference with a heading.
struct ReferenceSection {
    /// What links lead to; unique in the document.
    var anchor: String
    /// The words of the heading.
    var title: String
    /// What stands small behind the title, such as a template's number.
    var remark = ""
    /// What is in the section, before the sections in it.
    var blocks: [ReferenceBlock] = []
    /// The sections in it.
    var sections: [ReferenceSection] = []
    /// Whether the contents name the section.
    var isListed = false
}

/// A block of a reference.
enum ReferenceBlock {
    /// A paragraph.
    case paragraph([ReferenceInline])
    /// Names with what they stand for.
    case facts([(name: String, value: [ReferenceInline])])
    /// A table.
    case table(ReferenceTable)
    /// A picture; its anchor is unique in the document.
    case figure(ByteMapFigure, anchor: String)
    /// What the colours of pictures mean.
    case legend
    /// Bytes in hexadecimal, sixteen a line.
    case hexadecimal([UInt8])
}

/// Words in a line.
enum ReferenceInline {
    /// Words.
    case text(String)
    /// A name or a value.
    case code(String)
    /// A name that leads to an anchor.
    case link(String, to: String)
}

/// A table of a reference.
struct ReferenceTable {
    /// A column.
    struct Column {
        let title: String
        /// Whether it holds numbers, which are lined up at the right.
        var isNumeric = false
        /// Whether the column stays even if nothing is in it.
        var isAlwaysShown = false
    }

    /// A row.
    struct Row {
        /// What links to the row lead to, if any do.
        var anchor: String?
        /// What the row is about, for its colour.
        var kind = ""
        /// As many cells as there are columns.
        var cells: [[ReferenceInline]]
    }

    /// The columns that have something in them.
    let columns: [Column]
    /// The rows, with those columns.
    let rows: [Row]
    /// Whether it explains bytes.
    let isExample: Bool

    /// A table without the columns in which nothing stands.
    init(columns: [Column], rows: [Row], isExample: Bool = false) {
        let shown = columns.indices.filter { column in
            columns[column].isAlwaysShown || rows.contains { !$0.cells[column].isEmpty }
        }
        self.columns = shown.map { columns[$0] }
        self.rows = rows.map { row in
            Row(anchor: row.anchor, kind: row.kind, cells: shown.map { row.cells[$0] })
        }
        self.isExample = isExample
    }
}

extension [ReferenceInline] {
    /// Words, or nothing if there are none.
    static func words(_ text: String) -> Self { text.isEmpty ? [] : [.text(text)] }

    /// A name or a value, or nothing if it is empty.
    static func name(_ text: String) -> Self { text.isEmpty ? [] : [.code(text)] }
}
