import Foundation
import PinionCompiler
import Synchronization
import Testing

/// Generated Swift against the reference implementation: views are made of the schemas of the corpus, compiled,
/// and read every message; each value must be the reference's.
///
/// Building the views of all schemas takes minutes, so a share of them is taken: a small one; with
/// `PINION_SLOW_TESTS=1` all published schemas and a third of the random ones; with `PINION_SLOW_TESTS=all` all.
struct GeneratedCodeTests {
    static let batchSize = 16

    /// One of how many schemas is taken: of those that were published, and of the random ones.
    static let shares: (published: Int, random: Int) =
        switch ProcessInfo.processInfo.environment["PINION_SLOW_TESTS"] {
        case "all": (1, 1)
        case "1": (1, 3)
        default: (64, 128)
        }

    /// A schema of the corpus and all messages that are read with it.
    struct SchemaCases {
        let number: Int
        let schema: Schema
        let isRandom: Bool
        var cases: [Case] = []
    }

    /// One message of the corpus.
    struct Case {
        let number: Int
        let message: URL
        let isIdentical: Bool
        let expectation: GeneratedCodeExpectation
    }

    /// What came of a share of the corpus.
    struct Tally: CustomStringConvertible, Sendable {
        var schemas = 0
        var messages = 0
        var values = 0
        var rewritten = 0
        var extras = GeneratedCodeExtras.Tally()
        var failures: [String] = []

        mutating func add(_ other: Tally) {
            schemas += other.schemas
            messages += other.messages
            values += other.values
            rewritten += other.rewritten
            extras.add(other.extras)
            failures += other.failures
        }

        var description: String {
            "generated code: \(schemas) schemas, \(messages) messages, \(values) values agree; "
                + "\(rewritten) messages written again are the same bytes; \(extras); "
                + "\(failures.count) failures"
        }
    }

    @Test(
        "Generated views read what the reference wrote, value for value",
        .enabled(if: Corpus.isPresent, Comment(rawValue: Corpus.absence)))
    func corpus() throws {
        let root = try #require(Corpus.folder)
        let scratch = FileManager.default.temporaryDirectory
            .appending(path: "pinion-generated-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }
        try GeneratedCodeProgram.buildCodec(in: scratch)

        let (schemas, total) = try Self.load(root)
        print("generated code: \(schemas.count) of \(total) schemas; see PINION_SLOW_TESTS")
        let batches = stride(from: 0, to: schemas.count, by: Self.batchSize).map {
            Array(schemas[$0..<min($0 + Self.batchSize, schemas.count)])
        }
        let result = Mutex(Tally())
        DispatchQueue.concurrentPerform(iterations: batches.count) { index in
            let program = GeneratedCodeProgram(folder: scratch.appending(path: "batch\(index)"))
            let part = Self.check(batches[index], program: program)
            try? FileManager.default.removeItem(at: program.folder)
            result.withLock { $0.add(part) }
        }
        let tally = result.withLock { $0 }
        print(tally)
        #expect(tally.schemas == schemas.count)
        #expect(tally.messages > 0)
        for failure in tally.failures.prefix(50) { Issue.record(Comment(rawValue: failure)) }
    }

    /// The schemas that are taken, each content once, and how many there are.
    private static func load(_ root: URL) throws -> (schemas: [SchemaCases], total: Int) {
        var numbers: [Data: Int] = [:]
        var schemas: [Int: SchemaCases] = [:]
        let index = try String(contentsOf: root.appending(path: "INDEX.jsonl"), encoding: .utf8)
        for (line, number) in zip(index.split(separator: "\n"), 0...) {
            let row =
                try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
            let folder = root.appending(path: row["dir"] as? String ?? "")
            let file = folder.appending(path: row["schema"] as? String ?? "")
            guard let message = row["message"] as? String, let trace = row["trace"] as? String
            else {
                continue
            }
            let content = try Data(contentsOf: file)
            let isRandom = row["suite"] as? String == "random"
            let key = numbers[content] ?? numbers.count
            guard key % (isRandom ? shares.random : shares.published) == 0 else {
                numbers[content] = key
                continue
            }
            // A schema that is refused is another test's matter.
            if numbers.updateValue(key, forKey: content) == nil,
                let schema = try Corpus.compile(file).schema
            {
                schemas[key] = SchemaCases(number: key, schema: schema, isRandom: isRandom)
            }
            let isCurrent = ["current", "primary"].contains(row["kind"] as? String)
            schemas[key]?.cases.append(
                Case(
                    number: number, message: folder.appending(path: message),
                    isIdentical: isCurrent && row["reencode"] as? String == "identical",
                    expectation: try GeneratedCodeExpectation(trace: folder.appending(path: trace)))
            )
        }
        return (schemas.values.sorted { $0.number < $1.number }, numbers.count)
    }

    static func check(_ batch: [SchemaCases], program: GeneratedCodeProgram) -> Tally {
        var tally = Tally()
        let rows = batch.flatMap { schema in
            schema.cases.map { message in
                let cells = [
                    "\(message.number)", "\(schema.number)", "\(message.expectation.template)",
                    message.message.path, message.isIdentical ? "again" : "once",
                ]
                return cells.joined(separator: "\t") + "\n"
            }
        }
        do {
            try program.build(
                batch.map { schema in
                    (schema.number, schema.schema, schema.cases.contains { $0.isIdentical })
                })
            let output = try program.run(over: rows.joined())
            tally.schemas += batch.count
            for schema in batch {
                let extras = GeneratedCodeExtras(schema: schema.schema)
                for message in schema.cases {
                    let lines = output[message.number] ?? []
                    compare(message, with: lines, extras: extras, tally: &tally)
                }
            }
        } catch {
            tally.failures.append("\(error)")
        }
        return tally
    }

    /// Whether a constant of an enumeration, which has a name and a number, is the one that is expected.
    private static func isConstant(_ value: String, among expected: Set<String>) -> Bool {
        let cells = value.split(separator: "\t")
        return cells.first == "k" && cells.dropFirst().contains { expected.contains("k\t\($0)") }
    }

    private static func compare(
        _ message: Case, with lines: [Substring], extras: GeneratedCodeExtras, tally: inout Tally
    ) {
        var missing = message.expectation.lines
        var failures = extras.compare(message.message, with: lines, tally: &tally.extras)
        for line in lines {
            let cells = line.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
            let (path, value) = (String(cells[0]), String(cells.count > 1 ? cells[1] : ""))
            if path.isEmpty {
                if value.hasPrefix("x") { failures.append(value) }
                guard value.hasPrefix("w"), message.isIdentical else { continue }
                if value == "w\tsame" { tally.rewritten += 1 } else { failures.append(value) }
            } else if let expected = missing.removeValue(forKey: path) {
                if expected.contains(value) || isConstant(value, among: expected) {
                    tally.values += 1
                } else {
                    failures.append("\(path): \(value), not \(expected.sorted())")
                }
            } else {
                failures.append("\(path): \(value), which the reference does not have")
            }
        }
        // A composite that is not there is `nil`, and so are its constants, which the reference has all the same.
        let absent = missing.isEmpty ? [] : message.expectation.absentComposites
        missing = missing.filter { path, lines in
            !(lines.contains { $0.hasPrefix("k") } && absent.contains { path.hasPrefix($0) })
        }
        failures += missing.keys.sorted().map { "\($0): not read" }
        if failures.isEmpty {
            tally.messages += 1
        } else {
            let place = message.message.pathComponents.suffix(4).joined(separator: "/")
            let first = failures.prefix(3).joined(separator: "; ")
            tally.failures.append("\(place): \(failures.count) differ: \(first)")
        }
    }
}
