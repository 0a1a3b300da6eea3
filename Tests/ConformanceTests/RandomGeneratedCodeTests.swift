import Foundation
import PinionCompiler
import PinionSimulation
import Testing

/// Generated Swift against the decoder, over random schemas: all are compiled into one program, which reads,
/// prints and writes random messages of each.
///
/// Four schemas, or forty with `PINION_SLOW_TESTS`; `PINION_RANDOM_SCHEMAS` says how many, and
/// `PINION_RANDOM_SEED` from which seed on. `PINION_RANDOM_FOLDER` names a new folder in which the schemas, the
/// messages and the program stay.
struct RandomGeneratedCodeTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let count =
        environment["PINION_RANDOM_SCHEMAS"].flatMap { Int($0) }
        ?? (environment["PINION_SLOW_TESTS"] == nil ? 4 : 40)
    private static let firstSeed = environment["PINION_RANDOM_SEED"].flatMap { UInt64($0) } ?? 1

    /// Messages of each template and version.
    private static let rounds = 3

    @Test("Generated code reads, prints and writes messages of random schemas as the decoder does")
    func agreement() throws {
        let kept = Self.environment["PINION_RANDOM_FOLDER"].map { URL(filePath: $0) }
        let scratch =
            kept
            ?? FileManager.default.temporaryDirectory
            .appending(path: "pinion-random-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { if kept == nil { try? FileManager.default.removeItem(at: scratch) } }

        var number = 0
        let seeds = Self.firstSeed..<Self.firstSeed + UInt64(Self.count)
        let schemas = try seeds.compactMap { seed in
            try Self.cases(seed: seed, messageNumber: &number, in: scratch)
        }
        #expect(schemas.count == Self.count)
        try GeneratedCodeProgram.buildCodec(in: scratch)
        let program = GeneratedCodeProgram(folder: scratch.appending(path: "program"))
        let tally = GeneratedCodeTests.check(schemas, program: program)
        print("random schemas from seed \(Self.firstSeed): \(tally)")
        #expect(tally.schemas == Self.count)
        #expect(tally.messages == number)
        #expect(tally.rewritten > 0)
        for failure in tally.failures.prefix(50) { Issue.record(Comment(rawValue: failure)) }
    }

    /// The schema of a seed, and messages of it in files of a folder. What JSON makes of a message that is shown is
    /// another message, in which every null and every text has its usual form.
    private static func cases(
        seed: UInt64, messageNumber: inout Int, in folder: URL
    ) throws -> GeneratedCodeTests.SchemaCases? {
        let text = RandomSchemaText.xml(seed: seed)
        try text.write(
            to: folder.appending(path: "seed-\(seed).xml"), atomically: false, encoding: .utf8)
        let compilation = compile(SourceText(path: "seed-\(seed).xml", text: text))
        guard let schema = compilation.schema else {
            let first = compilation.diagnostics.kept.first { $0.severity == .error }
            Issue.record("seed \(seed) is no schema: \(first.map { "\($0)" } ?? "")\n\(text)")
            return nil
        }
        let decoder = FrameDecoder(schema: schema)
        let encoder = FrameEncoder(schema: schema)
        var random = SimulationRandom(seed: ~seed)
        var result = GeneratedCodeTests.SchemaCases(
            number: Int(seed), schema: schema, isRandom: true)
        func add(_ bytes: [UInt8], isUsual: Bool) throws {
            let file = folder.appending(path: "seed-\(seed)-message-\(messageNumber)")
            try Data(bytes).write(to: file)
            result.cases.append(
                .init(
                    number: messageNumber, message: file, isIdentical: isUsual,
                    expectation: try GeneratedCodeExpectation(bytes, by: decoder)))
            messageNumber += 1
        }
        for message in schema.messages {
            for version in 0...schema.version where version >= message.notes.sinceVersion {
                for _ in 0..<Self.rounds {
                    let bytes = try RandomMessage.bytes(
                        of: message, in: schema, version: version, using: &random)
                    try add(bytes, isUsual: false)
                    var json: [UInt8] = []
                    #expect(try decoder.appendJSON(of: bytes.span, to: &json) == bytes.count)
                    var usual: [UInt8] = []
                    try encoder.append(json: json, to: &usual)
                    var again: [UInt8] = []
                    _ = try decoder.appendJSON(of: usual.span, to: &again)
                    #expect(again == json, "seed \(seed)")
                    try add(usual, isUsual: version == schema.version)
                }
            }
        }
        return result
    }
}
