/// The names of one scope of generated code: each is given once.
///
/// Names are claimed in the order of the schema, so that what a newer version adds at the end of a list
/// does not rename what was there.
struct SwiftNameScope {
    private var names: NumberedNames

    /// Makes a scope in which `reserved` names are not given: they mean something else there.
    init(reserved: Set<String> = []) {
        names = NumberedNames(taken: reserved)
    }

    /// Claims a name for a type.
    ///
    /// - Parameter kind: What the name gets at its end if it is taken: a message and an enumeration that
    ///   are both called `Side` become `Side` and `SideEnum`.
    mutating func claimType(_ raw: String, kind: String) -> String {
        claim(SwiftNames.type(raw), kind: kind)
    }

    /// Claims a name for a member: a field, a group, a value, a choice.
    mutating func claimMember(_ raw: String) -> String {
        claim(SwiftNames.member(raw), kind: "_")
    }

    private mutating func claim(_ name: String, kind: String) -> String {
        if names.take(name) { return name }
        if names.take(name + kind) { return name + kind }
        return names.takeNumbered(name)
    }
}
