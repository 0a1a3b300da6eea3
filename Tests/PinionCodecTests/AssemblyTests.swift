import Foundation
import Testing

@Suite("Machine code")
struct AssemblyTests {
    /// Why the machine code cannot be compared here; `nil` if it can.
    static let obstacle: String? = {
        #if arch(x86_64) && os(Linux)
            return Compiler.executable(named: "swiftc") == nil ? "there is no swiftc in PATH" : nil
        #else
            return "the machine code that is kept is for x86-64 on Linux"
        #endif
    }()

    @Test(
        "A field is one load, and a byte swap if the schema is big-endian",
        .enabled(
            if: obstacle == nil, Comment(rawValue: "skipped: \(obstacle ?? "")")))
    func getters() throws {
        let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let golden = repository.appendingPathComponent("Tools/Assembly/Getters.x86_64.txt")
        let code = Self.picture(of: try Self.assembly(in: repository))
        if ProcessInfo.processInfo.environment["PINION_RECORD"] == "1" {
            try Data(code.utf8).write(to: golden)
        }
        #expect(code == (try String(contentsOf: golden, encoding: .utf8)))
        #expect(!code.contains("call"))
    }

    /// Compiles the codec for release, and the getters as a module that uses it.
    static func assembly(in repository: URL) throws -> String {
        let swiftc = try #require(Compiler.executable(named: "swiftc"))
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("PinionAssembly-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }

        let codec = repository.appendingPathComponent("Sources/PinionCodec")
        let sources = try FileManager.default.contentsOfDirectory(atPath: codec.path)
            .filter { $0.hasSuffix(".swift") }.sorted()
            .map { codec.appendingPathComponent($0).path }
        let release = ["-O", "-wmo", "-parse-as-library", "-swift-version", "6"]
        let module = folder.appendingPathComponent("PinionCodec.swiftmodule").path
        let library = try run(
            swiftc,
            release + [
                "-enable-experimental-feature", "Lifetimes", "-module-name", "PinionCodec",
                "-emit-module", "-emit-module-path", module,
            ] + sources)
        try #require(library.status == 0, "\(library.output)")

        let text = folder.appendingPathComponent("Getters.s")
        let layouts = ["Baseline", "Survey"].map {
            repository.appendingPathComponent("Tests/PinionCodecTests/Layouts/\($0).swift").path
        }
        let getters = repository.appendingPathComponent("Tools/Assembly/Getters.swift").path
        let user = try run(
            swiftc,
            release + [
                // Keeps functions that nobody calls.
                "-enable-testing", "-module-name", "Assembly", "-I", folder.path, "-S", "-o",
                text.path, getters,
            ] + layouts)
        try #require(user.status == 0, "\(user.output)")
        return try String(contentsOf: text, encoding: .utf8)
    }

    /// The instructions of each function of `Getters.swift`, without what a compiler is free to
    /// choose.
    static func picture(of assembly: String) -> String {
        var functions: [String: [String]] = [:]
        var current: String?
        for line in assembly.split(separator: "\n") {
            if let name = functionName(line) {
                current = name
                functions[name] = []
            } else if line.hasPrefix(".Lfunc_end") {
                current = nil
            } else if let name = current, line.hasPrefix("\t"), !line.hasPrefix("\t.") {
                functions[name, default: []].append(instruction(line))
            }
        }
        return functions.sorted { $0.key < $1.key }
            .map { name, code in
                "\(name)\n" + code.map { "    \($0)\n" }.joined()
            }.joined(separator: "\n")
    }

    /// The name of a function that stands at the top of its module: `$s8Assembly`, the name's
    /// length, the name.
    private static func functionName(_ line: Substring) -> String? {
        let prefix = "$s8Assembly"
        guard line.hasPrefix(prefix), line.contains(":") else { return nil }
        let digits = line.dropFirst(prefix.count).prefix(while: \.isNumber)
        guard let length = Int(digits) else { return nil }
        let name = line.dropFirst(prefix.count + digits.count).prefix(length)
        return name.hasPrefix("load") || name.hasPrefix("store") ? String(name) : nil
    }

    private static func instruction(_ line: Substring) -> String {
        let code = line.prefix { $0 != "#" }
        let words = code.split { $0 == "\t" || $0 == " " }
        return words.map { word in
            guard let register = word.firstIndex(of: "%") else { return String(word) }
            let isVector = word[register...].hasPrefix("%xmm")
            let name = word[register...].dropFirst().prefix { $0.isLetter || $0.isNumber }
            return word[..<register] + (isVector ? "%x" : "%r") + word[name.endIndex...]
        }.joined(separator: " ")
    }
}
