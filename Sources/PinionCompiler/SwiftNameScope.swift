/// The names of one scope of generated code: each is given once.
///
/// Names are claimed in the order of the schema, so that what a newer version adds at the end of a list
/// does not rename what was there.
struct SwiftNameScope {
    private var taken: Set<String>

    /// Makes a scope in which `reserved` names are not given: they mean something else there.
    init(reserved: Set<String> = []) {
        taken = reserved
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
        if taken.insert(name).inserted { return name }
        if taken.insert(name + kind).inserted { return name + kind }
        var number = 2
        while !taken.insert("\(name)_\(number)").inserted { number += 1 }
        return "\(name)_\(number)"
    }
}
