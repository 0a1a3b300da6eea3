import Foundation
import PackagePlugin

/// Compiles the SBE schemas among a target's files to Swift, on every build that finds one changed.
///
/// A schema is a file whose name ends in `.pinion` and which starts with a `schema` declaration, or one
/// whose name ends in `.xml` and whose root element is `messageSchema`. Other files of these kinds are left
/// alone, and count as what a schema may include. `market.xml` becomes
/// `MarketFrames.swift` in the plugin's work directory, with `internal` access; to keep the files, or to
/// give another access, use `swift package generate-frames` instead of this plugin.
@main
struct PinionBuildPlugin: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        guard let target = target as? any SourceModuleTarget else { return [] }
        let documents = target.sourceFiles.map(\.url)
            .filter { ["xml", "pinion"].contains($0.pathExtension) }
        let schemas = try documents.filter(isSchema)
        if schemas.isEmpty {
            Diagnostics.warning("\(target.name) uses PinionBuildPlugin and has no schema")
        }
        let pinion = try context.tool(named: "PinionCommand")
        return schemas.map { schema in
            command(
                running: pinion.url, on: schema, including: documents,
                into: context.pluginWorkDirectoryURL)
        }
    }

    private func command(
        running pinion: URL, on schema: URL, including documents: [URL], into directory: URL
    ) -> Command {
        .buildCommand(
            displayName: "Compiling \(schema.lastPathComponent)",
            executable: pinion,
            arguments: ["generate", schema.path(), "--output", directory.path()],
            inputFiles: [schema] + documents.filter { $0 != schema },
            outputFiles: [directory.appending(path: generatedName(of: schema))])
    }

    /// The name that the compiler gives: the schema's with a capital, `Frames.swift` instead of its ending.
    private func generatedName(of schema: URL) -> String {
        let stem = schema.deletingPathExtension().lastPathComponent
        return stem.prefix(1).uppercased() + stem.dropFirst() + "Frames.swift"
    }

    private func isSchema(_ document: URL) throws -> Bool {
        let text = String(decoding: try Data(contentsOf: document), as: UTF8.self)
        let start =
            document.pathExtension == "pinion"
            ? #"\A\x{FEFF}?(\s|//[^\n]*\n)*schema\s"# : #"<([A-Za-z_][\w.-]*:)?messageSchema[\s/>]"#
        return text.range(of: start, options: .regularExpression) != nil
    }
}
