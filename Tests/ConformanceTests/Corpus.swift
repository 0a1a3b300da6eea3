import Foundation
import PinionCompiler

/// The conformance corpus: schemas that are published and used, and messages that the reference
/// implementation of SBE encoded, with what each decodes to.
///
/// It is not part of the repository. `PINION_CONFORMANCE` names the folder that holds its
/// `INDEX.jsonl`; without the variable, `../shared/conformance/conformance.tar.xz` beside the package
/// is unpacked, once for each run of the tests. Tests that need it are skipped where it is absent.
enum Corpus {
    /// The folder that holds `INDEX.jsonl`, or `nil` where there is no corpus.
    static let folder: URL? = find()

    /// What a skipped test says.
    static let absence = """
        The conformance corpus is absent: set PINION_CONFORMANCE to the folder of its INDEX.jsonl.
        """

    /// Whether there is a corpus, for `.enabled(if:)`.
    static var isPresent: Bool { folder != nil }

    /// The rows of a file of tab-separated values, by the names of its first line. A cell may be
    /// quoted, with the quotes in it doubled.
    static func rows(of file: URL) throws -> [[String: String]] {
        let text = try String(contentsOf: file, encoding: .utf8)
        var lines = text.split(whereSeparator: \.isNewline).map(cells)
        guard !lines.isEmpty else { return [] }
        let names = lines.removeFirst()
        return lines.map { cells in
            Dictionary(uniqueKeysWithValues: zip(names, cells))
        }
    }

    /// The cells of one line, in order.
    static func cells(of line: Substring) -> [String] {
        return line.split(separator: "\t", omittingEmptySubsequences: false).map { cell in
            guard cell.count >= 2, cell.hasPrefix("\""), cell.hasSuffix("\"") else {
                return String(cell)
            }
            return String(cell.dropFirst().dropLast()).replacing("\"\"", with: "\"")
        }
    }

    /// Compiles a schema of the corpus, with the files that it includes.
    static func compile(_ file: URL) throws -> Compilation {
        let source = SourceText(path: file.path, bytes: Array(try Data(contentsOf: file)))
        return PinionCompiler.compile(source) { path in
            let included = includedFile(path, of: file)
            return (try? Data(contentsOf: included)).map { Array($0) }
        }
    }

    /// Writes a schema of the corpus in another form.
    static func convert(_ file: URL, to form: SchemaForm) throws -> Conversion {
        let source = SourceText(path: file.path, bytes: Array(try Data(contentsOf: file)))
        return PinionCompiler.convert(source, to: form) { path in
            (try? Data(contentsOf: includedFile(path, of: file))).map { Array($0) }
        }
    }

    /// The file that a schema of the corpus includes: beside it or, where schemas were put into
    /// folders of their own, the one of that name whose path has most in common with the folder's
    /// name.
    private static func includedFile(_ path: String, of schema: URL) -> URL {
        let beside = URL(filePath: path)
        guard !FileManager.default.isReadableFile(atPath: path) else { return beside }
        let folder = schema.deletingLastPathComponent()
        let name = path.hasPrefix(folder.path) ? path.dropFirst(folder.path.count) : path[...]
        let words = folder.pathComponents.suffix(2).flatMap { $0.split(separator: "_") }
        let candidates = schemas.filter { $0.path.hasSuffix(name) }
        let common = { (file: URL) in
            words.count { file.pathComponents.contains(String($0)) }
        }
        return candidates.max { common($0) < common($1) } ?? beside
    }

    /// Every schema that the corpus has under its own name.
    private static let schemas: [URL] = {
        guard let folder = folder?.appending(path: "verdicts") else { return [] }
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        return (files?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "xml" }
            .sorted { $0.path < $1.path }
    }()

    private static func find() -> URL? {
        if let path = ProcessInfo.processInfo.environment["PINION_CONFORMANCE"] {
            let folder = URL(filePath: path, directoryHint: .isDirectory)
            return holdsIndex(folder) ? folder : nil
        }
        let package = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let archive = package.deletingLastPathComponent()
            .appending(path: "shared/conformance/conformance.tar.xz")
        guard FileManager.default.isReadableFile(atPath: archive.path) else { return nil }
        return unpack(archive)
    }

    private static func holdsIndex(_ folder: URL) -> Bool {
        FileManager.default.isReadableFile(atPath: folder.appending(path: "INDEX.jsonl").path)
    }

    /// Unpacks the archive into a temporary folder that is named after its size and date, unless an
    /// earlier run of the tests has done so.
    private static func unpack(_ archive: URL) -> URL? {
        let files = FileManager.default
        guard let attributes = try? files.attributesOfItem(atPath: archive.path),
            let size = attributes[.size] as? Int, let date = attributes[.modificationDate] as? Date
        else { return nil }
        let stamp = "\(size)-\(Int(date.timeIntervalSince1970))"
        let target = files.temporaryDirectory.appending(path: "pinion-conformance-\(stamp)")
        let folder = target.appending(path: "conformance")
        if holdsIndex(folder) { return folder }

        // Unpacked beside its place and moved there whole, so that a run that was cut short, or
        // another at the same time, leaves nothing half done.
        let scratch = files.temporaryDirectory.appending(path: "pinion-\(UUID().uuidString)")
        defer { try? files.removeItem(at: scratch) }
        do {
            try files.createDirectory(at: scratch, withIntermediateDirectories: true)
            let tar = Process()
            tar.executableURL = URL(filePath: "/usr/bin/env")
            tar.arguments = ["tar", "xf", archive.path, "-C", scratch.path]
            try tar.run()
            tar.waitUntilExit()
            guard tar.terminationStatus == 0 else { return nil }
            try? files.moveItem(at: scratch, to: target)
        } catch {
            return nil
        }
        return holdsIndex(folder) ? folder : nil
    }
}
