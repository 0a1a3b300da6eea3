import Testing

/// Each use of unsafe memory has its proof beside it.
struct SafetyTests {
    /// How far above a line its proof may stand: one proof may cover a short block's statements.
    static let linesMax = 12

    @Test("Each unsafe expression has a comment that proves it safe")
    func proofs() throws {
        // The word as an expression, not as an attribute or an argument of one.
        let expression = /(?:^|[^@\w(])unsafe\s+\w/
        // Keeping a pointer proves nothing and breaks nothing: using it does.
        let store =
            #/
            ^\s* (?:init\(.*\{\s*)? (?:unsafe\s+)? [\w.]+ \s+=\s+
            (?:unsafe\s+)? (?:\w+\()? \w+ \)? [\s}]*$
            /#
        let files = try Repository.files(in: ["Sources", "Tools"], endings: [".swift"])
        var proved = 0
        for file in files where !file.isGenerated {
            let lines = file.lines
            for (index, line) in lines.enumerated() {
                let code = line.prefix(upTo: line.firstRange(of: "//")?.lowerBound ?? line.endIndex)
                guard code.contains(expression), !code.contains("\""), !code.contains(store) else {
                    continue
                }
                let above = lines[max(0, index - Self.linesMax)...index]
                if above.contains(where: { $0.contains("SAFETY:") }) {
                    proved += 1
                } else {
                    Issue.record("\(file.path):\(index + 1): no SAFETY comment above: \(code)")
                }
            }
        }
        #expect(proved > 100)
    }
}
