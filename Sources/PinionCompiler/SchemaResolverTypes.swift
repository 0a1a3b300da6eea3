/// Simple types, enumerations and sets.
extension SchemaResolver {
    /// Resolves a declaration, named or a member of a composite; gives `nil` if it was reported.
    mutating func resolve(_ type: TypeDeclaration) -> Resolved? {
        checkVersion(of: type.common)
        let errorsBefore = diagnostics.errorCount
        let resolved: Resolved?
        switch type.form {
        case .encoded(let encoded):
            resolved = resolveEncoded(encoded, of: type)
        case .enumeration(let enumeration):
            resolved = resolveEnum(enumeration, of: type)
        case .set(let set):
            resolved = resolveSet(set, of: type)
        case .composite(let members):
            resolved = resolveComposite(members, of: type)
        case .reference:
            // A `ref` is resolved by the composite that it is in.
            resolved = nil
        }
        return diagnostics.errorCount == errorsBefore ? resolved : nil
    }

    // MARK: Simple types

    private mutating func resolveEncoded(
        _ encoded: EncodedDeclaration, of type: TypeDeclaration
    ) -> Resolved? {
        guard let primitive = resolvePrimitive(encoded.primitive) else { return nil }
        let presence = type.presence?.value ?? .required
        var length = encoded.length?.value ?? 1
        let constant = resolveConstant(
            encoded, of: type, primitive: primitive, presence: presence, length: &length)

        let nullValue = literal(encoded.nullValue, of: primitive)
        if let given = encoded.nullValue, presence != .optional {
            // SCH-045: "A null value of a type that is not optional SHALL be kept, with a warning."
            diagnostics.report(
                .nullValuePresence, at: given.span,
                "\(quoted(type.name)) has a null value and is not optional; make it optional, or leave the "
                    + "null value out")
        }
        let minValue = literal(encoded.minValue, of: primitive) ?? primitive.minValue
        let maxValue = literal(encoded.maxValue, of: primitive) ?? primitive.maxValue
        if let given = encoded.minValue ?? encoded.maxValue,
            maxValue.isBelow(minValue, as: primitive)
        {
            // SCH-047: "A least value above the greatest value SHALL be kept, with a warning."
            diagnostics.report(
                .rangeOrder, at: given.span,
                "no value is in the range from \(minValue.shown(as: primitive)) to "
                    + "\(maxValue.shown(as: primitive)); swap them")
        }

        let size = presence == .constant ? 0 : primitive.size * length
        guard checkSize(size, at: encoded.length?.span ?? type.span) else { return nil }
        let model = EncodedType(
            name: type.name, primitive: primitive, length: length, presence: presence,
            constant: constant, nullValue: nullValue ?? primitive.nullValue, minValue: minValue,
            maxValue: maxValue, characterEncoding: encoded.characterEncoding,
            notes: type.common.notes)
        return Resolved(
            type: .encoded(model), size: size, presence: presence, offset: type.offset,
            common: type.common)
    }

    private mutating func resolvePrimitive(_ name: Spanned<String>?) -> PrimitiveType? {
        guard let name else { return nil }
        // SCH-033: "A primitive type SHALL be one of the eleven of SBE 1.0."
        guard let primitive = PrimitiveType(rawValue: name.value) else {
            let known = PrimitiveType.allCases.map(\.rawValue)
            let hint = diagnostics.hint(for: name.value, among: known)
            diagnostics.report(
                .primitiveName, at: name.span,
                "\(quoted(name.value)) is no primitive type"
                    + (hint.isEmpty ? "; it is one of \(known.joined(separator: ", "))" : hint))
            return nil
        }
        return primitive
    }

    /// Reads a value that may be missing; `nil` too if it was reported.
    mutating func literal(
        _ text: Spanned<String>?, of primitive: PrimitiveType
    ) -> PrimitiveValue? {
        guard let text else { return nil }
        // White space around a number is layout; around a character it may be the character.
        let value =
            PrimitiveValue(text: text.value, of: primitive)
            ?? PrimitiveValue(text: trimmed(text.value), of: primitive)
        // SCH-036: "A value SHALL be one that its primitive type can hold."
        if value == nil {
            let kind =
                primitive == .char ? "one ASCII character" : "a value of \(primitive.rawValue)"
            diagnostics.report(
                .literal, at: text.span, "\(quoted(trimmed(text.value))) is not \(kind)")
        }
        return value
    }

    /// Whether a size is one that can be; reports one that cannot.
    mutating func checkSize(_ size: Int, at span: SourceSpan) -> Bool {
        // SCH-053: "A type, a composite and a block SHALL NOT exceed 2147483647 bytes."
        guard size > Self.sizeMax else { return true }
        diagnostics.report(
            .size, at: span, "\(size) bytes are more than the \(Self.sizeMax) that can be")
        return false
    }

    // MARK: Enumerations

    private mutating func resolveEnum(
        _ enumeration: EnumDeclaration, of type: TypeDeclaration
    ) -> Resolved? {
        guard let encoding = resolveEnumEncoding(enumeration) else { return nil }
        let primitive = encoding.primitive
        let nullValue = literal(enumeration.nullValue, of: primitive) ?? encoding.nullValue

        checkSwiftNames(enumeration.values.map(\.common.name))
        var values: [EnumValue] = []
        var firstByName: [String: (index: Int, span: SourceSpan)] = [:]
        var firstByValue: [PrimitiveValue: SourceSpan] = [:]
        for declared in enumeration.values {
            checkVersion(of: declared.common)
            guard let value = literal(declared.text, of: primitive) else { continue }
            check(declared, value: value, null: nullValue, in: encoding)

            let name = declared.common.name
            // SCH-027: "Values of an enumeration that are equal, and choices of a set for the same
            // bit, SHALL be accepted with a warning."
            if let first = firstByValue[value] {
                diagnostics.report(
                    .valueRepeated, at: name.span,
                    "the value \(value.shown(as: primitive)) has more than one name; keep one of them",
                    notes: [.firstDeclared(first)])
            } else {
                firstByValue[value] = name.span
            }
            let model = EnumValue(name: name.value, value: value, notes: declared.common.notes)
            if let (index, first) = firstByName[name.value] {
                reportRepeated(name, in: type, first: first)
                values[index] = model
            } else {
                firstByName[name.value] = (values.count, name.span)
                values.append(model)
            }
        }

        let presence = type.presence?.value ?? .required
        let model = EnumType(
            name: type.name, primitive: primitive, nullValue: nullValue, values: values,
            notes: type.common.notes)
        return Resolved(
            type: .enumeration(model), size: presence == .constant ? 0 : primitive.size,
            presence: presence, offset: type.offset, common: type.common)
    }

    /// The simple type that encodes an enumeration.
    private mutating func resolveEnumEncoding(_ enumeration: EnumDeclaration) -> EncodedType? {
        // SCH-034: "An enumeration SHALL be encoded as `char`, `int8`, `int16`, `int32`, `uint8` or
        // `uint16`, or as a declared type of one character or integer."
        guard let name = enumeration.encoding else { return nil }
        switch PrimitiveType(rawValue: name.value) {
        case .char?, .int8?, .int16?, .int32?, .uint8?, .uint16?:
            guard let primitive = PrimitiveType(rawValue: name.value),
                case .encoded(let encoded) = Self.predefined(primitive).type
            else { return nil }
            return encoded
        default:
            break
        }
        guard let index = indexForEncodings[name.value] else {
            let known = ["char", "int8", "int16", "int32", "uint8", "uint16"]
            let hint =
                PrimitiveType(rawValue: name.value) == nil
                ? diagnostics.hint(for: name.value, among: known + indexForEncodings.keys.sorted())
                : "; declare a type of it and name that"
            diagnostics.report(
                .enumEncoding, at: name.span,
                "an enumeration cannot be encoded as \(quoted(name.value))\(hint)")
            return nil
        }
        guard let resolved = resolveNamed(index), case .encoded(let encoded) = resolved.type
        else { return nil }
        guard encoded.length == 1, encoded.primitive.isInteger || encoded.primitive == .char else {
            diagnostics.report(
                .enumEncoding, at: name.span,
                "\(quoted(name.value)) is not one character or integer",
                notes: [.firstDeclared(declaration.types[index].span)])
            return nil
        }
        return encoded
    }

    private mutating func check(
        _ declared: ValueDeclaration, value: PrimitiveValue, null: PrimitiveValue,
        in encoding: EncodedType
    ) {
        let primitive = encoding.primitive
        guard primitive != .char, let text = declared.text else { return }
        let name = quoted(declared.common.name.value)
        if value == null {
            // SCH-038: "A value of an enumeration that equals its null value SHALL be accepted with
            // a warning."
            diagnostics.report(
                .valueIsNull, at: text.span,
                "\(name) is the null value, \(null.shown(as: primitive)): it reads as null")
        } else if value.isBelow(encoding.minValue, as: primitive)
            || encoding.maxValue.isBelow(value, as: primitive)
        {
            // SCH-037: "A value of an enumeration SHALL lie in the range of the type that encodes
            // it."
            diagnostics.report(
                .valueRange, at: text.span,
                "\(name) is \(value.shown(as: primitive)), outside of the range of its encoding, "
                    + "\(encoding.minValue.shown(as: primitive)) to "
                    + "\(encoding.maxValue.shown(as: primitive)); widen the range, or change the value"
            )
        }
    }

    private mutating func reportRepeated(
        _ name: Spanned<String>, in type: TypeDeclaration, first: SourceSpan
    ) {
        // SCH-026: "Of values or choices with the same name, the last SHALL count, with a warning."
        guard !name.value.isEmpty else { return }
        diagnostics.report(
            .valueName, at: name.span,
            "\(quoted(name.value)) is declared before in \(quoted(type.name)); this one counts, so "
                + "rename one of them",
            notes: [.firstDeclared(first)])
    }

    // MARK: Sets

    private mutating func resolveSet(
        _ set: SetDeclaration, of type: TypeDeclaration
    ) -> Resolved? {
        guard let primitive = resolveSetEncoding(set) else { return nil }
        checkSwiftNames(set.choices.map(\.common.name))
        var choices: [Choice] = []
        var firstByName: [String: (index: Int, span: SourceSpan)] = [:]
        var firstByBit: [Int: SourceSpan] = [:]
        for declared in set.choices {
            checkVersion(of: declared.common)
            guard let text = declared.text else { continue }
            // SCH-039: "A choice SHALL be a bit of its set, counted from 0."
            let bits = primitive.size * 8
            guard let bit = Int(trimmed(text.value)), (0..<bits).contains(bit) else {
                diagnostics.report(
                    .choiceBit, at: text.span,
                    "\(quoted(trimmed(text.value))) is none of the bits 0 to \(bits - 1) of a "
                        + primitive.rawValue)
                continue
            }
            let name = declared.common.name
            if let first = firstByBit[bit] {
                diagnostics.report(
                    .valueRepeated, at: name.span,
                    "the bit \(bit) has more than one name; keep one",
                    notes: [.firstDeclared(first)])
            } else {
                firstByBit[bit] = name.span
            }
            let model = Choice(name: name.value, bit: bit, notes: declared.common.notes)
            if let (index, first) = firstByName[name.value] {
                reportRepeated(name, in: type, first: first)
                choices[index] = model
            } else {
                firstByName[name.value] = (choices.count, name.span)
                choices.append(model)
            }
        }
        let model = SetType(
            name: type.name, primitive: primitive, choices: choices, notes: type.common.notes)
        return Resolved(
            type: .set(model), size: primitive.size, presence: type.presence?.value ?? .required,
            offset: type.offset, common: type.common)
    }

    private mutating func resolveSetEncoding(_ set: SetDeclaration) -> PrimitiveType? {
        // SCH-035: "A set SHALL be encoded as `uint8`, `uint16`, `uint32` or `uint64`, or as a
        // declared type of one integer."
        guard let name = set.encoding else { return nil }
        if let primitive = PrimitiveType(rawValue: name.value), primitive.isUnsigned {
            return primitive
        }
        guard let index = indexForEncodings[name.value] else {
            let known = ["uint8", "uint16", "uint32", "uint64"]
            let hint =
                PrimitiveType(rawValue: name.value) == nil
                ? diagnostics.hint(for: name.value, among: known + indexForEncodings.keys.sorted())
                : ""
            diagnostics.report(
                .setEncoding, at: name.span,
                "a set cannot be encoded as \(quoted(name.value))"
                    + (hint.isEmpty ? "; choose an unsigned integer" : hint))
            return nil
        }
        guard let resolved = resolveNamed(index), case .encoded(let encoded) = resolved.type
        else { return nil }
        guard encoded.length == 1, encoded.primitive.isInteger else {
            diagnostics.report(
                .setEncoding, at: name.span, "\(quoted(name.value)) is not one integer",
                notes: [.firstDeclared(declaration.types[index].span)])
            return nil
        }
        // The bits of a signed integer are the same ones.
        return encoded.primitive.unsignedCounterpart
    }
}
