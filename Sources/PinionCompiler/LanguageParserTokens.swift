/// Tokens, names, values and attributes.
extension LanguageParser {
    var current: LanguageToken { lexer.tokens[index] }

    /// Goes to the next token; stays at the end.
    mutating func advance() {
        if index < lexer.tokens.count - 1 { index += 1 }
    }

    func token(at index: Int) -> LanguageToken {
        lexer.tokens[min(index, lexer.tokens.count - 1)]
    }

    func span(_ token: LanguageToken) -> SourceSpan { SourceSpan(source, token.range) }

    /// The bytes of a token as a text, quotes and all.
    func text(_ token: LanguageToken) -> String {
        String(decoding: source.bytes[token.range], as: UTF8.self)
    }

    /// A token as a message shows it.
    func shown(_ token: LanguageToken) -> String {
        token.kind == .end ? "the end of the file" : quoted(text(token))
    }

    func isMark(_ mark: UInt8) -> Bool { isMark(mark, at: index) }

    func isMark(_ mark: UInt8, at index: Int) -> Bool {
        let token = token(at: index)
        return token.kind == .mark && source.bytes[token.range.lowerBound] == mark
    }

    func isKeyword(_ keyword: String, at index: Int) -> Bool {
        let token = token(at: index)
        return token.kind == .word && text(token) == keyword
    }

    /// Whether a name is here; keywords are names too.
    func isName(at index: Int) -> Bool {
        let kind = token(at: index).kind
        return kind == .word || kind == .quotedName
    }

    mutating func report(_ rule: SchemaRule, _ message: String, notes: [Diagnostic.Note] = []) {
        report(rule, at: span(current), message, notes: notes)
    }

    mutating func report(
        _ rule: SchemaRule, at span: SourceSpan, _ message: String, notes: [Diagnostic.Note] = []
    ) {
        diagnostics.report(rule, at: span, message, notes: notes)
    }

    // MARK: Names and values

    /// Takes a name; reports that there is none.
    mutating func parseName(_ what: String) -> Spanned<String>? {
        guard isName(at: index) else {
            report(.languageSyntax, "\(what) is expected here, not \(shown(current))")
            return nil
        }
        return takeText()
    }

    /// Takes the value of a token without its quotes; `nil` if an escape is wrong, which is reported.
    mutating func takeText() -> Spanned<String>? {
        let token = current
        advance()
        switch token.kind {
        case .word, .number, .mark, .end:
            return Spanned(value: text(token), span: span(token))
        case .text, .character, .quotedName:
            // LNG-005: "An escape SHALL be one of those in the table, and a character SHALL be one."
            let (value, fault) = LanguageText.unquote(source.bytes[token.range])
            guard let value else {
                report(
                    .languageEscape, at: SourceSpan(source, fault),
                    source.bytes[fault.lowerBound] == UInt8(ascii: "\\")
                        ? "this escape is unknown; write \\\\ for a backslash"
                        : "a control character is written as an escape, such as \\n or \\u{7f}")
                return nil
            }
            if token.kind == .character && value.unicodeScalars.count != 1 {
                report(
                    .languageEscape, at: span(token),
                    "a character is one between the quotes; a text is in \"double quotes\"")
                return nil
            }
            if token.kind == .quotedName && value.isEmpty {
                report(.languageSyntax, at: span(token), "a name cannot be empty")
                return nil
            }
            return Spanned(value: value, span: span(token))
        }
    }

    /// Takes `@` and an id; reports that there is none.
    mutating func parseID() -> Spanned<UInt64>? {
        guard isMark(LanguageMark.at) else {
            report(.languageSyntax, "an id such as `@1` is expected here, not \(shown(current))")
            return nil
        }
        advance()
        return parseNumber("an id")
    }

    mutating func parseNumber(_ what: String) -> Spanned<UInt64>? {
        guard current.kind == .number else {
            report(.languageSyntax, "\(what) is a number, not \(shown(current))")
            return nil
        }
        guard let text = takeText() else { return nil }
        return number(text, of: what)
    }

    private mutating func number(_ text: Spanned<String>, of what: String) -> Spanned<UInt64>? {
        // SCH-012: "An attribute that is a number SHALL be a decimal integer from 0 to 2147483647."
        guard let value = UInt64(text.value), value <= SchemaParser.numberMax else {
            report(
                .number, at: text.span,
                "\(what) must be a decimal integer from 0 to \(SchemaParser.numberMax), "
                    + "not \(quoted(text.value))")
            return nil
        }
        return Spanned(value: value, span: text.span)
    }

    mutating func number(_ attribute: LanguageAttributes.Attribute) -> Spanned<UInt64>? {
        number(attribute.value, of: "`\(attribute.name.value)`")
    }

    mutating func size(_ attribute: LanguageAttributes.Attribute?) -> Spanned<Int>? {
        guard let attribute, let number = number(attribute) else { return nil }
        return Spanned(value: Int(number.value), span: number.span)
    }

    // MARK: Attributes

    /// Takes the attributes in parentheses, none if there are no parentheses. `nil` if the rest of the
    /// declaration makes no sense.
    mutating func parseAttributes(_ known: [String]) -> LanguageAttributes? {
        var attributes = LanguageAttributes()
        guard isMark(LanguageMark.openParenthesis) else { return attributes }
        let open = span(current)
        advance()
        while !isMark(LanguageMark.closeParenthesis) {
            guard current.kind == .word, let name = takeText() else {
                report(
                    .languageSyntax,
                    "an attribute or `)` is expected here, not \(shown(current))",
                    notes: [.init(message: "opened here", span: open)])
                return nil
            }
            let kind = current.kind
            guard kind != .mark, kind != .end else {
                report(
                    .languageSyntax,
                    "the attribute \(quoted(name.value)) needs a value before \(shown(current))")
                return nil
            }
            if let value = takeText() {
                add(.init(name: name, value: value, kind: kind), to: &attributes, known)
            }
            if isMark(LanguageMark.comma) {
                advance()
            } else if !isMark(LanguageMark.closeParenthesis) {
                report(
                    .languageSyntax, "`,` or `)` is expected here, not \(shown(current))",
                    notes: [.init(message: "opened here", span: open)])
                return nil
            }
        }
        advance()
        return attributes
    }

    private mutating func add(
        _ attribute: LanguageAttributes.Attribute, to attributes: inout LanguageAttributes,
        _ known: [String]
    ) {
        // LNG-008: "An attribute SHALL be one that its declaration can have, and given once."
        let name = attribute.name.value
        guard known.contains(name) else {
            let hint = diagnostics.hint(for: name, among: known)
            report(
                .languageAttribute, at: attribute.name.span,
                "there is no attribute \(quoted(name)) here"
                    + (hint.isEmpty ? "; there are \(known.joined(separator: ", "))" : hint))
            return
        }
        if let first = attributes[name] {
            report(
                .languageAttribute, at: attribute.name.span, "\(quoted(name)) is given already",
                notes: [.init(message: "first given here", span: first.name.span)])
            return
        }
        attributes.all.append(attribute)
    }

    /// What every declaration may say.
    mutating func notes(
        _ name: Spanned<String>, _ documentation: LanguageDocumentation.Found,
        _ attributes: LanguageAttributes
    ) -> DeclarationNotes {
        DeclarationNotes(
            name: name,
            description: description(documentation, attributes),
            remarks: documentation.remarks + takeRemarks(isInside: true),
            sinceVersion: attributes["sinceVersion"].flatMap { number($0) },
            deprecated: attributes["deprecated"].flatMap { number($0)?.value },
            semanticType: attributes.text("semanticType"),
            epoch: attributes.text("epoch")?.value ?? "",
            timeUnit: attributes.text("timeUnit")?.value ?? "")
    }

    /// The words of a declaration: its documentation comment, or its attribute.
    mutating func description(
        _ documentation: LanguageDocumentation.Found, _ attributes: LanguageAttributes
    ) -> String {
        if documentation.text != nil, let attribute = attributes["description"] {
            report(
                .languageAttribute, at: attribute.name.span,
                "the comment above describes this already; say it once")
        }
        return documentation.text?.value ?? attributes.text("description")?.value ?? ""
    }

    /// A presence that is written out, or that a mark says.
    mutating func presence(
        _ attributes: LanguageAttributes, mark: Spanned<Presence>?
    ) -> Spanned<Presence>? {
        guard let attribute = attributes.text("presence") else { return mark }
        // SCH-013: "A presence SHALL be `required`, `optional` or `constant`."
        guard let presence = Presence(rawValue: attribute.value) else {
            report(
                .presence, at: attribute.span,
                "the presence \(quoted(attribute.value)) is none of `required`, `optional` and "
                    + "`constant`")
            return nil
        }
        if let mark, mark.value != presence {
            report(
                .languageAttribute, at: attribute.span,
                "the presence is said to be `\(mark.value.rawValue)` before this; say it once",
                notes: [.init(message: "said here", span: mark.span)])
        }
        return Spanned(value: presence, span: attribute.span)
    }

    // MARK: Documentation

    /// Takes the documentation comment before the current token.
    mutating func takeDocumentation() -> LanguageDocumentation.Found {
        checkStrayDocumentation(before: index)
        let comments = lexer.comments[current.comments]
        let lines = comments.reversed().prefix { $0.isDocumentation && $0.isOnOwnLine }.reversed()
        for comment in comments.dropLast(lines.count) where comment.isDocumentation {
            reportStray(comment)
        }
        commentsTaken = current.comments.upperBound
        let remarks = carriedRemarks + takeRemarks(isInside: false)
        carriedRemarks = []
        guard let first = lines.first, let last = lines.last else {
            return LanguageDocumentation.Found(text: nil, remarks: remarks)
        }
        let words = lines.map { comment in
            trimmed(
                String(decoding: source.bytes[comment.range.dropFirst(3)], as: UTF8.self))
        }
        // LNG-020: "A documentation comment SHALL be the description of what follows it: its lines
        // joined by single spaces, an empty line being the end of a paragraph."
        let paragraphs = words.split(separator: "", omittingEmptySubsequences: true)
            .map { $0.joined(separator: " ") }
        let text = Spanned(
            value: paragraphs.joined(separator: "\n\n"),
            span: SourceSpan(source, first.range.lowerBound..<last.range.upperBound))
        return LanguageDocumentation.Found(text: text, remarks: remarks)
    }

    /// Takes the comments up to here that document nothing and that nothing has taken yet. `isInside`
    /// says that the current token is behind a declaration, so that only a comment on the
    /// declaration's own line is still part of it.
    mutating func takeRemarks(isInside: Bool) -> [String] {
        let comments = current.comments
        var end = isInside ? comments.lowerBound : comments.upperBound
        if isInside, let first = lexer.comments[comments].first, !first.isOnOwnLine { end += 1 }
        defer { remarksTaken = max(remarksTaken, end) }
        guard remarksTaken < end else { return [] }
        return lexer.comments[remarksTaken..<end].filter { !$0.isDocumentation }.map { comment in
            let content = source.bytes[comment.range.dropFirst(2)]
            let isIndented = content.first == UInt8(ascii: " ")
            return String(decoding: isIndented ? content.dropFirst() : content, as: UTF8.self)
        }
    }

    /// Reports documentation that was met since the last declaration and is before none.
    mutating func checkStrayDocumentation(before index: Int) {
        // Comments before the current token are looked at when it is known what the token starts.
        let isLast = isMark(LanguageMark.closeBrace, at: index) || token(at: index).kind == .end
        let comments = token(at: index).comments
        let end = isLast ? comments.upperBound : comments.lowerBound
        while commentsTaken < end {
            if lexer.comments[commentsTaken].isDocumentation {
                reportStray(lexer.comments[commentsTaken])
            }
            commentsTaken += 1
        }
    }

    private mutating func reportStray(_ comment: LanguageComment) {
        // LNG-011: "A documentation comment SHALL be before a declaration."
        report(
            .languageDocumentation, at: SourceSpan(source, comment.range),
            "this documents nothing; put it on lines of its own before a declaration, or use `//`")
    }
}
