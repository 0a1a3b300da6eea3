// What a reference says about types.

extension ReferenceBuilder {
    /// All named types: simple ones in a table, the others in sections.
    func typesSection() -> ReferenceSection {
        var blocks: [ReferenceBlock] = []
        let simple = types.compactMap { type -> EncodedType? in
            if case .encoded(let type) = type { type } else { nil }
        }
        if !simple.isEmpty { blocks.append(.table(table(of: simple))) }
        if types.isEmpty { blocks.append(.paragraph(.words("The schema has no types."))) }
        let sections = types.flatMap { type in
            self.sections(of: type, path: type.name, anchor: ReferenceAnchor.type(type.name))
        }
        return ReferenceSection(
            anchor: ReferenceAnchor.types, title: "Types", blocks: blocks, sections: sections,
            isListed: true)
    }

    private func table(of types: [EncodedType]) -> ReferenceTable {
        ReferenceTable(
            columns: [
                .init(title: "Type"), .init(title: "On the wire"),
                .init(title: "Bytes", isNumeric: true), .init(title: "Presence"),
                .init(title: "Null"), .init(title: "Range"), .init(title: "Text in"),
                .init(title: "Since", isNumeric: true),
                .init(title: "Deprecated", isNumeric: true), .init(title: "Meaning"),
                .init(title: "Description"),
            ],
            rows: types.map { type in
                let value = ValueType.encoded(type)
                return .init(
                    anchor: ReferenceAnchor.type(type.name),
                    kind: value.wireSize > 0 ? value.mapKind.rawValue : "constant",
                    cells: [
                        .name(type.name), .name(value.formName), .words("\(value.wireSize)"),
                        presence(type.presence, constant: type.constant, of: value),
                        null(of: value, presence: type.presence), range(of: value),
                        .words(type.characterEncoding ?? ""), since(type.notes),
                        .words(type.notes.deprecated.map { "\($0)" } ?? ""),
                        .words(type.notes.meaning), .words(type.notes.description),
                    ])
            })
    }

    /// The section of a type that is not simple, and those of the types that are declared in it.
    private func sections(
        of type: ValueType, path: String, anchor: String
    ) -> [ReferenceSection] {
        let facts: [(name: String, value: [ReferenceInline])]
        let table: ReferenceTable
        var figure: [ReferenceBlock] = []
        var inner: [ReferenceSection] = []
        let kind: String
        switch type {
        case .encoded: return []
        case .enumeration(let type):
            kind = "enumeration"
            facts = [
                ("On the wire", .name(type.primitive.rawValue)),
                ("Null", .name(type.nullValue.shown(as: type.primitive))),
            ]
            table = self.table(of: type)
        case .set(let type):
            kind = "set"
            facts = [("On the wire", .name(type.primitive.rawValue))]
            table = self.table(of: type)
        case .composite(let type):
            kind = "composite"
            facts = [("Length", .words(type.size.bytes))]
            table = self.table(of: type, path: path, anchor: anchor)
            if type.size > 0 {
                figure = [
                    .figure(ByteMapFigure(of: type, anchor: anchor), anchor: "map-\(anchor)")
                ]
            }
            for member in type.members where member.referencedType == nil {
                inner += sections(
                    of: member.type, path: "\(path).\(member.name)",
                    anchor: Self.declared(member, at: anchor))
            }
        }
        let section = ReferenceSection(
            anchor: anchor, title: path, remark: kind,
            blocks: [
                .paragraph(.words(type.notes.description)),
                .facts(facts + noteFacts(type.notes) + usesFact(of: path)),
            ] + figure + [.table(table)], isListed: true)
        return [section] + inner
    }

    /// The anchor of a type that is declared in a composite.
    private static func declared(_ member: CompositeMember, at anchor: String) -> String {
        "\(anchor)..\(DocumentText.anchor(member.name))"
    }

    private func table(of type: EnumType) -> ReferenceTable {
        ReferenceTable(
            columns: [
                .init(title: "Value", isNumeric: true), .init(title: "Name", isAlwaysShown: true),
                .init(title: "Byte", isNumeric: true), .init(title: "Since", isNumeric: true),
                .init(title: "Deprecated", isNumeric: true), .init(title: "Description"),
            ],
            rows: type.values.map { value in
                var code: [ReferenceInline] = []
                if type.primitive == .char, case .unsigned(let number) = value.value {
                    code = .name("0x\(String(number, radix: 16))")
                }
                return .init(cells: [
                    .name(value.value.shown(as: type.primitive)), .name(value.name), code,
                    since(value.notes),
                    .words(value.notes.deprecated.map { "\($0)" } ?? ""),
                    .words(value.notes.description),
                ])
            })
    }

    private func table(of type: SetType) -> ReferenceTable {
        ReferenceTable(
            columns: [
                .init(title: "Bit", isNumeric: true), .init(title: "Name", isAlwaysShown: true),
                .init(title: "Mask", isNumeric: true), .init(title: "Since", isNumeric: true),
                .init(title: "Deprecated", isNumeric: true), .init(title: "Description"),
            ],
            rows: type.choices.map { choice in
                // A shift past the end gives 0, and does not trap.
                let mask = String(UInt64(1) << choice.bit, radix: 16)
                let zeros = String(
                    repeating: "0", count: max(type.primitive.size * 2 - mask.utf8.count, 0))
                return .init(cells: [
                    .words("\(choice.bit)"), .name(choice.name), .name("0x\(zeros)\(mask)"),
                    since(choice.notes),
                    .words(choice.notes.deprecated.map { "\($0)" } ?? ""),
                    .words(choice.notes.description),
                ])
            })
    }

    private func table(
        of type: CompositeType, path: String, anchor: String
    ) -> ReferenceTable {
        ReferenceTable(
            columns: [
                .init(title: "Member", isAlwaysShown: true), .init(title: "Type"),
                .init(title: "Offset", isNumeric: true), .init(title: "Length", isNumeric: true),
                .init(title: "Presence"), .init(title: "Null"), .init(title: "Range"),
                .init(title: "Since", isNumeric: true),
                .init(title: "Deprecated", isNumeric: true), .init(title: "Meaning"),
                .init(title: "Description"),
            ],
            rows: type.members.map { member in
                var presence = Presence.required
                var constant: Constant?
                if case .encoded(let type) = member.type {
                    (presence, constant) = (type.presence, type.constant)
                }
                let isSent = member.type.wireSize > 0
                let notes = member.notes
                let description =
                    notes.description.isEmpty ? member.type.notes.description : notes.description
                return .init(
                    anchor: "\(anchor).\(DocumentText.anchor(member.name))",
                    kind: isSent ? member.type.mapKind.rawValue : "constant",
                    cells: [
                        .name(member.name), words(for: member, anchor: anchor),
                        .words(constant == nil ? "\(member.offset)" : ""),
                        .words(member.type.isVariable ? "" : "\(member.type.wireSize)"),
                        self.presence(presence, constant: constant, of: member.type),
                        null(of: member.type, presence: presence), range(of: member.type),
                        since(notes), .words(notes.deprecated.map { "\($0)" } ?? ""),
                        meaning(notes, of: member.type), .words(description),
                    ])
            })
    }

    private func words(for member: CompositeMember, anchor: String) -> [ReferenceInline] {
        if let name = member.referencedType {
            var words = [typeLink(name)]
            if case .composite = member.type { return words }
            words += [.text(" "), .code(member.type.formName)]
            return words
        }
        if case .encoded = member.type { return [.code(member.type.formName)] }
        let link = ReferenceInline.link(
            member.type.name, to: Self.declared(member, at: anchor))
        if case .composite = member.type { return [link] }
        return [link, .text(" "), .code(member.type.formName)]
    }

    /// What every primitive type is, where the schema does not say otherwise.
    func primitives() -> ReferenceSection {
        let table = ReferenceTable(
            columns: [
                .init(title: "Type"), .init(title: "Bytes", isNumeric: true),
                .init(title: "Null"), .init(title: "Range"),
            ],
            rows: PrimitiveType.allCases.map { type in
                let least = type.minValue.shown(as: type)
                return .init(
                    anchor: ReferenceAnchor.primitive(type),
                    cells: [
                        .name(type.rawValue), .words("\(type.size)"),
                        .name(type.nullValue.shown(as: type)),
                        .name("\(least) … \(type.maxValue.shown(as: type))"),
                    ])
            })
        return ReferenceSection(
            anchor: ReferenceAnchor.primitives, title: "Primitive types",
            blocks: [
                .paragraph(
                    .words(
                        "Null stands for no value in an optional field. Both it and the range are "
                            + "those of a type for which the schema does not give others.")),
                .table(table),
            ], isListed: true)
    }
}

extension ValueType {
    /// Whether the value has no fixed length, as the content of variable data.
    fileprivate var isVariable: Bool {
        if case .encoded(let type) = self {
            type.length == 0 && type.constant == nil
        } else {
            false
        }
    }
}
