import ArgumentParser
import Foundation
import PinionCompiler

/// `pinion encode`: JSON becomes encoded messages.
struct EncodeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "encode",
        abstract: "Encodes messages that are written as JSON, as 'pinion show' writes them.",
        discussion: """
            The input is JSON objects, one a line or with any white space between
            them. Each becomes a message with its header; the output is messages back
            to back, which 'pinion show' turns into the same JSON again:

              {"message":"Heartbeat","fields":{"sendingTime":…,"lastUpdateNumber":42}}

            templateId, schemaId and version may be left out, and so may constants,
            groups and data without content, and what may be null. Members that the
            schema does not have are refused. The rules are in spec/json.md.

            EXAMPLES
              pinion encode market.xml messages.json > messages.bin
              pinion show market.xml < a.bin | pinion encode market.xml | cmp - a.bin
              pinion encode market.xml --hex < message.json

            EXIT STATUS
              0   every object was encoded
              1   the schema is at fault, or a text that is no message was met; the
                  messages before it are written to standard output (but not to a
                  file), and the error says at which line and column and why
              64  the command line is at fault
            """)

    @Argument(help: "The schema file.", completion: .file(extensions: ["xml", "pinion"]))
    var schema: String

    @Argument(
        help: "The file with the JSON; standard input if it is left out or '-'.",
        completion: .file())
    var file: String?

    @Option(
        help: "The file to write, whole or not at all; standard output if it is left out or '-'.",
        completion: .file())
    var output: String?

    @Flag(help: "The output is hexadecimal text, a message on each line.")
    var hex = false

    /// Bytes that are read at once.
    private static let chunkBytes = 1 << 16

    func validate() throws { try SchemaFile.validate(inputs: [schema, file]) }

    func run() throws {
        guard let schema = SchemaFile.load(schema) else { throw ExitCode(1) }
        let path = file == "-" ? nil : file
        let target = output == "-" ? nil : output
        let name = path ?? "standard input"
        var bytes: [UInt8] = []
        do {
            let input = if let path { try InputFile(path) } else { InputFile.standardInput }
            var stream = FrameTextStream(encoder: FrameEncoder(schema: schema))
            var isAtEnd = false
            while !isAtEnd {
                let text = try input.read(upTo: Self.chunkBytes)
                isAtEnd = text.isEmpty
                stream.append(text)
                while try appendNext(of: &stream, to: &bytes, isAtEnd: isAtEnd) {
                    if target == nil, bytes.count >= Self.chunkBytes {
                        try StandardOutput.write(&bytes)
                    }
                }
                // Nothing is held back: the next read may wait for long.
                if target == nil { try StandardOutput.write(&bytes) }
            }
            if let target { try OutputFile.write(bytes, to: URL(filePath: target)) }
        } catch let error as ExitCode {
            // The output cannot be written, which was said already.
            throw error
        } catch {
            // What was good comes first, in time as well where both go to a terminal.
            if target == nil { try StandardOutput.write(&bytes) }
            switch error {
            case let error as EncodeError:
                StandardError.report(
                    place: "\(name):\(error.line):\(error.column)", error.explanation)
            case let error as FileError: StandardError.report(place: name, error.reason)
            default: throw error
            }
            throw ExitCode(1)
        }
    }

    private func appendNext(
        of stream: inout FrameTextStream, to output: inout [UInt8], isAtEnd: Bool
    ) throws(EncodeError) -> Bool {
        guard hex else { return try stream.appendNextFrame(to: &output, isAtEnd: isAtEnd) }
        var message: [UInt8] = []
        guard try stream.appendNextFrame(to: &message, isAtEnd: isAtEnd) else { return false }
        for (index, byte) in message.enumerated() {
            if index > 0 { output.append(UInt8(ascii: " ")) }
            output += HexadecimalText.digits(of: byte)
        }
        output.append(UInt8(ascii: "\n"))
        return true
    }
}
