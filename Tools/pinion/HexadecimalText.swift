/// Reads bytes that are written as pairs of hexadecimal digits, piece by piece.
struct HexadecimalText {
    /// What is not hexadecimal text, and where.
    struct Fault: Error {
        /// The line, from 1.
        let line: Int
        /// The column, from 1, in bytes.
        let column: Int
        let reason: String
    }

    private enum State {
        /// Between two bytes; a zero may start a prefix.
        case between
        /// After the first digit of a byte, which started at a column.
        case digit(UInt8, column: Int)
        /// After a first slash.
        case slash(column: Int)
        case comment
    }

    private var state = State.between
    private var line = 1
    private var column = 0

    /// The bytes that a piece of text completes, and what is wrong behind them.
    mutating func bytes(of text: [UInt8], isAtEnd: Bool) -> (bytes: [UInt8], fault: Fault?) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 2)
        for character in text {
            column += 1
            if let fault = take(character, into: &bytes) { return (bytes, fault) }
            if character == UInt8(ascii: "\n") {
                line += 1
                column = 0
            }
        }
        return (bytes, isAtEnd ? faultAtEnd : nil)
    }

    private mutating func take(_ character: UInt8, into bytes: inout [UInt8]) -> Fault? {
        switch state {
        case .comment:
            if character == UInt8(ascii: "\n") { state = .between }
        case .slash(let start):
            guard character == UInt8(ascii: "/") else {
                return Fault(line: line, column: start, reason: "a comment starts with two slashes")
            }
            state = .comment
        case .digit(let high, let start):
            if let low = Self.value(ofDigit: character) {
                bytes.append(high << 4 | low)
                state = .between
            } else if high == 0, character == UInt8(ascii: "x") || character == UInt8(ascii: "X") {
                state = .between
            } else {
                return halfByte(at: start)
            }
        case .between:
            switch character {
            case UInt8(ascii: "#"): state = .comment
            case UInt8(ascii: "/"): state = .slash(column: column)
            case UInt8(ascii: ","), 0x09...0x0d, UInt8(ascii: " "):
                // Between bytes, these mean nothing.
                break
            default:
                guard let high = Self.value(ofDigit: character) else {
                    return Fault(line: line, column: column, reason: Self.complaint(character))
                }
                state = .digit(high, column: column)
            }
        }
        return nil
    }

    private var faultAtEnd: Fault? {
        switch state {
        case .between, .comment: nil
        case .slash(let start):
            Fault(line: line, column: start, reason: "a comment starts with two slashes")
        case .digit(_, let start): halfByte(at: start)
        }
    }

    private func halfByte(at start: Int) -> Fault {
        Fault(line: line, column: start, reason: "a byte has two hexadecimal digits, here is one")
    }

    private static func complaint(_ character: UInt8) -> String {
        let isPrintable = (0x20...0x7e).contains(character)
        let shown =
            isPrintable
            ? "'\(Unicode.Scalar(character))'" : "byte 0x" + String(character, radix: 16)
        return "\(shown) is no hexadecimal digit"
    }

    /// The two digits of a byte.
    static func digits(of byte: UInt8) -> [UInt8] {
        [byte >> 4, byte & 0xf].map { $0 < 10 ? $0 + 0x30 : $0 - 10 + 0x61 }
    }

    private static func value(ofDigit character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
