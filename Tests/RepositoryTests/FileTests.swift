import Foundation
import Testing

/// What holds for every file, whatever it says.
struct FileTests {
    /// A file tells one story, and nobody wants to read the 501st line of it.
    static let linesMax = 500

    @Test("No file that people write has more than 500 lines")
    func lengths() throws {
        let files = try Repository.swiftFiles()
        #expect(files.count > 50)
        for file in files where file.lines.count - 1 > Self.linesMax {
            Issue.record("\(file.path): \(file.lines.count - 1) lines")
        }
    }

    @Test("Nothing is left to be done later in silence")
    func leftovers() throws {
        let words = ["TO" + "DO", "FIX" + "ME", "XX" + "X:"]
        for file in try Repository.swiftFiles() {
            for (index, line) in file.lines.enumerated() {
                for word in words where line.contains(word) {
                    Issue.record("\(file.path):\(index + 1): \(word)")
                }
            }
        }
    }

    @Test("The package can be a versioned dependency: it passes no unsafe flags")
    func flags() throws {
        let manifest = try String(
            contentsOf: Repository.root.appending(path: "Package.swift"), encoding: .utf8)
        #expect(!manifest.contains("unsafe" + "Flags"))
        #expect(manifest.contains("strictMemorySafety"))
    }

    @Test("Each link between the documents leads to a file that exists")
    func links() throws {
        var pages = try Repository.specPages()
        for name in ["README", "ARCHITECTURE", "CONTRIBUTING", "CHANGELOG", "SECURITY"] {
            let url = Repository.root.appending(path: "\(name).md")
            let text = try String(contentsOf: url, encoding: .utf8)
            pages.append(Repository.File(path: "\(name).md", text: text))
        }
        let link = /\]\(([^)#\s]+)(?:#[^)]*)?\)/
        var count = 0
        for page in pages {
            let folder = Repository.root.appending(path: page.path).deletingLastPathComponent()
            for match in page.text.matches(of: link) where !match.1.contains("://") {
                count += 1
                let target = folder.appending(path: String(match.1)).standardizedFileURL
                if !FileManager.default.fileExists(atPath: target.path(percentEncoded: false)) {
                    Issue.record("\(page.path) links to \(match.1), which does not exist")
                }
            }
        }
        #expect(count > 10)
    }
}
