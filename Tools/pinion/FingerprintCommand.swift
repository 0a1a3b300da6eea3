import ArgumentParser
import PinionCompiler

/// `pinion fingerprint`: what two sides compare when they open a session.
struct FingerprintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fingerprint",
        abstract: "Prints what stands for the form of a schema's messages.",
        discussion: """
            One line for each schema: its number, its version and the fingerprint of
            its messages. Two schemas have the same if their messages have the same
            bytes, whatever is different in names, descriptions and spelling:

              schema 100, version 2, fingerprint 0011223344556677

            Sides of a session tell each other these, and refuse a session if they
            mean different things by the same version. With --text the lines are
            printed that the fingerprint is a hash of, to compare them.

            EXAMPLES
              pinion fingerprint market.xml
              diff <(pinion fingerprint --text ours.pinion) \\
                   <(pinion fingerprint --text theirs.xml)

            EXIT STATUS
              0   every schema has a fingerprint
              1   one of them cannot be used, or cannot be read
              64  the command line is at fault
            """)

    @Argument(
        help: "The schema files; '-' is standard input.",
        completion: .file(extensions: ["xml", "pinion"]))
    var schemas: [String]

    @Flag(help: "Print the text that the fingerprint is a hash of.")
    var text = false

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
            try StandardOutput.write(
                text
                    ? schema.fingerprintText
                    : "\(SchemaFile.name(of: path)): schema \(schema.id), version \(schema.version), "
                        + "fingerprint \(schema.fingerprintDigits)\n")
        }
        try output.finish()
        guard isGood else { throw ExitCode(1) }
    }
}
