/// The names of places in a reference that links lead to.
enum ReferenceAnchor {
    static let messages = "messages"
    static let types = "types"
    static let versions = "versions"
    static let primitives = "primitive-types"

    /// The place of a message.
    static func message(_ name: String) -> String { "message-\(DocumentText.anchor(name))" }

    /// The place of a named type.
    static func type(_ name: String) -> String { "type-\(DocumentText.anchor(name))" }

    /// The place of a primitive type's row.
    static func primitive(_ type: PrimitiveType) -> String { "primitive-\(type.rawValue)" }
}
