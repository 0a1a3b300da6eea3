import Foundation
import PinionCompiler
import Testing

/// Every rule on schemas, each with schemas that break it.
struct SchemaRuleTests {
    static let stories =
        RuleStory.reading + RuleStory.structure + RuleStory.names
        + RuleStory.types + RuleStory.constants + RuleStory.layout + RuleStory.framing
        + RuleStory.editions + RuleStory.advice

    @Test("A broken rule is reported once, at what breaks it", arguments: stories)
    func brokenRule(story: RuleStory) {
        let (text, places) = story.unmarked()
        // Advice is given on request, and would be given of other stories too.
        let isAdvice = story.codes.contains { SchemaRules.rule(code: $0)?.isAdvice == true }
        let allowed = SchemaRules.all.filter { $0.isAdvice && !story.codes.contains($0.code) }
        let compilation = SchemaText.compile(
            text,
            warnings: WarningPolicy(
                selection: isAdvice ? .all : .standard, allowed: Set(allowed.map(\.code))))
        let found = compilation.diagnostics.kept.map { diagnostic in
            let range = diagnostic.span.range
            let marked = String(decoding: diagnostic.span.source.bytes[range], as: UTF8.self)
            return "\(diagnostic.line):\(diagnostic.column) `\(marked)` \(diagnostic.code)"
        }
        let expected = zip(places, story.codes).map { "\($0) \($1)" }
        #expect(places.count == story.codes.count, "a story has one code for each pair of marks")
        #expect(
            found == expected,
            "\(compilation.diagnostics.kept.map(\.description).joined(separator: "\n"))")
        #expect((compilation.schema == nil) == compilation.diagnostics.hasErrors)
    }

    @Test("Each rule has a story, and each story's codes are those of rules")
    func coverage() {
        let told = Set(Self.stories.flatMap(\.codes))
        let known = Set(SchemaRules.all.map(\.code))
        #expect(known.subtracting(told).sorted() == [])
        #expect(told.subtracting(known).sorted() == [])
    }

    @Test("The codes of the rules are in order, and none is used twice")
    func order() {
        let codes = SchemaRules.all.map(\.code)
        #expect(codes == codes.sorted())
        #expect(Set(codes).count == codes.count)
        #expect(SchemaRules.rule(code: "SCH-012")?.severity == .error)
        #expect(SchemaRules.rule(code: "SCH-999") == nil)
    }

    @Test("The rules in the code are word for word those of the reference")
    func wording() throws {
        let page = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "spec/schema.md")
        let text = try String(contentsOf: page, encoding: .utf8)
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for rule in SchemaRules.all {
            #expect(text.contains("**\(rule.code)** \(rule.text)"), "\(rule.code)")
        }
    }

    @Test("A schema that breaks no rule compiles without a word")
    func silence() {
        let compilation = SchemaText.compile(SchemaText.schema())
        #expect(compilation.diagnostics.kept.map(\.description) == [])
        #expect(compilation.schema?.messages.map(\.name) == ["Empty"])
    }
}
