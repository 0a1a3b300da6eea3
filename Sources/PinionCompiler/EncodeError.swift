/// Why a JSON text is no message of a schema, and where.
public struct EncodeError: Error, Hashable, Sendable {
    /// The kind of fault. A later release may add kinds, so a `switch` needs a `default`.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The name of the kind, such as `unknownName`.
        public let rawValue: String

        /// A kind of fault by its name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The text is not JSON, or is nested too deep.
        public static let syntax = Code(rawValue: "syntax")
        /// A name that the schema does not have: of a message, a member, a value or a choice.
        public static let unknownName = Code(rawValue: "unknownName")
        /// Something is missing that must be there.
        public static let missing = Code(rawValue: "missing")
        /// A value of another kind than the schema has, such as a string for a number.
        public static let wrongKind = Code(rawValue: "wrongKind")
        /// A value that the type cannot hold.
        public static let notRepresentable = Code(rawValue: "notRepresentable")
        /// A constant, an identifier or a version that is another one in the schema.
        public static let contradiction = Code(rawValue: "contradiction")
        /// The message, or its text, is longer than is accepted.
        public static let tooLong = Code(rawValue: "tooLong")
    }

    /// The kind of fault.
    public let code: Code
    /// The line of the text, from 1.
    public let line: Int
    /// The column in that line, from 1, in bytes.
    public let column: Int
    /// The names that lead to the part, such as `legs[1].price.mantissa`; empty for the message as a whole.
    public let path: String
    /// One sentence for people, without a full stop.
    public let reason: String
}

extension EncodeError: CustomStringConvertible {
    /// Line, column, path and reason, on one line.
    public var description: String { "\(line):\(column): \(explanation)" }

    /// Path and reason, on one line.
    public var explanation: String { path.isEmpty ? reason : "\(path): \(reason)" }
}

/// A fault, with its place in bytes from the start of the text.
struct EncodeFault: Error {
    let code: EncodeError.Code
    let offset: Int
    let path: String
    let reason: String

    /// The error that tells the fault by line and column.
    ///
    /// - Parameters:
    ///   - text: The text of the message.
    ///   - line: The line of its first byte.
    ///   - column: The column of its first byte.
    func located(in text: [UInt8], line: Int, column: Int) -> EncodeError {
        var (line, column) = (line, column)
        for byte in text.prefix(offset) {
            column += 1
            if byte == UInt8(ascii: "\n") { (line, column) = (line + 1, 1) }
        }
        return EncodeError(code: code, line: line, column: column, path: path, reason: reason)
    }
}
