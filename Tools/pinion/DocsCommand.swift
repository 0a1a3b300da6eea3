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
        abstract: "Writes reference pages of a schema: each message, byte by byte.",
        discussion: """
            A page shows each message as a picture of its bytes, its fields in a table,
            and an example in hexadecimal with each byte explained.

            market.pinion becomes market.html, one page that needs no network, no
            font and no script, and market.md, which code hosts show. The same
            schema always gives the same bytes. Files of these names are replaced;
            others in the directory are left alone.

            EXAMPLES
              pinion docs market.pinion --output Documentation
              pinion docs market.xml --output Documentation --format markdown

            EXIT STATUS
              0   the pages are written, or were current
              1   the schema cannot be used, or a file cannot be read or written
              64  the command line is at fault
            """)

    @Argument(help: "The schema file.", completion: .file(extensions: ["xml", "pinion"]))
    var schema: String

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "The directory for the pages; it is made if need be.", valueName: "dir"),
        completion: .directory)
    var output: String

    @Option(help: "The form of the pages: html, markdown or all.")
    var format: Format = .all

    func run() throws {
        guard let schema = SchemaFile.load(schema) else { throw ExitCode(1) }
        let formats: Set<ReferenceOptions.Format>
        switch format {
        case .html: formats = [.html]
        case .markdown: formats = [.markdown]
        case .all: formats = Set(ReferenceOptions.Format.allCases)
        }
        let options = ReferenceOptions(
            sourceName: URL(filePath: self.schema).lastPathComponent, formats: formats)
        let directory = URL(filePath: output, directoryHint: .isDirectory)
        for file in generateReference(schema: schema, options: options) {
            try OutputFile.write(file.text, to: directory.appending(path: file.name))
        }
    }
}
