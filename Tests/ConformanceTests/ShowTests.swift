import Foundation
import PinionCompiler
import Synchronization
import Testing

/// Every message of the corpus through the dynamic decoder, which is what `pinion show` prints.
@Suite(.enabled(if: Corpus.isPresent, "\(Corpus.absence)"))
struct ShowTests {
    /// A line of `INDEX.jsonl`.
    struct Case: Decodable {
        let suite: String
        let dir: String
        let schema: String
        let message: String
        let json: String?
        let trace: String
        let kind: String
        let reencode: String?
    }

    @Test("Each message decodes to the values that the reference finds, at the same offsets")
    func traces() throws {
        let folder = try #require(Corpus.folder)
        let cases = try Self.cases(of: folder)
        #expect(cases.count > 4_000)

        var decoders: [String: FrameDecoder?] = [:]
        var messages = 0
        var values = 0
        for one in cases {
            let folder = folder.appending(path: one.dir)
            let path = one.dir + "/" + one.schema
            if decoders[path] == nil {
                let schema = try Corpus.compile(folder.appending(path: one.schema)).schema
                decoders[path] = .some(schema.map { FrameDecoder(schema: $0) })
            }
            guard let decoder = decoders[path] ?? nil else {
                Issue.record("\(path) does not compile")
                continue
            }
            let bytes = [UInt8](try Data(contentsOf: folder.appending(path: one.message)))
            let expected = try TraceLine.reference(folder.appending(path: one.trace))
            do {
                let found = try TraceLine.ours(bytes, decoder: decoder)
                if let difference = Self.difference(expected, found) {
                    Issue.record("\(one.dir)/\(one.message) (\(one.kind)): \(difference)")
                    continue
                }
                try Self.checkJSON(of: bytes, decoder: decoder)
            } catch {
                Issue.record("\(one.dir)/\(one.message) (\(one.kind)): \(error)")
                continue
            }
            messages += 1
            values += expected.count
        }
        print(
            """
            Conformance of `pinion show`: \(messages) of \(cases.count) messages agree, by \
            \(decoders.count) schemas, \(values) values.
            """)
    }

    @Test("The first message of each schema, cut short anywhere, is told to be so")
    func truncations() throws {
        let folder = try #require(Corpus.folder)
        var seen: Set<String> = []
        var cuts = 0
        for one in try Self.cases(of: folder) where seen.insert(one.dir + one.schema).inserted {
            let folder = folder.appending(path: one.dir)
            let compilation = try Corpus.compile(folder.appending(path: one.schema))
            let decoder = FrameDecoder(schema: try #require(compilation.schema))
            let bytes = [UInt8](try Data(contentsOf: folder.appending(path: one.message)))
            var text: [UInt8] = []
            let length = try decoder.appendJSON(of: bytes.span, to: &text)
            for count in Set([0, 1, length - 1] + (0..<64).map { $0 * length / 64 })
            where (0..<length).contains(count) {
                let part = Array(bytes.prefix(count))
                let error = #expect(throws: DecodeError.self) {
                    try decoder.appendJSON(of: part.span, to: &text)
                }
                #expect(error?.code == .truncated)
                #expect((error?.bytesNeeded).map { count < $0 && $0 <= length } == true)
                cuts += 1
            }
        }
        print("Truncations of \(seen.count) messages of the corpus: \(cuts), each told.")
    }

    static func cases(of folder: URL) throws -> [Case] {
        let index = try String(contentsOf: folder.appending(path: "INDEX.jsonl"), encoding: .utf8)
        return try index.split(separator: "\n").map {
            try JSONDecoder().decode(Case.self, from: Data($0.utf8))
        }
    }

    /// The first line that differs.
    private static func difference(_ expected: [String], _ found: [String]) -> String? {
        for (index, line) in expected.enumerated() {
            let ours = index < found.count ? found[index] : "nothing"
            // Of a field that is newer than the message, the reference tells the constants all the same.
            // We leave out all of it (JSN-3).
            let words = line.split(separator: " ", maxSplits: 2)
            if words.first == "const" && ours == "absent \(words[1])" { continue }
            if line != ours { return "expected '\(line)', found '\(ours)'" }
        }
        return found.count > expected.count
            ? "expected nothing more, found '\(found[expected.count])'" : nil
    }

    /// What is printed is JSON of the shape that is promised.
    private static func checkJSON(of message: [UInt8], decoder: FrameDecoder) throws {
        var text: [UInt8] = []
        try decoder.appendJSON(of: message.span, to: &text)
        let object = try JSONSerialization.jsonObject(with: Data(text)) as? [String: Any]
        #expect(object?["message"] is String)
        #expect(object?["fields"] is [String: Any])
        #expect(!text.contains(UInt8(ascii: "\n")))
    }
}
