import Foundation
import Testing

/// What the command does with whatever it is pointed at: a status of 0, 1 or 64, a message that names what is
/// at fault, and nothing that is half done.
struct BehaviourTests {
    private static let commands = [
        "check", "convert", "diff", "docs", "encode", "explain", "fingerprint", "format",
        "generate", "help", "show",
    ]

    private static let market = Array(
        (try? Data(contentsOf: URL(filePath: CommandTests.market))) ?? Data())

    private static func expect(_ story: BehaviourStory, _ command: Command) {
        #expect(command.status == story.status, "\(command.errors)")
        if let output = story.output {
            #expect(command.output.hasPrefix(output), "\(command.output.prefix(200))")
        } else {
            #expect(command.output.isEmpty, "\(command.output.prefix(200))")
        }
        if let errors = story.errors {
            #expect(command.errors.contains(errors), "\(command.errors.prefix(400))")
        } else {
            #expect(command.errors.isEmpty, "\(command.errors.prefix(400))")
        }
        // Nothing that a terminal would act upon, wherever it came from.
        #expect(!command.errors.unicodeScalars.contains("\u{1b}"))
    }

    @Test("Each command has help; without arguments it says what is missing", arguments: commands)
    func help(name: String) throws {
        let help = try Command.run([name, "--help"])
        #expect(help.status == 0 && help.errors.isEmpty)
        for words in ["OVERVIEW: ", "EXAMPLES\n", "EXIT STATUS\n", "pinion \(name)"] {
            #expect(help.output.contains(words))
        }
        let bare = try Command.run([name])
        #expect(bare.status == (name == "help" ? 0 : 64))
        #expect(bare.errors.contains("Missing expected argument") == (name != "help"))
        let wrong = try Command.run([name, "--frobnicate"])
        #expect(wrong.status == 64 && wrong.output.isEmpty)
    }

    // MARK: Schemas that are none

    /// Each command with its schema left open, where there is a `?`.
    private static let uses: [[String]] = [
        ["check", "?"], ["convert", "?", "@/out.xml"], ["diff", "?", CommandTests.market],
        ["diff", CommandTests.market, "?"], ["docs", "?", "--output", "@/out"],
        ["encode", "?", "@/m.json", "--output", "@/out"], ["explain", "?", "@/m.bin"],
        ["fingerprint", "?"], ["format", "?"],
        ["generate", "?", "--output", "@/out"], ["show", "?", "@/m.bin"],
        ["generate", CommandTests.market, "--output", "@/out", "--against", "?"],
    ]

    private static let nonsense = [
        ("none", "error: cannot be read: No such file or directory\n"),
        ("folder", "error: cannot be read: Is a directory\n"), ("empty", ":1:1: error: "),
        ("binary", "not UTF-8; save the file as UTF-8 ["),
        ("huge", "error: is longer than 67108864 bytes"),
    ]

    @Test(
        "A schema that is none is an error that names it, and nothing is written",
        arguments: nonsense)
    func badSchemas(name: String, message: String) throws {
        try BehaviourScene.with { scene in
            let before = try scene.names()
            for use in Self.uses {
                // An empty file may be one to be imported, and has nothing to be laid out.
                if use[0] == "format", name == "empty" { continue }
                for ending in use[0] == "format" ? ["pinion"] : ["xml", "pinion"] {
                    let path = "@/\(name).\(ending)"
                    let story = BehaviourStory(
                        arguments: use.map { $0 == "?" ? path : $0 }, status: 1, errors: message)
                    let command = try scene.run(story)
                    Self.expect(story, command)
                    #expect(command.errors.hasPrefix(scene.path(of: path) + ":"))
                }
            }
            #expect(try scene.names() == before)
        }
    }

    @Test("A path with what a terminal acts upon is shown without it")
    func controlCharacters() throws {
        let command = try Command.run(["check", "/nowhere/\u{1b}[31m\u{7}\u{9b}.xml"])
        #expect(command.status == 1)
        #expect(
            command.errors.hasPrefix("/nowhere/\u{fffd}[31m\u{fffd}\u{fffd}.xml: error: cannot"))
    }

    // MARK: Standard input, data and output

    static let stories: [BehaviourStory] = [
        // A schema on standard input.
        .init(
            arguments: ["check", "-"], input: market, status: 0,
            output: "standard input: good: 7 messages"),
        .init(
            arguments: ["check", "-"], input: Array("<a".utf8), status: 1,
            errors: "standard input:1:"),
        .init(arguments: ["check", "-"], status: 1, errors: "standard input: 1 error"),
        .init(arguments: ["check", "-", "-"], status: 64, errors: "can be read only once"),
        .init(
            arguments: ["check", "-", "--format", "sarif"], input: market, status: 0,
            output: "{\"$schema\""),
        .init(arguments: ["diff", "-", "@/market.pinion"], input: market, status: 0, output: ""),
        .init(arguments: ["diff", "-", "-"], status: 64, errors: "can be read only once"),
        .init(arguments: ["format", "-"], input: market, status: 0, output: "//"),
        .init(arguments: ["format", "-", "--check"], input: market, status: 0),
        .init(
            arguments: ["format", "-", "--check"], input: market + [0x0a, 0x0a], status: 1,
            output: "standard input: would change\n"),
        .init(arguments: ["convert", "-", "-"], input: market, status: 0, output: "<?xml"),
        .init(arguments: ["convert", "@/market.pinion", "-"], status: 0, output: "<?xml"),
        .init(
            arguments: ["generate", "-", "--output", "@/out"], status: 64, errors: "named after"),
        .init(arguments: ["docs", "-", "--output", "@/out"], status: 64, errors: "named after"),
        .init(
            arguments: ["show", "-", "@/m.bin"], input: market, status: 0, output: CommandTests.line
        ),
        .init(
            arguments: ["show", "-"], input: market, status: 64, errors: "can be read only once"),
        .init(arguments: ["encode", "-", "-"], status: 64, errors: "can be read only once"),
        .init(arguments: ["explain", "-"], status: 64, errors: "can be read only once"),

        // Data that are none.
        .init(
            arguments: ["show", "@/market.pinion", "@/none"], status: 1,
            errors: "none: error: cannot be read"),
        .init(
            arguments: ["explain", "@/market.pinion", "@/none"], status: 1,
            errors: "none: error: cannot be"),
        .init(
            arguments: ["encode", "@/market.pinion", "@/none"], status: 1,
            errors: "none: error: cannot be"),
        .init(
            arguments: ["show", "@/market.pinion", "@/folder.xml"], status: 1,
            errors: "folder.xml: error: cannot be read: Is a directory"),
        .init(
            arguments: ["encode", "@/market.pinion", "@/folder.xml"], status: 1,
            errors: "folder.xml: error: cannot be read: Is a directory"),
        .init(
            arguments: ["explain", "@/market.pinion", "@/folder.xml"], status: 1,
            errors: "folder.xml: error: cannot be read: Is a directory"),
        .init(arguments: ["show", "@/market.pinion", "@/empty.xml"], status: 0),
        .init(arguments: ["encode", "@/market.pinion", "@/empty.xml"], status: 0),
        .init(arguments: ["explain", "@/market.pinion", "@/empty.xml"], status: 0),
        .init(
            arguments: ["show", "@/market.pinion", "@/binary.xml"], status: 1,
            errors: "binary.xml: offset 0: error: "),
        .init(
            arguments: ["encode", "@/market.pinion", "@/binary.xml"], status: 1,
            errors: "binary.xml:1:1: error: "),
        .init(
            arguments: ["show", "@/market.pinion", "@/huge.xml"], status: 1,
            errors: "huge.xml: offset 0: error: the header says schema 0, not 101"),
        .init(
            arguments: ["explain", "@/market.pinion", "@/huge.xml"], status: 1,
            errors: "huge.xml: error: is longer than 67108864 bytes"),

        // Output that cannot be written.
        .init(
            arguments: ["generate", "@/market.pinion", "--output", "@/m.bin"], status: 1,
            errors: "m.bin/MarketFrames.swift: error: cannot be written: Not a directory"),
        .init(
            arguments: ["docs", "@/market.pinion", "--output", "@/m.bin/deep"], status: 1,
            errors: "market.html: error: cannot be written: Not a directory"),
        .init(
            arguments: ["docs", "@/market.pinion", "--output", "/proc/none"], status: 1,
            errors: "/proc/none/market.html: error: cannot be written: "),
        .init(
            arguments: ["convert", "@/market.pinion", "@/folder.xml"], status: 1,
            errors: "folder.xml: error: cannot be written: Is a directory"),
        .init(
            arguments: ["convert", "@/market.pinion", "@/m.txt"], status: 64,
            errors: "ends neither in .xml nor in .pinion"),
        .init(
            arguments: ["encode", "@/market.pinion", "@/m.json", "--output", "@/folder.xml"],
            status: 1,
            errors: "folder.xml: error: cannot be written: Is a directory"),
        .init(
            arguments: ["generate", "@/market.pinion", "--output", ""], status: 64,
            errors: "no directory"),
        .init(
            arguments: ["docs", "@/market.pinion", "--output", ""], status: 64,
            errors: "no directory"),
        .init(
            arguments: ["docs", "@/market.pinion", "@/market.pinion", "--output", "@/out"],
            status: 64,
            errors: "become market.html"),
        .init(arguments: ["format", "@/empty.xml"], status: 64, errors: "does not end in .pinion"),
        .init(arguments: ["help", "frobnicate"], status: 64, errors: "no command and no rule"),
        .init(arguments: ["frobnicate"], status: 64, errors: "Unexpected argument 'frobnicate'"),
    ]

    @Test("Whatever the command is pointed at, its status and its words fit", arguments: stories)
    func behaviour(story: BehaviourStory) throws {
        try BehaviourScene.with { scene in
            let before = try scene.names()
            Self.expect(story, try scene.run(story))
            #expect(try scene.names() == before)
        }
    }

    @Test("A file that is there already is replaced as a whole")
    func replaces() throws {
        try BehaviourScene.with { scene in
            let story = BehaviourStory(
                arguments: ["encode", "@/market.pinion", "@/m.json", "--output", "@/binary.xml"],
                status: 0)
            let before = try scene.names()
            Self.expect(story, try scene.run(story))
            let data = try Data(contentsOf: scene.folder.appending(path: "binary.xml"))
            #expect(Array(data) == CommandTests.heartbeat)
            // No file that was only on the way is left.
            #expect(try scene.names() == before)
        }
    }

    // MARK: Streams

    @Test(
        "Whoever reads a little of the output and goes, as head does, ends the command quietly",
        arguments: [
            "show \"$1\" m.bin", "explain \"$1\" m.bin",
            "explain \"$1\" m.bin --format json",
            "encode \"$1\" m.json", "check \"$1\"", "convert \"$1\" -", "help rules", "--help",
            "--generate-completion-script bash",
        ])
    func closedPipe(arguments: String) throws {
        try BehaviourScene.with { scene in
            let line = """
                for i in {1..12}; do for e in bin json; do cat m.$e m.$e >n && mv n m.$e; done; done
                "$0" \(arguments) | head -c 1 >/dev/null; echo "${PIPESTATUS[0]}"
                """
            let command = try scene.shell(line)
            #expect(command.output == "0\n")
            #expect(command.errors.isEmpty, "\(command.errors)")
        }
    }

    @Test(
        "The status says what happened where standard error is closed, full, or read by nobody",
        arguments: ["2>&-", "2>/dev/full", "2> >(exec 0<&-)"])
    func standardErrorIsGone(redirection: String) throws {
        try BehaviourScene.with { scene in
            let line = """
                for i in 1 2 3 4 5; do
                  "$0" check empty.xml none.xml binary.xml empty.pinion \(redirection) || echo $?
                done
                """
            let command = try scene.shell(line)
            #expect(command.output == String(repeating: "1\n", count: 5))
        }
    }

    @Test(
        "Output that cannot be written is an error, told once",
        arguments: [
            "check \"$1\"", "show \"$1\" m.bin", "explain \"$1\" m.bin", "encode \"$1\" m.json",
            "convert \"$1\" -", "format - <market.pinion", "help SCH-030",
            "diff \"$1\" \"$1\" --format json",
            "check \"$1\" --format sarif",
        ])
    func fullDisk(arguments: String) throws {
        try BehaviourScene.with { scene in
            for (target, cause) in [
                ("/dev/full", "No space left on device"), ("&-", "Bad file descriptor"),
            ] {
                let command = try scene.shell("\"$0\" \(arguments) >\(target)")
                #expect(command.status == 1)
                #expect(
                    command.errors == "standard output: error: cannot be written: \(cause)\n",
                    "\(command.errors)")
            }
        }
    }

    @Test("Shells are told how to complete a command line", arguments: ["bash", "zsh", "fish"])
    func completion(shell: String) throws {
        let command = try Command.run(["--generate-completion-script", shell])
        #expect(command.status == 0 && command.errors.isEmpty)
        for word in Self.commands + ["warnings", "output"] {
            #expect(command.output.contains(word), "\(word)")
        }
    }
}
