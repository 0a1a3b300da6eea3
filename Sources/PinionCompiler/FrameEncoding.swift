/// The encoding of one message: what is written, and where in the JSON it is.
struct FrameEncoding {
    /// The message's bytes, behind those that were there before.
    var bytes: [UInt8]
    /// The names that lead to what is being encoded, for errors.
    var path: [PathPart] = []

    let encoder: FrameEncoder
    private let start: Int
    /// The version that the message is written by.
    private var version: UInt64
    private var emptyEntries = 0

    enum PathPart {
        case name(String)
        case index(Int)
    }

    var schema: Schema { encoder.schema }
    private var framing: FramingWriter { FramingWriter(order: schema.byteOrder) }

    /// Takes the bytes, so that they are not copied; `takeBytes` gives them back.
    init(encoder: FrameEncoder, appendingTo bytes: inout [UInt8]) {
        self.encoder = encoder
        self.bytes = []
        swap(&self.bytes, &bytes)
        start = self.bytes.count
        version = encoder.schema.version
    }

    mutating func takeBytes() -> [UInt8] {
        var bytes: [UInt8] = []
        swap(&self.bytes, &bytes)
        return bytes
    }

    /// A fault at a place of the text, under the path that has been reached.
    func fault(_ code: EncodeError.Code, _ node: JSONNode, _ reason: String) -> EncodeFault {
        fault(code, at: node.offset, reason)
    }

    func fault(_ code: EncodeError.Code, at offset: Int, _ reason: String) -> EncodeFault {
        var shown = ""
        for part in path {
            switch part {
            case .name(let name): shown += shown.isEmpty ? name : ".\(name)"
            case .index(let index): shown += "[\(index)]"
            }
        }
        return EncodeFault(code: code, offset: offset, path: shown, reason: reason)
    }

    /// The object that a value must be.
    func object(_ node: JSONNode) throws(EncodeFault) -> JSONObject {
        guard case .object(let object) = node.value else {
            throw fault(.wrongKind, node, "must be an object, and is \(node.kind)")
        }
        return object
    }

    // JSN-22: "A reader SHALL refuse a member that the schema does not have, and a name that is given
    // twice in one object."
    /// Refuses members that are not known by one of the names.
    func check(_ object: JSONObject, _ what: String, _ names: [String]) throws(EncodeFault) {
        let known = names.count { object[$0] != nil }
        guard known < object.members.count else { return }
        let all = Set(names)
        for member in object.members where !all.contains(member.name) {
            let hint = NameSuggestion.hint(for: member.name, among: names)
            throw fault(
                .unknownName, at: member.offset, "\(what) has no \(quoted(member.name))\(hint)")
        }
    }

    /// Refuses to make the message longer than is accepted.
    func checkRoom(for count: Int, _ node: JSONNode) throws(EncodeFault) {
        guard count > encoder.messageBytesMax - (bytes.count - start) else { return }
        throw fault(
            .tooLong, node, "the message would be longer than \(encoder.messageBytesMax) bytes")
    }
}

/// The message and its header.
extension FrameEncoding {
    /// Appends the message that an object says.
    mutating func appendMessage(_ node: JSONNode) throws(EncodeFault) {
        let object = try object(node)
        let header = schema.ownHeaderMembers.isEmpty ? [] : ["header"]
        try check(
            object, "a message",
            ["message", "templateId", "schemaId", "version"] + header + ["fields"])
        let message = try message(of: object, node)
        try readVersion(of: object)
        guard let fields = object["fields"] else {
            throw fault(.missing, node, "'fields' is missing")
        }
        try checkRoom(for: schema.header.size, node)
        let blockLength = UInt64(message.body.blockLength(version: version))
        let start = bytes.count
        do throws(FramingWriter.Fault) {
            try framing.append(
                schema.header,
                [
                    ("blockLength", blockLength), ("templateId", message.id),
                    ("schemaId", schema.id), ("version", version),
                ], to: &bytes)
        } catch {
            throw fault(.contradiction, node, "the header's \(error.reason)")
        }
        if let given = object["header"] { try putOwnHeader(given, at: start) }
        let what = "message \(quoted(message.name))"
        try append(message.body, Int(blockLength), what, self.object(fields), fields)
    }

    // JSN-31: "Members of `header` SHALL be encoded as they are given, and as zeros where they are left out."
    private mutating func putOwnHeader(
        _ given: JSONNode, at start: Int
    ) throws(EncodeFault) {
        path.append(.name("header"))
        let object = try object(given)
        let members = schema.ownHeaderMembers
        try check(object, "the message header", members.map(\.name))
        for member in members {
            guard let value = object[member.name] else { continue }
            path.append(.name(member.name))
            try put(
                member.type, isOptional: member.type.isOptional, value,
                at: start + member.offset, in: given)
            path.removeLast()
        }
        path.removeLast()
    }

    // JSN-20: "A message SHALL be told by its name, its template id or both, which then agree; its schema
    // id, if it is given, is the schema's."
    private func message(of object: JSONObject, _ node: JSONNode) throws(EncodeFault) -> Message {
        var named: Message?
        if let given = object["message"] {
            guard case .string(let name) = given.value else {
                throw fault(
                    .wrongKind, given, "'message' must be a string, and is \(given.kind)")
            }
            named = encoder.message(named: name)
            guard named != nil else {
                let hint = NameSuggestion.hint(for: name, among: schema.messages.map(\.name))
                throw fault(
                    .unknownName, given, "the schema has no message \(quoted(name))\(hint)")
            }
        }
        if let given = object["schemaId"] {
            let id = try number(given, "schemaId")
            guard id == schema.id else {
                throw fault(.contradiction, given, "the schema's id is \(schema.id), not \(id)")
            }
        }
        guard let given = object["templateId"] else {
            if let named { return named }
            throw fault(.missing, node, "'message' is missing")
        }
        let id = try number(given, "templateId")
        guard let message = encoder.message(templateId: id) else {
            throw fault(.unknownName, given, "the schema has no message with template id \(id)")
        }
        if let named, named.id != message.id {
            throw fault(
                .contradiction, given,
                "message \(quoted(named.name)) has the template id \(named.id), not \(id)")
        }
        return message
    }

    // JSN-21: "A message SHALL be encoded by the version that it gives, and by the schema's if it gives
    // none; a version that is newer than the schema's is refused."
    private mutating func readVersion(of object: JSONObject) throws(EncodeFault) {
        guard let given = object["version"] else { return }
        version = try number(given, "version")
        guard version > schema.version else { return }
        throw fault(
            .contradiction, given,
            "version \(version) is newer than the schema's, which is \(schema.version)")
    }

    private func number(_ node: JSONNode, _ name: String) throws(EncodeFault) -> UInt64 {
        guard case .number(let text) = node.value, let number = UInt64(text) else {
            throw fault(.wrongKind, node, "\(quoted(name)) must be an integer from 0 on")
        }
        return number
    }
}

/// Blocks, groups and data.
extension FrameEncoding {
    /// Appends a block and what follows it.
    private mutating func append(
        _ body: Body, _ blockLength: Int, _ what: String, _ object: JSONObject, _ node: JSONNode
    ) throws(EncodeFault) {
        try check(
            object, what,
            body.fields.map(\.name) + body.groups.map(\.name) + body.data.map(\.name))
        try checkRoom(for: blockLength, node)
        let block = bytes.count
        // JSN-27: "Padding, and what a dimension has beside the members that it must have, SHALL be encoded as
        // zeros."
        bytes.append(contentsOf: repeatElement(0, count: blockLength))
        for field in body.fields {
            let given = object[field.name]
            path.append(.name(field.name))
            if try isThere(field.notes, given) {
                try put(field, given, at: block + field.offset, in: node)
            }
            path.removeLast()
        }
        for group in body.groups {
            let given = object[group.name]
            path.append(.name(group.name))
            if try isThere(group.notes, given) { try append(group, given, node) }
            path.removeLast()
        }
        for data in body.data {
            let given = object[data.name]
            path.append(.name(data.name))
            if try isThere(data.notes, given) { try append(data, given, node) }
            path.removeLast()
        }
    }

    /// Whether the message's version has a part; if not, it may not be given.
    private func isThere(_ notes: Notes, _ given: JSONNode?) throws(EncodeFault) -> Bool {
        guard notes.sinceVersion > version else { return true }
        guard let given else { return false }
        throw fault(
            .contradiction, given,
            "is in the schema since version \(notes.sinceVersion), and the message is of version "
                + "\(version)")
    }

    private mutating func append(
        _ group: Group, _ given: JSONNode?, _ parent: JSONNode
    ) throws(EncodeFault) {
        let place = given ?? parent
        let entries = try elements(given)
        let blockLength = group.body.blockLength(version: version)
        try append(
            group.dimension,
            [("blockLength", UInt64(blockLength)), ("numInGroup", UInt64(entries.count))], place)
        let what = "group \(quoted(group.name))"
        for (index, entry) in entries.enumerated() {
            path.append(.index(index))
            let count = bytes.count
            try append(group.body, blockLength, what, object(entry), entry)
            // JSN-18: "A message SHALL have at most 1,024 entries of groups that take no bytes, in all its
            // groups together."
            if bytes.count == count { emptyEntries += 1 }
            guard emptyEntries <= FrameCursor.emptyEntriesMax else {
                throw fault(
                    .tooLong, entry,
                    "a message may have \(FrameCursor.emptyEntriesMax) entries that take no bytes")
            }
            path.removeLast()
        }
    }

    /// The entries of a group: none where it is left out.
    private func elements(_ given: JSONNode?) throws(EncodeFault) -> [JSONNode] {
        guard let given, !given.isNull else { return [] }
        guard case .array(let entries) = given.value else {
            throw fault(.wrongKind, given, "must be an array of objects, and is \(given.kind)")
        }
        return entries
    }

    private mutating func append(
        _ data: VariableData, _ given: JSONNode?, _ parent: JSONNode
    ) throws(EncodeFault) {
        let content = try content(of: data, given)
        try append(data.encoding, [("length", UInt64(content.count))], given ?? parent)
        try checkRoom(for: content.count, given ?? parent)
        bytes.append(contentsOf: content)
    }

    /// The bytes of data: none where they are left out.
    private func content(
        of data: VariableData, _ given: JSONNode?
    ) throws(EncodeFault) -> [UInt8] {
        guard let given, !given.isNull else { return [] }
        guard case .string(let text) = given.value else {
            throw fault(.wrongKind, given, "must be a string, and is \(given.kind)")
        }
        if let encoding = data.characterEncoding {
            return try characters(text, encoding, given)
        }
        let digits = text.utf8.compactMap(hexadecimalValue)
        guard digits.count == text.utf8.count, digits.count.isMultiple(of: 2) else {
            throw fault(
                .notRepresentable, given, "bytes are written as two hexadecimal digits each")
        }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    // JSN-26: "A count or a length that is greater than its type allows SHALL be refused."
    private mutating func append(
        _ composite: CompositeType, _ members: [FramingWriter.Member], _ node: JSONNode
    ) throws(EncodeFault) {
        try checkRoom(for: composite.size, node)
        do throws(FramingWriter.Fault) {
            try framing.append(composite, members, to: &bytes)
        } catch {
            throw fault(.notRepresentable, node, error.reason)
        }
    }
}

extension Body {
    /// Bytes of the block in a version. What a version before the schema's had behind its fields is not known.
    func blockLength(version: UInt64) -> Int {
        let hasNewer = fields.contains { $0.notes.sinceVersion > version && $0.wireSize > 0 }
        guard hasNewer else { return blockLength }
        let known = fields.filter { $0.notes.sinceVersion <= version }
        return known.map { $0.offset + $0.wireSize }.max() ?? 0
    }
}
