/// A rule that schemas are checked by: its code, what it says, and what breaking it means.
///
/// The rules are those of `spec/schema.md`, with the same codes and the same words.
public struct SchemaRule: Hashable, Sendable {
    /// The code that diagnostics show, such as `SCH-012`; it keeps its meaning from release to
    /// release.
    public let code: String
    /// Whether a schema that breaks the rule is refused or only commented on.
    public let severity: Diagnostic.Severity
    /// The rule, in one sentence.
    public let text: String
    /// Whether the rule is advice on layout, which is given on request only.
    public let isAdvice: Bool

    private init(
        _ code: String, _ severity: Diagnostic.Severity, _ text: String, isAdvice: Bool = false
    ) {
        self.code = code
        self.severity = severity
        self.text = text
        self.isAdvice = isAdvice
    }

    static func error(_ code: String, _ text: String) -> SchemaRule {
        SchemaRule(code, .error, text)
    }

    static func warning(_ code: String, _ text: String) -> SchemaRule {
        SchemaRule(code, .warning, text)
    }

    static func advice(_ code: String, _ text: String) -> SchemaRule {
        SchemaRule(code, .warning, text, isAdvice: true)
    }
}

extension Diagnostics {
    /// Adds that a rule is broken at a place, if such warnings are given.
    mutating func report(
        _ rule: SchemaRule, at span: SourceSpan, _ message: String, notes: [Diagnostic.Note] = []
    ) {
        guard policy.reports(rule) else { return }
        append(
            Diagnostic(
                severity: rule.severity, code: rule.code, message: message, span: span,
                notes: notes))
    }
}

extension Diagnostic.Note {
    /// Where the first of two declarations is that must not be two.
    static func firstDeclared(_ span: SourceSpan) -> Self {
        Self(message: "first declared here", span: span)
    }
}

/// A name or a value from a schema as a message shows it: in back quotes, and cut if it is long.
func quoted(_ text: String) -> String {
    let shownMax = 60
    let shown = text.unicodeScalars.prefix(shownMax)
    let isCut = shown.endIndex != text.unicodeScalars.endIndex
    var result = String.UnicodeScalarView()
    for scalar in shown {
        // A message is one line; what would break it or move the cursor is shown as a mark.
        let isControl = scalar.value < 0x20 || scalar.value == 0x7f
        result.append(isControl ? "\u{fffd}" : scalar)
    }
    return "`\(String(result))\(isCut ? "…" : "")`"
}
