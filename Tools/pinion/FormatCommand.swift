import ArgumentParser
import Foundation
import PinionCompiler

/// `pinion format`: files in Pinion's language, laid out in the usual way.
struct FormatCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "format",
        abstract: "Lays schemas in Pinion's language out in the usual way.",
        discussion: """
            The files are changed in place; comments are kept. A file with a mistake
            in its grammar is left alone. A '-' is standard input, which is written to
            standard output.

            EXAMPLES
              pinion format Schemas/*.pinion
              pinion format --check Schemas/*.pinion

            EXIT STATUS
              0   all files are laid out in the usual way
              1   with --check, one is not; or one has a mistake, or cannot be read or
                  written
              64  the command line is at fault
            """)

    @Argument(
        help: "The files, which end in .pinion; '-' is standard input.",
        completion: .file(extensions: ["pinion"]))
    var files: [String]

    @Flag(help: "Change nothing, and name the files that would change.")
    var check = false

    func validate() throws {
        try SchemaFile.validate(inputs: files)
        let others = files.filter { $0 != SchemaFile.standardInput }
        if let other = others.first(where: { SchemaForm(path: $0) != .pinion }) {
            throw ValidationError("'\(other)' does not end in .pinion.")
        }
    }

    func run() throws {
        var isGood = true
        for path in files {
            guard let source = SchemaFile.source(path) else {
                isGood = false
                continue
            }
            let formatting = format(source)
            SchemaFile.report(formatting.diagnostics, of: path)
            guard let text = formatting.text else {
                isGood = false
                continue
            }
            let isSame = Array(text.utf8) == source.bytes
            if check {
                guard !isSame else { continue }
                try StandardOutput.write("\(SchemaFile.name(of: path)): would change\n")
                isGood = false
            } else if path == SchemaFile.standardInput {
                try StandardOutput.write(text)
            } else if !isSame {
                try OutputFile.write(text, to: URL(filePath: path))
            }
        }
        guard isGood else { throw ExitCode(1) }
    }
}
