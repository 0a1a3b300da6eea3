extension Schema {
    /// What stands for the form of the schema's messages, in 64 bits.
    ///
    /// The same for two schemas whose messages have the same bytes, whatever they are called and however their
    /// files spell them. Source: spec/schema.md, Fingerprints.
    public var fingerprint: UInt64 {
        // FPR-2: "The fingerprint SHALL be the 64-bit FNV-1a of that text's bytes."
        FNV1a.hash(fingerprintText.utf8)
    }

    /// The fingerprint in hexadecimal, 16 digits.
    public var fingerprintDigits: String {
        let digits = String(fingerprint, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// The text that the fingerprint is a hash of: a line for each part of each message.
    public var fingerprintText: String {
        // FPR-1: "The text of a fingerprint SHALL have these lines in this order, each of words with one space between
        // them and a line feed at its end, and numbers in decimal."
        var text = FingerprintText()
        text.line("order", byteOrder == .littleEndian ? "little" : "big")
        text.line("header")
        text.composite(header)
        for message in messages.sorted(by: { $0.id < $1.id }) {
            text.line("message", message.id)
            text.body(message.body)
        }
        return text.text
    }
}

/// Writes the lines that a fingerprint is made of.
private struct FingerprintText {
    private(set) var text = ""

    mutating func line(_ words: any CustomStringConvertible...) {
        text += words.map(\.description).joined(separator: " ") + "\n"
    }

    mutating func body(_ body: Body) {
        line("block", body.blockLength)
        for field in body.fields.sorted(by: { $0.id < $1.id }) {
            if let constant = field.constant {
                line("field", field.id, "constant", Self.words(constant))
            } else {
                line("field", field.id, "offset", field.offset)
                value(field.type, isOptional: field.presence == .optional)
            }
        }
        for group in body.groups {
            line("group", group.id)
            composite(group.dimension)
            self.body(group.body)
        }
        for data in body.data {
            line("data", data.id)
            composite(data.encoding)
        }
        line("end")
    }

    mutating func composite(_ type: CompositeType) {
        line("composite", type.size)
        for member in type.members {
            guard case .encoded(let encoded) = member.type, let constant = encoded.constant else {
                line("member", "offset", member.offset)
                value(member.type, isOptional: Self.isOptional(member.type))
                continue
            }
            line("member", "constant", Self.words(constant))
        }
        line("end")
    }

    private mutating func value(_ type: ValueType, isOptional: Bool) {
        switch type {
        case .encoded(let type):
            line("value", type.primitive.rawValue, type.length)
            if isOptional { line("null", Self.words(type.nullValue)) }
        case .enumeration(let type):
            line("enum", type.primitive.rawValue)
            if isOptional { line("null", Self.words(type.nullValue)) }
            for value in type.values.map(\.value).sorted(by: Self.isLess) {
                line("case", Self.words(value))
            }
        case .set(let type):
            line("set", type.primitive.rawValue)
            for choice in type.choices.map(\.bit).sorted() { line("bit", choice) }
        case .composite(let type):
            composite(type)
        }
    }

    /// Members of composites have no presence of their own.
    private static func isOptional(_ type: ValueType) -> Bool {
        guard case .encoded(let type) = type else { return false }
        return type.presence == .optional
    }

    /// Numbers in decimal; those of a floating type by their bits.
    private static func words(_ value: PrimitiveValue) -> String {
        switch value {
        case .signed(let number): "\(number)"
        case .unsigned(let number): "\(number)"
        case .floating(let bits): "\(bits)"
        }
    }

    private static func words(_ constant: Constant) -> String {
        switch constant {
        case .value(let value): words(value)
        case .characters(let bytes): bytes.map(\.description).joined(separator: " ")
        case .enumValue(_, name: _, let value): words(value)
        }
    }

    private static func isLess(_ first: PrimitiveValue, _ second: PrimitiveValue) -> Bool {
        switch (first, second) {
        case (.signed(let first), .signed(let second)): first < second
        case (.unsigned(let first), .unsigned(let second)): first < second
        case (.floating(let first), .floating(let second)): first < second
        // The values of an enumeration are of one kind.
        case (.signed, _), (.unsigned, _), (.floating, _): false
        }
    }
}
