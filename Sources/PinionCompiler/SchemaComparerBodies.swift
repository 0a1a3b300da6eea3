/// What messages and the entries of groups hold.
extension SchemaComparer {
    /// A field, a group or data, by what they have in common.
    private struct Part {
        enum Kind: String { case field, group, data }

        let kind: Kind
        /// The place among the parts of the kind.
        let index: Int
        let name: String
        let id: UInt64
        let notes: Notes

        static func all(of body: Body) -> [Part] {
            body.fields.enumerated().map {
                Part(kind: .field, index: $0, name: $1.name, id: $1.id, notes: $1.notes)
            }
                + body.groups.enumerated().map {
                    Part(kind: .group, index: $0, name: $1.name, id: $1.id, notes: $1.notes)
                }
                + body.data.enumerated().map {
                    Part(kind: .data, index: $0, name: $1.name, id: $1.id, notes: $1.notes)
                }
        }
    }

    /// Two bodies, and which part of the one is which of the other.
    private struct Bodies {
        let old: Body
        let new: Body
        let path: String
        /// Whether the bodies are those of a group's entries.
        let isEntry: Bool
        /// The parts that both have: of the older body, and of the newer one.
        var pairs: [(old: Part, new: Part)] = []
        var added: [Part] = []

        func path(of part: Part) -> String { "\(path).\(part.name)" }

        /// The places in the newer body of the old parts of a kind, in the order of the older body.
        func places(of kind: Part.Kind) -> [Int] {
            pairs.filter { $0.old.kind == kind && $0.new.kind == kind }
                .sorted { $0.old.index < $1.old.index }.map(\.new.index)
        }
    }

    mutating func compareBodies(_ old: Body, _ new: Body, at path: String, isEntry: Bool) {
        var bodies = Bodies(old: old, new: new, path: path, isEntry: isEntry)
        matchParts(of: &bodies)
        compareOffsets(bodies)
        compareBlocks(bodies)
        compareOrder(bodies)
        for part in bodies.added { compareAdded(part, bodies) }
        compareAddedOrder(bodies)
    }

    // MARK: Which part is which

    private mutating func matchParts(of bodies: inout Bodies) {
        let (oldParts, newParts) = (Part.all(of: bodies.old), Part.all(of: bodies.new))
        let byName = Dictionary(
            newParts.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let byID = Dictionary(newParts.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let oldNames = Set(oldParts.map(\.name))
        var known: Set<String> = []
        for part in oldParts {
            if let same = byName[part.name] {
                known.insert(same.name)
                bodies.pairs.append((part, same))
                compareIds(part, same, occupant: byID[part.id], bodies)
                compare(part, same, bodies)
            } else if let other = byID[part.id], !oldNames.contains(other.name) {
                known.insert(other.name)
                let scope = bodies
                if attempt({ $0.compareRenamed(part, other, scope) }) {
                    bodies.pairs.append((part, other))
                    // EVO-50: "A message, a part of one, a type, a value or a choice MAY be renamed."
                    report(.renamed, at: bodies.path(of: other), "was called \(quoted(part.name))")
                } else {
                    reportReusedId(of: part, by: other, bodies)
                }
            } else {
                // EVO-11: "A field, group or data SHALL NOT be removed."
                report(
                    .partRemoved, at: bodies.path(of: part), "the \(part.kind.rawValue) is gone")
                if let other = byID[part.id] { reportReusedId(of: part, by: other, bodies) }
            }
        }
        bodies.added = newParts.filter { !known.contains($0.name) }
    }

    private mutating func compareIds(
        _ old: Part, _ new: Part, occupant: Part?, _ bodies: Bodies
    ) {
        guard old.id != new.id else { return }
        if let occupant { return reportReusedId(of: old, by: occupant, bodies) }
        // EVO-51: "The id of a field, group or data MAY change to one that was not used."
        report(.renumbered, at: bodies.path(of: new), "the id was \(old.id) and is \(new.id)")
    }

    private mutating func reportReusedId(of old: Part, by new: Part, _ bodies: Bodies) {
        // EVO-12: "The id of a field, group or data SHALL NOT be given to another one."
        report(
            .idReused, at: bodies.path(of: new),
            "has the id \(old.id), which was that of \(old.kind.rawValue) \(quoted(old.name))")
    }

    // MARK: One part

    private mutating func compareRenamed(_ old: Part, _ new: Part, _ bodies: Bodies) {
        compare(old, new, bodies)
        guard old.kind == .field, new.kind == .field else { return }
        let (oldField, newField) = (bodies.old.fields[old.index], bodies.new.fields[new.index])
        // A field under another name and at another place is another field.
        if oldField.offset != newField.offset, newField.wireSize > 0 {
            report(.offset, at: bodies.path(of: new), "is elsewhere")
        }
    }

    private mutating func compare(_ old: Part, _ new: Part, _ bodies: Bodies) {
        let path = bodies.path(of: new)
        switch (old.kind, new.kind) {
        case (.field, .field):
            compareFields(bodies.old.fields[old.index], bodies.new.fields[new.index], at: path)
        case (.group, .group):
            let (oldGroup, newGroup) = (bodies.old.groups[old.index], bodies.new.groups[new.index])
            // EVO-33: "The dimensions of a group SHALL keep their layout."
            compareFraming(oldGroup.dimension, newGroup.dimension, rule: .dimension, at: path)
            compareBodies(oldGroup.body, newGroup.body, at: path, isEntry: true)
        case (.data, .data):
            compareData(bodies.old.data[old.index], bodies.new.data[new.index], at: path)
        default:
            // EVO-15: "A value SHALL keep its type."
            report(.type, at: path, "was a \(old.kind.rawValue) and is a \(new.kind.rawValue)")
        }
        // EVO-7: "A field, group or data SHALL keep its `sinceVersion`."
        if old.notes.sinceVersion != new.notes.sinceVersion {
            report(
                .sinceChanged, at: path,
                "was there since version \(old.notes.sinceVersion), and says since version "
                    + "\(new.notes.sinceVersion)")
        }
        compareNotes(old.notes, new.notes, at: path)
    }

    private mutating func compareFields(_ old: Field, _ new: Field, at path: String) {
        guard old.presence == new.presence else {
            // EVO-17: "A value SHALL keep its presence."
            return report(
                .presence, at: path,
                "was \(old.presence.rawValue) and is \(new.presence.rawValue)")
        }
        if old.presence == .constant {
            compareConstants(old.constant, new.constant, at: path)
            if old.constant != nil { return }
        }
        let isOptional = old.presence == .optional
        compareTypes(old.type, new.type, at: path, isOptional: isOptional)
        // A type that is another one has been told already.
        let isAlike = old.type.kind == new.type.kind && old.type.primitive == new.type.primitive
        if old.type.name != new.type.name && isAlike {
            report(
                .renamed, at: path,
                "its type was called \(quoted(old.type.name)) and is called "
                    + quoted(new.type.name))
        }
    }

    private mutating func compareData(
        _ old: VariableData, _ new: VariableData, at path: String
    ) {
        // EVO-34: "Variable data SHALL keep the layout of their length."
        compareFraming(old.encoding, new.encoding, rule: .dataLength, at: path)
        // EVO-20: "Text SHALL keep its character encoding."
        if old.characterEncoding?.lowercased() != new.characterEncoding?.lowercased() {
            report(
                .characterEncoding, at: path,
                "held \(Self.shown(old.characterEncoding)) and holds "
                    + Self.shown(new.characterEncoding))
        }
    }

    static func shown(_ encoding: String?) -> String {
        encoding.map { "\(quoted($0)) text" } ?? "bytes"
    }

    // MARK: Blocks

    /// Tells of the fields that have moved: of those that moved alike, the first, and how many.
    private mutating func compareOffsets(_ bodies: Bodies) {
        var moves: [(distance: Int, path: String, message: String, count: Int)] = []
        for (old, new) in bodies.pairs where old.kind == .field && new.kind == .field {
            let (was, now) = (bodies.old.fields[old.index], bodies.new.fields[new.index])
            guard was.offset != now.offset, was.wireSize > 0, now.wireSize > 0 else { continue }
            let distance = now.offset - was.offset
            if let last = moves.indices.last, moves[last].distance == distance {
                moves[last].count += 1
            } else {
                let message = "was at offset \(was.offset) and is at \(now.offset)"
                moves.append((distance, bodies.path(of: new), message, 0))
            }
        }
        for move in moves {
            let others = move.count == 1 ? "field" : "fields"
            let rest = move.count == 0 ? "" : "; so have moved the next \(move.count) \(others)"
            // EVO-13: "A field SHALL keep its offset."
            report(.offset, at: move.path, move.message + rest)
        }
    }

    private mutating func compareBlocks(_ bodies: Bodies) {
        let (was, now) = (bodies.old.blockLength, bodies.new.blockLength)
        let message = "the block was \(was) bytes long and is \(now)"
        // EVO-14: "A block SHALL NOT become shorter."
        if now < was { report(.blockShorter, at: bodies.path, message) }
        // EVO-46: "A block MAY become longer."
        // Fields that were added have been told already.
        let isExplained = bodies.added.contains { part in
            part.kind == .field && bodies.new.fields[part.index].wireSize > 0
        }
        if now > was && !isExplained { report(.blockLonger, at: bodies.path, message) }
    }

    // MARK: Groups and data

    private mutating func compareOrder(_ bodies: Bodies) {
        for kind in [Part.Kind.group, .data] {
            var last = -1
            for place in bodies.places(of: kind) {
                // EVO-29: "Groups SHALL keep their order, and so SHALL data."
                if place < last {
                    let name =
                        kind == .group
                        ? bodies.new.groups[place].name : bodies.new.data[place].name
                    report(
                        .order, at: "\(bodies.path).\(name)",
                        "the \(kind.rawValue) stands before what was before it")
                }
                last = max(last, place)
            }
        }
    }

    private mutating func compareAdded(_ part: Part, _ bodies: Bodies) {
        let path = bodies.path(of: part)
        var isFree = false
        switch part.kind {
        case .field:
            let field = bodies.new.fields[part.index]
            isFree = field.wireSize == 0
            // EVO-41: "A field MAY be added behind those of a block, or where the block had padding."
            report(
                .fieldAdded, at: path,
                isFree
                    ? "the field is new, and takes no bytes"
                    : "the field is new, at offset \(field.offset)")
        case .group:
            report(ruleOfAdded(part, bodies), at: path, "the group is new")
        case .data:
            report(ruleOfAdded(part, bodies), at: path, "the data are new")
        }
        guard !isFree else { return }
        let kind = MessageReading.AddedPart.Kind(rawValue: part.kind.rawValue) ?? .field
        noteAdded(kind, path, sinceVersion: part.notes.sinceVersion)
        // EVO-6: "A field, group or data that is added SHALL give a `sinceVersion` above the older
        // version."
        // Where the version is not raised, none can be above it, and that is told once.
        if part.notes.sinceVersion <= old.version, new.version > old.version {
            report(
                .sinceMissing, at: path,
                "was added after version \(old.version), and says since version "
                    + "\(part.notes.sinceVersion)")
        }
    }

    private func ruleOfAdded(_ part: Part, _ bodies: Bodies) -> Rule {
        // EVO-32: "A group or data SHALL NOT be added to the entries of a group."
        if bodies.isEntry { return .addedToEntry }
        let isBeforeOld = bodies.places(of: part.kind).contains { $0 > part.index }
        if part.kind == .group {
            // EVO-30: "A group SHALL NOT be added before a group or data that was there."
            // EVO-42: "A group MAY be added behind all groups of a message without data."
            return isBeforeOld || !bodies.old.data.isEmpty ? .groupInserted : .groupAdded
        }
        // EVO-31: "Data SHALL NOT be added before data that were there."
        // EVO-43: "Data MAY be added behind all data of a message."
        return isBeforeOld ? .dataInserted : .dataAdded
    }

    /// Compares the order of the groups and data that were added with the order of their versions.
    private mutating func compareAddedOrder(_ bodies: Bodies) {
        guard !bodies.isEntry else { return }
        var newest: UInt64 = 0
        for part in bodies.added where part.kind != .field {
            // EVO-35: "Groups and data that are added SHALL stand in the order of their versions."
            if part.notes.sinceVersion < newest {
                report(
                    .addedOrder, at: bodies.path(of: part),
                    "is there since version \(part.notes.sinceVersion), and stands behind what is "
                        + "there since version \(newest)")
            }
            newest = max(newest, part.notes.sinceVersion)
        }
    }
}
