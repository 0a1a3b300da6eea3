/// Messages, groups and their blocks.
extension SchemaResolver {
    mutating func resolveMessages() -> [Message] {
        var messages: [Message] = []
        var firstByName: [String: SourceSpan] = [:]
        var firstByID: [UInt64: SourceSpan] = [:]
        for message in declaration.messages {
            checkVersion(of: message.common)
            let name = message.common.name
            // SCH-021: "A message SHALL have a name that no other message of the schema has."
            if let first = firstByName[name.value], !name.value.isEmpty {
                diagnostics.report(
                    .messageName, at: name.span,
                    "there is a message \(quoted(name.value)) already; rename one of them",
                    notes: [.firstDeclared(first)])
            } else {
                firstByName[name.value] = name.span
            }
            // SCH-022: "A message SHALL have an id that no other message of the schema has."
            if let id = message.id {
                if let first = firstByID[id.value] {
                    diagnostics.report(
                        .messageID, at: id.span,
                        "there is a message with the id \(id.value) already; give this one another",
                        notes: [.init(message: "first used here", span: first)])
                } else {
                    firstByID[id.value] = id.span
                }
            }
            isMessageDeprecated = message.common.deprecated ?? 0 > 0
            let body = resolveBody(
                message.members, blockLength: message.blockLength, of: name, prefix: header,
                isGroup: false)
            messages.append(
                Message(
                    name: name.value, id: message.id?.value ?? 0, body: body,
                    notes: message.common.notes))
        }
        return messages
    }

    /// Resolves what a message or each entry of a group holds. `prefix` is the composite that tells
    /// the block's length on the wire, if there is a good one.
    private mutating func resolveBody(
        _ members: [MemberDeclaration], blockLength: Spanned<Int>?, of name: Spanned<String>,
        prefix: CompositeType?, isGroup: Bool
    ) -> Body {
        checkUniqueness(of: members)
        checkSwiftNames(members.map(\.common.name))
        let errorsBefore = diagnostics.errorCount
        var placed: [PlacedField] = []
        var body = Body(blockLength: 0, fields: [], groups: [], data: [])
        var end = 0
        for member in members {
            checkVersion(of: member.common)
            switch member.form {
            case .field(let type, let valueRef):
                if let field = resolveField(member, type: type, valueRef: valueRef, end: &end) {
                    body.fields.append(field)
                    if field.presence != .constant {
                        placed.append(
                            PlacedField(
                                name: member.common.name, offset: field.offset, type: field.type))
                    }
                }
            case .group(let dimensionName, let groupLength, let groupMembers):
                let dimension = resolveDimension(dimensionName)
                let groupBody = resolveBody(
                    groupMembers, blockLength: groupLength, of: member.common.name,
                    prefix: dimension, isGroup: true)
                guard let dimension else { continue }
                body.groups.append(
                    Group(
                        name: member.name, id: member.id?.value ?? 0, dimension: dimension,
                        body: groupBody, notes: member.common.notes))
            case .data(let type):
                if let data = resolveData(member, type: type) { body.data.append(data) }
                // As in the reference, an offset of data lengthens the block of a group, but not
                // that of a message.
                let start = place(member, after: end)
                if isGroup { end = start }
            }
        }

        // SCH-052: "A block length SHALL NOT be less than what the fields of the block need."
        if let blockLength, blockLength.value != 0, blockLength.value < end {
            diagnostics.report(
                .blockLength, at: blockLength.span,
                "the block of \(quoted(name.value)) needs \(end) bytes, not "
                    + "\(blockLength.value); raise its `blockLength`, or leave it out")
        }
        body.blockLength = max(end, blockLength?.value ?? 0)
        checkBlockLength(body.blockLength, at: blockLength?.span ?? name.span, of: name, in: prefix)
        if diagnostics.errorCount == errorsBefore {
            adviseLayout(of: placed, in: name, frameOffset: isGroup ? nil : header?.size)
        }
        return body
    }

    private mutating func checkUniqueness(of members: [MemberDeclaration]) {
        var firstByName: [String: SourceSpan] = [:]
        var firstByID: [UInt64: SourceSpan] = [:]
        for member in members {
            // SCH-023: "A field, group or data SHALL have a name that is unique in its block."
            if let first = firstByName[member.name], !member.name.isEmpty {
                diagnostics.report(
                    .memberName, at: member.span,
                    "the name \(quoted(member.name)) is used twice in this block; rename one of them",
                    notes: [.firstDeclared(first)])
            } else {
                firstByName[member.name] = member.span
            }
            // SCH-024: "A field, group or data SHALL have an id that is unique in its block."
            guard let id = member.id else { continue }
            if let first = firstByID[id.value] {
                diagnostics.report(
                    .memberID, at: id.span,
                    "the id \(id.value) is used twice in this block; give this one another",
                    notes: [.init(message: "first used here", span: first)])
            } else {
                firstByID[id.value] = id.span
            }
        }
    }

    // MARK: Fields

    private mutating func resolveField(
        _ member: MemberDeclaration, type name: Spanned<String>?, valueRef: Spanned<String>?,
        end: inout Int
    ) -> Field? {
        let resolved = name.flatMap { resolveFieldType($0) }
        let referenced = valueRef.flatMap { reference in
            resolveValueRef(reference, in: indexForFields)
        }
        let offset = place(member, after: end)
        end = offset
        guard let name, let resolved else { return nil }
        checkSemanticType(of: member, against: resolved)
        checkDeprecation(of: member, type: resolved)
        guard countMembers(of: resolved, at: name.span) else { return nil }

        var presence = member.presence?.value ?? resolved.presence
        // A constant type takes no room, whatever its field says, so it can be nothing else.
        if case .encoded(let encoded) = resolved.type, encoded.presence == .constant {
            presence = .constant
        }
        var constant: Constant?
        if presence == .constant {
            constant = resolveConstant(
                of: member, type: resolved.type, valueRef: valueRef, referenced: referenced)
        } else {
            end = offset + resolved.size
            guard checkSize(end, at: member.offset?.span ?? member.span) else {
                end = offset
                return nil
            }
        }
        var notes = member.common.notes
        // A field cannot be older than its type.
        notes.sinceVersion = max(notes.sinceVersion, resolved.common.notes.sinceVersion)
        if notes.semanticType.isEmpty {
            notes.semanticType = resolved.common.semanticType?.value ?? ""
        }
        return Field(
            name: member.name, id: member.id?.value ?? 0, type: resolved.type, offset: offset,
            presence: presence, constant: constant, notes: notes)
    }

    /// Where a field starts: at the offset that it gives, or else at the end of the one before it.
    /// An offset of 0 counts as none, as in the reference.
    private mutating func place(_ member: MemberDeclaration, after end: Int) -> Int {
        guard let offset = member.offset, offset.value != 0 else { return end }
        // SCH-051: "A field SHALL NOT start before the end of the field before it."
        guard offset.value >= end else {
            diagnostics.report(
                .fieldOffset, at: offset.span,
                "\(quoted(member.name)) cannot start at \(offset.value); the first free offset is "
                    + "\(end)")
            return end
        }
        return offset.value
    }

    /// The value of a constant field: of its `valueRef`, or of its type. Reports that there is none.
    private mutating func resolveConstant(
        of member: MemberDeclaration, type: ValueType, valueRef: Spanned<String>?,
        referenced: (EnumType, EnumValue)?
    ) -> Constant? {
        if let valueRef {
            guard let (enumeration, value) = referenced else { return nil }
            switch type {
            case .encoded(let encoded):
                guard checkValueRef(valueRef, to: enumeration, primitive: encoded.primitive) else {
                    return nil
                }
            case .enumeration(let own) where own.name == enumeration.name:
                break
            case .enumeration, .set, .composite:
                // SCH-043: "A `valueRef` SHALL be to a value of the type that the constant has."
                diagnostics.report(
                    .valueRefType, at: valueRef.span,
                    "\(quoted(enumeration.name)) is not the type of \(quoted(member.name)); "
                        + "name a value of its type")
                return nil
            }
            return .enumValue(enumeration, name: value.name, value: value.value)
        }
        switch type {
        case .encoded(let encoded) where encoded.constant != nil:
            return encoded.constant
        case .composite(let composite) where composite.size == 0:
            // All its members are constants.
            return nil
        case .encoded, .enumeration, .set, .composite:
            // SCH-040: "A constant SHALL have a value: the text of its type, or a `valueRef`."
            diagnostics.report(
                .constantValue, at: member.presence?.span ?? member.span,
                "the constant \(quoted(member.name)) has no value; give it a `valueRef`, or a type "
                    + "that is constant")
            return nil
        }
    }

    private mutating func checkSemanticType(of member: MemberDeclaration, against type: Resolved) {
        // SCH-046: "A field SHALL NOT give another semantic type than its type gives."
        guard let own = member.common.semanticType, let other = type.common.semanticType,
            own.value != other.value
        else { return }
        diagnostics.report(
            .semanticType, at: own.span,
            "the semantic type of \(quoted(member.name)) is \(quoted(own.value)), and that of its "
                + "type is \(quoted(other.value)); say it once",
            notes: [.firstDeclared(other.span)])
    }

    /// Counts the members that a use of a type adds; reports that the schema has too many.
    mutating func countMembers(of resolved: Resolved, at span: SourceSpan) -> Bool {
        expandedMembers += 1 + resolved.memberCount
        guard expandedMembers > Self.expandedMembersMax else { return true }
        // Said once: at the use that goes beyond.
        if expandedMembers - 1 - resolved.memberCount <= Self.expandedMembersMax {
            diagnostics.report(
                .expansion, at: span,
                "the fields up to here have more than \(Self.expandedMembersMax) members; "
                    + "use smaller composites, or split the schema")
        }
        return false
    }
}
