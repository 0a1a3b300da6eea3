/// What goes before blocks, groups and data on the wire, and what it can say.
extension SchemaResolver {
    /// An encoding of data that was checked.
    struct DataEncoding {
        var composite: CompositeType
        var characterEncoding: String?
    }

    // MARK: Message header

    /// Finds the message header and checks it.
    mutating func resolveHeader() -> CompositeType? {
        let name =
            declaration.headerType ?? Spanned(value: "messageHeader", span: declaration.span)
        // SCH-060: "The message header SHALL be a composite with `blockLength`, `templateId`,
        // `schemaId` and `version`, each an integer and `blockLength` an unsigned one."
        guard let index = indexForFields[name.value] else {
            let hint = diagnostics.hint(for: name.value, among: declaration.types.map(\.name))
            diagnostics.report(
                .header, at: name.span,
                "there is no composite \(quoted(name.value)) for the message header"
                    + (hint.isEmpty ? "; declare it, or name another as `headerType`" : hint))
            return nil
        }
        guard let resolved = resolveNamed(index) else { return nil }
        guard case .composite(var composite) = resolved.type else {
            diagnostics.report(
                .header, at: name.span,
                "\(quoted(name.value)) is the message header and no composite; name one that is")
            return nil
        }
        let span = declaration.types[index].span
        var isGood = true
        for name in ["blockLength", "templateId", "schemaId", "version"] {
            isGood = checkHeaderMember(name, of: &composite, at: span) && isGood
        }
        return isGood ? composite : nil
    }

    private mutating func checkHeaderMember(
        _ name: String, of composite: inout CompositeType, at span: SourceSpan
    ) -> Bool {
        guard let type = member(name, of: &composite, rule: .header, at: span) else { return false }
        if type.primitive.isUnsigned { return true }
        guard type.primitive.isInteger && name != "blockLength" else {
            diagnostics.report(
                .header, at: span,
                "`\(name)` of the message header is a \(type.primitive.rawValue); it must be an "
                    + "unsigned integer")
            return false
        }
        // SCH-061: "A signed integer in a message header SHALL be accepted with a warning."
        diagnostics.report(
            .headerSigned, at: span,
            "`\(name)` of the message header is a \(type.primitive.rawValue); use an unsigned one")
        return true
    }

    /// Reports what is wrong with a composite at its declaration, with a note of where it is used.
    private mutating func reportFraming(
        _ rule: SchemaRule, at span: SourceSpan, _ message: String
    ) {
        let notes = framingUse.map { [Diagnostic.Note(message: "it is used here", span: $0)] }
        diagnostics.report(rule, at: span, message, notes: notes ?? [])
    }

    /// A member that must be a value of a simple type; reports what is missing. Of an array, the
    /// first element is left, and the others are padding.
    private mutating func member(
        _ name: String, of composite: inout CompositeType, rule: SchemaRule, at span: SourceSpan
    ) -> EncodedType? {
        guard let index = composite.members.firstIndex(where: { $0.name == name }) else {
            reportFraming(
                rule, at: span, "\(quoted(composite.name)) has no member `\(name)`; add it")
            return nil
        }
        guard case .encoded(var type) = composite.members[index].type, type.length > 0 else {
            reportFraming(
                rule, at: span, "`\(name)` of \(quoted(composite.name)) is not an integer")
            return nil
        }
        if type.length > 1 {
            // SCH-067: "An array in the place of a length, a count or an id SHALL count by its first
            // element, with a warning."
            reportFraming(
                .framingArray, at: span,
                "`\(name)` of \(quoted(composite.name)) is an array; its first element counts")
            type.length = 1
            composite.members[index].type = .encoded(type)
        }
        return type
    }

    // MARK: Dimensions

    /// The composite that goes before a group; `nil` if it was reported, here or before.
    mutating func resolveDimension(_ name: Spanned<String>) -> CompositeType? {
        if let known = dimensions[name.value] { return known }
        let checked = checkDimension(name)
        dimensions[name.value] = .some(checked)
        return checked
    }

    private mutating func checkDimension(_ name: Spanned<String>) -> CompositeType? {
        // SCH-062: "A dimension SHALL be a composite with `blockLength`, an unsigned integer, and
        // `numInGroup`, an integer that is not below zero."
        guard let resolved = resolveFieldType(name) else { return nil }
        guard case .composite(var composite) = resolved.type else {
            diagnostics.report(
                .dimension, at: name.span,
                "\(quoted(name.value)) is a dimension and no composite; name one with `blockLength` and "
                    + "`numInGroup`")
            return nil
        }
        framingUse = name.span
        defer { framingUse = nil }
        let span = resolved.common.name.span
        let blockLength = member("blockLength", of: &composite, rule: .dimension, at: span)
        let count = member("numInGroup", of: &composite, rule: .dimension, at: span)
        guard let blockLength, let count else { return nil }

        var isGood = checkUnsigned(blockLength, "blockLength", rule: .dimension, at: span)
        if count.primitive.isUnsigned {
            isGood = checkUnsigned(count, "numInGroup", rule: .dimension, at: span) && isGood
        } else if !count.primitive.isInteger
            || count.minValue.isBelow(.signed(0), as: count.primitive)
        {
            reportFraming(
                .dimension, at: span,
                "`numInGroup` is a \(count.primitive.rawValue), which can be below zero; use an "
                    + "unsigned integer, or a `minValue` of 0")
            isGood = false
        }
        // SCH-064: "The least count of a group SHALL NOT be above its greatest count."
        if isGood && count.maxValue.isBelow(count.minValue, as: count.primitive) {
            reportFraming(
                .countRange, at: span, "the least `numInGroup` is above the greatest one; swap them"
            )
            isGood = false
        }
        return isGood ? composite : nil
    }

    /// Whether a length or a count is an unsigned integer, and one that others can read.
    private mutating func checkUnsigned(
        _ type: EncodedType, _ name: String, rule: SchemaRule, at span: SourceSpan
    ) -> Bool {
        guard type.primitive.isUnsigned else {
            reportFraming(
                rule, at: span,
                "`\(name)` is a \(type.primitive.rawValue); it must be an unsigned integer")
            return false
        }
        // SCH-063: "A length or a count of type `uint32` SHALL give a `maxValue` of at most
        // 2147483647, and none SHALL give one above what its type can hold."
        let bound = PrimitiveValue.unsigned(UInt64(Int32.max))
        if type.primitive == .uint32 && bound.isBelow(type.maxValue, as: .uint32) {
            reportFraming(
                .uint32Max, at: span,
                "`\(name)` is a uint32; give it a `maxValue` of \(Int32.max) or less")
            return false
        }
        if type.primitive.maxValue.isBelow(type.maxValue, as: type.primitive) {
            reportFraming(
                .uint32Max, at: span,
                "the `maxValue` of `\(name)` is above \(type.primitive.maxValue.shown(as: .uint64)),"
                    + " the greatest value of a \(type.primitive.rawValue)")
            return false
        }
        return true
    }

    // MARK: Variable data

    mutating func resolveData(
        _ member: MemberDeclaration, type name: Spanned<String>?
    ) -> VariableData? {
        // SCH-066: "Data SHALL NOT be optional or constant."
        if let presence = member.presence, presence.value != .required {
            diagnostics.report(
                .dataPresence, at: presence.span,
                "data cannot be \(presence.value.rawValue): no bytes are what null would be; leave the "
                    + "presence out")
        }
        guard let name else { return nil }
        if dataEncodings[name.value] == nil {
            dataEncodings[name.value] = .some(checkDataEncoding(name))
        }
        guard let known = dataEncodings[name.value], let encoding = known else { return nil }
        return VariableData(
            name: member.name, id: member.id?.value ?? 0, encoding: encoding.composite,
            characterEncoding: encoding.characterEncoding, notes: member.common.notes)
    }

    private mutating func checkDataEncoding(_ name: Spanned<String>) -> DataEncoding? {
        // SCH-065: "Data SHALL be a composite with `length`, an unsigned integer, and after it
        // `varData` as the last member on the wire."
        guard let resolved = resolveFieldType(name) else { return nil }
        guard case .composite(var composite) = resolved.type else {
            diagnostics.report(
                .data, at: name.span,
                "\(quoted(name.value)) is the type of data and no composite; name one with `length` and "
                    + "`varData`")
            return nil
        }
        framingUse = name.span
        defer { framingUse = nil }
        let span = resolved.common.name.span
        let length = member("length", of: &composite, rule: .data, at: span)
        guard let index = composite.members.firstIndex(where: { $0.name == "varData" }) else {
            reportFraming(
                .data, at: span, "\(quoted(composite.name)) has no member `varData`; add it")
            return nil
        }
        guard let length, checkUnsigned(length, "length", rule: .data, at: span) else { return nil }
        guard case .encoded(var content) = composite.members[index].type,
            content.presence != .constant
        else {
            reportFraming(.data, at: span, "`varData` must be of bytes")
            return nil
        }
        let followers = composite.members[(index + 1)...]
        guard content.primitive.size == 1, followers.allSatisfy({ $0.size == 0 }) else {
            reportFraming(
                .data, at: span,
                "`varData` must be bytes and the last member of \(quoted(composite.name))")
            return nil
        }
        // The reference takes any length here to mean a variable one.
        content.length = 0
        composite.members[index].type = .encoded(content)
        composite.size = composite.members[index].offset
        let implied = content.primitive == .char ? "US-ASCII" : nil
        return DataEncoding(
            composite: composite, characterEncoding: content.characterEncoding ?? implied)
    }

    // MARK: What fits

    /// Checks that a block's length can be said on the wire.
    mutating func checkBlockLength(
        _ length: Int, at span: SourceSpan, of name: Spanned<String>, in prefix: CompositeType?
    ) {
        // SCH-054: "A block SHALL NOT be longer than the `blockLength` of its header or dimension
        // can say."
        guard let prefix, let primitive = prefix.primitive(of: "blockLength"),
            UInt64(length) > primitive.unsignedBound
        else { return }
        diagnostics.report(
            .blockLengthWidth, at: span,
            "the block of \(quoted(name.value)) is \(length) bytes, and the `blockLength` of "
                + "\(quoted(prefix.name)) is a \(primitive.rawValue); shorten the block, or use "
                + "a wider type there")
    }

    /// Checks that the ids and the version can be said in the message header.
    mutating func checkIdentifiers() {
        guard let header else { return }
        // SCH-055: "The ids of the schema and of its messages, and its version, SHALL fit their
        // fields of the message header."
        let ids = declaration.messages.map { ("templateId", $0.id) }
        let all = [("schemaId", declaration.id), ("version", declaration.version)] + ids
        for case (let name, let number?) in all {
            guard let primitive = header.primitive(of: name) else { continue }
            let bound =
                primitive.isUnsigned ? primitive.unsignedBound : primitive.unsignedBound >> 1
            guard number.value > bound else { continue }
            diagnostics.report(
                .idWidth, at: number.span,
                "\(number.value) does not fit `\(name)` of the message header, a "
                    + "\(primitive.rawValue); choose a smaller number, or a wider type there")
        }
    }
}

extension CompositeType {
    /// The primitive type of a member that is on the wire.
    fileprivate func primitive(of name: String) -> PrimitiveType? {
        guard case .encoded(let type)? = members.first(where: { $0.name == name })?.type,
            type.presence != .constant
        else { return nil }
        return type.primitive
    }
}

extension CompositeMember {
    /// Bytes of the member on the wire.
    fileprivate var size: Int {
        switch type {
        case .encoded(let type): type.presence == .constant ? 0 : type.primitive.size * type.length
        case .enumeration(let type): type.primitive.size
        case .set(let type): type.primitive.size
        case .composite(let type): type.size
        }
    }
}
