import ArgumentParser
import PinionCompiler

/// `pinion show`: encoded messages become lines of JSON.
struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows encoded messages as JSON, one object a line.",
        discussion: """
            The input is messages back to back, each with its message header.
            They are decoded by the schema, without generated code, and shown as
            they arrive, each on a line:

              {"message":"Trade","templateId":3,"schemaId":101,"version":2,…}

            With --hex the input is text: pairs of hexadecimal digits. White space,
            commas, line breaks, 0x, and comments from # or // to the end of the
            line are skipped.

            Nothing between two messages says where one ends: it ends where the
            schema says. Groups and data that a newer version of the schema adds
            behind the known ones are taken for the next message, an error most
            times; show such messages one at a time, or by the newer schema.

            EXAMPLES
              pinion show market.xml capture.bin
              pinion show market.xml < capture.bin | head -n 5
              echo '10 00 07 00 65 00 02 00  0000000000000000 2a00000000000000' |
                pinion show market.xml --hex

            EXIT STATUS
              0   every byte was part of a message
              1   the schema is at fault, or bytes that are no message were met;
                  the messages before them are shown, and the error says at which
                  offset and why
              64  the command line is at fault
            """)

    @Argument(help: "The schema file.", completion: .file(extensions: ["xml", "pinion"]))
    var schema: String

    @Argument(
        help: "The file with the messages; standard input if it is left out or '-'.",
        completion: .file())
    var file: String?

    @Flag(help: "The input is hexadecimal text.")
    var hex = false

    /// Bytes that are read at once.
    private static let chunkBytes = 1 << 16

    func validate() throws { try SchemaFile.validate(inputs: [schema, file]) }

    func run() throws {
        guard let schema = SchemaFile.load(schema) else { throw ExitCode(1) }
        let path = file == "-" ? nil : file
        let name = path ?? "standard input"
        var text: [UInt8] = []
        do {
            let input = if let path { try InputFile(path) } else { InputFile.standardInput }
            var stream = FrameStream(decoder: FrameDecoder(schema: schema))
            var hexadecimal = hex ? HexadecimalText() : nil
            var isAtEnd = false
            while !isAtEnd {
                var bytes = try input.read(upTo: Self.chunkBytes)
                isAtEnd = bytes.isEmpty
                var fault: HexadecimalText.Fault?
                if hexadecimal != nil {
                    (bytes, fault) = hexadecimal!.bytes(of: bytes, isAtEnd: isAtEnd)
                }
                stream.append(bytes)
                let isLast = isAtEnd && fault == nil
                while try stream.appendNextJSON(to: &text, isAtEnd: isLast) {
                    if text.count >= Self.chunkBytes { try StandardOutput.write(&text) }
                }
                // Nothing is held back: the next read may wait for long.
                try StandardOutput.write(&text)
                if let fault { throw fault }
            }
        } catch let error as ExitCode {
            // The output cannot be written, which was said already.
            throw error
        } catch {
            // What was good comes first, in time as well where both go to a terminal.
            try StandardOutput.write(&text)
            switch error {
            case let error as DecodeError:
                StandardError.report(place: "\(name): offset \(error.offset)", error.reason)
            case let error as HexadecimalText.Fault:
                StandardError.report(place: "\(name):\(error.line):\(error.column)", error.reason)
            case let error as FileError:
                StandardError.report(place: name, error.reason)
            default: throw error
            }
            throw ExitCode(1)
        }
    }
}
