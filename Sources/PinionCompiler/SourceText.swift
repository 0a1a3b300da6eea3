/// The text of a schema file, and where its lines are.
///
/// A reference, because each declaration and each diagnostic points into it. Nothing changes once it
/// is made.
public final class SourceText: Sendable {
    /// The path of the file, as diagnostics show it.
    public let path: String
    /// The bytes of the file. They may be anything: what is not UTF-8 is shown as U+FFFD.
    public let bytes: [UInt8]
    /// The offset at which each line starts.
    private let lineStarts: [Int]
    /// How many characters start before each block of bytes. A line may be all of the text, and
    /// columns are asked for again and again.
    private let charactersBeforeBlock: [Int]
    private static let blockSize = 256

    /// The text of a file that somebody has read.
    public init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
        var starts = [0]
        var characters: [Int] = []
        var characterCount = 0
        for (offset, byte) in bytes.enumerated() {
            if offset % Self.blockSize == 0 { characters.append(characterCount) }
            // Every byte that does not continue a scalar starts one.
            if byte & 0xc0 != 0x80 { characterCount += 1 }
            if byte == UInt8(ascii: "\n") { starts.append(offset + 1) }
        }
        characters.append(characterCount)
        lineStarts = starts
        charactersBeforeBlock = characters
    }

    /// A text that is in memory already.
    public convenience init(path: String, text: String) {
        self.init(path: path, bytes: Array(text.utf8))
    }

    /// A place in the text as people count: both numbers start at 1, and a column is a Unicode
    /// scalar, a tab being one.
    public struct Position: Hashable, Sendable {
        /// The line, from 1.
        public let line: Int
        /// The column, from 1.
        public let column: Int
    }

    /// How many lines there are; a text without a line feed is one line.
    public var lineCount: Int { lineStarts.count }

    /// The line and column of a byte. An offset beyond the text counts as its end.
    public func position(at offset: Int) -> Position {
        let offset = min(max(offset, 0), bytes.count)
        let line = lineIndex(at: offset)
        let start = contentStart(ofLine: line)
        let column =
            offset <= start ? 1 : characterCount(before: offset) - characterCount(before: start) + 1
        return Position(line: line + 1, column: column)
    }

    /// The line of a byte, from 1: less work than its position.
    func line(at offset: Int) -> Int { lineIndex(at: min(max(offset, 0), bytes.count)) + 1 }

    /// How many characters start before an offset.
    private func characterCount(before offset: Int) -> Int {
        let block = offset / Self.blockSize
        guard offset < bytes.count else { return charactersBeforeBlock.last ?? 0 }
        let rest = bytes[block * Self.blockSize..<offset].count { $0 & 0xc0 != 0x80 }
        return charactersBeforeBlock[block] + rest
    }

    /// The text of a line, counted from 1, without its line ending; empty beyond the last line.
    public func line(_ number: Int) -> String {
        String(decoding: bytes[lineRange(number)], as: UTF8.self)
    }

    /// The bytes of a line, counted from 1, without its line ending and without a byte order mark.
    func lineRange(_ number: Int) -> Range<Int> {
        guard lineStarts.indices.contains(number - 1) else { return bytes.count..<bytes.count }
        let start = contentStart(ofLine: number - 1)
        var end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
        if end > start && bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        return start..<max(start, end)
    }

    /// The index of the line that holds a byte: the last one that starts at or before it.
    private func lineIndex(at offset: Int) -> Int {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return low
    }

    /// Where the first column of a line is: a byte order mark is no column.
    private func contentStart(ofLine index: Int) -> Int {
        index == 0 && bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : lineStarts[index]
    }
}

/// A stretch of a source text, which a declaration or a diagnostic is about.
public struct SourceSpan: Sendable {
    /// The text.
    public let source: SourceText
    /// The bytes of the stretch; it may be empty.
    public let range: Range<Int>

    /// The line and column at which the stretch starts.
    public var position: SourceText.Position { source.position(at: range.lowerBound) }

    /// The line at which the stretch starts.
    var line: Int { source.line(at: range.lowerBound) }

    /// A stretch of `source`.
    public init(_ source: SourceText, _ range: Range<Int>) {
        self.source = source
        self.range = range
    }
}
