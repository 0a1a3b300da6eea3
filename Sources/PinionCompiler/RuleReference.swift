/// A rule of the reference by its code, whichever table it is in.
public struct RuleReference: Hashable, Sendable {
    /// What breaking the rule, or doing what it allows, is reported as.
    public enum Level: String, Hashable, Sendable {
        /// A schema is refused, or readers are broken; something is probably not meant; or it is only said.
        case error, warning, note
    }

    /// The code, such as `SCH-012`.
    public let code: String
    /// What it is reported as.
    public let level: Level
    /// The rule, in one sentence.
    public let text: String
    /// The page of the reference that has the rule, such as `spec/schema.md`.
    public let page: String
    /// Why the rule is one, with an example; `nil` if the rule explains itself.
    public let explanation: RuleExplanation?

    /// Every rule that a diagnostic or a comparison may name, in the order of the pages.
    public static let all: [RuleReference] =
        SchemaRules.all.map { RuleReference($0, page: "spec/schema.md") }
        + SchemaRules.language.map { RuleReference($0, page: "spec/language.md") }
        + SchemaChangeRule.all.map { RuleReference($0) }

    private static let byCode = Dictionary(
        all.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })

    /// The rule with a code such as `SCH-012`, `LNG-005` or `EVO-13`, in capitals or not; `nil` if there is none.
    public init?(code: String) {
        guard let rule = Self.byCode[code.uppercased()] else { return nil }
        self = rule
    }

    private init(_ rule: SchemaRule, page: String) {
        code = rule.code
        level = rule.severity == .error ? .error : .warning
        text = rule.text
        self.page = page
        explanation = RuleExplanation.byCode[rule.code]
    }

    private init(_ rule: SchemaChangeRule) {
        code = rule.code
        level = rule.severity == .breaking ? .error : .note
        text = rule.text
        page = "spec/evolution.md"
        explanation = RuleExplanation.byCode[rule.code]
    }

    /// `; did you mean …?` for a code that is none, or nothing if neither a code nor one of `others` is close.
    public static func hint(for code: String, besides others: [String] = []) -> String {
        NameSuggestion.hint(for: code, among: all.map(\.code) + others)
    }
}
