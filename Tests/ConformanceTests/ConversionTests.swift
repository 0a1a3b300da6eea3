import Foundation
import PinionCompiler
import Testing

/// Every schema of the corpus, written in Pinion's language and back in XML.
@Suite("Conversions of schemas", .enabled(if: Corpus.isPresent, "\(Corpus.absence)"))
struct ConversionTests {
    @Test("Every accepted schema is the same model in the language, and in XML again")
    func conversions() throws {
        let folder = try #require(Corpus.folder)
        let rows = try Corpus.rows(of: folder.appending(path: "verdicts.tsv"))
        var converted = 0
        for row in rows {
            let path = try #require(row["schema"])
            let file = folder.appending(path: "verdicts").appending(path: path)
            guard let schema = try Corpus.compile(file).schema else { continue }
            let language = try Corpus.convert(file, to: .pinion)
            guard let text = language.text else {
                Issue.record("\(path): \(language.diagnostics.kept.map(\.description))")
                continue
            }
            let source = SourceText(path: "a.pinion", text: text)
            let compilation = compile(source)
            #expect(
                compilation.schema == schema,
                "\(path): \(compilation.diagnostics.kept.map(\.description))")
            #expect(format(source).text == text, "\(path) is not formatted")
            let xml = convert(source, to: .xml)
            let back = compile(SourceText(path: "a.xml", text: xml.text ?? ""))
            #expect(
                back.schema == schema, "\(path): \(back.diagnostics.kept.map(\.description))")
            converted += 1
        }
        #expect(converted > 250)
        print("\(converted) schemas converted both ways")
    }
}
