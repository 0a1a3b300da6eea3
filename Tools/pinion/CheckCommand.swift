import ArgumentParser
import PinionCompiler

/// `pinion check`: diagnostics, and nothing else.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Checks schemas and says what is wrong with them.",
        discussion: """
            Everything that is wrong is reported, each with its place, the line of
            the file and a caret:

              market.xml:41:30: error: …

            Errors and warnings go to standard error. For each schema that is good,
            one line about it goes to standard output. With --format json or sarif,
            one line for programs goes to standard output instead of both.

            At the end of each stands the code of a rule: 'pinion help SCH-012'
            explains it, and --allow SCH-018 silences it if it is a warning.

            EXAMPLES
              pinion check market.xml
              pinion check Schemas/*.xml Schemas/*.pinion
              pinion check --warnings all --allow SCH-083 market.xml
              pinion check --format sarif market.xml > market.sarif
              git show HEAD:market.xml | pinion check -

            EXIT STATUS
              0   every schema can be used
              1   one of them cannot, or cannot be read
              64  the command line is at fault
            """)

    @Argument(
        help: "The schema files; '-' is standard input.",
        completion: .file(extensions: ["xml", "pinion"]))
    var schemas: [String]

    @OptionGroup var diagnostics: DiagnosticOptions

    func validate() throws { try SchemaFile.validate(inputs: schemas) }

    func run() throws {
        var isGood = true
        var output = DiagnosticOutput(diagnostics)
        for path in schemas {
            guard let schema = output.load(path) else {
                isGood = false
                continue
            }
            guard diagnostics.format == .text else { continue }
            let count = schema.messages.count
            try StandardOutput.write(
                "\(SchemaFile.name(of: path)): good: \(count) \(count == 1 ? "message" : "messages"), "
                    + "schema \(schema.id), version \(schema.version)\n")
        }
        try output.finish()
        guard isGood else { throw ExitCode(1) }
    }
}
