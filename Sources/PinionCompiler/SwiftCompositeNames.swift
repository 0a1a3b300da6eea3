/// The Swift names within a composite: of its members, and of the types that are declared in place.
struct SwiftCompositeNames {
    /// For each member its name, and the name of its type if that is declared in place.
    private(set) var members: [(member: String, type: String?)] = []

    /// - Parameter reserved: The schema's name space, which no nested type may hide.
    init(_ composite: CompositeType, reserved: String) {
        var memberScope = SwiftNameScope(reserved: SwiftNames.reservedMembers)
        var typeScope = SwiftNameScope(reserved: SwiftNames.reservedNestedTypes.union([reserved]))
        for member in composite.members {
            let name = memberScope.claimMember(member.name)
            let isInline = member.referencedType == nil && member.type.isDeclared
            let type = isInline ? typeScope.claimType(member.type.name, kind: "Type") : nil
            members.append((name, type))
        }
    }
}

extension ValueType {
    /// Whether the type has a declaration of its own in generated code; a number or an array has not.
    fileprivate var isDeclared: Bool {
        if case .encoded = self { return false }
        return true
    }
}
