public import ArgumentParser
import Foundation
public import PinionCompiler

/// `pinion generate`: schemas become Swift files.
struct GenerateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Turns schemas into Swift views over their messages.",
        discussion: """
            Each schema becomes one Swift file: market.xml becomes
            MarketFrames.swift. The target that has the file needs the library
            PinionCodec and no flags. The same schema always gives the same bytes;
            a file that is current already is left alone, so that nothing is
            compiled again.

            If one of the schemas has an error, nothing is written. With --against,
            nor is anything if the schema breaks readers of its older version.

            EXAMPLES
              pinion generate market.xml --output Sources/Feed/Generated
              pinion generate market.xml orders.xml --output Generated --access public
              pinion generate market.xml --output Generated --json --values --checks
              pinion generate market.xml --output Generated --against market-v1.xml

            EXIT STATUS
              0   the files are written, or were current
              1   a schema cannot be used, or a file cannot be read or written
              64  the command line is at fault
            """)

    @Argument(help: "The schema files.", completion: .file(extensions: ["xml", "pinion"]))
    var schemas: [String]

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "The directory for the Swift files; it is made if need be.", valueName: "dir"),
        completion: .directory)
    var output: String

    @Option(help: "Who may use the generated declarations: public, package or internal.")
    var access: SwiftOptions.Access = .internal

    @Option(
        help: ArgumentHelp(
            "The name of the enum that holds the generated types, for one schema.",
            discussion:
                "Without it, the last part of the schema's package: Market for example.market.",
            valueName: "name"))
    var namespace: String?

    @Flag(help: "Lets messages print themselves as JSON: String(json: view).")
    var json = false

    @Flag(help: "Adds a plain value for each message, entry and composite: Quote.Value.")
    var values = false

    @Flag(help: "Lets messages have all their values checked: view.check().")
    var checks = false

    @Option(
        help: ArgumentHelp(
            "An older version of the schema, whose readers must not be broken.",
            discussion: "For one schema. See 'pinion diff --help'.", valueName: "schema"),
        completion: .file(extensions: ["xml", "pinion"]))
    var against: String?

    @OptionGroup var diagnostics: DiagnosticOptions

    func validate() throws {
        try SchemaFile.validate(named: schemas)
        try OutputFile.validate(directory: output)
        if namespace != nil && schemas.count > 1 {
            throw ValidationError("--namespace is for one schema; here are \(schemas.count).")
        }
        if against != nil && schemas.count > 1 {
            throw ValidationError("--against is for one schema; here are \(schemas.count).")
        }
    }

    func run() throws {
        var output = DiagnosticOutput(diagnostics)
        var loaded: [(path: String, schema: Schema?)] = []
        for path in schemas { loaded.append((path, output.load(path))) }
        var files = NamedFiles()
        for case (let path, let schema?) in loaded {
            let options = SwiftOptions(
                sourceName: URL(filePath: path).lastPathComponent, access: access,
                namespace: namespace, includesJSON: json, includesValues: values,
                includesChecks: checks)
            try files.add(generateSwift(schema: schema, options: options), of: path)
        }
        var isGood = loaded.allSatisfy { $0.schema != nil }
        if let against, case (let path, let schema?)? = loaded.first {
            isGood = check(schema, of: path, against: against, &output)
        }
        try output.finish()
        guard isGood else { throw ExitCode(1) }
        try files.write(to: self.output)
    }

    /// Whether readers of an older version can read a schema's messages; tells by which changes not.
    private func check(
        _ schema: Schema, of path: String, against older: String, _ output: inout DiagnosticOutput
    ) -> Bool {
        guard let old = output.load(older) else { return false }
        let comparison = SchemaComparison(old: old, new: schema)
        guard comparison.isBreaking else { return true }
        output.add(breaking: comparison, of: path, against: older)
        return false
    }
}

extension SwiftOptions.Access: ExpressibleByArgument {}
