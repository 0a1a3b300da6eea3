/// A word or a mark of a schema in Pinion's language.
struct LanguageToken: Sendable {
    enum Kind: UInt8, Sendable {
        /// A name without quotes, which may be a keyword.
        case word
        /// A name in back quotes.
        case quotedName
        /// A decimal number.
        case number
        /// A text in double quotes.
        case text
        /// A character in single quotes.
        case character
        /// One of `@ : , ; = ? ( ) [ ] { }`.
        case mark
        /// The end of the file.
        case end
    }

    var kind: Kind
    /// The bytes of the token, quotes included.
    var range: Range<Int>
    /// Whether it is the first token on its line.
    var isFirstOnLine: Bool
    /// Whether an empty line is before it, or before the comments that are before it.
    var isAfterEmptyLine: Bool
    /// The comments between the token before and this one, by their places among all comments.
    var comments: Range<Int>
}

/// A comment of a schema in Pinion's language, from its slashes to the end of its line.
struct LanguageComment: Sendable {
    /// The bytes of the comment without the line's end.
    var range: Range<Int>
    /// Whether it has three slashes, and so documents what follows it.
    var isDocumentation: Bool
    /// Whether nothing else is on its line.
    var isOnOwnLine: Bool
    /// Whether an empty line is before it.
    var isAfterEmptyLine: Bool
}

/// The marks of the language.
enum LanguageMark {
    static let at = UInt8(ascii: "@")
    static let colon = UInt8(ascii: ":")
    static let comma = UInt8(ascii: ",")
    static let semicolon = UInt8(ascii: ";")
    static let equals = UInt8(ascii: "=")
    static let question = UInt8(ascii: "?")
    static let openParenthesis = UInt8(ascii: "(")
    static let closeParenthesis = UInt8(ascii: ")")
    static let openBracket = UInt8(ascii: "[")
    static let closeBracket = UInt8(ascii: "]")
    static let openBrace = UInt8(ascii: "{")
    static let closeBrace = UInt8(ascii: "}")

    static let all: Set<UInt8> = [
        at, colon, comma, semicolon, equals, question, openParenthesis, closeParenthesis,
        openBracket, closeBracket, openBrace, closeBrace,
    ]
}
