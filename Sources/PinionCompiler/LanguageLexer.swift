/// Cuts a schema in Pinion's language into tokens and comments, each with its place.
///
/// Time is linear in the text, and what is kept is bounded (LNG-002). After an error it goes on behind
/// what is wrong, to find the next one.
struct LanguageLexer {
    /// Tokens and comments of one file.
    static let tokensMax = 1 << 20

    private let source: SourceText
    private let bytes: [UInt8]
    private var offset = 0
    private(set) var tokens: [LanguageToken] = []
    private(set) var comments: [LanguageComment] = []
    private var diagnostics: Diagnostics

    private var commentsBefore = 0
    private var lineFeeds = 0
    private var isFirstOnLine = true
    private var isAfterEmptyLine = false

    /// Cuts a text; the last token is its end. Errors are reported, and leave something out.
    static func read(_ source: SourceText, into diagnostics: inout Diagnostics) -> LanguageLexer {
        var lexer = LanguageLexer(source: source, diagnostics: diagnostics)
        lexer.readAll()
        diagnostics = lexer.diagnostics
        return lexer
    }

    private init(source: SourceText, diagnostics: Diagnostics) {
        self.source = source
        bytes = source.bytes
        self.diagnostics = diagnostics
    }

    private mutating func readAll() {
        if checkText() {
            while offset < bytes.count {
                guard tokens.count + comments.count < Self.tokensMax else {
                    report(
                        .languageBounds, offset..<offset + 1,
                        "there are more than \(Self.tokensMax) words and marks")
                    break
                }
                readNext()
            }
        }
        append(.end, bytes.count..<bytes.count)
    }

    /// Whether the text can be read at all.
    private mutating func checkText() -> Bool {
        // LNG-002: "A file SHALL NOT exceed 16 MiB, 1048576 words, marks and comments, 64 levels of
        // braces, or 64 imports."
        guard bytes.count <= SchemaReader.bytesMax else {
            report(
                .languageBounds, 0..<0,
                "the file is longer than \(SchemaReader.bytesMax >> 20) MiB")
            return false
        }
        // LNG-001: "The text SHALL be UTF-8."
        if let wrong = SchemaReader.firstInvalidSequence(in: bytes) {
            report(
                .languageEncoding, wrong, "these bytes are not UTF-8; save the file as UTF-8")
            return false
        }
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { offset = 3 }
        return true
    }

    private mutating func readNext() {
        let byte = bytes[offset]
        switch byte {
        case UInt8(ascii: "\n"):
            offset += 1
            lineFeeds += 1
            isFirstOnLine = true
            if lineFeeds > 1 { isAfterEmptyLine = true }
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
            offset += 1
        case UInt8(ascii: "/") where offset + 1 < bytes.count && bytes[offset + 1] == byte:
            readComment()
        case UInt8(ascii: "\""):
            readQuoted(.text)
        case UInt8(ascii: "'"):
            readQuoted(.character)
        case UInt8(ascii: "`"):
            readQuoted(.quotedName)
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
            readNumber()
        case _ where LanguageText.isNameStart(byte):
            let start = offset
            offset = LanguageText.endOfName(in: bytes, from: start)
            append(.word, start..<offset)
        case _ where LanguageMark.all.contains(byte):
            offset += 1
            append(.mark, offset - 1..<offset)
        default:
            readNonsense()
        }
    }

    private mutating func readComment() {
        let start = offset
        while offset < bytes.count && bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
        var end = offset
        while end > start && LanguageText.isBlank(bytes[end - 1]) { end -= 1 }
        // Four slashes or more are a line that somebody drew.
        let slashes = bytes[start..<end].prefix { $0 == UInt8(ascii: "/") }.count
        comments.append(
            LanguageComment(
                range: start..<end, isDocumentation: slashes == 3, isOnOwnLine: isFirstOnLine,
                isAfterEmptyLine: isAfterEmptyLine))
        isAfterEmptyLine = false
        lineFeeds = 0
    }

    private mutating func readNumber() {
        let start = offset
        let end = LanguageText.endOfNumber(in: bytes, from: start)
        guard end > start else { return readNonsense() }
        offset = end
        // `2ndLeg` is one mistake, not a number and a name.
        if offset < bytes.count && LanguageText.isNamePart(bytes[offset]) {
            while offset < bytes.count && LanguageText.isNamePart(bytes[offset]) { offset += 1 }
            report(
                .languageWord, start..<offset,
                "a name cannot start with a digit; put it into back quotes, or number this in decimal"
            )
            return append(.word, start..<offset)
        }
        append(.number, start..<offset)
    }

    private mutating func readQuoted(_ kind: LanguageToken.Kind) {
        let start = offset
        let quote = bytes[start]
        offset += 1
        while offset < bytes.count && bytes[offset] != quote && bytes[offset] != UInt8(ascii: "\n")
        {
            offset += bytes[offset] == UInt8(ascii: "\\") ? 2 : 1
        }
        // LNG-004: "A text, a character and a name in quotes SHALL end on the line that they start on."
        guard offset < bytes.count, bytes[offset] == quote else {
            offset = min(offset, bytes.count)
            let end = min(start + 1, bytes.count)
            let mark = String(decoding: [quote], as: UTF8.self)
            report(.languageQuote, start..<end, "the quote is not closed on this line; add \(mark)")
            append(kind, start..<offset)
            return
        }
        offset += 1
        append(kind, start..<offset)
    }

    /// Skips what can start nothing, all of it at once.
    private mutating func readNonsense() {
        let start = offset
        repeat {
            offset += 1
        } while offset < bytes.count && !LanguageText.canStart(bytes[offset])
        let shown = String(decoding: bytes[start..<offset], as: UTF8.self)
        // LNG-003: "A file SHALL consist of names, numbers, texts, characters, comments and the marks
        // `@ : , ; = ? ( ) [ ] { }`."
        report(
            .languageWord, start..<offset,
            "\(quoted(shown)) means nothing here; a name with other characters goes into back quotes"
        )
    }

    private mutating func append(_ kind: LanguageToken.Kind, _ range: Range<Int>) {
        var isAfterEmptyLine = isAfterEmptyLine
        if commentsBefore < comments.count {
            isAfterEmptyLine = isAfterEmptyLine || comments[commentsBefore].isAfterEmptyLine
        }
        tokens.append(
            LanguageToken(
                kind: kind, range: range, isFirstOnLine: isFirstOnLine,
                isAfterEmptyLine: isAfterEmptyLine, comments: commentsBefore..<comments.count))
        commentsBefore = comments.count
        isFirstOnLine = false
        self.isAfterEmptyLine = false
        lineFeeds = 0
    }

    private mutating func report(_ rule: SchemaRule, _ range: Range<Int>, _ message: String) {
        diagnostics.report(rule, at: SourceSpan(source, range), message)
    }
}
