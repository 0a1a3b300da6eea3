// What the generator asks of the types of a schema.

extension ValueType {
    /// The name that the schema gives the type.
    var name: String {
        switch self {
        case .encoded(let type): type.name
        case .enumeration(let type): type.name
        case .set(let type): type.name
        case .composite(let type): type.name
        }
    }

    /// Bytes of a value that is sent.
    var byteCount: Int {
        switch self {
        case .encoded(let type): type.primitive.size * type.length
        case .enumeration(let type): type.primitive.size
        case .set(let type): type.primitive.size
        case .composite(let type): type.size
        }
    }

    /// What a number, an enumeration or a set is encoded as.
    var primitive: PrimitiveType? {
        switch self {
        case .encoded(let type): type.primitive
        case .enumeration(let type): type.primitive
        case .set(let type): type.primitive
        case .composite: nil
        }
    }
}

extension CompositeType {
    /// Whether a member has no fixed length, which only an encoding of variable data may have.
    var holdsVariableData: Bool {
        members.contains { member in
            guard case .encoded(let type) = member.type else { return false }
            return type.length == 0 && type.presence != .constant
        }
    }

    /// The member of a header, of dimensions or of a data encoding with that name.
    func encodedMember(named name: String) -> (type: EncodedType, offset: Int)? {
        for member in members where member.name == name {
            if case .encoded(let type) = member.type { return (type, member.offset) }
        }
        return nil
    }
}

extension Schema {
    /// The members that a message header must have, in the order in which they are shown.
    static let requiredHeaderMembers = ["blockLength", "templateId", "schemaId", "version"]

    /// What else the message header has, which only the application knows.
    var ownHeaderMembers: [CompositeMember] {
        header.members.filter { !Self.requiredHeaderMembers.contains($0.name) }
    }
}
