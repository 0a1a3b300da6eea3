import ArgumentParser
import PinionCompiler

/// `pinion explain`: what each byte of messages is.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Says what each byte of encoded messages is.",
        discussion: """
            The input is messages back to back, each with its message header. Each
            part becomes a line: the offset in the input, the bytes, the names that
            lead to it, its type and its value. Padding is told, and what is behind
            all that the schema describes, in messages of a newer version:

              16  2a 00 00 00 00 00 00 00  lastUpdateNumber   uint64   42

            Bytes that are no message are explained as far as they can be. Of a
            message that is cut short, that is all that is there.

            With --format json, each part is an object on a line, with the members
            message (an index), offset, length, hex, kind, path, type and value. The
            kind is header, field, dimension, length, data, padding, extension (of a
            newer version) or unread (behind what is wrong).

            With --hex the input is text, as for 'pinion show'.

            EXAMPLES
              pinion explain market.xml < capture.bin
              pinion explain market.xml capture.bin --format json
              echo '10 00 07 00 65 00 02 00  0000000000000000 2a00' |
                pinion explain market.xml --hex

            EXIT STATUS
              0   every byte was part of a message
              1   the schema is at fault, or bytes that are no message were met; the
                  error says at which offset and why
              64  the command line is at fault
            """)

    /// How the parts are written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    @Argument(help: "The schema file.", completion: .file(extensions: ["xml", "pinion"]))
    var schema: String

    @Argument(
        help: "The file with the messages; standard input if it is left out or '-'.",
        completion: .file())
    var file: String?

    @Flag(help: "The input is hexadecimal text.")
    var hex = false

    @Option(help: "How the parts are written: text, or json for one object a line.")
    var format: Format = .text

    /// The longest input that is explained, in bytes. A part takes a line, so nobody reads a longer one.
    private static let inputBytesMax = 64 << 20
    /// Bytes of output that are kept before they are written.
    private static let chunkBytes = 1 << 16

    func validate() throws { try SchemaFile.validate(inputs: [schema, file]) }

    func run() throws {
        guard let schema = SchemaFile.load(schema) else { throw ExitCode(1) }
        let path = file == "-" ? nil : file
        let name = path ?? "standard input"
        do {
            let (bytes, fault) = try read(path)
            try explain(bytes, FrameDecoder(schema: schema), name)
            if let fault { throw fault }
        } catch let fault as HexadecimalText.Fault {
            StandardError.report(place: "\(name):\(fault.line):\(fault.column)", fault.reason)
            throw ExitCode(1)
        } catch let error as FileError {
            StandardError.report(place: name, error.reason)
            throw ExitCode(1)
        }
    }

    private func read(_ path: String?) throws -> ([UInt8], HexadecimalText.Fault?) {
        let bytes = try InputFile.content(of: path, bytesMax: Self.inputBytesMax)
        guard hex else { return (bytes, nil) }
        var text = HexadecimalText()
        return text.bytes(of: bytes, isAtEnd: true)
    }

    private func explain(_ bytes: [UInt8], _ decoder: FrameDecoder, _ name: String) throws {
        var text: [UInt8] = []
        var offset = 0
        var index = 0
        while offset < bytes.count {
            let message = bytes.span.extracting(offset...)
            let (_, length, fault) = try decoder.annotate(message, at: offset) { span, name in
                switch format {
                case .text:
                    if span.offset == 0 { appendTitle(name, at: offset, to: &text) }
                    span.appendText(of: message, at: offset, to: &text)
                case .json: span.appendJSON(of: message, index: index, at: offset, to: &text)
                }
                if text.count >= Self.chunkBytes { try StandardOutput.write(&text) }
            }
            if format == .text {
                let end = fault == nil ? "end" : "not explained to the end"
                let column = AnnotatedSpan.column(of: offset + length)
                text += "\(column)  \(end), \(length) bytes\n".utf8
            }
            if let fault { try stop(fault, &text, name) }
            // JSN-19: "A reader of a stream SHALL refuse a message that takes no bytes."
            guard length > 0 else {
                StandardError.report(
                    place: "\(name): offset \(offset)", "by this schema a message takes no bytes")
                throw ExitCode(1)
            }
            offset += length
            index += 1
        }
        try StandardOutput.write(&text)
    }

    private func stop(_ fault: DecodeError, _ text: inout [UInt8], _ name: String) throws {
        try StandardOutput.write(&text)
        StandardError.report(place: "\(name): offset \(fault.offset)", fault.reason)
        throw ExitCode(1)
    }

    private func appendTitle(_ name: String?, at offset: Int, to text: inout [UInt8]) {
        if offset > 0 { text.append(UInt8(ascii: "\n")) }
        text += "\(name ?? "no message") at offset \(offset)\n".utf8
    }
}
