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
        let text = lines.map { line in
            let line = visible(line)
            return (hasColour ? coloured(line) : line) + "\n"
        }.joined()
        // Where nobody reads it, as behind `2>&1 | head`, the exit status still says what happened.
        _ = StandardOutput.write(Array(text.utf8), to: STDERR_FILENO)
    }

    /// A line with nothing in it that a terminal would act upon: names of files may hold anything.
    private static func visible(_ line: String) -> String {
        let isControl = { (scalar: Unicode.Scalar) in
            scalar.properties.generalCategory == .control && scalar != "\t" && scalar != "\n"
        }
        guard line.unicodeScalars.contains(where: isControl) else { return line }
        let scalars = line.unicodeScalars.map { isControl($0) ? "\u{fffd}" : $0 }
        return String(String.UnicodeScalarView(scalars))
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
