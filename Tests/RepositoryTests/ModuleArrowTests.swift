import Testing

/// The picture of the modules in ARCHITECTURE.md, as a rule.
struct ModuleArrowTests {
    /// What the files of a folder may import. A module that is not listed for a folder must not
    /// appear in it: the core reaches no clock and no socket because it cannot name one.
    static let allowed: [(folder: String, imports: Set<String>)] = [
        ("Sources/PinionCodec", []),
        ("Sources/PinionTransport", ["CChecksum", "PinionCodec"]),
        ("Sources/PinionSimulation", ["PinionCodec", "PinionTransport"]),
        ("Sources/Pinion", ["CUDP", "Glibc", "PinionCodec", "PinionTransport", "Synchronization"]),
        ("Sources/PinionCompiler", ["PinionCodec"]),
    ]

    @Test("Each module imports what its place in the picture allows", arguments: allowed)
    func imports(folder: String, imports allowed: Set<String>) throws {
        // Attributes and an access level may stand before the word.
        let statement = /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:\w+\s+)?import\s+(?:\w+\s+)?(\w+)\s*$/
        let files = try Repository.files(in: [folder], endings: [".swift"])
        #expect(!files.isEmpty)
        for file in files {
            for (index, line) in file.lines.enumerated() {
                guard let module = line.firstMatch(of: statement)?.1 else { continue }
                if !allowed.contains(String(module)) {
                    Issue.record("\(file.path):\(index + 1): imports \(module)")
                }
            }
        }
    }
}
