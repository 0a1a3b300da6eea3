import Foundation
import PackagePlugin

/// `swift package generate-frames`: compiles the SBE schemas of a package's targets to Swift files that
/// are kept in the sources, in the folder `Generated` of each target.
@main
struct PinionCommandPlugin: CommandPlugin {
    func performCommand(context: PluginContext, arguments: [String]) async throws {
        var arguments = ArgumentExtractor(arguments)
        let names = arguments.extractOption(named: "target")
        let access = arguments.extractOption(named: "access").last ?? "internal"
        let extras = ["json", "values", "checks"].filter {
            arguments.extractFlag(named: $0) > 0
        }.map { "--\($0)" }
        guard arguments.extractFlag(named: "help") == 0 else { return print(Self.help) }
        guard arguments.remainingArguments.isEmpty else {
            let argument = arguments.remainingArguments[0]
            throw CommandError("unknown argument '\(argument)'\n\(Self.help)")
        }

        let targets =
            names.isEmpty
            ? context.package.targets : try context.package.targets(named: names)
        let pinion = try context.tool(named: "PinionCommand").url
        var count = 0
        for case let target as any SourceModuleTarget in targets {
            for schema in try schemas(of: target) {
                try generate(
                    schema, in: target, options: ["--access", access] + extras, with: pinion)
                count += 1
            }
        }
        if count == 0 {
            let searched = targets.map(\.name).joined(separator: ", ")
            throw CommandError("no schema among the files of \(searched)")
        }
    }

    private func generate(
        _ schema: URL, in target: any SourceModuleTarget, options: [String], with pinion: URL
    ) throws {
        let directory = target.directoryURL.appending(path: "Generated")
        let process = Process()
        process.executableURL = pinion
        process.arguments =
            ["generate", schema.path(), "--output", directory.path()] + options
        try process.run()
        process.waitUntilExit()
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            // What is wrong with the schema has been said, with its place, by the compiler.
            throw CommandError("\(schema.lastPathComponent) was not compiled")
        }
        print("\(schema.lastPathComponent) → \(target.name)/Generated")
    }

    /// The schemas among the files of a target.
    ///
    /// The folder is walked instead of `sourceFiles`, so that a target may list its schemas under
    /// `exclude`, which is how it says to SwiftPM that nothing in its build uses them.
    private func schemas(of target: any SourceModuleTarget) throws -> [URL] {
        let files = FileManager.default.enumerator(
            at: target.directoryURL, includingPropertiesForKeys: nil)
        var found: [URL] = []
        while let file = files?.nextObject() as? URL {
            if ["xml", "pinion"].contains(file.pathExtension), try isSchema(file) {
                found.append(file)
            }
        }
        return found.sorted { $0.path() < $1.path() }
    }

    private func isSchema(_ document: URL) throws -> Bool {
        let text = String(decoding: try Data(contentsOf: document), as: UTF8.self)
        let start =
            document.pathExtension == "pinion"
            ? #"\A\x{FEFF}?(\s|//[^\n]*\n)*schema\s"# : #"<([A-Za-z_][\w.-]*:)?messageSchema[\s/>]"#
        return text.range(of: start, options: .regularExpression) != nil
    }

    private static let help = """
        USAGE: swift package generate-frames [--target TARGET]... [--access ACCESS]
                                             [--json] [--values] [--checks]

        Compiles each schema (a .pinion file with a schema declaration, or a .xml file with
        the root element messageSchema) in the folders of the targets to TARGET/Generated/…Frames.swift.

          --target TARGET   Only this target; may be repeated. Without it: all of the package.
          --access ACCESS   public, package or internal. Without it: internal.
          --json            Lets messages print themselves as JSON: String(json: view).
          --values          Adds a plain value for each message: Quote.Value.
          --checks          Lets messages have all their values checked: view.check().
        """
}

/// What is told to the user before the command fails.
private struct CommandError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
