import ArgumentParser
import Foundation
import PinionCompiler

/// `pinion convert`: a schema in the other form.
struct ConvertCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Writes a schema in Pinion's language as XML, or the other way round.",
        discussion: """
            The endings of the files say how they are written: .xml is the XML of
            SBE 1.0, .pinion the language of Pinion. Both mean the same messages, byte
            for byte. A '-' for the output is standard output, in the form that the
            schema has not.

            Descriptions become documentation comments, and documentation comments
            descriptions. Other comments are kept, before the declaration that they
            are at. What the schema includes becomes part of the new file.

            EXAMPLES
              pinion convert market.xml market.pinion
              pinion convert market.pinion market.xml
              pinion convert market.pinion - | xmllint --noout -

            EXIT STATUS
              0   the file is written, or was current
              1   the schema cannot be used, or a file cannot be read or written
              64  the command line is at fault
            """)

    @Argument(
        help: "The schema file; '-' is standard input.",
        completion: .file(extensions: ["xml", "pinion"]))
    var schema: String

    @Argument(
        help: "The file to write, which ends in .xml or .pinion; '-' is standard output.",
        completion: .file(extensions: ["xml", "pinion"]))
    var output: String

    func validate() throws {
        if output != "-", SchemaForm(path: output) == nil {
            throw ValidationError("'\(output)' ends neither in .xml nor in .pinion.")
        }
    }

    func run() throws {
        guard let source = SchemaFile.source(schema) else { throw ExitCode(1) }
        let form = SchemaForm(path: output) ?? SchemaForm(of: source).other
        let conversion = convert(source, to: form, loadInclude: SchemaFile.included)
        SchemaFile.report(conversion.diagnostics, of: schema)
        guard let text = conversion.text else { throw ExitCode(1) }
        guard output != "-" else { return try StandardOutput.write(text) }
        try OutputFile.write(text, to: URL(filePath: output))
    }
}
