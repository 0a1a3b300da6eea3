import Foundation
import PackagePlugin

/// Compiles the SBE schemas among a target's files to Swift, on every build that finds one changed.
///
/// A schema is a file whose name ends in `.pinion` and which starts with a `schema` declaration, or one
/// whose name ends in `.xml` and whose root element is `messageSchema`. Other files of these kinds are left
/// alone, and count as what a schema may include. `market.xml` becomes
/// `MarketFrames.swift` in the plugin's work directory; to keep the files, use
/// `swift package generate-frames` instead of this plugin.
///
/// A file `pinion-config.json` in the target's folder says what is generated, for all its schemas:
/// `{ "access": "public", "json": true, "values": true, "checks": true }`. What it leaves out is `internal` and `false`.
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
        let configuration = target.sourceFiles.map(\.url)
            .first { $0.lastPathComponent == "pinion-config.json" }
        let options = try configuration.map { try Configuration(contentsOf: $0).arguments } ?? []
        return schemas.map { schema in
            command(
                running: pinion.url, on: schema,
                including: documents + (configuration.map { [$0] } ?? []), options: options,
                into: context.pluginWorkDirectoryURL)
        }
    }

    private func command(
        running pinion: URL, on schema: URL, including documents: [URL], options: [String],
        into directory: URL
    ) -> Command {
        .buildCommand(
            displayName: "Compiling \(schema.lastPathComponent)",
            executable: pinion,
            arguments: ["generate", schema.path(), "--output", directory.path()] + options,
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

/// What a target asks for, in its `pinion-config.json`.
private struct Configuration: Decodable {
    var access: String?
    var json: Bool?
    var values: Bool?
    var checks: Bool?

    init(contentsOf file: URL) throws {
        do {
            self = try JSONDecoder().decode(Self.self, from: try Data(contentsOf: file))
        } catch {
            Diagnostics.error("\(file.path()) cannot be used: \(error)")
            throw error
        }
    }

    /// The options of `pinion generate`, which says what is wrong with their values.
    var arguments: [String] {
        (access.map { ["--access", $0] } ?? [])
            + (json == true ? ["--json"] : []) + (values == true ? ["--values"] : [])
            + (checks == true ? ["--checks"] : [])
    }
}
