/// Some bytes of a message, and what they are.
public struct AnnotatedSpan: Hashable, Sendable {
    /// What part of a message bytes are.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// A member of the message header.
        case header
        /// A field of a block, or a member of one.
        case field
        /// A member of the dimensions that precede a group's entries.
        case dimension
        /// A member of what precedes variable-length data, most times the length alone.
        case length
        /// The content of variable-length data.
        case data
        /// Room between or behind the fields of a block, which means nothing.
        case padding
        /// The part of a block that is behind all that the schema describes.
        case `extension`
        /// What is left of the bytes where the message could not be followed any further.
        case unread
    }

    /// Bytes from the start of the message's header.
    public let offset: Int
    /// How many bytes there are, at least 1.
    public let length: Int
    /// What part of a message they are.
    public let kind: Kind
    /// The names that lead to the part, such as `legs[1].price.mantissa`; for padding those that lead to what
    /// it is in, empty for the root block.
    public let path: String
    /// The type of the value, such as `uint16`, `Side (char)` or `Symbol (char[8])`; empty for what is no
    /// value.
    public let type: String
    /// The value as text, such as `42`, `buy (1)` or `null (255)`; empty for what is no value.
    public let value: String
}
