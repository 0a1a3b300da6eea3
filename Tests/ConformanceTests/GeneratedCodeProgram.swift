import Foundation
import PinionCompiler

/// A program that was generated for some schemas, built with the toolchain's compiler and run over messages.
struct GeneratedCodeProgram {
    /// The folder in which everything is built.
    let folder: URL

    /// A failure of the toolchain or of the program, with what it said.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Builds `PinionCodec` from its sources, for programs in `folder` to use.
    static func buildCodec(in folder: URL) throws {
        let sources = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Sources/PinionCodec")
        let files = try FileManager.default.contentsOfDirectory(atPath: sources.path)
            .filter { $0.hasSuffix(".swift") }.sorted()
        try run(
            [
                "swiftc", "-swift-version", "6", "-enable-experimental-feature", "Lifetimes",
                "-wmo",
                "-enable-upcoming-feature", "InternalImportsByDefault", "-emit-module",
                "-emit-library",
                "-static", "-module-name", "PinionCodec", "-module-link-name", "PinionCodec",
                "-parse-as-library", "-o", "libPinionCodec.a",
            ] + files.map { sources.appending(path: $0).path }, in: folder)
    }

    /// Writes and builds the program for `schemas`, each with its number, and with whether messages of it are to be
    /// written again.
    func build(_ schemas: [(number: Int, schema: Schema, writesAgain: Bool)]) throws {
        var files = ["Program.swift": GeneratedCodeSupport.text]
        var cases = ""
        for (number, schema, writesAgain) in schemas {
            let program = GeneratedCodeProbe(schema: schema, namespace: "S\(number)")
                .program(writesAgain: writesAgain)
            files["Views\(number).swift"] = program.views
            files["Probe\(number).swift"] = program.probe
            cases += "    case \(number): try show_S\(number)(template, bytes, out)\n"
        }
        files["Show.swift"] = """
            func show(_ schema: Int, _ template: Int, _ bytes: [UInt8], _ out: Output) throws {
                switch schema {
            \(cases)    default: out.line("", "x", "no such schema")
                }
            }
            """
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, text) in files {
            try text.write(to: folder.appending(path: name), atomically: false, encoding: .utf8)
        }
        let library = folder.deletingLastPathComponent().path
        try Self.run(
            [
                "swiftc", "-swift-version", "6", "-wmo", "-Onone", "-parse-as-library",
                "-suppress-warnings",
                "-I", library, "-L", library, "-o", "program",
            ] + files.keys.sorted(), in: folder)
    }

    /// Runs the program over the messages of a list, and returns the lines for each, by its number.
    func run(over list: String) throws -> [Int: [Substring]] {
        let file = folder.appending(path: "messages.tsv")
        try list.write(to: file, atomically: false, encoding: .utf8)
        let output = try Self.run([folder.appending(path: "program").path, file.path], in: folder)
        var lines: [Int: [Substring]] = [:]
        var current = -1
        for line in output.split(separator: "\n") {
            if line.hasPrefix("#"), let number = Int(line.dropFirst()) {
                current = number
                lines[number] = []
            } else {
                lines[current, default: []].append(line)
            }
        }
        return lines
    }

    @discardableResult
    private static func run(_ arguments: [String], in folder: URL) throws -> String {
        let process = Process()
        let output = folder.appending(path: "output-\(UUID().uuidString).txt")
        try Data().write(to: output)
        defer { try? FileManager.default.removeItem(at: output) }
        let handle = try FileHandle(forWritingTo: output)
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.standardOutput = handle
        process.standardError = handle
        try process.run()
        process.waitUntilExit()
        let text = String(decoding: try Data(contentsOf: output), as: UTF8.self)
        guard process.terminationStatus == 0, process.terminationReason == .exit else {
            throw Failure(description: "\(arguments[0]) in \(folder.path): \(text.suffix(4_000))")
        }
        return text
    }
}
