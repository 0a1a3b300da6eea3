import Foundation
import Testing

/// A command line, what is on its standard input, and what comes of it.
struct BehaviourStory: Sendable, CustomTestStringConvertible {
    let arguments: [String]
    var input: [UInt8] = []
    let status: Int32
    /// What standard output begins with; `nil` if it is empty.
    var output: String?
    /// What is in standard error; `nil` if it is empty.
    var errors: String?

    var testDescription: String { "pinion \(arguments.joined(separator: " "))" }

    /// The folder of the run, where it is named in arguments: see `Scene`.
    static let folder = "@"
}

/// A folder with one of each thing that a path may lead to.
struct BehaviourScene {
    let folder: URL

    /// Calls `body` with a scene of its own.
    static func with(_ body: (BehaviourScene) throws -> Void) throws {
        try Command.withFolder { folder in
            for ending in ["xml", "pinion"] {
                try Data().write(to: folder.appending(path: "empty.\(ending)"))
                try Data([0xff, 0x1b, 0, 0xfe, 0x80]).write(
                    to: folder.appending(path: "binary.\(ending)"))
                try FileManager.default.createDirectory(
                    at: folder.appending(path: "folder.\(ending)"),
                    withIntermediateDirectories: false)
                // All of it is a hole, which takes no room on the disk.
                let huge = folder.appending(path: "huge.\(ending)")
                try Data().write(to: huge)
                try FileHandle(forWritingTo: huge).truncate(atOffset: 64 << 20 + 1)
            }
            try FileManager.default.copyItem(
                at: URL(filePath: CommandTests.market),
                to: folder.appending(path: "market.pinion"))
            try Data(CommandTests.heartbeat).write(to: folder.appending(path: "m.bin"))
            try Data(CommandTests.line.utf8).write(to: folder.appending(path: "m.json"))
            try body(BehaviourScene(folder: folder))
        }
    }

    /// The names of what is in the folder.
    func names() throws -> Set<String> {
        Set(try FileManager.default.contentsOfDirectory(atPath: folder.path))
    }

    func run(_ story: BehaviourStory) throws -> Command {
        try Command.run(story.arguments.map { path(of: $0) }, input: story.input)
    }

    /// An argument with the folder's path in place of its sign.
    func path(of argument: String) -> String {
        argument.hasPrefix(BehaviourStory.folder)
            ? folder.path + argument.dropFirst() : argument
    }

    /// What the shell makes of a line in which `$0` is the command and `$1` the schema.
    func shell(_ line: String) throws -> Command {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.currentDirectoryURL = folder
        process.arguments = ["-c", line, try Command.executable().path, CommandTests.market]
        let (output, errors) = (Pipe(), Pipe())
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        let complaints = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Command(
            status: process.terminationStatus, output: String(decoding: said, as: UTF8.self),
            errors: String(decoding: complaints, as: UTF8.self))
    }
}
