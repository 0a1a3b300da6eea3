import Foundation
import PinionCompiler
import Testing

/// The grammar of `spec/language.md`, and texts that are derived from it.
struct LanguageGrammarTests {
    private let grammar: Grammar

    init() throws {
        let page = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "spec/language.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let start = try #require(text.firstRange(of: "```abnf\n"))
        let end = try #require(text[start.upperBound...].firstRange(of: "```"))
        grammar = try Grammar(String(text[start.upperBound..<end.lowerBound]))
    }

    @Test("Every rule that the grammar names is there, and every rule is used")
    func closed() {
        #expect(grammar.rules.count > 25)
        #expect(grammar.namedRules.subtracting(grammar.rules.keys) == [])
        #expect(Set(grammar.rules.keys).subtracting(grammar.namedRules) == ["file"])
    }

    @Test(
        "What the grammar derives is accepted, and formatting it once is enough", arguments: 0..<8)
    func derivation(part: UInt64) {
        // LNG-006: "A declaration SHALL be written as the grammar says."
        let syntax: Set = ["LNG-001", "LNG-002", "LNG-003", "LNG-004", "LNG-005", "LNG-006"]
        var words = 0
        var formatted = 0
        for seed in part * 100..<part * 100 + 100 {
            var derivation = Derivation(of: grammar, seed: seed)
            let text = derivation.text(of: "file")
            words += derivation.wordCount
            let source = SourceText(path: "\(seed).pinion", text: text)
            let result = format(source)
            let wrong = result.diagnostics.kept.filter { syntax.contains($0.code) }
            #expect(wrong.isEmpty, "seed \(seed): \(wrong.map(\.description))\n\(text)")
            guard let once = result.text else { continue }
            formatted += 1
            #expect(format(SourceText(path: "a.pinion", text: once)).text == once, "seed \(seed)")
        }
        // Derivations that end at once would show nothing.
        #expect(words > 1000)
        #expect(formatted > 5)
    }
}

/// A grammar in ABNF, as far as the page uses it. Source: RFC 5234, RFC 7405.
struct Grammar {
    indirect enum Node {
        case rule(String)
        case literal(String, isCaseSensitive: Bool)
        case range(ClosedRange<UInt32>)
        case sequence([Node])
        case choice([Node])
        case repetition(Node, least: Int, most: Int?)
    }

    struct SyntaxError: Error {
        var place: String
    }

    private(set) var rules: [String: Node] = [:]
    private(set) var namedRules: Set<String> = []
    private var rest: Substring = ""

    init(_ text: String) throws {
        var definitions: [String] = []
        for line in text.split(separator: "\n") {
            if line.hasPrefix(" "), !definitions.isEmpty {
                definitions[definitions.count - 1] += " " + line
            } else {
                definitions.append(String(line))
            }
        }
        for definition in definitions {
            let parts = definition.split(separator: "=", maxSplits: 1)
            guard parts.count == 2 else { throw SyntaxError(place: definition) }
            rest = parts[1]
            let node = try parseChoice()
            guard rest.isEmpty else { throw SyntaxError(place: String(rest)) }
            rules[parts[0].trimmingCharacters(in: .whitespaces)] = node
        }
    }

    private mutating func skipSpace() { rest = rest.drop { $0 == " " } }

    private mutating func take(_ text: String) -> Bool {
        guard rest.hasPrefix(text) else { return false }
        rest = rest.dropFirst(text.count)
        return true
    }

    private mutating func parseChoice() throws -> Node {
        var choices = [try parseSequence()]
        while take("/") { choices.append(try parseSequence()) }
        return choices.count == 1 ? choices[0] : .choice(choices)
    }

    private mutating func parseSequence() throws -> Node {
        var parts: [Node] = []
        skipSpace()
        while let next = rest.first, !"/)]".contains(next) {
            parts.append(try parseRepetition())
            skipSpace()
        }
        return parts.count == 1 ? parts[0] : .sequence(parts)
    }

    private mutating func parseRepetition() throws -> Node {
        let least = rest.prefix { $0.isNumber }
        rest = rest.dropFirst(least.count)
        guard take("*") else {
            let node = try parseElement()
            return Int(least).map { .repetition(node, least: $0, most: $0) } ?? node
        }
        let most = rest.prefix { $0.isNumber }
        rest = rest.dropFirst(most.count)
        return .repetition(try parseElement(), least: Int(least) ?? 0, most: Int(most))
    }

    private mutating func parseElement() throws -> Node {
        if take("(") {
            let node = try parseChoice()
            guard take(")") else { throw SyntaxError(place: String(rest)) }
            return node
        }
        if take("[") {
            let node = try parseChoice()
            guard take("]") else { throw SyntaxError(place: String(rest)) }
            return .repetition(node, least: 0, most: 1)
        }
        if take("%x") {
            let digits = rest.prefix { $0.isHexDigit || $0 == "-" }
            rest = rest.dropFirst(digits.count)
            let bounds = digits.split(separator: "-").compactMap { UInt32($0, radix: 16) }
            guard let first = bounds.first, let last = bounds.last else {
                throw SyntaxError(place: String(rest))
            }
            return .range(first...last)
        }
        let isCaseSensitive = take("%s")
        if take("\"") {
            let text = rest.prefix { $0 != "\"" }
            rest = rest.dropFirst(text.count + 1)
            return .literal(String(text), isCaseSensitive: isCaseSensitive)
        }
        let name = String(rest.prefix { $0.isLetter || $0 == "-" })
        guard !name.isEmpty else { throw SyntaxError(place: String(rest)) }
        rest = rest.dropFirst(name.count)
        namedRules.insert(name)
        return .rule(name)
    }
}

/// A random text of a grammar.
private struct Derivation {
    private let grammar: Grammar
    private var state: UInt64
    private var result = ""
    private(set) var wordCount = 0
    /// How many rules are open; deep inside, as little as possible is derived.
    private var depth = 0

    init(of grammar: Grammar, seed: UInt64) {
        self.grammar = grammar
        state = seed
    }

    mutating func text(of rule: String) -> String {
        derive(.rule(rule))
        return result
    }

    /// The next number below `bound`. Source: SplitMix64.
    private mutating func random(_ bound: Int) -> Int {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }

    private mutating func derive(_ node: Grammar.Node) {
        switch node {
        case .rule(let name):
            let isWord = name == name.uppercased()
            if isWord && wordDepth == 0 { beginWord() }
            wordDepth += isWord ? 1 : 0
            depth += 1
            if let rule = grammar.rules[name] { derive(rule) }
            depth -= 1
            wordDepth -= isWord ? 1 : 0
        case .literal(let text, let isCaseSensitive):
            if wordDepth == 0 { beginWord() }
            result += !isCaseSensitive && random(2) == 0 ? text.uppercased() : text
        case .range(let range):
            let value = range.lowerBound + UInt32(random(range.count))
            result.unicodeScalars.append(Unicode.Scalar(value) ?? "?")
        case .sequence(let parts):
            for part in parts { derive(part) }
        case .choice(let choices):
            // The last of the choices is the shortest where a rule can be without end.
            derive(choices[depth > 14 ? choices.count - 1 : random(choices.count)])
        case .repetition(let node, let least, let most):
            let few = depth > 8 && wordDepth == 0 ? 1 : 5
            let count = min(least + random(few), most ?? .max)
            for _ in 0..<max(least, count) { derive(node) }
        }
    }

    private var wordDepth = 0

    /// Puts white space, a line's end or a comment before a word.
    private mutating func beginWord() {
        wordCount += 1
        let spaces = [" ", "\n", "\t ", "\r\n", " // a comment; with \"marks\" {\n", "\n\n"]
        result += random(3) == 0 ? spaces[random(spaces.count)] : " "
    }
}
