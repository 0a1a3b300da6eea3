/// Which warnings a compilation gives, and what they count as.
public struct WarningPolicy: Hashable, Sendable {
    /// Which warnings are given at all.
    public enum Selection: String, CaseIterable, Hashable, Sendable {
        /// No warning.
        case none
        /// What probably does not say what was meant.
        case standard
        /// Advice on the layout of messages, too.
        case all
    }

    /// Which warnings are given at all.
    public var selection: Selection
    /// The codes of warnings that are not given, such as `SCH-018`.
    public var allowed: Set<String>
    /// Whether a warning that is given is an error.
    public var areErrors: Bool

    /// The standard warnings, unless told otherwise.
    public init(
        selection: Selection = .standard, allowed: Set<String> = [], areErrors: Bool = false
    ) {
        self.selection = selection
        self.allowed = allowed
        self.areErrors = areErrors
    }

    /// Whether what breaks a rule is reported.
    func reports(_ rule: SchemaRule) -> Bool {
        guard rule.severity == .warning else { return true }
        switch selection {
        case .none: return false
        case .standard where rule.isAdvice: return false
        case .standard, .all: return !allowed.contains(rule.code)
        }
    }
}
