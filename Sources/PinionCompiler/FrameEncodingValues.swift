internal import PinionCodec

/// Fields: values of JSON as bytes of the block.
extension FrameEncoding {
    /// Puts a field's value at its place in the bytes, or its null value where it is left out.
    mutating func put(
        _ field: Field, _ given: JSONNode?, at offset: Int, in parent: JSONNode
    ) throws(EncodeFault) {
        if let constant = field.constant {
            return try check(constant, of: field.type.primitive ?? .uint8, given)
        }
        try put(
            field.type, isOptional: field.presence == .optional, given, at: offset, in: parent)
    }

    /// Puts a value of a type at its place in the bytes.
    mutating func put(
        _ type: ValueType, isOptional: Bool, _ given: JSONNode?, at offset: Int,
        in parent: JSONNode
    ) throws(EncodeFault) {
        if case .encoded(let encoded) = type, let constant = encoded.constant {
            return try check(constant.asNumber, of: encoded.primitive, given)
        }
        // JSN-23: "A value that is left out or `null` SHALL be encoded as the null value where it may be
        // null; a field that is left out and may not be null is refused."
        guard let given, !given.isNull else {
            let mayBeNull =
                switch type {
                case .enumeration: isOptional || given != nil
                case .composite: isOptional || type.hasNull
                case .encoded, .set: isOptional
                }
            if mayBeNull { return putNull(type, at: offset) }
            throw given.map { fault(.missing, $0, "may not be null") }
                ?? fault(.missing, parent, "is missing")
        }
        switch type {
        case .encoded(let type) where type.primitive == .char && type.length != 1:
            try put(text: given, type, at: offset)
        case .encoded(let type) where type.length != 1:
            try put(array: given, type, isOptional: isOptional, at: offset)
        case .encoded(let type):
            let value = try scalar(given, type, isOptional: isOptional)
            put(value, of: type.primitive, at: offset)
        case .enumeration(let type):
            put(try value(of: type, given), of: type.primitive, at: offset)
        case .set(let type):
            let bits = try bits(of: type, given)
            put(.unsigned(bits), of: type.primitive, at: offset)
        case .composite(let type):
            let object = try object(given)
            try check(object, "composite \(quoted(type.name))", type.members.map(\.name))
            // Bounded by the schema: a composite cannot hold itself.
            for member in type.members {
                path.append(.name(member.name))
                try put(
                    member.type, isOptional: member.type.isOptional, object[member.name],
                    at: offset + member.offset, in: given)
                path.removeLast()
            }
        }
    }

    private mutating func put(_ value: PrimitiveValue, of type: PrimitiveType, at offset: Int) {
        bytes.put(value.bits, at: offset, size: type.size, order: schema.byteOrder)
    }

    /// Puts the null value of each part. Sets have none: they are empty.
    private mutating func putNull(_ type: ValueType, at offset: Int) {
        switch type {
        case .encoded(let type):
            guard type.constant == nil else { return }
            for index in 0..<type.length {
                let size = type.primitive.size
                put(type.nullValue, of: type.primitive, at: offset + index * size)
            }
        case .enumeration(let type): put(type.nullValue, of: type.primitive, at: offset)
        case .set: break
        case .composite(let type):
            for member in type.members { putNull(member.type, at: offset + member.offset) }
        }
    }
}

/// Numbers and texts.
extension FrameEncoding {
    private mutating func put(
        array given: JSONNode, _ type: EncodedType, isOptional: Bool, at offset: Int
    ) throws(EncodeFault) {
        guard case .array(let elements) = given.value else {
            throw fault(.wrongKind, given, "must be an array, and is \(given.kind)")
        }
        guard elements.count == type.length else {
            throw fault(
                .notRepresentable, given,
                "must have \(type.length) elements, and has \(elements.count)")
        }
        for (index, element) in elements.enumerated() {
            path.append(.index(index))
            let value =
                if element.isNull, isOptional { type.nullValue } else {
                    try scalar(element, type, isOptional: isOptional)
                }
            put(value, of: type.primitive, at: offset + index * type.primitive.size)
            path.removeLast()
        }
    }

    private mutating func put(
        text given: JSONNode, _ type: EncodedType, at offset: Int
    ) throws(EncodeFault) {
        guard case .string(let text) = given.value else {
            throw fault(.wrongKind, given, "must be a string, and is \(given.kind)")
        }
        let content = try characters(text, type.characterEncoding, given)
        guard content.count <= type.length else {
            throw fault(
                .notRepresentable, given,
                "takes \(content.count) bytes, and there is room for \(type.length)")
        }
        guard !content.contains(0) else {
            throw fault(.notRepresentable, given, "holds NUL, where readers take it to end")
        }
        for (index, byte) in content.enumerated() { bytes[offset + index] = byte }
    }

    /// The bytes of a text.
    func characters(
        _ text: String, _ encoding: String?, _ node: JSONNode
    ) throws(EncodeFault) -> [UInt8] {
        guard let bytes = CharacterEncoding(named: encoding).bytes(of: text) else {
            throw fault(
                .notRepresentable, node,
                "has characters that \(encoding ?? "US-ASCII") has not")
        }
        return bytes
    }

    // JSN-24: "A value SHALL be refused where its type cannot hold it, and where it would read back as
    // null."
    private func scalar(
        _ given: JSONNode, _ type: EncodedType, isOptional: Bool
    ) throws(EncodeFault) -> PrimitiveValue {
        let value = try primitive(given, type.primitive, type.characterEncoding)
        if isOptional, value.isSame(as: type.nullValue, primitive: type.primitive) {
            let shown = value.shown(as: type.primitive)
            throw fault(
                .notRepresentable, given, "\(shown) stands for null, which is written 'null'")
        }
        return value
    }

    private func primitive(
        _ given: JSONNode, _ type: PrimitiveType, _ encoding: String?
    ) throws(EncodeFault) -> PrimitiveValue {
        switch (given.value, type) {
        case (.string(let text), .char):
            let bytes = try characters(text, encoding, given)
            guard bytes.count == 1 else {
                throw fault(.notRepresentable, given, "must be one character of one byte")
            }
            return .unsigned(UInt64(bytes[0]))
        case (.string("NaN"), .float), (.string("Infinity"), .float),
            (.string("-Infinity"), .float),
            (.string("NaN"), .double), (.string("Infinity"), .double),
            (.string("-Infinity"), .double):
            guard case .string(let text) = given.value,
                let value = PrimitiveValue(text: text, of: type)
            else { break }
            return value
        case (.number(let text), .float), (.number(let text), .double):
            return try floating(text, type, given)
        case (.number(let text), _) where type != .char:
            guard let value = PrimitiveValue(text: text, of: type) else {
                let isInteger = text.utf8.allSatisfy { $0 == 0x2d || (0x30...0x39).contains($0) }
                let reason =
                    isInteger
                    ? "\(type) cannot hold \(text)" : "\(type) is written as digits alone"
                throw fault(.notRepresentable, given, reason)
            }
            return value
        default: break
        }
        let wanted =
            switch type {
            case .char: "a string"
            case .float, .double: "a number, or \"NaN\", \"Infinity\" or \"-Infinity\""
            default: "a number"
            }
        throw fault(.wrongKind, given, "must be \(wanted), and is \(given.kind)")
    }

    // JSN-25: "A floating-point number SHALL be encoded as the one of its type that is nearest to it; one
    // that is beyond the greatest of its type, or would be zero though it is not, is refused."
    private func floating(
        _ text: String, _ type: PrimitiveType, _ given: JSONNode
    ) throws(EncodeFault) -> PrimitiveValue {
        let bits: UInt64?
        let isFinite: Bool
        let isZero: Bool
        if type == .float {
            let value = Float(text)
            bits = value.map { UInt64($0.bitPattern) }
            (isFinite, isZero) = (value?.isFinite ?? false, value?.isZero ?? false)
        } else {
            let value = Double(text)
            bits = value?.bitPattern
            (isFinite, isZero) = (value?.isFinite ?? false, value?.isZero ?? false)
        }
        let significand = text.utf8.prefix { $0 | 0x20 != UInt8(ascii: "e") }
        let isNothing = significand.allSatisfy { !(0x31...0x39).contains($0) }
        guard let bits, isFinite, !isZero || isNothing else {
            throw fault(.notRepresentable, given, "\(type) cannot hold \(text)")
        }
        return .floating(bitPattern: bits)
    }
}

/// Enumerations, sets and constants.
extension FrameEncoding {
    private func value(
        of type: EnumType, _ given: JSONNode
    ) throws(EncodeFault) -> PrimitiveValue {
        switch given.value {
        case .string(let name):
            if let value = type.values.first(where: { $0.name == name }) { return value.value }
            let hint = NameSuggestion.hint(for: name, among: type.values.map(\.name))
            throw fault(
                .unknownName, given,
                "enumeration \(quoted(type.name)) has no \(quoted(name))\(hint)")
        case .number:
            // A character without a name is shown as its number.
            let primitive = type.primitive == .char ? .uint8 : type.primitive
            return try self.primitive(given, primitive, nil)
        case .null, .boolean, .array, .object:
            throw fault(
                .wrongKind, given, "must be the name of a value, and is \(given.kind)")
        }
    }

    private func bits(of type: SetType, _ given: JSONNode) throws(EncodeFault) -> UInt64 {
        guard case .array(let elements) = given.value else {
            throw fault(.wrongKind, given, "must be an array of names, and is \(given.kind)")
        }
        var bits: UInt64 = 0
        for element in elements {
            switch element.value {
            case .string(let name):
                guard let choice = type.choices.first(where: { $0.name == name }) else {
                    let hint = NameSuggestion.hint(for: name, among: type.choices.map(\.name))
                    throw fault(
                        .unknownName, element,
                        "set \(quoted(type.name)) has no \(quoted(name))\(hint)")
                }
                bits |= 1 << UInt64(choice.bit)
            case .number(let text):
                guard let bit = UInt64(text), bit < UInt64(type.primitive.size * 8) else {
                    throw fault(
                        .notRepresentable, element, "\(type.primitive) has no bit \(text)")
                }
                bits |= 1 << bit
            case .null, .boolean, .array, .object:
                throw fault(
                    .wrongKind, element, "must be the name of a choice, and is \(element.kind)")
            }
        }
        return bits
    }

    // JSN-28: "A constant MAY be left out; one that is given SHALL be the schema's."
    private func check(
        _ constant: Constant, of primitive: PrimitiveType, _ given: JSONNode?
    ) throws(EncodeFault) {
        guard let given else { return }
        var json = JSONText()
        json.append(.constant(constant, primitive))
        let isSame: Bool
        switch constant {
        case .value(let value):
            let found = try self.primitive(given, primitive, nil)
            isSame = found.isSame(as: value, primitive: primitive)
        case .characters(let bytes):
            let content = Array(bytes.prefix { $0 != 0 })
            let text = CharacterEncoding.utf8.text(of: content.span)
            if case .string(text) = given.value { isSame = true } else { isSame = false }
        case .enumValue(_, let name, _):
            if case .string(name) = given.value { isSame = true } else { isSame = false }
        }
        guard !isSame else { return }
        let shown = String(decoding: json.bytes, as: UTF8.self)
        throw fault(.contradiction, given, "is the constant \(shown)")
    }
}

extension Constant {
    /// The constant of a member or an element: a number that the schema takes from an enumeration is still a
    /// number.
    fileprivate var asNumber: Constant {
        if case .enumValue(_, _, let value) = self { .value(value) } else { self }
    }
}

extension ValueType {
    /// Whether each part of the value may be null, so that the value may be left out as a whole.
    fileprivate var hasNull: Bool {
        switch self {
        case .encoded(let type): type.constant != nil || type.presence == .optional
        case .enumeration, .set: false
        case .composite(let type): type.members.allSatisfy { $0.type.hasNull }
        }
    }
}
