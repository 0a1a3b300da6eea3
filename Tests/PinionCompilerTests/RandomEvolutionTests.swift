import PinionCompiler
import Testing

/// What the rules on evolution promise, held against random schemas, changes and messages.
struct RandomEvolutionTests {
    /// Seeds, in batches that run side by side.
    static let batches = (0..<10).map { $0 * 20..<($0 + 1) * 20 }

    private func compiled(_ random: RandomSchema) throws -> Schema {
        let compilation = SchemaText.compile(random.xml)
        return try #require(
            compilation.schema,
            "\(compilation.diagnostics.kept.map(\.description).joined(separator: "\n"))")
    }

    @Test("A message of a random schema is read as it was written", arguments: batches)
    func roundTrip(seeds: Range<Int>) throws {
        for seed in seeds {
            var random = SeededRandom(seed: UInt64(seed))
            let schema = try compiled(RandomSchema(using: &random))
            let decoder = FrameDecoder(schema: schema)
            for message in schema.messages {
                let content = FrameContent.random(of: message.body, using: &random)
                let bytes = try ModelFrameWriter(schema: schema).bytes(of: message, content)
                let found = try #require(try FrameContent.read(bytes, by: decoder))
                #expect(found.message == message, "seed \(seed)")
                #expect(found.content == content, "seed \(seed)")
            }
        }
    }

    @Test(
        "Versions that differ by compatible changes read each other's messages", arguments: batches)
    func compatible(seeds: Range<Int>) throws {
        for seed in seeds {
            var random = SeededRandom(seed: UInt64(seed))
            var declaration = RandomSchema(using: &random)
            let old = try compiled(declaration)
            declaration.version += 1
            var names: [String] = []
            for _ in 0...random.upTo(5) {
                let change = random.pick(RandomSchema.compatible)
                if let change, change.apply(&declaration, &random) { names.append(change.name) }
            }
            let new = try compiled(declaration)
            let comparison = SchemaComparison(old: old, new: new)
            let told = comparison.reportLines.joined(separator: "\n")
            #expect(!comparison.isBreaking, "seed \(seed), \(names)\n\(told)")
            try expectReadable(from: old, to: new, seed: seed, names, using: &random)
            try expectReadable(from: new, to: old, seed: seed, names, using: &random)
        }
    }

    /// Writes the messages of one version and reads them by the other.
    private func expectReadable(
        from writer: Schema, to reader: Schema, seed: Int, _ changes: [String],
        using random: inout SeededRandom
    ) throws {
        let decoder = FrameDecoder(schema: reader)
        for message in writer.messages {
            guard let known = reader.messages.first(where: { $0.id == message.id }) else {
                continue
            }
            let content = FrameContent.random(of: message.body, using: &random)
            let bytes = try ModelFrameWriter(schema: writer).bytes(of: message, content)
            let found = try #require(try FrameContent.read(bytes, by: decoder))
            let place: Comment =
                "seed \(seed), version \(writer.version) read by \(reader.version), \(changes)"
            #expect(found.message == known, place)
            #expect(found.content == content.known(to: known.body), place)
        }
    }

    @Test(
        "A breaking change is found, whatever else was changed",
        arguments: RandomSchema.breaking.indices)
    func breaking(index: Int) throws {
        let breaking = RandomSchema.breaking[index]
        var count = 0
        for seed in 0..<40 {
            var random = SeededRandom(seed: UInt64(seed * 100 + index))
            var declaration = RandomSchema(using: &random)
            let old = try compiled(declaration)
            declaration.version += 1
            guard breaking.apply(&declaration, &random) else { continue }
            count += 1
            var names = [breaking.name]
            // What is added later may fill the room that a shorter block has lost.
            let others = breaking.name == "shorten a block" ? 0 : random.upTo(2)
            for _ in 0..<others {
                let change = random.pick(RandomSchema.compatible)
                if let change, change.apply(&declaration, &random) { names.append(change.name) }
            }
            let comparison = SchemaComparison(old: old, new: try compiled(declaration))
            let told = comparison.reportLines.joined(separator: "\n")
            #expect(comparison.isBreaking, "seed \(seed), \(names)\n\(told)")
        }
        #expect(count >= 10, "'\(breaking.name)' was tried \(count) times only")
    }
}
