/// Makes the reference of a schema: all that its pages say, in no form yet.
struct ReferenceBuilder {
    let schema: Schema
    let sourceName: String
    /// The types that have a section or a row of their own, and their names.
    let types: [ValueType]
    let typeNames: Set<String>
    /// Where each named type is used.
    private let uses: ReferenceUses
    /// What examples are encoded and explained by.
    let encoder: FrameEncoder
    let decoder: FrameDecoder

    init(schema: Schema, sourceName: String) {
        self.schema = schema
        self.sourceName = sourceName
        uses = ReferenceUses(of: schema)
        encoder = ExampleFrame.encoder(of: schema)
        decoder = FrameDecoder(schema: schema)
        // Headers and dimensions need not be among the types that a field can have.
        var types = schema.types
        var names = Set(types.map(\.name))
        for composite in [schema.header] + uses.framing
        where names.insert(composite.name).inserted {
            types.append(.composite(composite))
        }
        self.types = types
        typeNames = names
    }

    /// The whole reference.
    func document() -> ReferenceDocument {
        let name = schema.package.isEmpty ? sourceName : schema.package
        return ReferenceDocument(
            title: name, introduction: introduction(),
            sections: [messages()] + versions() + [typesSection(), primitives()])
    }

    private func introduction() -> [ReferenceBlock] {
        let order =
            schema.byteOrder == .littleEndian
            ? "little-endian: the least significant byte comes first"
            : "big-endian: the most significant byte comes first"
        let facts: [(name: String, value: [ReferenceInline])] = [
            ("Schema id", .name("\(schema.id)")),
            ("Version", .name("\(schema.version)")),
            ("Package", .name(schema.package)),
            ("Semantic version", .name(schema.semanticVersion)),
            ("Byte order", .words(order)),
            (
                "Message header",
                [typeLink(schema.header.name), .text(", \(schema.header.size.bytes)")]
            ),
            ("Made from", .name(sourceName)),
        ]
        return [
            .paragraph(.words(schema.description)), .facts(facts.filter { !$0.value.isEmpty }),
        ]
    }

    // MARK: Messages

    private func messages() -> ReferenceSection {
        let index = ReferenceTable(
            columns: [
                .init(title: "Template", isNumeric: true), .init(title: "Message"),
                .init(title: "Block", isNumeric: true), .init(title: "Since", isNumeric: true),
                .init(title: "Deprecated", isNumeric: true), .init(title: "Description"),
            ],
            rows: schema.messages.map { message in
                .init(cells: [
                    .words("\(message.id)"),
                    [.link(message.name, to: ReferenceAnchor.message(message.name))],
                    .words("\(message.body.blockLength)"), since(message.notes),
                    .words(message.notes.deprecated.map { "\($0)" } ?? ""),
                    .words(message.notes.description),
                ])
            })
        return ReferenceSection(
            anchor: ReferenceAnchor.messages, title: "Messages",
            blocks: [
                .table(index),
                .paragraph([
                    .text(
                        "A picture has eight bytes in a row; the numbers at its left are offsets in the "
                            + "header, the block or the dimensions, as in the tables. A cell with a "
                            + "version, such as "),
                    .code("v1"),
                    .text(
                        ", is not in messages of older versions. Where a table gives no range, that of "
                            + "the "),
                    .link("primitive type", to: ReferenceAnchor.primitives), .text(" holds."),
                ]),
                .legend,
            ],
            sections: schema.messages.map(section), isListed: true)
    }

    private func section(of message: Message) -> ReferenceSection {
        let anchor = ReferenceAnchor.message(message.name)
        var facts: [(name: String, value: [ReferenceInline])] = [
            ("Template id", .name("\(message.id)")),
            ("Block length", .words(message.body.blockLength.bytes)),
            (
                "Shortest message",
                .words((schema.header.size + message.body.leastLength).bytes + ", header included")
            ),
        ]
        facts += noteFacts(message.notes)
        var blocks: [ReferenceBlock] = [
            .paragraph(.words(message.notes.description)), .facts(facts),
        ]
        let figure = ByteMapFigure(of: message, header: schema.header, anchor: anchor)
        blocks.append(.figure(figure, anchor: "map-\(DocumentText.anchor(message.name))"))
        blocks += fields(of: message.body, anchor: anchor)
        var sections = groups(of: message.body, path: "", anchor: anchor)
        sections.append(example(of: message, anchor: anchor))
        return ReferenceSection(
            anchor: anchor, title: message.name, remark: "template \(message.id)", blocks: blocks,
            sections: sections, isListed: true)
    }

    private func groups(of body: Body, path: String, anchor: String) -> [ReferenceSection] {
        body.groups.flatMap { group -> [ReferenceSection] in
            let inner = "\(anchor).\(DocumentText.anchor(group.name))"
            let path = path.isEmpty ? group.name : "\(path).\(group.name)"
            var facts: [(name: String, value: [ReferenceInline])] = [
                ("Group id", .name("\(group.id)")),
                (
                    "Dimensions",
                    [typeLink(group.dimension.name), .text(", \(group.dimension.size.bytes)")]
                ),
                ("Entries", .words(entryCounts(of: group.dimension))),
                ("Block of an entry", .words(group.body.blockLength.bytes)),
            ]
            facts += noteFacts(group.notes)
            let section = ReferenceSection(
                anchor: inner, title: path, remark: "group",
                blocks: [.paragraph(.words(group.notes.description)), .facts(facts)]
                    + fields(of: group.body, anchor: inner))
            return [section] + groups(of: group.body, path: path, anchor: inner)
        }
    }

    private func entryCounts(of dimension: CompositeType) -> String {
        guard let count = dimension.encodedMember(named: "numInGroup")?.type else { return "" }
        let (least, most) = (
            count.minValue.shown(as: count.primitive), count.maxValue.shown(as: count.primitive)
        )
        return "\(least) to \(most)"
    }

    // MARK: Versions

    /// What each version after the first one added; nothing if none did.
    private func versions() -> [ReferenceSection] {
        let rows = ReferenceVersions(of: schema).rows
        guard !rows.isEmpty else { return [] }
        let table = ReferenceTable(
            columns: [.init(title: "Version", isNumeric: true), .init(title: "Added")],
            rows: rows.map { row in
                let links = row.added.map { ReferenceInline.link($0.path, to: $0.anchor) }
                let cells = links.enumerated().flatMap { index, link in
                    index == 0 ? [link] : [.text(", "), link]
                }
                return .init(cells: [.words("\(row.version)"), cells])
            })
        return [
            ReferenceSection(
                anchor: ReferenceAnchor.versions, title: "Versions", blocks: [.table(table)],
                isListed: true)
        ]
    }
}

/// Words that several parts need.
extension ReferenceBuilder {
    /// The name of a type, which leads to what is said about it.
    func typeLink(_ name: String) -> ReferenceInline {
        typeNames.contains(name) ? .link(name, to: ReferenceAnchor.type(name)) : .code(name)
    }

    /// A version, unless it is the first.
    func since(_ notes: Notes) -> [ReferenceInline] {
        .words(notes.sinceVersion == 0 ? "" : "\(notes.sinceVersion)")
    }

    /// The facts that messages, groups and types have in common.
    func noteFacts(_ notes: Notes) -> [(name: String, value: [ReferenceInline])] {
        var facts: [(name: String, value: [ReferenceInline])] = []
        if notes.sinceVersion > 0 {
            facts.append(("Since version", .name("\(notes.sinceVersion)")))
        }
        if let deprecated = notes.deprecated {
            facts.append(("Deprecated", .words("since version \(deprecated)")))
        }
        if !notes.semanticType.isEmpty {
            facts.append(("Semantic type", .name(notes.semanticType)))
        }
        return facts
    }

    /// Where a type is used.
    func usesFact(of name: String) -> [(name: String, value: [ReferenceInline])] {
        let places = uses.places[name] ?? []
        guard !places.isEmpty else { return [] }
        var value: [ReferenceInline] = []
        for place in places {
            if !value.isEmpty { value.append(.text(", ")) }
            value.append(.link(place.path, to: place.anchor))
        }
        let more = (uses.counts[name] ?? 0) - places.count
        if more > 0 { value.append(.text(" and \(more) more")) }
        return [("Used by", value)]
    }
}

extension Body {
    /// The fewest bytes of the body: its block, and what says that nothing follows.
    var leastLength: Int {
        groups.reduce(blockLength) { $0 + $1.dimension.size }
            + data.reduce(0) { $0 + $1.encoding.size }
    }
}
