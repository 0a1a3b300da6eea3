import Foundation
import PinionCompiler
import Testing

/// Whether a schema is accepted or refused, against the verdict of the reference tool.
@Suite("Verdicts on schemas", .enabled(if: Corpus.isPresent, "\(Corpus.absence)"))
struct VerdictTests {
    /// A difference from the reference that is meant. `spec/exceptions.md` gives the reasons.
    private struct Exception: Sendable {
        var reason: String
        /// Whether we accept what the reference refuses, or the other way round.
        var isAccepted: Bool
        /// A part of what the reference says.
        var reference: String?
        /// The code of the diagnostic that we give.
        var code: String?
    }

    private static let exceptions = [
        Exception(
            reason: "A value that is the null value reads as null; exchanges publish such schemas.",
            isAccepted: true, reference: "uses nullValue", code: "SCH-038"),
        Exception(
            reason: "White space around a number is layout; the standard's example has it.",
            isAccepted: true, reference: "NumberFormatException: For input string: \"-3 "),
        Exception(
            reason: "A constant needs a value.", isAccepted: false, code: "SCH-040"),
    ]

    @Test("Every schema is accepted or refused as the reference does, but for what is listed")
    func verdictsAgree() throws {
        let folder = try #require(Corpus.folder)
        let rows = try Corpus.rows(of: folder.appending(path: "verdicts.tsv"))
        #expect(rows.count > 400)

        var differences: [String] = []
        var exceptionCount = 0
        for row in rows {
            let path = try #require(row["schema"])
            let says = row["sbe-tool says"] ?? ""
            let compilation = try Corpus.compile(
                folder.appending(path: "verdicts").appending(path: path))
            let isAccepted = compilation.schema != nil
            guard isAccepted != (row["sbe-tool"] == "accept") else { continue }
            let codes = Set(compilation.diagnostics.kept.map(\.code))
            let exception = Self.exceptions.first { exception in
                exception.isAccepted == isAccepted
                    && (exception.reference.map { says.contains($0) } ?? true)
                    && (exception.code.map { codes.contains($0) } ?? true)
            }
            guard exception == nil else {
                exceptionCount += 1
                continue
            }
            let found = compilation.diagnostics.kept.prefix(3).map(\.description)
            differences.append(
                """
                \(path): \(isAccepted ? "accepted" : "refused"); the reference says: \(says)
                \(found.joined(separator: "\n"))
                """)
        }
        let report = differences.joined(separator: "\n")
        #expect(differences.isEmpty, "\(differences.count) of \(rows.count):\n\(report)")
        print("\(rows.count) verdicts, \(exceptionCount) of them meant to differ")
    }

    @Test("A schema that is refused says where and why, in the file's own words")
    func refusalsArePlaced() throws {
        let folder = try #require(Corpus.folder)
        let rows = try Corpus.rows(of: folder.appending(path: "verdicts.tsv"))
        for row in rows where row["sbe-tool"] == "reject" {
            let path = try #require(row["schema"])
            let compilation = try Corpus.compile(
                folder.appending(path: "verdicts").appending(path: path))
            for diagnostic in compilation.diagnostics.kept {
                #expect(SchemaRules.rule(code: diagnostic.code)?.severity == diagnostic.severity)
                #expect(diagnostic.line >= 1 && diagnostic.column >= 1)
                #expect(diagnostic.line <= diagnostic.span.source.lineCount)
                #expect(!diagnostic.message.hasSuffix("."))
            }
        }
    }
}
