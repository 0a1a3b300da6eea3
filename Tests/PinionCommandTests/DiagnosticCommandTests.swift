import Foundation
import Testing

/// What a user sees of diagnostics: help on rules, formats for programs, and options on warnings.
struct DiagnosticCommandTests {
    // MARK: help

    @Test("Help on a rule says what it is, why, and how a schema that breaks it is mended")
    func ruleHelp() throws {
        for code in ["SCH-030", "sch-030"] {
            let command = try Command.run(["help", code])
            #expect(command.status == 0)
            #expect(command.errors.isEmpty)
            for words in ["SCH-030 (error)", "SHALL be declared", "bid @1: Pirce", "Mended:"] {
                #expect(command.output.contains(words))
            }
        }
        #expect(try Command.run(["help", "EVO-13"]).output.contains("The older version:"))
        let rules = try Command.run(["help", "rules"]).output.split(separator: "\n")
        #expect(rules.count > 100)
        #expect(rules.contains { $0.hasPrefix("LNG-006  ") })
    }

    @Test("Help on a command is that of the command, and help on nothing is that of all")
    func commandHelp() throws {
        let all = try Command.run(["help"])
        #expect(all.status == 0)
        #expect(all.output == (try Command.run(["--help"])).output)
        #expect(all.output.contains("\n  help "))
        for name in ["check", "generate", "help"] {
            let command = try Command.run(["help", name])
            #expect(command.status == 0)
            #expect(command.output == (try Command.run([name, "--help"])).output)
        }
    }

    @Test(
        "Help on what is neither a command nor a rule is usage, with what was probably meant",
        arguments: [("SCH-0300", "SCH-030"), ("chekc", "check"), ("EVO-99", "EVO-19")])
    func unknownHelp(topic: String, meant: String) throws {
        let command = try Command.run(["help", topic])
        #expect(command.status == 64)
        #expect(command.output.isEmpty)
        #expect(command.errors.contains("no rule '\(topic)'; did you mean `\(meant)`?"))
    }

    @Test(
        "Without a command help goes to standard error, and the status says that nothing was done")
    func bare() throws {
        let command = try Command.run([])
        #expect(command.status == 64)
        #expect(command.output.isEmpty)
        #expect(command.errors == (try Command.run(["--help"])).output)
    }

    // MARK: Formats

    private static func object(_ command: Command) throws -> [String: Any] {
        #expect(command.output.hasSuffix("\n"))
        #expect(command.output.split(separator: "\n").count == 1)
        let data = Data(command.output.utf8)
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    @Test("The diagnostics of a check are one line of JSON, and nothing else")
    func json() throws {
        try Command.withFolder { folder in
            let file = folder.appending(path: "broken.xml").path
            try CommandTests.broken.write(toFile: file, atomically: true, encoding: .utf8)
            let command = try Command.run([
                "check", "--format", "json", file, CommandTests.market, "/nowhere/none.xml",
            ])
            #expect(command.status == 1)
            #expect(command.errors.isEmpty)
            let object = try Self.object(command)
            let found = try #require(object["diagnostics"] as? [[String: Any]])
            #expect(found.map { $0["line"] as? Int } == [1, 3, 6])
            #expect(found.allSatisfy { $0["file"] as? String == file })
            let files = try #require(object["files"] as? [[String: Any]])
            #expect(files.map { $0["usable"] as? Bool } == [false, true, false])
            #expect((files[2]["fault"] as? String)?.contains("No such") == true)
        }
    }

    @Test("The diagnostics of a check are a log in SARIF")
    func sarif() throws {
        let good = try Command.run(["check", "--format", "sarif", CommandTests.market])
        #expect(good.status == 0)
        #expect(good.errors.isEmpty)
        #expect(try Self.object(good)["version"] as? String == "2.1.0")
        #expect(good.output.contains("\"results\":[]"))

        try Command.withFolder { folder in
            let file = folder.appending(path: "broken.xml").path
            try CommandTests.broken.write(toFile: file, atomically: true, encoding: .utf8)
            let broken = try Command.run(["check", "--format", "sarif", file])
            #expect(broken.status == 1)
            _ = try Self.object(broken)
            #expect(broken.output.contains("\"ruleId\":\"SCH-033\""))
            #expect(broken.output.contains("\"startLine\":3"))
        }
    }

    @Test(
        "Generating tells what breaks readers in the format that is asked for, and writes nothing")
    func against() throws {
        try Command.withFolder { folder in
            let (old, new) = (
                folder.appending(path: "old.pinion"), folder.appending(path: "new.pinion")
            )
            let text = "schema a @1 (version 1)\nmessage M @1 { a @1: uint32 }\n"
            try text.write(to: old, atomically: true, encoding: .utf8)
            try text.replacing("uint32", with: "float")
                .write(to: new, atomically: true, encoding: .utf8)
            let output = folder.appending(path: "out").path
            let command = try Command.run([
                "generate", new.path, "--against", old.path, "--output", output, "--format", "json",
            ])
            #expect(command.status == 1)
            let found = try Self.object(command)["diagnostics"] as? [[String: Any]]
            #expect(found?.map { $0["code"] as? String } == ["EVO-15"])
            #expect(found?.first?["element"] as? String == "M.a")
            #expect(!FileManager.default.fileExists(atPath: output))

            let diff = try Command.run(["diff", old.path, new.path, "--format", "sarif"])
            #expect(diff.status == 1)
            #expect(diff.output.contains("\"ruleId\":\"EVO-15\""))
            let fault = try Command.run(["diff", old.path, "/nowhere/b.xml", "--format", "json"])
            #expect(fault.status == 1)
            #expect(try Self.object(fault)["files"] != nil)
        }
    }

    // MARK: Warnings

    @Test("Warnings are chosen, allowed and made errors")
    func warnings() throws {
        try Command.withFolder { folder in
            let file = folder.appending(path: "warned.pinion").path
            let text = """
                schema a @1
                type T: int8 (nullValue 0)
                message M @1 { a @1: T, b @2: int64 }
                """
            try text.write(toFile: file, atomically: true, encoding: .utf8)
            func run(_ options: String...) throws -> Command {
                try Command.run(["check", file] + options)
            }
            let standard = try run()
            #expect(standard.status == 0)
            #expect(standard.errors.contains("1 warning\n"))
            #expect(try run("--warnings", "none").errors.isEmpty)
            #expect(try run("--warnings", "all").errors.contains("[SCH-083]"))
            #expect(try run("--allow", "sch-045").errors.isEmpty)
            let strict = try run("--strict")
            #expect(strict.status == 1)
            #expect(strict.errors.contains("error: `T` has a null value"))
            #expect(try run("--strict", "--allow", "SCH-045").status == 0)
            for (code, words) in [("SCH-46", "did you mean"), ("SCH-046", "is no warning")] {
                let wrong = try run("--allow", code)
                #expect(wrong.status == 64)
                #expect(wrong.errors.contains(words))
            }
        }
    }
}
