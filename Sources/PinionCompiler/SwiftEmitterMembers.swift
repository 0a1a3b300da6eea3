import PinionCodec

extension SwiftEmitter {
    /// Writes what was asked for beside the views: JSON, values, checks.
    func emitExtras(to writer: inout SourceWriter) {
        guard options.includesJSON || options.includesValues || options.includesChecks else {
            return
        }
        emitHeaderJSON(to: &writer)
        for (type, name) in types.named {
            emitExtras(of: type, path: types.path(name), to: &writer)
        }
        for (message, name) in zip(schema.messages, types.messages) {
            emitExtras(
                of: message.body, path: types.path(name), message: message,
                since: message.notes.sinceVersion, to: &writer)
        }
    }

    private func emitExtras(
        of type: ValueType, path: String, to writer: inout SourceWriter
    ) {
        switch type {
        case .enumeration(let type):
            if needsNames { emitNames(of: type, path: path, to: &writer) }
        case .set(let type):
            if needsNames { emitNames(of: type, path: path, to: &writer) }
        case .composite(let type):
            emitExtras(ofTypesIn: type, path: path, to: &writer)
            emit(members(of: type, path: path), path: path, message: nil, to: &writer)
        case .encoded:
            // Has no declaration of its own.
            break
        }
    }

    /// The same for the types that are declared within a composite.
    private func emitExtras(
        ofTypesIn type: CompositeType, path: String, to writer: inout SourceWriter
    ) {
        let names = SwiftCompositeNames(type, reserved: types.namespace)
        for (member, name) in zip(type.members, names.members) {
            guard let name = name.type else { continue }
            emitExtras(of: member.type, path: "\(path).\(name)", to: &writer)
        }
    }

    /// Writes how the message header is printed: what only the application knows of it.
    private func emitHeaderJSON(to writer: inout SourceWriter) {
        let own = Set(schema.ownHeaderMembers.map(\.name))
        guard options.includesJSON, !own.isEmpty else { return }
        let path = types.path(types.header)
        emitExtras(ofTypesIn: schema.header, path: path, to: &writer)
        let members = members(of: schema.header, path: path).filter { own.contains($0.schemaName) }
        emitJSON(of: members, path: path, message: nil, to: &writer)
    }

    private func emitExtras(
        of body: Body, path: String, message: Message?, since: UInt64,
        to writer: inout SourceWriter
    ) {
        let names = SwiftBodyNames(body, reserved: types.namespace)
        for (group, name) in zip(body.groups, names.groups) {
            emitExtras(
                of: group.body, path: "\(path).\(name.type)", message: nil,
                since: max(since, group.notes.sinceVersion), to: &writer)
        }
        emit(
            members(of: body, names: names, path: path, since: since), path: path,
            message: message, to: &writer)
    }

    /// Whether the names of enumerations and sets are needed.
    private var needsNames: Bool { options.includesJSON || options.includesValues }

    private func emit(
        _ members: [SwiftMember], path: String, message: Message?, to writer: inout SourceWriter
    ) {
        if options.includesChecks { emitChecks(of: members, path: path, to: &writer) }
        if options.includesJSON { emitJSON(of: members, path: path, message: message, to: &writer) }
        if options.includesValues {
            emitValue(of: members, path: path, message: message, to: &writer)
        }
    }

    /// The members of a message or an entry, in the order of the schema.
    private func members(
        of body: Body, names: SwiftBodyNames, path: String, since: UInt64
    ) -> [SwiftMember] {
        func member(
            _ name: String, _ swift: String, _ kind: SwiftMember.Kind, _ notes: Notes,
            at offset: Int = 0
        ) -> SwiftMember {
            let version = notes.sinceVersion > since ? notes.sinceVersion : 0
            return SwiftMember(
                schemaName: name, name: swift, kind: kind, notes: notes, offset: offset,
                since: version)
        }
        let fields = zip(body.fields, names.fields).map { field, name in
            member(field.name, name, kind(of: field), field.notes, at: field.offset)
        }
        let groups = zip(body.groups, names.groups).map { group, name in
            member(group.name, name.member, .group(path: "\(path).\(name.type)"), group.notes)
        }
        let data = zip(body.data, names.data).map { data, name in
            let encoding = data.characterEncoding.map {
                SwiftLiterals.encoding(CharacterEncoding(named: $0))
            }
            let path = types.path(ofDataEncoding: data.encoding)
            return member(data.name, name, .data(path: path, encoding: encoding), data.notes)
        }
        return fields + groups + data
    }

    private func kind(of field: Field) -> SwiftMember.Kind {
        if let constant = field.constant {
            return .constant(expression(of: constant, primitive: field.type.primitive ?? .uint8))
        }
        let isOptional = field.presence == .optional
        switch field.type {
        case .encoded(let type): return kind(of: type, isOptional: isOptional)
        case .enumeration(let type):
            let null = SwiftLiterals.value(type.nullValue, as: type.primitive)
            return .value(
                SwiftScalar(
                    type: types.path(of: field.type),
                    null: isOptional ? ".init(rawValue: \(null))" : nil))
        case .set: return .value(SwiftScalar(type: types.path(of: field.type)))
        case .composite: return .composite(path: types.path(of: field.type))
        }
    }

    /// The members of a composite, in the order of the schema.
    private func members(of composite: CompositeType, path: String) -> [SwiftMember] {
        let names = SwiftCompositeNames(composite, reserved: types.namespace)
        return zip(composite.members, names.members).compactMap { member, name in
            let typePath = name.type.map { "\(path).\($0)" } ?? types.path(of: member.type)
            guard let kind = kind(of: member, typePath: typePath) else { return nil }
            return SwiftMember(
                schemaName: member.name, name: name.member, kind: kind, notes: member.notes,
                offset: member.offset, since: 0)
        }
    }

    private func kind(of member: CompositeMember, typePath: String) -> SwiftMember.Kind? {
        switch member.type {
        case .encoded(let type):
            if let constant = type.constant {
                // A number that the schema takes from an enumeration is still a number.
                guard case .enumValue(_, _, let value) = constant else {
                    return .constant(expression(of: constant, primitive: type.primitive))
                }
                return .constant(expression(of: .value(value), primitive: type.primitive))
            }
            guard type.length > 0 else { return nil }
            return kind(of: type, isOptional: type.presence == .optional)
        case .enumeration, .set:
            return .value(SwiftScalar(type: typePath))
        case .composite: return .composite(path: typePath)
        }
    }

    private func kind(of type: EncodedType, isOptional: Bool) -> SwiftMember.Kind {
        let element = SwiftLiterals.type(of: type.primitive)
        let isFloating = type.primitive == .float || type.primitive == .double
        let encoding = SwiftLiterals.encoding(CharacterEncoding(named: type.characterEncoding))
        let isCharacter = type.primitive == .char
        if type.length <= 1 {
            let null = SwiftLiterals.value(type.nullValue, as: type.primitive)
            return .value(
                SwiftScalar(
                    type: element, isNumber: true, isFloating: isFloating,
                    null: isOptional ? null : nil, limits: SwiftDescriptor.limits(of: type),
                    encoding: isCharacter ? encoding : nil))
        }
        if isCharacter { return .text(encoding: encoding, isOptional: isOptional) }
        let null = isOptional ? SwiftLiterals.value(type.nullValue, as: type.primitive) : nil
        return .array(element: element, count: type.length, isFloating: isFloating, null: null)
    }

    /// A constant as an expression of a `ConstantValue`, which shows it as `FrameDecoder` does.
    private func expression(of constant: Constant, primitive: PrimitiveType) -> String {
        switch constant {
        case .value(.unsigned(let code)) where primitive == .char:
            let bytes = [UInt8(truncatingIfNeeded: code)]
            return ".text(\(SwiftLiterals.text(CharacterEncoding.latin1.text(of: bytes.span))))"
        case .value(let value):
            let literal = SwiftLiterals.value(value, as: primitive)
            switch value {
            case .signed: return ".integer(\(literal))"
            case .unsigned: return ".unsigned(\(literal))"
            case .floating:
                return primitive == .float ? ".float(\(literal))" : ".double(\(literal))"
            }
        case .characters(let bytes):
            let shown = Array(bytes.prefix { $0 != 0 })
            return ".text(\(SwiftLiterals.text(CharacterEncoding.utf8.text(of: shown.span))))"
        case .enumValue(_, let name, _): return ".text(\(SwiftLiterals.text(name)))"
        }
    }
}
