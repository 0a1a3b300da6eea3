import Foundation
import Testing

/// What a user does: a package of their own, outside this repository, that depends on this one by its
/// path, with the schema and the twenty lines of the README, and the build plugin.
@Suite(.serialized, .enabled(if: SlowTests.areEnabled, "A slow test: PINION_SLOW_TESTS=1 runs it."))
struct DownstreamPackageTests {
    /// The folder of the user's package. It stays, as does what is built in it, so that the next run only
    /// builds what has changed.
    let folder: URL = {
        // The name tells clones of the repository apart.
        let clone = Repository.root.path().utf8.reduce(UInt32(5381)) { $0 &* 33 &+ UInt32($1) }
        return FileManager.default.temporaryDirectory.appending(path: "pinion-user-\(clone)")
    }()

    @Test("The twenty lines of the README build without a flag, and decode what they encoded")
    func readme() throws {
        let schema = try String(contentsOf: schemaFile, encoding: .utf8)
        try write(schema: schema, main: try twentyLines())

        let build = try Subprocess.run(swift("build"))
        #expect(build.status == 0, "\(build.output)")
        #expect(!build.output.contains("warning: "), "\(build.output)")

        let run = try Subprocess.run([folder.appending(path: ".build/debug/Example").path()])
        #expect(run.status == 0)
        #expect(
            run.output == """
                55 bytes: PINION from example
                bid 10050
                ask 10051

                """)
    }

    @Test("The exchange of the README builds without a flag, and a message crosses the loopback")
    func exchange() throws {
        let schema = try String(contentsOf: schemaFile, encoding: .utf8)
        try write(schema: schema, main: try exchangeLines(), library: "Pinion")

        let build = try Subprocess.run(swift("build"))
        #expect(build.status == 0, "\(build.output)")
        #expect(!build.output.contains("warning: "), "\(build.output)")

        let run = try Subprocess.run([folder.appending(path: ".build/debug/Example").path()])
        #expect(run.status == 0)
        #expect(run.output == "PINION\n")
    }

    @Test("A mistake in a schema stops the build, with its file, line and column")
    func mistake() throws {
        let schema = try String(contentsOf: schemaFile, encoding: .utf8)
        let broken = schema.replacing("@1: Symbol", with: "@1: Symbl")
        try write(schema: broken, main: try twentyLines())
        let lines = broken.split(separator: "\n", omittingEmptySubsequences: false)
        let line = try #require(lines.firstIndex { $0.contains("Symbl") }) + 1

        let build = try Subprocess.run(swift("build"))

        #expect(build.status != 0)
        let place = try Regex("quote\\.pinion:\(line):[0-9]+: error: ")
        #expect(build.output.contains(place), "\(build.output)")
    }

    @Test("The command plugin writes public views into the sources")
    func commandPlugin() throws {
        let schema = try String(contentsOf: schemaFile, encoding: .utf8)
        try write(schema: schema, main: try twentyLines(), usesBuildPlugin: false)
        let generated = folder.appending(path: "Sources/Example/Generated/QuoteFrames.swift")
        try? FileManager.default.removeItem(at: generated)
        defer { try? FileManager.default.removeItem(at: generated) }

        let command = try Subprocess.run(
            swift("package") + [
                "--allow-writing-to-package-directory", "generate-frames", "--target", "Example",
                "--access", "public",
            ])

        #expect(command.status == 0, "\(command.output)")
        let text = try String(contentsOf: generated, encoding: .utf8)
        #expect(text.contains("public enum Quotes {"))
        let build = try Subprocess.run(swift("build"))
        #expect(build.status == 0, "\(build.output)")
    }

    private var schemaFile: URL { Repository.root.appending(path: "Schemas/examples/quote.pinion") }

    private func swift(_ command: String) -> [String] {
        ["swift", command, "--package-path", folder.path()]
    }

    /// The Swift code between two markers of the README.
    private func readmeCode(_ name: String) throws -> String {
        let readme = try String(
            contentsOf: Repository.root.appending(path: "README.md"), encoding: .utf8)
        let (begin, end) = ("<!-- \(name):begin -->\n```swift\n", "```\n<!-- \(name):end -->")
        let start = try #require(readme.firstRange(of: begin)).upperBound
        let stop = try #require(readme[start...].firstRange(of: end)).lowerBound
        return String(readme[start..<stop])
    }

    private func twentyLines() throws -> String {
        let code = try readmeCode("example")
        #expect(code.split(separator: "\n").count == 20, "the README promises twenty lines")
        return code
    }

    /// The exchange, and what calls it. The port is one that other tests are not likely to have.
    private func exchangeLines() throws -> String {
        try readmeCode("exchange") + """

            func encode() throws -> [UInt8] {
                var buffer = [UInt8](repeating: 0, count: 64)
                var bytes = buffer.mutableSpan
                var quote = try FrameWriter<Quotes.Quote>(&bytes)
                quote.symbol = "PINION"
                try quote.levels(count: 0) { _, _ in }
                try quote.source("example")
                return Array(buffer[..<(try quote.finish())])
            }

            let address = SocketAddress("127.0.0.1:\(UInt16.random(in: 20_000..<30_000))")!
            print(try await exchange(encode(), at: address) ?? "nothing")

            """
    }

    private func write(
        schema: String, main: String, usesBuildPlugin: Bool = true, library: String = "PinionCodec"
    ) throws {
        let plugin = #", plugins: [.plugin(name: "PinionBuildPlugin", package: "pinion")]"#
        let products = Set([library, "PinionCodec"]).sorted()
            .map { #".product(name: "\#($0)", package: "pinion")"# }.joined(separator: ", ")
        let manifest = """
            // swift-tools-version: 6.0
            import PackageDescription

            let package = Package(
                name: "Downstream",
                dependencies: [.package(name: "pinion", path: "\(Repository.root.path())")],
                targets: [
                    .executableTarget(
                        name: "Example",
                        dependencies: [\(products)],
                        exclude: \(usesBuildPlugin ? "[]" : #"["quote.pinion"]"#)\
            \(usesBuildPlugin ? plugin : ""))
                ]
            )

            """
        let sources = folder.appending(path: "Sources/Example")
        try FileManager.default.createDirectory(at: sources, withIntermediateDirectories: true)
        for (name, text) in [
            ("Package.swift", manifest), ("Sources/Example/quote.pinion", schema),
            ("Sources/Example/main.swift", main),
        ] {
            let file = folder.appending(path: name)
            // A file that is as it should be is left alone, and not compiled again.
            if (try? String(contentsOf: file, encoding: .utf8)) == text { continue }
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
    }
}
