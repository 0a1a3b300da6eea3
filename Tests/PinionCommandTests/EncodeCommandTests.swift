import Foundation
import Testing

/// What a user sees of `pinion encode` and `pinion explain`.
struct EncodeCommandTests {
    private static let market = CommandTests.market

    private static let hex = """
        10 00 07 00 65 00 02 00 00 00 00 00 00 00 00 00 2a 00 00 00 00 00 00 00

        """

    @Test("What is shown is encoded to the bytes that it was, in a file as well")
    func roundTrip() throws {
        let input = Array((CommandTests.line + CommandTests.line).utf8)
        try Command.withFolder { folder in
            let file = folder.appending(path: "m.bin")
            let command = try Command.run(
                ["encode", Self.market, "--output", file.path], input: input)
            #expect(command.status == 0)
            #expect(command.output.isEmpty && command.errors.isEmpty)
            let frames = CommandTests.heartbeat + CommandTests.heartbeat
            #expect([UInt8](try Data(contentsOf: file)) == frames)
        }
        let command = try Command.run(["encode", Self.market, "--hex", "-"], input: input)
        #expect(command.status == 0)
        #expect(command.output == Self.hex + Self.hex)
    }

    @Test("A text that is no message is an error with its line, after what was good")
    func encodeError() throws {
        let text = CommandTests.line + #"{"message":"Hartbeat","fields":{}}"#
        let command = try Command.run(
            ["encode", Self.market, "--hex"], input: Array(text.utf8))
        #expect(command.status == 1)
        #expect(command.output == Self.hex)
        #expect(command.errors.hasPrefix("standard input:2:12: error: the schema has no message"))
        #expect(command.errors.contains("did you mean `Heartbeat`?"))
    }

    @Test("Each byte is explained, as text and as JSON")
    func explains() throws {
        let input = CommandTests.heartbeat + CommandTests.heartbeat
        let text = try Command.run(["explain", Self.market], input: input)
        #expect(text.status == 0)
        #expect(text.output.hasPrefix("Heartbeat at offset 0\n       0  10 00  "))
        #expect(text.output.contains("\nHeartbeat at offset 24\n      24  10 00  "))
        let json = try Command.run(
            ["explain", Self.market, "--format", "json"], input: input)
        let lines = json.output.split(separator: "\n")
        #expect(lines.count == 12)
        #expect(lines.last?.hasPrefix(#"{"message":1,"offset":40,"length":8,"hex":"2a"#) == true)
    }

    @Test("A message that is cut short is explained to its end, and is an error")
    func explainsError() throws {
        let input = Array(CommandTests.heartbeat.prefix(18))
        let command = try Command.run(["explain", Self.market], input: input)
        #expect(command.status == 1)
        #expect(command.output.contains("lastUpdateNumber: cut short"))
        #expect(command.errors.hasPrefix("standard input: offset 8: error: the root block"))
    }

    @Test(
        "Help says what the status means; a wrong command line is usage",
        arguments: ["encode", "explain"])
    func usage(name: String) throws {
        let help = try Command.run([name, "--help"])
        #expect(help.status == 0)
        #expect(help.output.contains("EXIT STATUS"))
        #expect(try Command.run([name]).status == 64)
        let missing = try Command.run([name, Self.market, "/nowhere/none"])
        #expect(missing.status == 1)
        #expect(missing.errors.contains("/nowhere/none: error: cannot be read: No such"))
    }
}
