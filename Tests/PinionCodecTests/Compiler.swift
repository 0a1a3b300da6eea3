import Foundation

/// The Swift compiler on this machine, with the modules that this test was built with.
struct Compiler {
    let executable: String
    let modules: String

    /// `nil`, and the reason, where there is no compiler or the modules are not where the build
    /// puts them.
    static let found: (compiler: Compiler?, reason: String) = {
        guard let executable = executable(named: "swiftc") else {
            return (nil, "there is no swiftc in PATH")
        }
        guard let modules = modulesFolder() else {
            return (nil, "the module PinionCodec is not beside the test bundle")
        }
        return (Compiler(executable: executable, modules: modules), "")
    }()

    static func executable(named name: String) -> String? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return path.split(separator: ":").map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// The build has `Modules` beside the test bundle, wherever the tests are run from.
    private static func modulesFolder() -> String? {
        let process =
            CommandLine.arguments + [
                (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
            ]
        for place in process where place.contains("/") {
            var folder = URL(fileURLWithPath: place).standardizedFileURL
            while folder.path.count > 1 {
                folder.deleteLastPathComponent()
                let modules = folder.appendingPathComponent("Modules")
                let module = modules.appendingPathComponent("PinionCodec.swiftmodule")
                if FileManager.default.fileExists(atPath: module.path) { return modules.path }
            }
        }
        return nil
    }

    /// Compiles `text` and the layouts of the tests as far as the diagnostics go, with no flag that
    /// a user's target would not have.
    ///
    /// Returns the exit status, and what the compiler said.
    func diagnose(_ text: String) throws -> (status: Int32, output: String) {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("PinionCodecTests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let source = folder.appendingPathComponent("snippet.swift")
        try Data(text.utf8).write(to: source)
        let layouts = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Layouts/Baseline.swift")
        return try run(
            executable,
            [
                // Lifetimes and exclusive access are checked behind the types, on the way to
                // machine code.
                "-emit-sil", "-wmo", "-o", "/dev/null", "-swift-version", "6", "-parse-as-library",
                "-module-name", "Snippet", "-I", modules, source.path, layouts.path,
            ])
    }
}

/// Runs a program to its end, and returns its exit status and all that it wrote.
func run(_ executable: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    process.standardOutput = pipe
    process.standardError = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
}
