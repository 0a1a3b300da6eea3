/// A value of a JSON text, and where it stands.
struct JSONNode {
    /// Where the value starts in the text, in bytes.
    let offset: Int
    let value: Value

    indirect enum Value {
        case null
        case boolean(Bool)
        /// A number as it is written, so that nothing of it is lost.
        case number(String)
        case string(String)
        case array([JSONNode])
        case object(JSONObject)
    }

    /// What kind of value it is, for messages.
    var kind: String {
        switch value {
        case .null: "null"
        case .boolean: "a truth value"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }

    var isNull: Bool {
        if case .null = value { true } else { false }
    }
}

/// The members of an object: no name is there twice.
struct JSONObject {
    /// A member, and where its name starts in the text.
    struct Member {
        let offset: Int
        let name: String
        let node: JSONNode
    }

    private(set) var members: [Member] = []
    /// Where each member is, for objects that are too long to be searched.
    private var places: [String: Int] = [:]

    /// Members that are searched one by one.
    private static let searchedMax = 8

    subscript(_ name: String) -> JSONNode? { place(of: name).map { members[$0].node } }

    /// Adds a member, unless there is one of that name.
    mutating func append(_ member: Member) -> Bool {
        guard place(of: member.name) == nil else { return false }
        members.append(member)
        if members.count == Self.searchedMax + 1 {
            for (index, member) in members.enumerated() { places[member.name] = index }
        } else if members.count > Self.searchedMax {
            places[member.name] = members.count - 1
        }
        return true
    }

    private func place(of name: String) -> Int? {
        members.count > Self.searchedMax
            ? places[name] : members.firstIndex { $0.name == name }
    }
}
