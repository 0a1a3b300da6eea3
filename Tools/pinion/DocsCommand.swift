import ArgumentParser
import Foundation
import PinionCompiler

/// `pinion docs`: a schema becomes reference pages.
struct DocsCommand: ParsableCommand {
    /// The forms that can be asked for.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case html, markdown, all
    }

    static let configuration = CommandConfiguration(
        commandName: "docs",
        abstract: "Writes reference pages of schemas: each message, byte by byte.",
        discussion: """
            A page shows each message as a picture of its bytes, its fields in a table,
            and an example in hexadecimal with each byte explained.

            market.pinion becomes market.html, one page that needs no network, no
            font and no script, and market.md, which code hosts show. The same
            schema always gives the same bytes. Files of these names are replaced;
            others in the directory are left alone. If one of the schemas has an error,
            nothing is written.

            EXAMPLES
              pinion docs market.pinion --output Documentation
              pinion docs Schemas/*.pinion --output Documentation
              pinion docs market.xml --output Documentation --format markdown

            EXIT STATUS
              0   the pages are written, or were current
              1   a schema cannot be used, or a file cannot be read or written
              64  the command line is at fault
            """)

    @Argument(help: "The schema files.", completion: .file(extensions: ["xml", "pinion"]))
    var schemas: [String]

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "The directory for the pages; it is made if need be.", valueName: "dir"),
        completion: .directory)
    var output: String

    @Option(help: "The form of the pages: html, markdown or all.")
    var format: Format = .all

    func validate() throws {
        try SchemaFile.validate(named: schemas)
        try OutputFile.validate(directory: output)
    }

    func run() throws {
        let formats: Set<ReferenceOptions.Format> =
            switch format {
            case .html: [.html]
            case .markdown: [.markdown]
            case .all: Set(ReferenceOptions.Format.allCases)
            }
        // All are loaded before anything is written, so that each is told of.
        let loaded = schemas.map { (path: $0, schema: SchemaFile.load($0)) }
        var files = NamedFiles()
        for case (let path, let schema?) in loaded {
            let options = ReferenceOptions(
                sourceName: URL(filePath: path).lastPathComponent, formats: formats)
            try files.add(generateReference(schema: schema, options: options), of: path)
        }
        guard loaded.allSatisfy({ $0.schema != nil }) else { throw ExitCode(1) }
        try files.write(to: output)
    }
}
