import PinionCodec

/// The values of constants.
extension SchemaResolver {
    /// The value of a constant type; `nil` if the type is no constant, or if it was reported. The
    /// length of an array of characters that gives none is that of its text.
    mutating func resolveConstant(
        _ encoded: EncodedDeclaration, of type: TypeDeclaration, primitive: PrimitiveType,
        presence: Presence, length: inout Int
    ) -> Constant? {
        if let reference = encoded.valueRef {
            // SCH-044: "A type that has a `valueRef` SHALL be constant."
            guard presence == .constant else {
                diagnostics.report(
                    .valueRefPresence, at: reference.span,
                    "\(quoted(type.name)) has a `valueRef`; make it constant")
                return nil
            }
            guard let (enumeration, value) = resolveValueRef(reference, in: indexForValueRefs)
            else { return nil }
            guard checkValueRef(reference, to: enumeration, primitive: primitive) else {
                return nil
            }
            return .enumValue(enumeration, name: value.name, value: value.value)
        }
        guard presence == .constant else { return nil }
        // SCH-040: "A constant SHALL have a value: the text of its type, or a `valueRef`."
        guard let text = encoded.text else {
            diagnostics.report(
                .constantValue, at: type.span,
                "the constant \(quoted(type.name)) has no value; give it one")
            return nil
        }
        guard primitive == .char else {
            return literal(text, of: primitive).map { .value($0) }
        }
        return resolveCharacters(text, of: encoded, length: &length)
    }

    private mutating func resolveCharacters(
        _ text: Spanned<String>, of encoded: EncodedDeclaration, length: inout Int
    ) -> Constant? {
        // White space may be part of the value, but not where the tags are on lines of their own.
        let isOnOwnLines = text.value.hasPrefix("\n") || text.value.hasSuffix("\n")
        let value = isOnOwnLines ? trimmed(text.value) : text.value
        let encoding = CharacterEncoding(named: encoded.characterEncoding)
        guard let bytes = try? encoding.checkedBytes(of: value) else {
            // SCH-036: "A value SHALL be one that its primitive type can hold."
            diagnostics.report(
                .literal, at: text.span,
                "\(quoted(value)) cannot be written in "
                    + "\(quoted(encoded.characterEncoding ?? "US-ASCII")); give "
                    + "it the `characterEncoding` UTF-8")
            return nil
        }
        if encoded.length == nil {
            length = bytes.count
        } else if bytes.count > length {
            // SCH-041: "The text of a constant SHALL fit the length of its type."
            diagnostics.report(
                .constantLength, at: text.span,
                "\(quoted(value)) is \(bytes.count) bytes, and the length of its type is \(length)")
            return nil
        }
        if length == 1, let first = bytes.first { return .value(.unsigned(UInt64(first))) }
        // The padding is as long as the schema says, which may be far longer than the schema.
        guard length <= Self.constantBytesMax else {
            diagnostics.report(
                .constantLength, at: encoded.length?.span ?? text.span,
                "a constant of \(length) bytes is longer than \(Self.constantBytesMax)")
            return nil
        }
        return .characters(bytes + Array(repeating: 0, count: length - bytes.count))
    }

    /// Bytes of a constant array of characters that gives its length.
    private static let constantBytesMax = 1 << 16

    // MARK: References to values

    /// The enumeration and the value that `Enumeration.Value` means; `nil` if it was reported.
    mutating func resolveValueRef(
        _ reference: Spanned<String>, in indexByName: [String: Int]
    ) -> (EnumType, EnumValue)? {
        // SCH-042: "A `valueRef` SHALL be the name of an enumeration, a dot, and one of its values."
        let parts = reference.value.split(
            separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
            diagnostics.report(
                .valueRef, at: reference.span,
                "\(quoted(reference.value)) is not of the form `Enumeration.Value`")
            return nil
        }
        guard let index = indexByName[String(parts[0])],
            case .enumeration = declaration.types[index].form
        else {
            diagnostics.report(
                .valueRef, at: reference.span,
                "there is no enumeration \(quoted(String(parts[0])))"
                    + diagnostics.hint(for: String(parts[0]), among: enumerationNames))
            return nil
        }
        guard let resolved = resolveNamed(index), case .enumeration(let enumeration) = resolved.type
        else { return nil }
        guard let value = value(named: String(parts[1]), of: enumeration, at: index) else {
            diagnostics.report(
                .valueRef, at: reference.span,
                "\(quoted(enumeration.name)) has no value \(quoted(String(parts[1])))"
                    + diagnostics.hint(
                        for: String(parts[1]), among: enumeration.values.map(\.name)),
                notes: [
                    .init(
                        message: "the enumeration is declared here",
                        span: declaration.types[index].span)
                ])
            return nil
        }
        return (enumeration, value)
    }

    private var enumerationNames: [String] {
        declaration.types.compactMap { type in
            guard case .enumeration = type.form else { return nil }
            return type.name
        }
    }

    /// The value of an enumeration with a name. Each enumeration is indexed when it is first asked,
    /// since both it and what refers to it may be long.
    private mutating func value(
        named name: String, of enumeration: EnumType, at index: Int
    ) -> EnumValue? {
        if valueIndices[index] == nil {
            let names = enumeration.values.enumerated().map { ($1.name, $0) }
            valueIndices[index] = Dictionary(names, uniquingKeysWith: { first, _ in first })
        }
        return valueIndices[index]?[name].map { enumeration.values[$0] }
    }

    /// Whether a value of `enumeration` can be the constant of a simple type.
    mutating func checkValueRef(
        _ reference: Spanned<String>, to enumeration: EnumType, primitive: PrimitiveType
    ) -> Bool {
        // SCH-043: "A `valueRef` SHALL be to a value of the type that the constant has."
        guard enumeration.primitive != primitive else { return true }
        diagnostics.report(
            .valueRefType, at: reference.span,
            "\(quoted(enumeration.name)) is encoded as \(enumeration.primitive.rawValue), and the "
                + "constant is a \(primitive.rawValue)")
        return false
    }
}
