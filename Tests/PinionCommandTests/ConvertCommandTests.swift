import Foundation
import Testing

/// What a user sees of `pinion convert` and `pinion format`.
struct ConvertCommandTests {
    static let example = """
        schema example.chat @7 (version 1)
        /// Something that was said.
        message Said @1 { time @1: uint64
          data words @2 : varStringEncoding // in UTF-8
        }
        """

    @Test("A schema is converted to XML and back, and generates the same Swift")
    func converts() throws {
        try Command.withFolder { folder in
            let xml = folder.appending(path: "market.xml").path
            let language = folder.appending(path: "market.pinion").path
            let first = try Command.run(["convert", CommandTests.market, xml])
            #expect(first.status == 0)
            #expect(first.output.isEmpty && first.errors.isEmpty)
            #expect(try Command.run(["convert", xml, language]).status == 0)
            #expect(try Command.run(["format", "--check", language]).status == 0)

            var generated: [String] = []
            for schema in [CommandTests.market, language, xml] {
                let output = folder.appending(path: "out").path
                #expect(try Command.run(["generate", schema, "--output", output]).status == 0)
                let text = try String(
                    contentsOfFile: output + "/MarketFrames.swift", encoding: .utf8)
                // The first line names the file that the text was made from.
                generated.append(text.split(separator: "\n").dropFirst().joined(separator: "\n"))
            }
            #expect(Set(generated).count == 1)
            let shown = try Command.run(["show", language], input: CommandTests.heartbeat)
            #expect(shown.output == CommandTests.line)
        }
    }

    @Test("A file is formatted in place, and only named with --check")
    func formats() throws {
        try Command.withFolder { folder in
            let file = folder.appending(path: "chat.pinion").path
            try Self.example.write(toFile: file, atomically: true, encoding: .utf8)
            let check = try Command.run(["format", "--check", file])
            #expect(check.status == 1)
            #expect(check.output == "\(file): would change\n")
            #expect(try String(contentsOfFile: file, encoding: .utf8) == Self.example)

            #expect(try Command.run(["format", file]).status == 0)
            let text = try String(contentsOfFile: file, encoding: .utf8)
            #expect(text.contains("    data words @2: varStringEncoding  // in UTF-8\n}\n"))
            #expect(try Command.run(["format", "--check", file]).status == 0)
            #expect(try Command.run(["check", file]).output.contains("good: 1 message"))
        }
    }

    @Test("A schema with a mistake is converted to nothing, and the mistake is shown")
    func mistakes() throws {
        try Command.withFolder { folder in
            let file = folder.appending(path: "chat.pinion").path
            try "schema a @1\nmesage M @1 {}\n".write(
                toFile: file, atomically: true, encoding: .utf8)
            let output = folder.appending(path: "chat.xml").path
            for arguments in [["convert", file, output], ["format", file], ["check", file]] {
                let command = try Command.run(arguments)
                #expect(command.status == 1)
                #expect(command.errors.contains("chat.pinion:2:1: error: "))
                #expect(command.errors.contains("did you mean `message`?"))
            }
            #expect(!FileManager.default.fileExists(atPath: output))
        }
    }

    @Test(
        "Endings that say nothing are a wrong command line",
        arguments: [["convert", "a.xml", "b.txt"], ["format", "a.xml"], ["format"]])
    func usage(arguments: [String]) throws {
        let command = try Command.run(arguments)
        #expect(command.status == 64)
        #expect(command.output.isEmpty)
    }
}
