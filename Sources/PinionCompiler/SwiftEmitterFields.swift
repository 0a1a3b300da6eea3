extension SwiftEmitter {
    /// Writes `Fields` and its instance.
    func emitFields(_ fields: [SwiftField], to writer: inout SourceWriter) {
        writer.block(style.frozenStruct("Fields")) { writer in
            if style.access == .public {
                writer.line("@inlinable @inline(__always) public init() {}")
            }
            for field in fields {
                writer.documentation(field.documentation)
                let name = SwiftNames.declared(field.name)
                writer.line(style.property(name, field.descriptor.type, field.descriptor.value))
            }
        }
        writer.line(style.constant("fields", "Fields", "Fields()"))
    }

    /// Writes the names by which errors call fields, groups and data: one literal, which costs no code.
    ///
    /// - Parameter fields: Those that have bytes. What has none lies where the next field does, and would give
    ///   it its name.
    func emitMemberNames(
        _ fields: [(offset: Int, name: String)], parts: [String], to writer: inout SourceWriter
    ) {
        guard !fields.isEmpty || !parts.isEmpty else { return }
        let lines =
            fields.map { "\($0.offset) \($0.name)" }
            + parts.enumerated().map { "/\($0.offset) \($0.element)" }
        let text = lines.map { SwiftLiterals.text($0).dropFirst().dropLast() }
            .joined(separator: "\\n")
        writer.line(style.declaration("static var memberNames: StaticString { \"\(text)\" }"))
    }

    /// Writes `writeNulls`, if an unwritten field of the block would not be null.
    ///
    /// - Parameters:
    ///   - block: The name of the parameter.
    ///   - type: The type in `PinionCodec` that writes it.
    func emitNulls(
        _ fields: [SwiftField], path: String, block: String = "block",
        type: String = "FrameWriter", to writer: inout SourceWriter
    ) {
        let nulls = fields.flatMap { self.nulls(of: $0) }
        guard !nulls.isEmpty else { return }
        let signature = "static func writeNulls(_ \(block): inout PinionCodec.\(type)<\(path)>)"
        writer.block(style.function(signature)) { writer in
            for null in nulls { writer.line("\(block).\(null)") }
        }
    }

    /// The assignments, without the block that they are to, for what has to be set to be null: the
    /// field itself, or members of its composite.
    private func nulls(of field: SwiftField) -> [String] {
        let name = SwiftNames.declared(field.name)
        if let null = field.descriptor.null { return ["\(name) = \(null)"] }
        guard let composite = field.composite else { return [] }
        return self.fields(of: composite, path: "").flatMap { nulls(of: $0) }
            .map { "\(name).\($0)" }
    }

    /// The fields of a block of a message or an entry, named as `names` says.
    ///
    /// - Parameter since: The version that the block itself came with: what came no later is always there.
    func fields(of body: Body, names: [String], since: UInt64) -> [SwiftField] {
        zip(body.fields, names).map { field, name in
            let version = field.notes.sinceVersion > since ? field.notes.sinceVersion : 0
            var result = SwiftField(
                name: name, descriptor: descriptor(of: field, since: version),
                documentation: documentation(field.notes))
            if case .composite(let type) = field.type { result.composite = type }
            return result
        }
    }

    /// The members of a composite that have a fixed length.
    ///
    /// Versions of members do not count: a composite cannot grow, and is there as a whole or not at all.
    func fields(of composite: CompositeType, path: String) -> [SwiftField] {
        let names = SwiftCompositeNames(composite, reserved: types.namespace)
        return zip(composite.members, names.members).compactMap { member, name in
            if case .encoded(let type) = member.type, type.length == 0, type.constant == nil {
                return nil
            }
            var result = SwiftField(
                name: name.member,
                descriptor: descriptor(of: member, inline: name.type.map { "\(path).\($0)" }),
                documentation: documentation(member.notes))
            if case .composite(let type) = member.type { result.composite = type }
            return result
        }
    }

    private func descriptor(of field: Field, since: UInt64) -> SwiftDescriptor {
        if let constant = field.constant {
            return .constant(constant, primitive: field.type.primitive ?? .uint8) {
                types.path(of: .enumeration($0))
            }
        }
        switch field.type {
        case .encoded(let type):
            return .encoded(type, at: field.offset, presence: field.presence, since: since)
        case .enumeration(let type):
            let null = field.presence == .optional ? type.nullValue : nil
            return .value(types.path(of: field.type), at: field.offset, null: null, since: since)
        case .set:
            return .value(types.path(of: field.type), at: field.offset, null: nil, since: since)
        case .composite:
            return .composite(types.path(of: field.type), at: field.offset, since: since)
        }
    }

    private func descriptor(of member: CompositeMember, inline: String?) -> SwiftDescriptor {
        let path = inline ?? types.path(of: member.type)
        switch member.type {
        case .encoded(let type):
            if let constant = type.constant {
                return .constant(constant, primitive: type.primitive) {
                    types.path(of: .enumeration($0))
                }
            }
            return .encoded(type, at: member.offset, presence: type.presence, since: 0)
        case .enumeration, .set:
            return .value(path, at: member.offset, null: nil, since: 0)
        case .composite:
            return .composite(path, at: member.offset, since: 0)
        }
    }

    /// The words of a declaration, and what its schema says about its use.
    func documentation(_ notes: Notes) -> String {
        var sentences: [String] = []
        if !notes.description.isEmpty { sentences.append(notes.description) }
        if !notes.timeUnit.isEmpty { sentences.append("Time unit: \(notes.timeUnit).") }
        if !notes.epoch.isEmpty { sentences.append("Epoch: \(notes.epoch).") }
        if notes.sinceVersion > 0 { sentences.append("Since version \(notes.sinceVersion).") }
        // Not `@available`: the generated file itself uses what it declares, and would not build
        // without warnings.
        if let version = notes.deprecated {
            sentences.append("Deprecated since version \(version).")
        }
        guard sentences.count > 1, let last = sentences[0].last, last.isLetter || last.isNumber
        else {
            return sentences.joined(separator: " ")
        }
        // Words that stand alone may end as they like.
        sentences[0] += "."
        return sentences.joined(separator: " ")
    }

    /// A version as the generated code compares it: one that is too great for its type is never reached.
    static func version(_ version: UInt64) -> UInt32 { UInt32(clamping: version) }
}
