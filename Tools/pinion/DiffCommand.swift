import ArgumentParser
import PinionCompiler

/// `pinion diff`: what a newer version of a schema means to readers of an older one.
struct DiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Compares two versions of a schema, and says what breaks.",
        discussion: """
            Each change is a line with a code, and each rule that is broken is
            explained. Then follows, for each message that is not the same in both
            versions, what a reader of the one reads of the other:

              breaking EVO-13 Quote.price: was at offset 8 and is at 12

            The report goes to standard output; with --format json it is one object
            on one line, with --format sarif a log for tools of code review. The rules
            are in spec/evolution.md, and 'pinion help EVO-13' explains one of them.

            EXAMPLES
              pinion diff market-v1.xml market.xml
              git show HEAD:market.xml | pinion diff - market.xml
              pinion diff market-v1.xml market.xml --format json
              pinion diff market-v1.xml market.xml --format sarif > changes.sarif

            EXIT STATUS
              0   readers of both versions can read the messages of both
              1   a change breaks a rule, or a schema cannot be used or read
              64  the command line is at fault
            """)

    @Argument(
        help: "The older version of the schema; '-' is standard input.",
        completion: .file(extensions: ["xml", "pinion"]))
    var old: String

    @Argument(
        help: "The newer version of the schema; '-' is standard input.",
        completion: .file(extensions: ["xml", "pinion"]))
    var new: String

    @OptionGroup var diagnostics: DiagnosticOptions

    func validate() throws { try SchemaFile.validate(inputs: [old, new]) }

    func run() throws {
        var output = DiagnosticOutput(diagnostics)
        let (oldSchema, newSchema) = (output.load(old), output.load(new))
        guard let oldSchema, let newSchema else {
            try output.finish()
            throw ExitCode(1)
        }
        let comparison = SchemaComparison(old: oldSchema, new: newSchema)
        switch diagnostics.format {
        case .text:
            try StandardOutput.write(comparison.reportLines.map { $0 + "\n" }.joined())
        case .json:
            output.tellAsText()
            var text: [UInt8] = []
            comparison.appendJSON(to: &text)
            text.append(UInt8(ascii: "\n"))
            try StandardOutput.write(&text)
        case .sarif:
            output.add(comparison, of: new)
            try output.finish()
        }
        if comparison.isBreaking { throw ExitCode(1) }
    }
}
