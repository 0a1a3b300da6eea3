import Foundation
import Testing

/// The models of the protocol speak of the rules that there are, and say which mistakes they can find.
///
/// `Tools/models` runs them.
struct ModelTests {
    let models: [Repository.File]
    let rules: [String: SpecRule]

    init() throws {
        models = try Repository.files(in: ["spec/models"], endings: [".pml"])
        rules = Dictionary(
            SpecRule.all(in: try Repository.specPages()).map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first })
    }

    @Test(
        "Each model quotes the rules that it models, and its quotations are true to the reference")
    func quotations() {
        #expect(
            models.map(\.path).map { ($0 as NSString).lastPathComponent }
                == ["closing.pml", "opening.pml", "repair.pml"])
        for model in models {
            let quotations = SpecQuotation.all(in: model)
            #expect(Set(quotations.map(\.id)).count >= 7, "\(model.path) quotes few rules")
            for quotation in quotations {
                guard let rule = rules[quotation.id] else {
                    Issue.record("\(quotation.place) quotes \(quotation.id), which does not exist")
                    continue
                }
                guard let text = quotation.text else {
                    Issue.record("\(quotation.place) names \(quotation.id) without its words")
                    continue
                }
                #expect(rule.text.contains(text), "\(quotation.place): \(rule.text)")
            }
        }
    }

    @Test("Each mistake of a model is listed, numbered in order, and made somewhere in it")
    func mistakes() {
        let listed = /^\/\/ MISTAKE (\d+) (safety|liveness): \w.*$/
        let made = /MISTAKE [!=]= (\d+)/
        for model in models {
            let numbers = model.lines.compactMap { $0.wholeMatch(of: listed)?.1 }.compactMap {
                Int($0)
            }
            #expect(numbers.count >= 10, "\(model.path) has few mistakes")
            #expect(numbers == Array(1...max(numbers.count, 1)), "\(model.path)")
            let places = Set(model.text.matches(of: made).compactMap { Int($0.1) })
            #expect(places == Set(numbers), "\(model.path)")
        }
    }
}
