public import ArgumentParser
public import PinionCompiler

/// How what is found in schemas is told, and which warnings there are.
struct DiagnosticOptions: ParsableArguments {
    /// How diagnostics are written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, sarif
    }

    @Option(
        help: ArgumentHelp(
            "How the diagnostics are written: text, json or sarif.",
            discussion: """
                Text goes to standard error, the others as one line to standard output. \
                spec/diagnostics.md describes them.
                """, valueName: "format"))
    var format: Format = .text

    @Option(
        help: ArgumentHelp(
            "Which warnings are given: none, standard, or all for those on layout too.",
            valueName: "which"))
    var warnings: WarningPolicy.Selection = .standard

    @Option(
        name: .customLong("allow"),
        help: ArgumentHelp(
            "A warning that is not given, such as SCH-018. May be given more than once.",
            valueName: "code"))
    var allowed: [String] = []

    @Flag(help: "Take warnings for errors.")
    var strict = false

    /// What the options ask for.
    var policy: WarningPolicy {
        WarningPolicy(
            selection: warnings, allowed: Set(allowed.map { $0.uppercased() }), areErrors: strict)
    }

    func validate() throws {
        for code in allowed {
            guard let rule = RuleReference(code: code) else {
                throw ValidationError("There is no rule '\(code)'\(RuleReference.hint(for: code))")
            }
            guard rule.level == .warning else {
                throw ValidationError(
                    "\(rule.code) is no warning, so it cannot be allowed; "
                        + "'pinion help \(rule.code)' explains it.")
            }
        }
    }
}

extension WarningPolicy.Selection: ExpressibleByArgument {}
