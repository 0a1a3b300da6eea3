/// A difference between two versions of a schema, and what it means to readers.
public struct SchemaChange: Hashable, Sendable {
    /// The rule that the change obeys or breaks.
    public let rule: SchemaChangeRule
    /// Where the change is: `Quote.levels.price` in a message, `Side.Buy` in a type, and `schema` for
    /// what is the schema's as a whole. Names are those of the newer version, if it has the element.
    public let path: String
    /// What has changed, in one sentence without a full stop.
    public let message: String

    /// The code of the rule, such as `EVO-13`.
    public var code: String { rule.code }
    /// What the change does to readers.
    public var severity: SchemaChangeRule.Severity { rule.severity }
}

/// A rule on how a schema may change: its code, what it says, and what readers see.
///
/// The rules are those of `spec/evolution.md`, with the same codes and the same words.
public struct SchemaChangeRule: Hashable, Sendable {
    /// What a change does to readers of the other version.
    public enum Severity: String, CaseIterable, Hashable, Sendable {
        /// Readers of one of the versions misread, refuse or lose messages of the other.
        case breaking
        /// Something was added, which readers of the older version do without.
        case compatible
        /// Bytes and their readers are as before; people or generated code may notice.
        case note
    }

    /// The code, such as `EVO-13`; it keeps its meaning from release to release.
    public let code: String
    /// What a change under this rule does to readers.
    public let severity: Severity
    /// The rule, in one sentence.
    public let text: String
    /// What a reader of the older version and what a reader of the newer one see, in one paragraph.
    public let explanation: String

    init(_ severity: Severity, _ code: String, _ text: String, _ explanation: String) {
        self.code = code
        self.severity = severity
        self.text = text
        self.explanation = explanation
    }
}
