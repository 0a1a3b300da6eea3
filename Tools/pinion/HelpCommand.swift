import ArgumentParser
import PinionCompiler

/// `pinion help`: the commands, one of them, or a rule by its code.
struct HelpCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "help",
        abstract: "Explains a command, or a rule by its code.",
        discussion: """
            Every diagnostic has the code of a rule at its end. For each rule this
            says why it is one, with an example that breaks it and the same one
            mended.

            EXAMPLES
              pinion help generate
              pinion help SCH-012

            EXIT STATUS
              0   it is explained
              64  there is no such command and no such rule
            """)

    @Argument(
        help: ArgumentHelp(
            "A command, or a code such as SCH-012; 'rules' for all of them, each on a line.",
            valueName: "topic"))
    var topic: String?

    /// The word for all rules.
    private static let rules = "rules"

    func run() throws {
        guard let topic else {
            return try StandardOutput.write(PinionTool.helpMessage() + "\n")
        }
        if topic == Self.rules {
            let lines = RuleReference.all.map { "\($0.code)  \($0.text)\n" }
            return try StandardOutput.write(lines.joined())
        }
        let commands = PinionTool.configuration.subcommands
        if let command = commands.first(where: { $0.configuration.commandName == topic }) {
            return try StandardOutput.write(PinionTool.helpMessage(for: command) + "\n")
        }
        guard let rule = RuleReference(code: topic) else {
            let names = commands.compactMap { $0.configuration.commandName } + [Self.rules]
            throw ValidationError(
                "There is no command and no rule '\(topic)'"
                    + RuleReference.hint(for: topic, besides: names))
        }
        try StandardOutput.write(rule.reportLines.map { $0 + "\n" }.joined())
    }
}
