import Foundation

/// A program that ran to its end.
struct Subprocess {
    let status: Int32
    /// Standard output and standard error, as they came.
    let output: String

    /// Runs a program that `PATH` finds, and waits for it.
    static func run(_ arguments: [String]) throws -> Subprocess {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        // Read to the end before waiting: a full pipe would stop the program for ever.
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Subprocess(
            status: process.terminationStatus, output: String(decoding: output, as: UTF8.self))
    }
}
