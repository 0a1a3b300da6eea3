/// A picture of the bytes of a message or a composite: maps, one below the other.
struct ByteMapFigure: Hashable {
    /// A part of a picture.
    indirect enum Part: Hashable {
        /// A block, a header or a composite.
        case map(caption: String, ByteMap)
        /// Variable-length data: what precedes it, and what its bytes are.
        case data(caption: String, prefix: ByteMap, content: String, target: String)
        /// A group: its dimensions, and what each entry is.
        case group(caption: String, dimension: ByteMap, entryCaption: String, entry: [Part])
    }

    /// What the picture is of.
    let title: String
    /// The same in a sentence, for those who do not see the picture.
    let description: String
    /// The parts, from the first byte on.
    let parts: [Part]

    /// How many groups are within each other, at most.
    var depth: Int { Self.depth(of: parts) }

    private static func depth(of parts: [Part]) -> Int {
        parts.reduce(0) { deepest, part in
            guard case .group(_, _, _, let entry) = part else { return deepest }
            return max(deepest, 1 + depth(of: entry))
        }
    }
}

extension ByteMapFigure {
    /// The picture of a message.
    init(of message: Message, header: CompositeType, anchor: String) {
        let headerMap = ByteMap(
            composite: header, isFraming: true, anchor: ReferenceAnchor.type(header.name))
        let size = "\(message.body.blockLength.bytes)"
        title = "The bytes of \(message.name)"
        description =
            "The message header of \(header.size.bytes), a block of \(size), "
            + "\(message.body.groups.count) groups and \(message.body.data.count) variable-length "
            + "fields. The tables below say the same."
        parts =
            [.map(caption: "Message header · \(header.size.bytes)", headerMap)]
            + Self.parts(of: message.body, caption: "Block · \(size)", anchor: anchor)
    }

    /// The picture of a composite.
    init(of composite: CompositeType, anchor: String) {
        title = "The bytes of \(composite.name)"
        description =
            "\(composite.size.bytes) in \(composite.members.count) members. The table below "
            + "says the same."
        parts = [.map(caption: "", ByteMap(composite: composite, anchor: anchor))]
    }

    private static func parts(of body: Body, caption: String, anchor: String) -> [Part] {
        var parts: [Part] = []
        if body.blockLength > 0 {
            parts.append(.map(caption: caption, ByteMap(block: body, anchor: anchor)))
        }
        for group in body.groups {
            let dimension = ByteMap(
                composite: group.dimension, isFraming: true,
                anchor: ReferenceAnchor.type(group.dimension.name))
            let inner = "\(anchor).\(DocumentText.anchor(group.name))"
            parts.append(
                .group(
                    caption: "Group \(group.name) · dimensions, "
                        + "\(group.dimension.size.bytes)\(since(group.notes))",
                    dimension: dimension,
                    entryCaption: "Each entry of \(group.name), numInGroup times",
                    entry: Self.parts(
                        of: group.body, caption: "Block · \(group.body.blockLength.bytes)",
                        anchor: inner)))
        }
        for data in body.data {
            let prefix = ByteMap(
                composite: data.encoding, isFraming: true,
                anchor: ReferenceAnchor.type(data.encoding.name))
            parts.append(
                .data(
                    caption: "Data \(data.name)\(since(data.notes))", prefix: prefix,
                    content: data.name, target: "\(anchor).\(DocumentText.anchor(data.name))"))
        }
        return parts
    }

    private static func since(_ notes: Notes) -> String {
        notes.sinceVersion > 0 ? " · since version \(notes.sinceVersion)" : ""
    }
}

extension Int {
    /// `1 byte`, `2 bytes`.
    var bytes: String { self == 1 ? "1 byte" : "\(self) bytes" }
}
