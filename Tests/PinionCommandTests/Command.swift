import Foundation

/// The command as a user runs it: a process, its streams and its exit status.
struct Command {
    let status: Int32
    let output: String
    let errors: String

    /// Runs `pinion` with `arguments`, and `input` on its standard input.
    static func run(_ arguments: [String], input: [UInt8] = []) throws -> Command {
        let process = Process()
        process.executableURL = try executable()
        process.arguments = arguments
        let (standardInput, output, errors) = (Pipe(), Pipe(), Pipe())
        process.standardInput = standardInput
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        // Inputs are shorter than what a pipe holds, so that nothing waits for anything.
        precondition(input.count <= 65_536)
        try? standardInput.fileHandleForWriting.write(contentsOf: Data(input))
        try? standardInput.fileHandleForWriting.close()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        let complaints = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Command(
            status: process.terminationStatus, output: String(decoding: said, as: UTF8.self),
            errors: String(decoding: complaints, as: UTF8.self))
    }

    /// Where the build has put the command: beside the test bundle.
    static func executable() throws -> URL {
        let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        for place in CommandLine.arguments + [own ?? ""] where place.contains("/") {
            var folder = URL(filePath: place).standardizedFileURL
            while folder.path.count > 1 {
                folder.deleteLastPathComponent()
                for name in ["PinionCommand", "pinion"] {
                    let file = folder.appending(path: name)
                    var isFolder: ObjCBool = false
                    // SAFETY: the pointer is used during the call only.
                    let exists = unsafe FileManager.default.fileExists(
                        atPath: file.path, isDirectory: &isFolder)
                    if exists && !isFolder.boolValue { return file }
                }
            }
        }
        throw CocoaError(.fileNoSuchFile)
    }

    /// Calls `body` with a new folder, and removes it.
    static func withFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "PinionCommandTests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }

    /// A file of this repository.
    static func repository(_ path: String) -> URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: path)
    }
}
