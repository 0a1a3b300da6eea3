/// What is wrong with a schema, where, and what to do about it.
public struct Diagnostic: Sendable {
    /// How bad it is.
    public enum Severity: String, Hashable, Sendable {
        /// The schema cannot be used.
        case error
        /// The schema can be used, but probably does not say what was meant.
        case warning
    }

    /// Something that helps to understand a diagnostic, such as where a name was declared first.
    public struct Note: Sendable {
        /// One clause, without a full stop.
        public let message: String
        /// What it is about, if that is a place.
        public let span: SourceSpan?
    }

    /// How bad it is.
    public let severity: Severity
    /// The rule that is broken, such as `SCH-012`. A code keeps its meaning from release to release.
    public let code: String
    /// What is wrong and what to do, without a full stop.
    public let message: String
    /// The stretch of the source that is wrong.
    public let span: SourceSpan
    /// What helps to understand it.
    public let notes: [Note]

    /// The file, as the reader knows it.
    public var path: String { span.source.path }
    /// The line, from 1.
    public var line: Int { span.line }
    /// The column, from 1, in Unicode scalars.
    public var column: Int { span.position.column }
}
