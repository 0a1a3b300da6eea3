/// The Swift names of what a message or an entry holds.
struct SwiftBodyNames {
    private(set) var fields: [String] = []
    /// The member, and the type of the entries, which is nested in the block's own.
    private(set) var groups: [(member: String, type: String)] = []
    private(set) var data: [String] = []

    /// - Parameter reserved: The schema's name space, which no nested type may hide.
    init(_ body: Body, reserved: String) {
        var memberScope = SwiftNameScope(reserved: SwiftNames.reservedMembers)
        var typeScope = SwiftNameScope(reserved: SwiftNames.reservedNestedTypes.union([reserved]))
        fields = body.fields.map { memberScope.claimMember($0.name) }
        groups = body.groups.map {
            (memberScope.claimMember($0.name), typeScope.claimType($0.name, kind: "Group"))
        }
        data = body.data.map { memberScope.claimMember($0.name) }
    }
}
