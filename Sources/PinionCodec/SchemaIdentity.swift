/// Which schema a program was built with: what two sides compare before they exchange messages of it.
///
/// Generated code has one for its schema, `schemaIdentity`.
@frozen
public struct SchemaIdentity: Hashable, Sendable, BitwiseCopyable {
    /// The number of the schema, low 32 bits.
    public let id: UInt32
    /// The version of the schema, low 32 bits.
    public let version: UInt32
    /// What stands for the form of all its messages: spec/schema.md, Fingerprints.
    public let fingerprint: UInt64

    /// Makes the identity of a schema. Of numbers above 32 bits, which a header of SBE seldom has, the low 32 count.
    @inlinable
    public init(id: UInt64, version: UInt64, fingerprint: UInt64) {
        self.id = UInt32(truncatingIfNeeded: id)
        self.version = UInt32(truncatingIfNeeded: version)
        self.fingerprint = fingerprint
    }

    /// Whether the two are the same version of the same schema and yet have messages of other forms.
    @inlinable
    public func contradicts(_ other: SchemaIdentity) -> Bool {
        id == other.id && version == other.version && fingerprint != other.fingerprint
    }
}
