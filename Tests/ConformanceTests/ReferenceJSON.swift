import PinionCodec

@testable import PinionCompiler

/// Turns the JSON that the reference prints into ours.
///
/// The two have the same members and differ in forms: a set is an object of truth values there, a null
/// the number or the word that stands for it, an infinity a fraction. Where the reference has lost what
/// was in the message, which is one of its known defects, our value is taken instead, and counted.
struct ReferenceJSON {
    /// What the reference loses.
    enum Defect: String, CaseIterable {
        case unnamedEnumerationValue, unnamedSetBits, characterAbove127, absentField
    }

    private(set) var values = 0
    private(set) var defects: [Defect: Int] = [:]
    /// What differs without being known.
    private(set) var differences: [String] = []
    private var json = JSONText()
    private var path: [String] = []

    /// The text of a message in our form.
    ///
    /// - Parameters:
    ///   - reference: What the reference prints.
    ///   - ours: What we print, which is looked at where the reference has lost something.
    ///   - header: What we print of the header; the reference prints nothing.
    ///   - version: The version to encode by; `nil` for the schema's.
    mutating func translate(
        _ reference: JSONObject, ours: JSONObject, header: JSONNode?, message: Message,
        version: UInt64?
    ) -> [UInt8] {
        json = JSONText()
        json.beginObject()
        json.name("message")
        json.string(message.name)
        if let version {
            json.name("version")
            json.integer(version)
        }
        if let header {
            json.name("header")
            copy(header)
        }
        json.name("fields")
        put(message.body, reference, ours)
        json.endObject()
        return json.bytes
    }

    private mutating func put(_ body: Body, _ reference: JSONObject, _ ours: JSONObject) {
        json.beginObject()
        for field in body.fields {
            put(member: field.name, reference, ours) { translation, node, own in
                translation.put(
                    field.type, isOptional: field.presence == .optional,
                    isConstant: field.constant != nil, node, own)
            }
        }
        for group in body.groups {
            put(member: group.name, reference, ours) { translation, node, own in
                translation.put(group.body, node, own)
            }
        }
        for data in body.data {
            put(member: data.name, reference, ours) { translation, node, own in
                translation.putText(node, own)
            }
        }
        json.endObject()
    }

    /// Puts a member that our text has, too; one that is newer than the message it has not.
    private mutating func put(
        member name: String, _ reference: JSONObject, _ ours: JSONObject,
        _ body: (inout ReferenceJSON, JSONNode, JSONNode) -> Void
    ) {
        guard let own = ours[name] else {
            if reference[name] != nil { note(.absentField) }
            return
        }
        path.append(name)
        defer { path.removeLast() }
        json.name(name)
        guard let node = reference[name] else {
            differ("is missing")
            return copy(own)
        }
        body(&self, node, own)
    }

    private mutating func put(_ body: Body, _ node: JSONNode, _ own: JSONNode) {
        guard case .array(let entries) = node.value, case .array(let owns) = own.value,
            entries.count == owns.count
        else {
            differ("is not a list of as many entries")
            return copy(own)
        }
        json.beginArray()
        for (entry, own) in zip(entries, owns) {
            guard case .object(let members) = entry.value, case .object(let owns) = own.value
            else {
                differ("has an entry that is no object")
                continue
            }
            put(body, members, owns)
        }
        json.endArray()
    }

    private mutating func put(
        _ type: ValueType, isOptional: Bool, isConstant: Bool, _ node: JSONNode, _ own: JSONNode
    ) {
        switch type {
        case .encoded(let type):
            put(type, isOptional: isOptional, isConstant: isConstant, node, own)
        case .enumeration: putEnumeration(node, own)
        case .set(let type): putSet(type, node, own)
        case .composite(let type):
            guard case .object(let members) = node.value, case .object(let owns) = own.value
            else {
                differ("is not an object")
                return copy(own)
            }
            json.beginObject()
            for member in type.members {
                if case .encoded(let type) = member.type, type.length == 0, type.constant == nil {
                    continue
                }
                put(member: member.name, members, owns) { translation, node, own in
                    var isOptional = false
                    var isConstant = false
                    if case .encoded(let type) = member.type {
                        isOptional = type.presence == .optional
                        isConstant = type.constant != nil
                    }
                    translation.put(
                        member.type, isOptional: isOptional, isConstant: isConstant, node, own)
                }
            }
            json.endObject()
        }
    }

    private mutating func put(
        _ type: EncodedType, isOptional: Bool, isConstant: Bool, _ node: JSONNode, _ own: JSONNode
    ) {
        if case .string = own.value, type.primitive == .char { return putText(node, own) }
        guard case .array(let elements) = node.value else {
            return put(number: node, type, isOptional: isOptional, own)
        }
        guard case .array(let owns) = own.value, owns.count == elements.count else {
            differ("has another number of elements")
            return copy(own)
        }
        json.beginArray()
        for (element, own) in zip(elements, owns) {
            put(number: element, type, isOptional: isOptional, own)
        }
        json.endArray()
    }

    private mutating func put(
        number node: JSONNode, _ type: EncodedType, isOptional: Bool, _ own: JSONNode
    ) {
        values += 1
        switch node.value {
        case .number(let text) where type.primitive == .float || type.primitive == .double:
            let single = Float(text) ?? .nan
            let double = Double(text) ?? .nan
            let bits =
                type.primitive == .float ? UInt64(single.bitPattern) : double.bitPattern
            if isOptional, type.nullValue == .floating(bitPattern: bits) { return json.null() }
            if type.primitive == .float { json.floating(single) } else { json.floating(double) }
        case .number(let text):
            guard var number = Int128(text) else { return differ("is no integer: \(text)") }
            // The reference prints all numbers of 64 bits as signed ones.
            if type.primitive == .uint64, number < 0 { number += 1 << 64 }
            let null = SwiftLiterals.integer(type.nullValue)
            if isOptional, number == null { json.null() } else { json.integer(number) }
        case .string("0/0"):
            let isNaN =
                switch type.nullValue {
                case .floating(let bits):
                    type.primitive == .float
                        ? Float(bitPattern: UInt32(truncatingIfNeeded: bits)).isNaN
                        : Double(bitPattern: bits).isNaN
                case .signed, .unsigned: false
                }
            if isOptional, isNaN { json.null() } else { json.string("NaN") }
        case .string("1/0"): json.string("Infinity")
        case .string("-1/0"): json.string("-Infinity")
        case .string(let text) where type.primitive == .char && own.isNull:
            // The null of a character is shown as that character.
            if text.isEmpty || text.unicodeScalars.count == 1 {
                json.null()
            } else {
                differ("is no character")
            }
        case .string, .null, .boolean, .array, .object:
            differ("is no number")
            copy(own)
        }
    }

    private mutating func putEnumeration(_ node: JSONNode, _ own: JSONNode) {
        values += 1
        guard case .string(let name) = node.value else {
            differ("is no name")
            return copy(own)
        }
        guard name == "null" else { return json.string(name) }
        if case .number = own.value { note(.unnamedEnumerationValue) }
        if case .string = own.value { differ("is null") }
        copy(own)
    }

    private mutating func putSet(_ type: SetType, _ node: JSONNode, _ own: JSONNode) {
        values += 1
        guard case .object(let choices) = node.value, case .array(let owns) = own.value else {
            differ("is not a list of choices")
            return copy(own)
        }
        json.beginArray()
        for choice in type.choices {
            if case .boolean(true)? = choices[choice.name]?.value { json.string(choice.name) }
        }
        let unnamed = owns.filter { if case .number = $0.value { true } else { false } }
        if !unnamed.isEmpty { note(.unnamedSetBits) }
        for bit in unnamed { copy(bit) }
        json.endArray()
    }

    private mutating func putText(_ node: JSONNode, _ own: JSONNode) {
        values += 1
        guard case .string(let text) = node.value, case .string(let ownText) = own.value else {
            differ("is no text")
            return copy(own)
        }
        if text != ownText, ownText.unicodeScalars.contains(where: { $0.value > 0x7f }) {
            note(.characterAbove127)
            return copy(own)
        }
        json.string(text)
    }

    /// Puts our own value.
    private mutating func copy(_ node: JSONNode) {
        switch node.value {
        case .null: json.null()
        case .boolean(let isTrue): json.boolean(isTrue)
        case .number(let text):
            if let number = Int128(text) {
                json.integer(number)
            } else {
                json.floating(Double(text) ?? .nan)
            }
        case .string(let text): json.string(text)
        case .array(let nodes):
            json.beginArray()
            for node in nodes { copy(node) }
            json.endArray()
        case .object(let object):
            json.beginObject()
            for member in object.members {
                json.name(member.name)
                copy(member.node)
            }
            json.endObject()
        }
    }

    private mutating func note(_ defect: Defect) { defects[defect, default: 0] += 1 }

    private mutating func differ(_ what: String) {
        differences.append("\(path.joined(separator: ".")) \(what)")
    }
}
