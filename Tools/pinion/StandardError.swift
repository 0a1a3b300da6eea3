import Foundation

/// Standard error: what is wrong, in colour on a terminal that has it.
enum StandardError {
    private static let hasColour: Bool = {
        let environment = ProcessInfo.processInfo.environment
        // Source: no-color.org.
        let isRefused = !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
        return isatty(STDERR_FILENO) == 1 && !isRefused
    }()

    /// Writes `place: error: message` on a line.
    static func report(place: String, _ message: String) {
        write(lines: ["\(place): error: \(message)"])
    }

    /// Writes lines, and gives the words `error:`, `warning:` and `note:` of those that say it their colours.
    static func write(lines: [String]) {
        let text = lines.map { (hasColour ? coloured($0) : $0) + "\n" }.joined()
        FileHandle.standardError.write(Data(text.utf8))
    }

    private static let colours = [
        (word: " error: ", start: "\u{1b}[1;31m"),
        (word: " warning: ", start: "\u{1b}[1;35m"),
        (word: " note: ", start: "\u{1b}[1;36m"),
    ]

    private static func coloured(_ line: String) -> String {
        for (word, start) in colours {
            guard let range = line.firstRange(of: word) else { continue }
            let bold = "\u{1b}[1m"
            let plain = "\u{1b}[0m"
            return bold + line[..<range.lowerBound] + plain + start + word + plain + bold
                + line[range.upperBound...] + plain
        }
        return line
    }
}
