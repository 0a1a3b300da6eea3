import Foundation
import PinionCompiler
import Testing

/// Every offset, size, presence, range, null value, constant and version of every element, against
/// what the reference implementation says.
@Suite("Layouts of schemas", .enabled(if: Corpus.isPresent, "\(Corpus.absence)"))
struct LayoutTests {
    @Test("Every element of every schema is where the reference has it")
    func layoutsAgree() throws {
        let folder = try #require(Corpus.folder)
        let tables = try Self.tables(in: folder)
        #expect(tables.count > 400)

        var rowCount = 0
        var differences: [String] = []
        for table in tables {
            let name = table.lastPathComponent
            let version = name.dropFirst("layout".count).dropLast(".tsv".count)
            let file = table.deletingLastPathComponent().appending(path: "schema\(version).xml")
            let compilation = try Corpus.compile(file)
            let place = file.path.dropFirst(folder.path.count)
            guard let schema = compilation.schema else {
                let first = compilation.diagnostics.kept.first { $0.severity == .error }
                differences.append("\(place): \(first?.description ?? "no schema")")
                continue
            }
            let expected = try Corpus.rows(of: table)
            if let row = expected.first(where: { $0["message"] == "$schema" }),
                !Self.agrees(schema, with: row)
            {
                differences.append("\(place): the schema itself: \(row)")
            }
            rowCount += expected.count
            differences += Self.differences(between: expected, and: LayoutRows(of: schema))
                .map { "\(place): \($0)" }
        }
        let report = differences.prefix(60).joined(separator: "\n")
        #expect(differences.isEmpty, "\(differences.count) differences, the first:\n\(report)")
        print("\(tables.count) schemas, \(rowCount) elements")
    }

    /// The tables of the corpus, one for each schema and each older version of it.
    private static func tables(in folder: URL) throws -> [URL] {
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        let tables = files?.compactMap { $0 as? URL } ?? []
        return tables.filter {
            $0.lastPathComponent.hasPrefix("layout") && $0.pathExtension == "tsv"
        }.sorted { $0.path < $1.path }
    }

    /// Whether a schema's own package, id, version of its semantics and byte order are those of its
    /// row.
    private static func agrees(_ schema: Schema, with row: [String: String]) -> Bool {
        let version = schema.semanticVersion.isEmpty ? "null" : schema.semanticVersion
        let order = schema.byteOrder == .littleEndian ? "LITTLE_ENDIAN" : "BIG_ENDIAN"
        return row["type"]?.hasPrefix(schema.package + "/") == true && row["byteOrder"] == order
            && row["semantic"] == "semanticVersion=\(version) id=\(schema.id)"
    }

    private static func differences(
        between expected: [[String: String]], and rows: LayoutRows
    ) -> [String] {
        var differences: [String] = []
        let ours = Dictionary(grouping: expected) { $0["message"] ?? "" }
        for (message, expectedRows) in ours.sorted(by: { $0.key < $1.key })
        where message != "$schema" {
            let found = message == "$header" ? rows.header : rows.messages[message] ?? []
            guard found.count == expectedRows.count else {
                differences.append("\(message): \(found.count) rows, not \(expectedRows.count)")
                continue
            }
            var dataOffset = 0
            for (row, expectedRow) in zip(found, expectedRows) {
                // Where data start depends on the groups before; the table has -1 for most.
                let path = expectedRow["path"] ?? ""
                if path.hasSuffix("$data") { dataOffset = Int(expectedRow["offset"] ?? "") ?? 0 }
                if !path.contains("$data") { dataOffset = 0 }
                differences += Self.differences(
                    between: expectedRow, and: row, dataOffset: dataOffset)
            }
        }
        return differences
    }

    private static func differences(
        between expected: [String: String], and row: [String: String], dataOffset: Int
    ) -> [String] {
        let kind = expected["kind"] ?? ""
        return LayoutRows.columns.compactMap { column in
            var wanted = expected[column] ?? ""
            let found = row[column] ?? ""
            switch column {
            case "offset" where dataOffset != 0:
                wanted = String((Int(wanted) ?? 0) - dataOffset)
            case "byteOrder" where found.isEmpty, "const" where kind == "field":
                // Of other kinds of rows the table gives something else in this column.
                return nil
            case "offset" where kind == "group" || kind == "data":
                // What comes before them is of variable length.
                return nil
            case "size" where kind == "field" && expected["presence"] == "CONSTANT":
                // The table has what the type would take if the field were not constant.
                return nil
            case "semantic" where kind == "field" && wanted.isEmpty:
                // The model has the semantic type of the field's type here.
                return nil
            default:
                break
            }
            guard wanted != found, !isSameNumber(wanted, found) else { return nil }
            let place = "\(expected["message"] ?? "") \(expected["path"] ?? "")"
            return "\(place) \(kind): \(column) is \(found), not \(wanted)"
        }
    }

    /// Whether both are the same number in floating point, however it is spelled.
    private static func isSameNumber(_ first: String, _ second: String) -> Bool {
        let isFloating = { (text: String) in text.contains(".") || text.lowercased() == "nan" }
        guard isFloating(first) && isFloating(second), let first = Double(first),
            let second = Double(second)
        else { return false }
        return first == second || first.isNaN && second.isNaN
    }
}
