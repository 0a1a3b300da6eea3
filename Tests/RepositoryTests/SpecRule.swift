/// One numbered rule of the reference: **SES-4** and the sentences that follow it.
struct SpecRule {
    let id: String
    /// The rule's text on one line, without Markdown's marks.
    let text: String
    let page: String

    /// All rules of `pages`, in their order.
    ///
    /// A rule starts at the beginning of a paragraph or list item with its id in bold, and ends with
    /// the paragraph.
    static func all(in pages: [Repository.File]) -> [SpecRule] {
        var rules: [SpecRule] = []
        let start = /^\s*(?:[-*]\s+|\d+\.\s+)?\*\*([A-Z]{3}-\d+)\*\*:?\s+(.*)$/
        for page in pages {
            var open: (id: String, words: [Substring])?
            func close() {
                guard let rule = open else { return }
                let text = plain(rule.words.joined(separator: " "))
                rules.append(SpecRule(id: rule.id, text: text, page: page.path))
                open = nil
            }
            for line in page.lines {
                let trimmed = line.drop { $0 == " " }
                if let match = line.wholeMatch(of: start) {
                    close()
                    open = (String(match.1), [match.2])
                } else if trimmed.isEmpty || trimmed.hasPrefix("#") || trimmed.hasPrefix("|")
                    || trimmed.hasPrefix("```") || trimmed.hasPrefix("- ")
                {
                    close()
                } else {
                    open?.words.append(trimmed)
                }
            }
            close()
        }
        return rules
    }

    /// `text` without emphasis and code marks, with single spaces.
    static func plain(_ text: String) -> String {
        text.replacing("**", with: "").replacing("`", with: "")
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

/// A place in the code that quotes a rule: `// SES-4: "An initiator SHALL …"`.
struct SpecQuotation {
    let id: String
    /// The words between the quotation marks; `nil` where the id stands alone.
    let text: String?
    /// `path:line`.
    let place: String

    /// All quotations in the comments of `file`. A quotation may go on over several comment lines.
    static func all(in file: Repository.File) -> [SpecQuotation] {
        var quotations: [SpecQuotation] = []
        let comment = /^\s*(?:\/\/\/?|--|\*)\s?(.*)$/
        let start = /([A-Z]{3}-\d+):\s+"(.*)$/
        var open: (id: String, words: String, line: Int)?
        func close(_ words: String, _ id: String, _ line: Int) {
            let place = "\(file.path):\(line)"
            quotations.append(
                SpecQuotation(id: id, text: SpecRule.plain(words), place: place))
        }
        for (index, line) in file.lines.enumerated() {
            guard let body = line.firstMatch(of: comment)?.1 ?? trailingComment(line) else {
                open = nil
                continue
            }
            if var quotation = open {
                if let end = body.firstIndex(of: "\"") {
                    quotation.words += " " + body[..<end]
                    close(quotation.words, quotation.id, quotation.line)
                    open = nil
                } else {
                    quotation.words += " " + body
                    open = quotation
                }
                continue
            }
            guard let match = body.firstMatch(of: start) else { continue }
            if let end = match.2.firstIndex(of: "\"") {
                close(String(match.2[..<end]), String(match.1), index + 1)
            } else {
                open = (String(match.1), String(match.2), index + 1)
            }
        }
        return quotations
    }

    private static func trailingComment(_ line: Substring) -> Substring? {
        guard let mark = line.firstRange(of: "// ") else { return nil }
        return line[mark.upperBound...]
    }
}
