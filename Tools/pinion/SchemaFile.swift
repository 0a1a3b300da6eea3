import ArgumentParser
import PinionCompiler

/// A schema file on disk.
enum SchemaFile {
    /// The longest schema file that is read, in bytes. The longest that is known is of 3 MB.
    private static let bytesMax = 64 << 20

    /// The path that means standard input.
    static let standardInput = "-"

    /// What a file is called in messages.
    static func name(of path: String) -> String {
        path == standardInput ? "standard input" : path
    }

    /// Refuses a command line that reads standard input more than once; a file that is left out is it, too.
    static func validate(inputs: [String?]) throws {
        guard inputs.count(where: { $0 == nil || $0 == standardInput }) > 1 else { return }
        throw ValidationError("Standard input, '-', can be read only once.")
    }

    /// Refuses standard input for what is named after its file.
    static func validate(named paths: [String]) throws {
        guard paths.contains(standardInput) else { return }
        throw ValidationError("What is written is named after the schema's file, so '-' is none.")
    }

    /// Reads and compiles a schema, and says on standard error what is wrong with it.
    ///
    /// - Returns: The schema, or `nil` if it cannot be used.
    static func load(_ path: String, warnings: WarningPolicy = WarningPolicy()) -> Schema? {
        guard let source = source(path) else { return nil }
        let compilation = compile(source, warnings: warnings, loadInclude: included)
        report(compilation.diagnostics, of: path)
        return compilation.schema
    }

    /// Reads a schema's text, and says on standard error why it cannot be read.
    static func source(_ path: String) -> SourceText? {
        switch read(path) {
        case .success(let source):
            return source
        case .failure(let error):
            StandardError.report(place: name(of: path), error.reason)
            return nil
        }
    }

    /// Reads a schema's text, or says why it cannot be read.
    static func read(_ path: String) -> Result<SourceText, FileError> {
        do throws(FileError) {
            let bytes = try InputFile.content(
                of: path == standardInput ? nil : path, bytesMax: bytesMax)
            return .success(SourceText(path: name(of: path), bytes: bytes))
        } catch {
            return .failure(error)
        }
    }

    /// The bytes of a file that a schema includes, if it can be read.
    static func included(_ path: String) -> [UInt8]? {
        try? InputFile.content(of: path, bytesMax: bytesMax)
    }

    /// Says on standard error what is wrong with a schema.
    static func report(_ diagnostics: Diagnostics, of path: String) {
        guard diagnostics.errorCount + diagnostics.warningCount > 0 else { return }
        let path = name(of: path)
        var lines: [String] = []
        for diagnostic in diagnostics.kept {
            lines += diagnostic.description.split(
                separator: "\n", omittingEmptySubsequences: false
            ).map(String.init)
        }
        if diagnostics.droppedCount > 0 {
            lines.append("\(path): \(diagnostics.droppedCount) more like these are not shown")
        }
        let counts = [(diagnostics.errorCount, "error"), (diagnostics.warningCount, "warning")]
            .filter { $0.0 > 0 }
            .map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }
        lines.append("\(path): \(counts.joined(separator: ", "))")
        StandardError.write(lines: lines)
    }
}
