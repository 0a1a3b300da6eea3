import ArgumentParser
import Foundation
import PinionCompiler

/// Loads schemas, and tells what is found in them in the way that was asked for.
struct DiagnosticOutput {
    private let options: DiagnosticOptions
    private var report = DiagnosticReport()
    private var found: [(path: String, diagnostics: Diagnostics)] = []

    init(_ options: DiagnosticOptions) { self.options = options }

    /// Whether text is written as things are found; otherwise `finish` writes all of it.
    private var isText: Bool { options.format == .text }

    /// Reads and compiles a schema; gives `nil` if it cannot be used.
    mutating func load(_ path: String) -> Schema? {
        if isText { return SchemaFile.load(path, warnings: options.policy) }
        let name = SchemaFile.name(of: path)
        switch SchemaFile.read(path) {
        case .failure(let error):
            report.add(unreadable: name, error.reason)
            return nil
        case .success(let source):
            let compilation = compile(
                source, warnings: options.policy, loadInclude: SchemaFile.included)
            report.add(compilation.diagnostics, of: name, schema: compilation.schema)
            found.append((path, compilation.diagnostics))
            return compilation.schema
        }
    }

    /// Tells which changes from an older version break readers.
    mutating func add(
        breaking comparison: SchemaComparison, of path: String, against older: String
    ) {
        guard isText else { return report.add(comparison, of: path) }
        for change in comparison.changes where change.severity == .breaking {
            StandardError.report(
                place: path, "\(change.path): \(change.message) [\(change.code)]")
        }
        StandardError.write(lines: [
            "\(path): note: 'pinion diff \(older) \(path)' explains this"
        ])
    }

    /// Adds the changes from an older version to the report.
    mutating func add(_ comparison: SchemaComparison, of path: String) {
        report.add(comparison, of: SchemaFile.name(of: path))
    }

    /// Tells on standard error what is found, where standard output has no place for it.
    func tellAsText() {
        for (path, diagnostics) in found { SchemaFile.report(diagnostics, of: path) }
    }

    /// Writes the report, if it is not text.
    func finish() throws {
        var text: [UInt8] = []
        switch options.format {
        case .text: return
        case .json: report.appendJSON(to: &text)
        case .sarif:
            report.appendSARIF(
                to: &text, toolVersion: PinionTool.configuration.version,
                folder: FileManager.default.currentDirectoryPath)
        }
        text.append(UInt8(ascii: "\n"))
        try StandardOutput.write(&text)
    }
}
