import Foundation
import Testing

/// The Swift code of the articles, in a user's package: each article's is one file.
@Suite(.enabled(if: SlowTests.areEnabled, "A slow test: PINION_SLOW_TESTS=1 runs it."))
struct ArticleTests {
    /// The modules whose articles show code.
    private static let modules = ["PinionCodec", "PinionCompiler"]

    @Test("The code of the articles compiles without a flag and without a warning")
    func code() throws {
        // It stays, so that the next run only builds what has changed.
        let clone = Repository.root.path().utf8.reduce(UInt32(5381)) { $0 &* 33 &+ UInt32($1) }
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "pinion-articles-\(clone)")
        var files = ["Package.swift": Self.manifest]
        for module in Self.modules {
            let articles = try Repository.files(in: ["Sources/\(module)"], endings: [".md"])
            #expect(!articles.isEmpty)
            for article in articles {
                let code = Self.code(of: article.lines.map { String($0) })
                let name = article.path.split(separator: "/").last!.dropLast(".md".count)
                if code.isEmpty { continue }
                files["Sources/\(module)Articles/\(name).swift"] = "import \(module)\n\n\(code)"
            }
        }
        #expect(files.count > 5)
        files["Sources/PinionCodecArticles/quote.pinion"] = try String(
            contentsOf: Repository.root.appending(path: "Schemas/examples/quote.pinion"),
            encoding: .utf8)
        files["Sources/PinionCodecArticles/pinion-config.json"] =
            #"{ "json": true, "values": true, "checks": true }"#

        try? FileManager.default.removeItem(at: folder.appending(path: "Sources"))
        for (path, text) in files {
            let file = folder.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        let build = try Subprocess.run(["swift", "build", "--package-path", folder.path()])
        #expect(build.status == 0, "\(build.output)")
        #expect(!build.output.contains("warning: "), "\(build.output)")
    }

    /// What stands between a line that opens Swift code and the one that closes it.
    private static func code(of lines: [String]) -> String {
        var code = ""
        var isInside = false
        for line in lines {
            switch (isInside, line) {
            case (false, "```swift"): isInside = true
            case (true, "```"):
                isInside = false
                code += "\n"
            case (true, _): code += line + "\n"
            default: break
            }
        }
        return code
    }

    private static let manifest = """
        // swift-tools-version: 6.0
        import PackageDescription

        let package = Package(
            name: "Articles",
            dependencies: [.package(name: "pinion", path: "\(Repository.root.path())")],
            targets: [
                .target(
                    name: "PinionCodecArticles",
                    dependencies: [.product(name: "PinionCodec", package: "pinion")],
                    plugins: [.plugin(name: "PinionBuildPlugin", package: "pinion")]),
                .target(
                    name: "PinionCompilerArticles",
                    dependencies: [.product(name: "PinionCompiler", package: "pinion")]),
            ]
        )

        """
}
