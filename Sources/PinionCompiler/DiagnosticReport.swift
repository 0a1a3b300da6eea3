/// What was found in one run over several schemas, for other programs to read: as JSON and as SARIF.
///
/// `spec/diagnostics.md` describes both forms.
public struct DiagnosticReport: Sendable {
    /// One thing that was found.
    struct Finding: Sendable {
        /// How bad it is, in the words of both forms.
        enum Level: String { case error, warning, note }

        var level: Level
        var code: String
        var message: String
        /// The file, as it was named.
        var path: String
        /// Where in the file, if that is a place.
        var span: SourceSpan?
        /// The element of the schema that it is about, such as `Quote.price`, if there is no place.
        var element: String?
        var notes: [Diagnostic.Note] = []
    }

    /// A schema of the run.
    struct File: Sendable {
        var path: String
        /// The schema; `nil` if it cannot be used.
        var schema: Schema?
        /// Why the file cannot be read, if it cannot.
        var fault: String?
    }

    private(set) var findings: [Finding] = []
    private(set) var files: [File] = []
    /// Findings that are counted and not kept.
    private(set) var droppedCount = 0

    /// A report of nothing yet.
    public init() {}

    /// Adds what was found in a schema, and the schema if it can be used.
    public mutating func add(_ diagnostics: Diagnostics, of path: String, schema: Schema?) {
        files.append(File(path: path, schema: schema))
        droppedCount += diagnostics.droppedCount
        findings += diagnostics.kept.map { diagnostic in
            Finding(
                level: diagnostic.severity == .error ? .error : .warning, code: diagnostic.code,
                message: diagnostic.message, path: diagnostic.path, span: diagnostic.span,
                notes: diagnostic.notes)
        }
    }

    /// Adds a file that cannot be read, and why.
    public mutating func add(unreadable path: String, _ fault: String) {
        files.append(File(path: path, fault: fault))
    }

    /// Adds the changes from an older version of a schema: an error each that breaks readers, and notes.
    ///
    /// - Parameters:
    ///   - comparison: What the comparison of the two versions found.
    ///   - path: The file of the newer version.
    public mutating func add(_ comparison: SchemaComparison, of path: String) {
        findings += comparison.changes.map { change in
            Finding(
                level: change.severity == .breaking ? .error : .note, code: change.code,
                message: change.message, path: path, element: change.path)
        }
    }

    /// How many findings that are kept are of a level.
    func count(_ level: Finding.Level) -> Int { findings.count { $0.level == level } }
}
