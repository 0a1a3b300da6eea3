// What a reference says about fields, data and the lengths of blocks.

extension ReferenceBuilder {
    /// The tables of a body: its fields, the lengths of its block by version, its data.
    func fields(of body: Body, anchor: String) -> [ReferenceBlock] {
        var blocks: [ReferenceBlock] = []
        if !body.fields.isEmpty {
            blocks.append(.table(table(of: body.fields, anchor: anchor)))
        } else if body.groups.isEmpty && body.data.isEmpty {
            blocks.append(.paragraph(.words("It has no fields.")))
        }
        blocks += blockLengths(of: body)
        if !body.data.isEmpty { blocks.append(.table(table(of: body.data, anchor: anchor))) }
        return blocks
    }

    private func table(of fields: [Field], anchor: String) -> ReferenceTable {
        ReferenceTable(
            columns: [
                .init(title: "Id", isNumeric: true), .init(title: "Field"), .init(title: "Type"),
                .init(title: "Offset", isNumeric: true), .init(title: "Length", isNumeric: true),
                .init(title: "Presence"), .init(title: "Null"), .init(title: "Range"),
                .init(title: "Since", isNumeric: true),
                .init(title: "Deprecated", isNumeric: true), .init(title: "Meaning"),
                .init(title: "Description"),
            ],
            rows: fields.map { field in
                let isSent = field.wireSize > 0
                return .init(
                    anchor: "\(anchor).\(DocumentText.anchor(field.name))",
                    kind: isSent ? field.type.mapKind.rawValue : "constant",
                    cells: [
                        .words("\(field.id)"), .name(field.name), words(for: field.type),
                        .words(isSent ? "\(field.offset)" : ""), .words("\(field.wireSize)"),
                        presence(field.presence, constant: field.constant, of: field.type),
                        null(of: field.type, presence: field.presence),
                        isSent ? range(of: field.type) : [], since(field.notes),
                        .words(field.notes.deprecated.map { "\($0)" } ?? ""),
                        meaning(field.notes, of: field.type), .words(field.notes.description),
                    ])
            })
    }

    private func table(of data: [VariableData], anchor: String) -> ReferenceTable {
        ReferenceTable(
            columns: [
                .init(title: "Id", isNumeric: true), .init(title: "Data"),
                .init(title: "Encoding"), .init(title: "Length as"),
                .init(title: "Bytes at most", isNumeric: true), .init(title: "Text in"),
                .init(title: "Since", isNumeric: true),
                .init(title: "Deprecated", isNumeric: true), .init(title: "Meaning"),
                .init(title: "Description"),
            ],
            rows: data.map { data in
                let length = data.encoding.encodedMember(named: "length")?.type
                return .init(
                    anchor: "\(anchor).\(DocumentText.anchor(data.name))", kind: "data",
                    cells: [
                        .words("\(data.id)"), .name(data.name), [typeLink(data.encoding.name)],
                        .name(length?.primitive.rawValue ?? ""),
                        .words(length.map { $0.maxValue.shown(as: $0.primitive) } ?? ""),
                        .words(data.characterEncoding ?? ""), since(data.notes),
                        .words(data.notes.deprecated.map { "\($0)" } ?? ""),
                        .words(data.notes.meaning), .words(data.notes.description),
                    ])
            })
    }

    /// How long the block is in messages of each version, if that changed.
    private func blockLengths(of body: Body) -> [ReferenceBlock] {
        let versions = Set(body.fields.map(\.notes.sinceVersion)).sorted()
        guard let newest = versions.last, newest > 0 else { return [] }
        // One walk: the fields are taken in by version, and how far they reach only grows.
        let fields = body.fields.filter { $0.wireSize > 0 }
            .sorted { $0.notes.sinceVersion < $1.notes.sinceVersion }
        var next = 0
        var end = 0
        let rows = (Set(versions).union([0])).sorted().map { version -> ReferenceTable.Row in
            while next < fields.count, fields[next].notes.sinceVersion <= version {
                end = max(end, fields[next].offset + fields[next].wireSize)
                next += 1
            }
            let length = version == newest ? body.blockLength : end
            return .init(cells: [.words("\(version)"), .words("\(length)")])
        }
        return [
            .table(
                ReferenceTable(
                    columns: [
                        .init(title: "Messages since version", isNumeric: true),
                        .init(title: "have a block of at least, in bytes", isNumeric: true),
                    ], rows: rows))
        ]
    }
}

/// The cells of a row.
extension ReferenceBuilder {
    /// A type, with what it is on the wire.
    func words(for type: ValueType) -> [ReferenceInline] {
        guard typeNames.contains(type.name) else { return [.code(type.formName)] }
        let link = typeLink(type.name)
        if case .composite = type { return [link] }
        return [link, .text(" "), .code(type.formName)]
    }

    /// Whether a value must be there, or which constant it is.
    func presence(
        _ presence: Presence, constant: Constant?, of type: ValueType
    ) -> [ReferenceInline] {
        guard let constant else {
            // Presence means nothing on sets and composites.
            switch type {
            case .encoded, .enumeration: return .words(presence.rawValue)
            case .set, .composite: return presence == .constant ? .words(presence.rawValue) : []
            }
        }
        let value: String
        switch constant {
        case .value(let constant): value = constant.shown(as: type.primitive ?? .uint8)
        case .characters(let bytes):
            value = String(decoding: bytes.prefix { $0 != 0 }.prefix(64), as: UTF8.self)
        case .enumValue(let enumeration, let name, let constant):
            value = "\(name) (\(constant.shown(as: enumeration.primitive)))"
        }
        return [.text("constant ")] + .name(value)
    }

    /// The value that stands for null, where a value may be null.
    func null(of type: ValueType, presence: Presence) -> [ReferenceInline] {
        guard presence == .optional else { return [] }
        switch type {
        case .encoded(let type): return .name(type.nullValue.shown(as: type.primitive))
        case .enumeration(let type): return .name(type.nullValue.shown(as: type.primitive))
        case .set, .composite: return []
        }
    }

    /// The least and the greatest value, where the schema gives them.
    func range(of type: ValueType) -> [ReferenceInline] {
        guard case .encoded(let type) = type, type.presence != .constant,
            type.minValue != type.primitive.minValue || type.maxValue != type.primitive.maxValue
        else { return [] }
        let least = type.minValue.shown(as: type.primitive)
        return .name("\(least) … \(type.maxValue.shown(as: type.primitive))")
    }

    /// The unit and the application's type: the field's own, or else its type's.
    func meaning(_ notes: Notes, of type: ValueType) -> [ReferenceInline] {
        let own = notes.meaning
        return .words(own.isEmpty ? type.notes.meaning : own)
    }
}

extension Notes {
    /// The application's type, the unit and the start of time, as far as they are given.
    var meaning: String {
        let unit = [timeUnit, epoch.isEmpty ? "" : "since \(epoch)"]
        return ([semanticType] + unit).filter { !$0.isEmpty }.joined(separator: ", ")
    }
}

extension ValueType {
    /// The words and versions of the type's declaration.
    var notes: Notes {
        switch self {
        case .encoded(let type): type.notes
        case .enumeration(let type): type.notes
        case .set(let type): type.notes
        case .composite(let type): type.notes
        }
    }
}
