/// What is good and could be better: names, and types that are on their way out.
extension SchemaResolver {
    /// Warns of names of one block, composite, enumeration or set that become one name in Swift.
    mutating func checkSwiftNames(_ names: [Spanned<String>]) {
        guard diagnostics.policy.reports(.swiftName) else { return }
        var scope = SwiftNameScope(reserved: SwiftNames.reservedMembers)
        var firstByName: [String: Spanned<String>] = [:]
        for name in names where !name.value.isEmpty {
            let plain = SwiftNames.member(name.value)
            let given = scope.claimMember(name.value)
            guard let first = firstByName[plain] else {
                firstByName[plain] = name
                continue
            }
            // What is not even told apart in the schema is another rule's.
            guard first.value != name.value else { continue }
            reportSwiftName(name, first: first, plain: plain, given: given)
        }
    }

    /// Warns of messages and types that become one name in Swift. Messages choose first.
    mutating func checkSwiftTypeNames() {
        guard diagnostics.policy.reports(.swiftName) else { return }
        var scope = SwiftNameScope(reserved: SwiftNames.reservedTypes)
        var firstByName: [String: (name: Spanned<String>, isMessage: Bool)] = [:]
        let messages = declaration.messages.map { ($0.common.name, "Message") }
        let types = declaration.types.enumerated().compactMap {
            index, type -> (Spanned<String>, String)? in
            guard indexForFields[type.name] == index, let kind = type.form.swiftKind else {
                return nil
            }
            return (type.common.name, kind)
        }
        for (name, kind) in messages + types where !name.value.isEmpty {
            let plain = SwiftNames.type(name.value)
            let given = scope.claimType(name.value, kind: kind)
            let isMessage = kind == "Message"
            guard let first = firstByName[plain] else {
                firstByName[plain] = (name, isMessage)
                continue
            }
            guard first.name.value != name.value || first.isMessage != isMessage else { continue }
            reportSwiftName(name, first: first.name, plain: plain, given: given)
        }
    }

    private mutating func reportSwiftName(
        _ name: Spanned<String>, first: Spanned<String>, plain: String, given: String
    ) {
        // SCH-080: "Names that become one name in Swift SHALL be accepted with a warning."
        let names =
            first.value == name.value
            ? "a message and a type are both \(quoted(name.value)) in Swift"
            : "\(quoted(first.value)) and \(quoted(name.value)) are both \(quoted(plain)) in Swift"
        diagnostics.report(
            .swiftName, at: name.span,
            "\(names); this one becomes \(quoted(given)) there: rename one of them",
            notes: [.firstDeclared(first.span)])
    }

    /// Warns of a field in use whose type is deprecated.
    mutating func checkDeprecation(of member: MemberDeclaration, type: Resolved) {
        // SCH-081: "A field that is not deprecated and whose type is SHALL be accepted with a warning."
        guard let version = type.common.deprecated, version > 0, !isMessageDeprecated,
            member.common.deprecated ?? 0 == 0
        else { return }
        diagnostics.report(
            .deprecatedType, at: member.span,
            "\(quoted(member.name)) is of the type \(quoted(type.common.name.value)), which is "
                + "deprecated since version \(version); use another type, or deprecate the field",
            notes: [.init(message: "the type is declared here", span: type.common.name.span)])
    }
}

extension TypeDeclaration.Form {
    /// What a Swift type for the declaration gets at the end of its name where that is taken; `nil` if it has
    /// no type of its own.
    fileprivate var swiftKind: String? {
        switch self {
        case .encoded, .reference: nil
        case .enumeration: "Enum"
        case .set: "Set"
        case .composite: "Composite"
        }
    }
}
