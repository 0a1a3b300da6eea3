/// Why bytes are no message of a schema, and where.
public struct DecodeError: Error, Hashable, Sendable {
    /// The kind of fault. A later release may add kinds, so a `switch` needs a `default`.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The name of the kind, such as `truncated`.
        public let rawValue: String

        /// A kind of fault by its name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The input ends inside the message.
        public static let truncated = Code(rawValue: "truncated")
        /// The header names another schema.
        public static let foreignSchema = Code(rawValue: "foreignSchema")
        /// The schema has no message of the header's template identifier.
        public static let unknownTemplate = Code(rawValue: "unknownTemplate")
        /// A block is shorter than the fields that it must hold in the message's version.
        public static let shortBlock = Code(rawValue: "shortBlock")
        /// A group has too many entries that take no bytes.
        public static let emptyEntries = Code(rawValue: "emptyEntries")
        /// A message in a stream takes no bytes, so that the stream would never end.
        public static let emptyMessage = Code(rawValue: "emptyMessage")
        /// The message is longer than the reader accepts.
        public static let tooLong = Code(rawValue: "tooLong")
    }

    /// The kind of fault.
    public let code: Code
    /// Where the part that is at fault starts, in bytes from the start of the input.
    public let offset: Int
    /// One sentence for people, without a full stop.
    public let reason: String
    /// For `truncated`: the least number of bytes that the message has, from its header on, saturated.
    public let bytesNeeded: UInt64

    init(_ code: Code, at offset: Int, bytesNeeded: UInt64 = 0, _ reason: String) {
        self.code = code
        self.offset = offset
        self.bytesNeeded = bytesNeeded
        self.reason = reason
    }
}

extension DecodeError: CustomStringConvertible {
    /// The offset and the reason, on one line.
    public var description: String { "offset \(offset): \(reason)" }
}
