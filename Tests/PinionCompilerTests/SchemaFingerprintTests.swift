import Foundation
import Testing

@testable import PinionCompiler

@Suite("Fingerprints of schemas")
struct SchemaFingerprintTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    private static func schema(_ text: String, _ name: String = "quote.pinion") throws -> Schema {
        let compilation = compile(SourceText(path: name, bytes: Array(text.utf8)))
        return try #require(compilation.schema, "\(text)")
    }

    // FPR-1: "The text of a fingerprint SHALL have these lines in this order, each of words with one space between them
    // and a line feed at its end, and numbers in decimal."
    @Test("The specification shows the text and the fingerprint of the example")
    func example() throws {
        let schema = try Self.schema(Self.text("Schemas/examples/quote.pinion"))
        let page = try Self.text("spec/schema.md")
        #expect(page.contains("is `\(schema.fingerprintDigits)`"))
        #expect(page.contains("```\n\(schema.fingerprintText)```\n"))
    }

    // FPR-2: "The fingerprint SHALL be the 64-bit FNV-1a of that text's bytes."
    @Test("The hash is FNV-1a, as its authors' test vectors have it")
    func hash() throws {
        #expect(FNV1a.hash("".utf8) == 0xcbf2_9ce4_8422_2325)
        #expect(FNV1a.hash("a".utf8) == 0xaf63_dc4c_8601_ec8c)
        #expect(FNV1a.hash("foobar".utf8) == 0x8594_4171_f739_67e8)
        let schema = try Self.schema(Self.text("Schemas/examples/quote.pinion"))
        #expect(schema.fingerprint == FNV1a.hash(schema.fingerprintText.utf8))
    }

    @Test("XML and Pinion's language give one schema the same fingerprint")
    func languages() throws {
        for name in ["examples/quote", "examples/market", "transport"] {
            let language = try Self.schema(Self.text("Schemas/\(name).pinion"))
            let xml = try Self.schema(Self.text("Schemas/\(name).xml"), "schema.xml")
            #expect(language.fingerprint == xml.fingerprint, "\(name)")
        }
    }

    @Test("What changes no byte changes no fingerprint, and what changes one does")
    func changes() throws {
        let text = try Self.text("Schemas/examples/quote.pinion")
        let original = try Self.schema(text).fingerprint
        let same = [
            ("price @4", "cost @4"), ("message Quote", "message Offer"), ("In hundredths", "x"),
            ("bid = 'B'", "buy = 'B'"), ("schema example.quotes", "schema another.name"),
        ]
        for (old, new) in same {
            let changed = text.replacing(old, with: new)
            #expect(changed != text)
            #expect(try Self.schema(changed).fingerprint == original, "\(new)")
        }
        let other = [
            ("price @4: int64", "price @4: uint64"), ("price @4", "price @8"),
            ("char[8]", "char[9]"), ("uint32?", "uint32"), ("ask = 'A'", "ask = 'S'"),
            ("message Quote @1", "message Quote @2"), ("levels @2", "levels @9"),
            ("source @6", "source @7"), ("    ask = 'A'\n", ""),
        ]
        var seen: Set = [original]
        for (old, new) in other {
            let changed = text.replacing(old, with: new)
            #expect(changed != text)
            #expect(seen.insert(try Self.schema(changed).fingerprint).inserted, "\(new)")
        }
    }
}
