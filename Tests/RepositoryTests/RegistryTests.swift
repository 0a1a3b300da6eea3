import Foundation
import Testing

/// `spec/registry.csv` lists every number and name of the protocol that others must agree on, as they stand in
/// the schema of the transport, in the reference's table of reasons and in the counters.
struct RegistryTests {
    /// One line of the registry.
    struct Entry: Hashable {
        let registry: String
        let name: String
        /// Empty for what has a name only.
        let value: String
        let meaning: String

        var line: String {
            "\(registry),\(name),\(value),\"\(meaning.replacing("\"", with: "\"\""))\""
        }
    }

    /// The schema's enumerations and sets that are registries, and what a registry of each is called.
    static let registries = [
        "PacketKind": "packet kind", "PacketFlags": "packet flag", "DataFlags": "data flag",
        "CloseFlags": "close flag", "PathFlags": "path flag", "PingCause": "ping cause",
        "JoinFlags": "join flag", "JoinedFlags": "joined flag",
    ]

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: Repository.root.appending(path: path), encoding: .utf8)
    }

    /// What `text` declares in lines that `read` knows, each with the documentation above it.
    private static func declared(
        in text: String, _ read: (_ line: String, _ meaning: String) -> Entry?
    ) -> [Entry] {
        var entries: [Entry] = []
        var documentation: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let line = line.trimmingCharacters(in: .whitespaces)
            if line.hasPrefix("///") {
                documentation.append(line.dropFirst(3).trimmingCharacters(in: .whitespaces))
                continue
            }
            if let entry = read(line, documentation.joined(separator: " ")) {
                entries.append(entry)
            }
            documentation = []
        }
        return entries
    }

    /// The numbers of the transport's schema: its frames, and the members of its enumerations and sets.
    static func ofSchema() throws -> [Entry] {
        let group = /(?:enum|set) (\w+): .*/
        let frame = /message (\w+) @(\d+) .*/
        let member = /(\w+) = (\d+)/
        var registry: String?
        return declared(in: try text("Schemas/transport.pinion")) { line, meaning in
            if let match = line.wholeMatch(of: frame) {
                return Entry(
                    registry: "frame", name: String(match.1), value: String(match.2),
                    meaning: meaning)
            }
            if let match = line.wholeMatch(of: group) {
                registry = registries[String(match.1)]
                if registry == nil { Issue.record("\(match.1) is in no registry") }
            } else if line == "}" {
                registry = nil
            } else if let registry, let match = line.wholeMatch(of: member) {
                return Entry(
                    registry: registry, name: String(match.1), value: String(match.2),
                    meaning: meaning)
            }
            return nil
        }
    }

    /// The reasons to close: the table in spec/session.md.
    static func ofReasons() throws -> [Entry] {
        let row = /\| (\d+) \| ([^|]+) \| ([^|]+) \| [^|]+ \|/
        return try text("spec/session.md").split(separator: "\n").compactMap { line in
            line.wholeMatch(of: row).map {
                Entry(
                    registry: "reason", name: String($0.2), value: String($0.1),
                    meaning: String($0.3))
            }
        }
    }

    /// The counters, which have names and no numbers.
    static func ofCounters() throws -> [Entry] {
        let counter = /public var (\w+): UInt64 = 0/
        return declared(in: try text("Sources/PinionTransport/Counters.swift")) { line, meaning in
            line.wholeMatch(of: counter).map {
                Entry(registry: "counter", name: String($0.1), value: "", meaning: meaning)
            }
        }
    }

    @Test("The registry says what the schema, the reference and the counters say")
    func isCurrent() throws {
        let entries = try Self.ofSchema() + Self.ofReasons() + Self.ofCounters()
        let order = [
            "packet kind", "packet flag", "frame", "data flag", "close flag", "path flag",
            "join flag", "joined flag", "ping cause", "reason", "counter",
        ]
        #expect(Set(entries.map(\.registry)) == Set(order))
        var lines = ["registry,name,value,meaning"]
        for registry in order {
            let members = entries.filter { $0.registry == registry }
            // In the order of their numbers; counters, which have none, in their own.
            let sorted = members.enumerated().sorted {
                (Int($0.element.value) ?? 0, $0.offset) < (Int($1.element.value) ?? 0, $1.offset)
            }
            lines += sorted.map(\.element.line)
        }
        let expected = lines.joined(separator: "\n") + "\n"
        if ProcessInfo.processInfo.environment["PINION_UPDATE_GOLDEN"] == "1" {
            try expected.write(
                to: Repository.root.appending(path: "spec/registry.csv"), atomically: true,
                encoding: .utf8)
        }
        let isCurrent = try Self.text("spec/registry.csv") == expected
        #expect(
            isCurrent,
            "PINION_UPDATE_GOLDEN=1 writes spec/registry.csv, which should be\n\(expected)")
    }

    @Test("No number and no name is used twice in a registry, and each has a meaning")
    func unique() throws {
        let entries = try Self.ofSchema() + Self.ofReasons() + Self.ofCounters()
        #expect(entries.count > 70)
        for (registry, members) in Dictionary(grouping: entries, by: \.registry) {
            #expect(Set(members.map(\.name)).count == members.count, "\(registry)")
            let values = members.map(\.value).filter { !$0.isEmpty }
            #expect(Set(values).count == values.count, "\(registry)")
            for member in members where member.meaning.isEmpty {
                Issue.record("\(registry) \(member.name) has no meaning")
            }
        }
    }

    @Test("The reasons of the reference are the reasons of the code")
    func reasons() throws {
        let declaration = /static var \w+: CloseReason \{ CloseReason\(rawValue: (\d+)\) \}/
        let code = try Self.text("Sources/PinionTransport/CloseReason.swift")
            .matches(of: declaration).map { String($0.1) }
        #expect(try Self.ofReasons().map(\.value) == code)
    }
}
