/// Where the types of a schema are used.
struct ReferenceUses {
    /// A place that uses a type.
    struct Place {
        /// The names that lead to it, such as `Order.legs.price`.
        let path: String
        /// What a link to it leads to.
        let anchor: String
    }

    /// Places that are named for one type; of more, only their number is kept.
    private static let placesMax = 12

    /// The first places by the name of the type.
    private(set) var places: [String: [Place]] = [:]
    /// The numbers of all places.
    private(set) var counts: [String: Int] = [:]
    /// The dimensions and data encodings, in the order of their first use.
    private(set) var framing: [CompositeType] = []
    private var framingNames: Set<String> = []

    init(of schema: Schema) {
        for type in schema.types {
            guard case .composite(let composite) = type else { continue }
            let anchor = ReferenceAnchor.type(composite.name)
            for member in composite.members {
                guard let name = member.referencedType else { continue }
                note(name, path: "\(composite.name).\(member.name)", anchor, member.name)
            }
        }
        for message in schema.messages {
            visit(
                message.body, path: message.name, anchor: ReferenceAnchor.message(message.name))
        }
    }

    private mutating func visit(_ body: Body, path: String, anchor: String) {
        for field in body.fields {
            note(field.type.name, path: "\(path).\(field.name)", anchor, field.name)
        }
        for group in body.groups {
            let (inner, name) = ("\(path).\(group.name)", group.name)
            noteFraming(group.dimension, path: inner, anchor, name)
            visit(group.body, path: inner, anchor: "\(anchor).\(DocumentText.anchor(name))")
        }
        for data in body.data {
            noteFraming(data.encoding, path: "\(path).\(data.name)", anchor, data.name)
        }
    }

    private mutating func noteFraming(
        _ composite: CompositeType, path: String, _ anchor: String, _ name: String
    ) {
        note(composite.name, path: path, anchor, name)
        guard framingNames.insert(composite.name).inserted else { return }
        framing.append(composite)
    }

    private mutating func note(
        _ type: String, path: String, _ anchor: String, _ name: String
    ) {
        counts[type, default: 0] += 1
        guard places[type, default: []].count < Self.placesMax else { return }
        let place = Place(path: path, anchor: "\(anchor).\(DocumentText.anchor(name))")
        places[type, default: []].append(place)
    }
}

/// What the versions of a schema added, as far as it says.
struct ReferenceVersions {
    /// A version, and the parts of messages that it added.
    struct Row {
        let version: UInt64
        var added: [ReferenceUses.Place]
    }

    /// The versions that added something, the latest first. The first version, 0, is not among them.
    private(set) var rows: [Row] = []

    init(of schema: Schema) {
        var added: [UInt64: [ReferenceUses.Place]] = [:]
        for message in schema.messages {
            let anchor = ReferenceAnchor.message(message.name)
            if message.notes.sinceVersion > 0 {
                added[message.notes.sinceVersion, default: []].append(
                    .init(path: message.name, anchor: anchor))
            }
            Self.visit(message.body, path: message.name, anchor: anchor, &added)
        }
        rows = added.sorted { $0.key > $1.key }.map { Row(version: $0.key, added: $0.value) }
    }

    private static func visit(
        _ body: Body, path: String, anchor: String,
        _ added: inout [UInt64: [ReferenceUses.Place]]
    ) {
        func note(_ name: String, _ notes: Notes) {
            guard notes.sinceVersion > 0 else { return }
            added[notes.sinceVersion, default: []].append(
                .init(
                    path: "\(path).\(name)", anchor: "\(anchor).\(DocumentText.anchor(name))"))
        }
        for field in body.fields { note(field.name, field.notes) }
        for group in body.groups {
            note(group.name, group.notes)
            visit(
                group.body, path: "\(path).\(group.name)",
                anchor: "\(anchor).\(DocumentText.anchor(group.name))", &added)
        }
        for data in body.data { note(data.name, data.notes) }
    }
}
