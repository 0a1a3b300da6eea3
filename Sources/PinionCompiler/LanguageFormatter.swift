/// Lays a file in Pinion's language out in the usual way: each item on a line of its own, four spaces for
/// each level, attributes on lines of their own where a line would be longer than 100 columns.
///
/// It works on the tokens, so that nothing which was written is lost or replaced.
struct LanguageFormatter {
    /// Columns of a line that is not broken.
    static let columnsMax = 100

    private let parser: LanguageParser
    private var result = ""
    private var depth = 0
    /// Whether an empty line would be the first thing in its block or in the file.
    private var isAtStart = true
    /// Whether the last line may get a comment at its end.
    private var isLineOpen = false

    /// The text of a file that was parsed without an error, laid out.
    static func format(_ parser: LanguageParser) -> String {
        var formatter = LanguageFormatter(parser: parser)
        formatter.formatFile()
        return formatter.result
    }

    private init(parser: LanguageParser) { self.parser = parser }

    private mutating func formatFile() {
        let tokens = parser.lexer.tokens
        var index = 0
        while index < tokens.count {
            let token = tokens[index]
            let isClosing = token.kind == .end || parser.isMark(LanguageMark.closeBrace, at: index)
            let documentation =
                isClosing
                ? token.comments.upperBound..<token.comments.upperBound
                : documentation(before: index)
            writeComments(token.comments.lowerBound..<documentation.lowerBound)
            if parser.separators.contains(index) || token.kind == .end {
                index += 1
                continue
            }
            if isClosing {
                depth -= 1
                // An empty block closes on its line.
                if isAtStart && result.hasSuffix(" {\n") {
                    result.removeLast()
                    result += "}\n"
                } else {
                    write("}")
                }
                isAtStart = false
                isLineOpen = true
                index += 1
                continue
            }
            let end = endOfItem(from: index)
            let isAfterEmptyLine = token.isAfterEmptyLine && token.comments.isEmpty
            let isSeparated =
                isAfterEmptyLine || emptyLineFollowsComments(before: index)
            writeItem(index..<end, documentation, isAfterEmptyLine: isSeparated)
            index = end
        }
    }

    /// The comments before a token that document what it starts: the last ones.
    private func documentation(before index: Int) -> Range<Int> {
        let range = parser.lexer.tokens[index].comments
        guard !parser.separators.contains(index) else { return range.upperBound..<range.upperBound }
        let count = parser.lexer.comments[range].reversed()
            .prefix { $0.isDocumentation && $0.isOnOwnLine }.count
        return range.upperBound - count..<range.upperBound
    }

    /// Whether the source has an empty line between the comments before a token and the token.
    private func emptyLineFollowsComments(before index: Int) -> Bool {
        let token = parser.lexer.tokens[index]
        guard let last = parser.lexer.comments[token.comments].last else { return false }
        let gap = parser.source.bytes[last.range.upperBound..<token.range.lowerBound]
        return gap.count { $0 == UInt8(ascii: "\n") } > 1
    }

    /// Where the item ends that starts at a token: behind its `{`, or before what is no part of it.
    private func endOfItem(from start: Int) -> Int {
        var index = start
        repeat {
            if parser.isMark(LanguageMark.openBrace, at: index) { return index + 1 }
            index += 1
        } while index < parser.lexer.tokens.count && !parser.itemStarts.contains(index)
            && !parser.separators.contains(index)
            && !parser.isMark(LanguageMark.closeBrace, at: index)
            && parser.lexer.tokens[index].kind != .end
        return index
    }

    // MARK: Items

    /// Writes an item and its documentation. `isAfterEmptyLine` says that an empty line is right before
    /// the item, and not only before its documentation.
    private mutating func writeItem(
        _ range: Range<Int>, _ documentation: Range<Int>, isAfterEmptyLine: Bool
    ) {
        let line = joined(range)
        let open = range.first { parser.isMark(LanguageMark.openParenthesis, at: $0) }
        let close = range.last { parser.isMark(LanguageMark.closeParenthesis, at: $0) }
        var hasInnerComments = false
        let lines = parser.lexer.comments[documentation]
        if lines.first?.isAfterEmptyLine ?? isAfterEmptyLine { writeEmptyLine() }
        for index in range.dropFirst() {
            let comments = parser.lexer.comments[parser.lexer.tokens[index].comments]
            if let open, let close, index > open, index <= close {
                hasInnerComments = hasInnerComments || !comments.isEmpty
            } else {
                // A comment that the item has no place for goes before the item, and not between it and
                // its documentation, which would document nothing then.
                for comment in comments { writeOwnLine(comment) }
            }
        }
        for (place, line) in lines.enumerated() {
            if place > 0 && line.isAfterEmptyLine { writeEmptyLine() }
            writeOwnLine(line)
        }
        if !lines.isEmpty && isAfterEmptyLine { writeEmptyLine() }
        let isLong = depth * 4 + line.unicodeScalars.count > Self.columnsMax
        if let open, isLong || hasInnerComments {
            writeBroken(range, open: open)
        } else {
            write(line)
        }
        isAtStart = false
        isLineOpen = true
        if parser.isMark(LanguageMark.openBrace, at: range.upperBound - 1) {
            depth += 1
            isAtStart = true
        }
    }

    /// Writes an item with each of its attributes on a line of its own.
    private mutating func writeBroken(_ range: Range<Int>, open: Int) {
        write(joined(range.lowerBound..<open + 1))
        depth += 1
        var start = open + 1
        var index = start
        while !parser.isMark(LanguageMark.closeParenthesis, at: index) {
            writeInner(parser.lexer.tokens[index].comments)
            if parser.isMark(LanguageMark.comma, at: index) {
                start = index + 1
            } else if index == start {
                write(joined(index..<index + 2) + (hasMore(after: index + 2) ? "," : ""))
            }
            index += 1
        }
        writeInner(parser.lexer.tokens[index].comments)
        depth -= 1
        write(joined(index..<range.upperBound))
    }

    /// Whether another attribute follows the comma at a token.
    private func hasMore(after comma: Int) -> Bool {
        parser.isMark(LanguageMark.comma, at: comma)
            && !parser.isMark(LanguageMark.closeParenthesis, at: comma + 1)
    }

    /// The tokens of an item on one line. A comma that ends a list is left out.
    private func joined(_ range: Range<Int>) -> String {
        var line = ""
        var previous: Int?
        for index in range {
            if parser.isMark(LanguageMark.comma, at: index),
                parser.isMark(LanguageMark.closeParenthesis, at: index + 1)
            {
                continue
            }
            if let previous, needsSpace(between: previous, and: index) { line += " " }
            line += text(parser.lexer.tokens[index].range)
            previous = index
        }
        return line
    }

    private func needsSpace(between first: Int, and second: Int) -> Bool {
        let tight: [UInt8] = [
            LanguageMark.comma, LanguageMark.colon, LanguageMark.question,
            LanguageMark.closeParenthesis, LanguageMark.openBracket, LanguageMark.closeBracket,
        ]
        if tight.contains(where: { parser.isMark($0, at: second) }) { return false }
        let opening = [LanguageMark.openParenthesis, LanguageMark.openBracket, LanguageMark.at]
        return !opening.contains { parser.isMark($0, at: first) }
    }

    // MARK: Lines and comments

    private mutating func write(_ line: String) {
        result += String(repeating: "    ", count: depth) + line + "\n"
    }

    private mutating func writeEmptyLine() {
        if !isAtStart { result += "\n" }
    }

    /// Writes the comments before an item or a brace; one behind an item stays on its line.
    private mutating func writeComments(_ range: Range<Int>) {
        for comment in parser.lexer.comments[range] {
            if !comment.isOnOwnLine && isLineOpen {
                append(comment)
                continue
            }
            if comment.isAfterEmptyLine { writeEmptyLine() }
            writeOwnLine(comment)
        }
    }

    private mutating func writeOwnLine(_ comment: LanguageComment) {
        write(text(comment.range))
        isAtStart = false
        isLineOpen = false
    }

    private mutating func writeInner(_ range: Range<Int>) {
        for comment in parser.lexer.comments[range] {
            if comment.isOnOwnLine { write(text(comment.range)) } else { append(comment) }
        }
    }

    private mutating func append(_ comment: LanguageComment) {
        result.removeLast()
        result += "  " + text(comment.range) + "\n"
    }

    private func text(_ range: Range<Int>) -> String {
        String(decoding: parser.source.bytes[range], as: UTF8.self)
    }
}
