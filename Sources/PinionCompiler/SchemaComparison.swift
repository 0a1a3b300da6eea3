/// Two versions of a schema, side by side: what has changed, and what a reader of each version still
/// reads of the other.
public struct SchemaComparison: Hashable, Sendable {
    /// The changes: those of the schema as a whole, then those of types, then those of messages, in the
    /// order of the older version.
    public let changes: [SchemaChange]
    /// The messages of both versions: those of the older one in its order, then those that are new.
    public let messages: [MessageReading]

    /// Whether readers of one version cannot rely on what they read of the other.
    public var isBreaking: Bool { changes.contains { $0.severity == .breaking } }

    /// Compares two checked schemas.
    ///
    /// The work is in proportion to the sizes of the two. What no message uses is not compared: types
    /// change no bytes by themselves.
    public init(old: Schema, new: Schema) {
        var comparer = SchemaComparer(old: old, new: new)
        comparer.compareSchemas()
        changes = comparer.allChanges
        messages = comparer.readings
    }

    /// How many changes are of a severity.
    public func count(_ severity: SchemaChangeRule.Severity) -> Int {
        changes.count { $0.severity == severity }
    }
}

/// What readers of two versions of a schema read of a message.
public struct MessageReading: Hashable, Sendable {
    /// Which versions have the message.
    public enum Presence: String, Hashable, Sendable {
        /// Both have it, or the newer one no longer does, or only the newer one does.
        case both, removed, added
    }

    /// A part of the message that the newer version added.
    public struct AddedPart: Hashable, Sendable {
        /// Whether the part is a field, a group or data.
        public enum Kind: String, Hashable, Sendable {
            /// A field of a block, a repeating group, or variable-length data.
            case field, group, data
        }

        /// What the part is.
        public let kind: Kind
        /// The names that lead to it, without the message's.
        public let path: String
        /// The first version that has it.
        public let sinceVersion: UInt64
    }

    /// The name, as the newer version has it.
    public let name: String
    /// The template identifier.
    public let templateId: UInt64
    /// Which versions have the message.
    public let presence: Presence
    /// The codes of the broken rules; if there are any, neither reader can rely on what it reads.
    public let broken: [String]
    /// What a reader of the older version skips, and a reader of the newer one finds absent in messages
    /// of the older.
    public let added: [AddedPart]
}
