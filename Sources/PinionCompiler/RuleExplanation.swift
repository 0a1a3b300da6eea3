/// Why a rule is one, and what obeys it and what does not.
public struct RuleExplanation: Hashable, Sendable {
    /// What the examples are part of. Around each is what every schema needs.
    public enum Place: String, Hashable, Sendable {
        /// A whole schema in Pinion's language, or its declarations behind the one of the schema.
        case schema, declarations
        /// A whole schema in XML, what is in its `types`, its messages, or what is in a message.
        case document, types, messages, members
    }

    /// The code of the rule.
    public let code: String
    /// Why the rule is one and what to do, in one paragraph or more, each on a line.
    public let reason: String
    /// What the examples are part of.
    public let place: Place
    /// The older version, for a rule on how schemas change; for others nothing.
    public let old: String?
    /// What breaks the rule; for a rule that allows something, what it allows.
    public let example: String
    /// The same, mended; `nil` where there is nothing to mend.
    public let mended: String?

    init(
        _ code: String, _ reason: String, _ place: Place = .declarations, old: String? = nil,
        _ example: String, mended: String?
    ) {
        self.code = code
        self.reason = reason
        self.place = place
        self.old = old
        self.example = example
        self.mended = mended
    }

    /// Every explanation, by its rule's code.
    static let byCode: [String: RuleExplanation] = {
        let all = [
            ofText, ofStructure, ofNames, ofTypes, ofConstants, ofLayout, ofFraming, ofEditions,
            ofAdvice, ofLanguage, ofChanges, ofChangesOfParts, ofChangesOfTypes, ofAdditions,
        ].flatMap { $0 }
        return Dictionary(all.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    }()
}

extension RuleReference {
    /// The explanation as a terminal shows it, without a line feed at the end.
    public var reportLines: [String] {
        let kind =
            level == .error && code.hasPrefix("EVO") ? "breaks readers" : level.rawValue
        var lines = ["\(code) (\(kind))", ""]
        lines += wrapped(text, indentation: "  ")
        guard let explanation else { return lines }
        for paragraph in explanation.reason.split(separator: "\n") {
            lines.append("")
            lines += wrapped(String(paragraph), indentation: "")
        }
        for (title, example) in examples {
            lines += ["", title, ""]
            lines += example.split(separator: "\n", omittingEmptySubsequences: false)
                .map { $0.isEmpty ? "" : "    " + $0 }
        }
        return lines + ["", "The rule is in \(page)."]
    }

    /// The rule and why it is one, in plain text.
    var description: String {
        explanation.map { "\(text)\n\n\($0.reason)" } ?? text
    }

    /// The explanation in a few lines of plain text, for tools that show it beside a result.
    var helpText: String {
        let parts = examples.map { "\n\n\($0.title)\n\n\($0.example)" }
        return description + parts.joined()
    }

    /// The same in Markdown.
    var helpMarkdown: String {
        let form: SchemaForm =
            switch explanation?.place {
            case .document?, .types?, .messages?, .members?: .xml
            case .schema?, .declarations?, nil: .pinion
            }
        let parts = examples.map {
            "\n\n\($0.title)\n\n```\(form.rawValue)\n\($0.example)\n```"
        }
        return description + parts.joined()
    }

    private var examples: [(title: String, example: String)] {
        guard let explanation else { return [] }
        var result: [(String, String)] = []
        if let old = explanation.old { result.append(("The older version:", old)) }
        let title =
            level == .note
            ? "This is what it allows:"
            : level == .warning ? "This is warned of:" : "This breaks it:"
        result.append((title, explanation.example))
        if let mended = explanation.mended { result.append(("Mended:", mended)) }
        return result
    }

    /// Text in lines of at most 78 characters, as far as its words allow.
    private func wrapped(_ text: String, indentation: String) -> [String] {
        let columns = 78 - indentation.count
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty && line.count + 1 + word.count > columns {
                lines.append(indentation + line)
                line = ""
            }
            line += line.isEmpty ? String(word) : " \(word)"
        }
        return line.isEmpty ? lines : lines + [indentation + line]
    }
}
