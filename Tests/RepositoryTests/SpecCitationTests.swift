import Foundation
import Testing

/// The reference and the code say the same thing: each rule is obeyed somewhere that says so.
struct SpecCitationTests {
    let rules: [SpecRule]
    let quotations: [SpecQuotation]

    init() throws {
        rules = SpecRule.all(in: try Repository.specPages())
        quotations = try Repository.swiftFiles()
            .filter { !$0.path.hasPrefix("Tests/RepositoryTests/Spec") }
            .flatMap(SpecQuotation.all(in:))
    }

    @Test("Each rule's id is used once")
    func unique() {
        #expect(rules.count > 60)
        for (id, same) in Dictionary(grouping: rules, by: \.id) where same.count > 1 {
            Issue.record("\(id) is defined \(same.count) times: \(same.map(\.page))")
        }
    }

    @Test("Each rule uses a word of RFC 2119")
    func words() {
        let words = ["SHALL", "MUST", "SHOULD", "MAY"]
        for rule in rules where !words.contains(where: rule.text.contains) {
            Issue.record("\(rule.page): \(rule.id) requires nothing: \(rule.text)")
        }
    }

    @Test("Each quotation is true to the reference")
    func quotations_() {
        let byId = Dictionary(rules.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        #expect(quotations.count > 60)
        for quotation in quotations {
            guard let rule = byId[quotation.id] else {
                Issue.record("\(quotation.place) quotes \(quotation.id), which does not exist")
                continue
            }
            if let text = quotation.text, !rule.text.contains(text) {
                Issue.record(
                    """
                    \(quotation.place) quotes \(quotation.id) as
                      "\(text)"
                    but \(rule.page) says
                      "\(rule.text)"
                    """)
            }
        }
    }

    @Test("No rule goes unquoted")
    func coverage() {
        let quoted = Set(quotations.map(\.id))
        for rule in rules where !quoted.contains(rule.id) {
            Issue.record("\(rule.page): no code and no test quotes \(rule.id): \(rule.text)")
        }
    }

    @Test("The readers of rules and quotations see what is there")
    func readers() {
        let page = Repository.File(
            path: "spec/x.md",
            text: """
                # X

                **XYZ-1** A peer SHALL
                answer `OPEN`.

                - **XYZ-2** It MAY not.
                - other
                """)
        let rules = SpecRule.all(in: [page])
        #expect(rules.map(\.id) == ["XYZ-1", "XYZ-2"])
        #expect(rules.map(\.text) == ["A peer SHALL answer OPEN.", "It MAY not."])

        let file = Repository.File(
            path: "a.swift",
            text: "// XYZ-1: \"A peer SHALL\n// answer OPEN.\"\nlet a = 1  // XYZ-2: \"It MAY\"\n")
        let quotations = SpecQuotation.all(in: file)
        #expect(quotations.map(\.text) == ["A peer SHALL answer OPEN.", "It MAY"])
        #expect(quotations.map(\.place) == ["a.swift:1", "a.swift:3"])
    }
}
