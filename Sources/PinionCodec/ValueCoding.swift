// The fields of a value with Swift's encoders and decoders, in the forms of `spec/json.md`.

/// Encodes the fields of a value.
struct ValueEncoder<Layout: FrameLayout>: FieldExchange {
    typealias Failure = any Error

    private var container: KeyedEncodingContainer<FieldKey>

    init(_ container: KeyedEncodingContainer<FieldKey>) { self.container = container }

    mutating func takesPart(_ name: StaticString, since: UInt32, hasValue: Bool) -> Bool {
        hasValue
    }

    mutating func value<Element: JSONValue>(
        _ name: StaticString, _ value: inout Element, _ field: Field<Element>,
        _ encoding: CharacterEncoding?
    ) throws {
        let encoder = container.superEncoder(forKey: FieldKey("\(name)"))
        try value.encodeElement(to: encoder, encoding)
    }

    mutating func value<Element: JSONValue>(
        _ name: StaticString, _ value: inout Element?, _ field: OptionalField<Element>,
        _ encoding: CharacterEncoding?
    ) throws {
        guard let value else { return try container.encodeNil(forKey: FieldKey("\(name)")) }
        let encoder = container.superEncoder(forKey: FieldKey("\(name)"))
        try value.encodeElement(to: encoder, encoding)
    }

    mutating func array<let length: Int, Element: JSONValue>(
        _ name: StaticString, _ elements: inout [Element], _ field: ArrayField<length, Element>,
        null: Element?
    ) throws {
        var list = container.nestedUnkeyedContainer(forKey: FieldKey("\(name)"))
        for element in elements {
            if let null, element.matches(null: null) {
                try list.encodeNil()
            } else {
                try element.encodeElement(to: list.superEncoder(), nil)
            }
        }
    }

    mutating func text<let length: Int>(
        _ name: StaticString, _ text: inout String, _ field: CharacterArrayField<length>,
        _ encoding: CharacterEncoding
    ) throws {
        let shown = String(String.UnicodeScalarView(text.unicodeScalars.prefix { $0 != "\0" }))
        try container.encode(shown, forKey: FieldKey("\(name)"))
    }

    mutating func composite<Value: OwnedValue>(
        _ name: StaticString, _ value: inout Value, _ field: CompositeField<Value.Layout>
    ) throws {
        try container.encode(value, forKey: FieldKey("\(name)"))
    }

    mutating func group<Value: OwnedValue>(
        _ name: StaticString, _ entries: inout [Value],
        _ part: KeyPath<Layout.Parts, GroupPart<Value.Layout>>
    ) throws {
        try container.encode(entries, forKey: FieldKey("\(name)"))
    }

    mutating func text<Encoding: DataEncodingLayout>(
        _ name: StaticString, _ text: inout String, _ part: KeyPath<Layout.Parts, DataPart>,
        _ layout: Encoding.Type, _ encoding: CharacterEncoding
    ) throws {
        try container.encode(text, forKey: FieldKey("\(name)"))
    }

    mutating func bytes<Encoding: DataEncodingLayout>(
        _ name: StaticString, _ bytes: inout [UInt8], _ part: KeyPath<Layout.Parts, DataPart>,
        _ layout: Encoding.Type
    ) throws {
        let digits = Array("0123456789abcdef".utf8)
        let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        try container.encode(String(decoding: text, as: UTF8.self), forKey: FieldKey("\(name)"))
    }

    mutating func constant(_ name: StaticString, _ value: ConstantValue) throws {
        let key = FieldKey("\(name)")
        switch value {
        case .integer(let number): try container.encode(number, forKey: key)
        case .unsigned(let number): try container.encode(number, forKey: key)
        case .float(let number):
            try number.encodeElement(to: container.superEncoder(forKey: key), nil)
        case .double(let number):
            try number.encodeElement(to: container.superEncoder(forKey: key), nil)
        case .text(let text): try container.encode(text, forKey: key)
        }
    }
}

/// Decodes the fields of a value.
struct ValueDecoder<Layout: FrameLayout>: FieldExchange {
    typealias Failure = any Error

    private let container: KeyedDecodingContainer<FieldKey>

    init(_ container: KeyedDecodingContainer<FieldKey>) { self.container = container }

    mutating func takesPart(_ name: StaticString, since: UInt32, hasValue: Bool) -> Bool {
        container.contains(FieldKey("\(name)"))
    }

    mutating func value<Element: JSONValue>(
        _ name: StaticString, _ value: inout Element, _ field: Field<Element>,
        _ encoding: CharacterEncoding?
    ) throws {
        let decoder = try container.superDecoder(forKey: FieldKey("\(name)"))
        value = try Element.decodeElement(from: decoder, encoding)
    }

    mutating func value<Element: JSONValue>(
        _ name: StaticString, _ value: inout Element?, _ field: OptionalField<Element>,
        _ encoding: CharacterEncoding?
    ) throws {
        let key = FieldKey("\(name)")
        value = nil
        guard container.contains(key), try !container.decodeNil(forKey: key) else { return }
        value = try Element.decodeElement(from: container.superDecoder(forKey: key), encoding)
    }

    mutating func array<let length: Int, Element: JSONValue>(
        _ name: StaticString, _ elements: inout [Element], _ field: ArrayField<length, Element>,
        null: Element?
    ) throws {
        var list = try container.nestedUnkeyedContainer(forKey: FieldKey("\(name)"))
        elements.removeAll()
        while !list.isAtEnd {
            if let null, try list.decodeNil() {
                elements.append(null)
            } else {
                elements.append(try Element.decodeElement(from: list.superDecoder(), nil))
            }
        }
    }

    mutating func text<let length: Int>(
        _ name: StaticString, _ text: inout String, _ field: CharacterArrayField<length>,
        _ encoding: CharacterEncoding
    ) throws {
        text = try container.decode(String.self, forKey: FieldKey("\(name)"))
    }

    mutating func composite<Value: OwnedValue>(
        _ name: StaticString, _ value: inout Value, _ field: CompositeField<Value.Layout>
    ) throws {
        value = try container.decode(Value.self, forKey: FieldKey("\(name)"))
    }

    mutating func group<Value: OwnedValue>(
        _ name: StaticString, _ entries: inout [Value],
        _ part: KeyPath<Layout.Parts, GroupPart<Value.Layout>>
    ) throws {
        entries = try container.decodeIfPresent([Value].self, forKey: FieldKey("\(name)")) ?? []
    }

    mutating func text<Encoding: DataEncodingLayout>(
        _ name: StaticString, _ text: inout String, _ part: KeyPath<Layout.Parts, DataPart>,
        _ layout: Encoding.Type, _ encoding: CharacterEncoding
    ) throws {
        text = try container.decodeIfPresent(String.self, forKey: FieldKey("\(name)")) ?? ""
    }

    mutating func bytes<Encoding: DataEncodingLayout>(
        _ name: StaticString, _ bytes: inout [UInt8], _ part: KeyPath<Layout.Parts, DataPart>,
        _ layout: Encoding.Type
    ) throws {
        let key = FieldKey("\(name)")
        let text = try container.decodeIfPresent(String.self, forKey: key) ?? ""
        let digits = text.unicodeScalars.map { Character($0).hexDigitValue }
        guard digits.count.isMultiple(of: 2), digits.allSatisfy({ $0 != nil }) else {
            throw DecodingError.dataCorruptedError(
                forKey: key, in: container, debugDescription: "two digits are needed for each byte")
        }
        bytes = stride(from: 0, to: digits.count, by: 2).map { index in
            UInt8(truncatingIfNeeded: (digits[index] ?? 0) << 4 | (digits[index + 1] ?? 0))
        }
    }

    mutating func constant(_ name: StaticString, _ value: ConstantValue) {
        // Nothing to do: the schema says it.
    }
}
