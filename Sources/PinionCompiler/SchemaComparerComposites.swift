/// Composites, as values and as what precedes blocks, groups and data.
extension SchemaComparer {
    mutating func compareComposites(
        _ old: CompositeType, _ new: CompositeType, at path: String
    ) {
        let byName = Dictionary(
            new.members.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let byOffset = Dictionary(
            new.members.filter { $0.type.wireSize > 0 }.map { ($0.offset, $0) },
            uniquingKeysWith: { first, _ in first })
        let oldNames = Set(old.members.map(\.name))
        var known = oldNames
        // Whether something was told that explains another size.
        var isExplained = false
        for member in old.members {
            let own = "\(path).\(member.name)"
            if let same = byName[member.name] {
                isExplained =
                    isExplained || same.offset != member.offset
                    || same.type.wireSize != member.type.wireSize
                compareMembers(member, same, at: own)
            } else if member.type.wireSize > 0, let other = byOffset[member.offset],
                !oldNames.contains(other.name),
                attempt({ $0.compareMembers(member, other, at: "\(path).\(other.name)") })
            {
                known.insert(other.name)
                report(
                    .renamed, at: "\(path).\(other.name)", "was called \(quoted(member.name))")
            } else {
                // EVO-27: "A member SHALL NOT be removed from a composite."
                report(.memberRemoved, at: own, "the member is gone")
                isExplained = true
            }
        }
        for member in new.members where !known.contains(member.name) {
            let own = "\(path).\(member.name)"
            // EVO-26: "A member that takes bytes SHALL NOT be added to a composite."
            if member.type.wireSize > 0 {
                report(.memberAdded, at: own, "the member is new, at offset \(member.offset)")
                isExplained = true
            } else {
                report(.bounds, at: own, "the member is new, and takes no bytes")
            }
        }
        if old.size != new.size && !isExplained {
            report(.memberMoved, at: path, "the size was \(old.size) and is \(new.size)")
        }
        compareNotes(old.notes, new.notes, at: path)
    }

    private mutating func compareMembers(
        _ old: CompositeMember, _ new: CompositeMember, at path: String
    ) {
        // EVO-28: "The members of a composite SHALL keep their offsets, and the composite its size."
        if old.offset != new.offset && old.type.wireSize > 0 && new.type.wireSize > 0 {
            report(
                .memberMoved, at: path, "was at offset \(old.offset) and is at \(new.offset)")
        }
        compareTypes(old.type, new.type, at: path, isOptional: nil)
        compareNotes(old.notes, new.notes, at: path)
    }

    // MARK: Headers, dimensions and lengths

    /// Compares the layouts of two composites that tell where the parts of a message are.
    mutating func compareFraming(
        _ old: CompositeType, _ new: CompositeType, rule: Rule, at path: String
    ) {
        guard old != new else { return }
        let isNamed = old.name == new.name && path != Self.schemaPath
        once("\(rule.code) \(isNamed ? old.name : path)") { comparer in
            let place = isNamed ? new.name : path
            let (was, now) = (old.layout, new.layout)
            if was != now {
                comparer.report(rule, at: place, "the layout was {\(was)} and is {\(now)}")
            } else if old.bounds != new.bounds {
                comparer.report(.bounds, at: place, "the bounds of its members have changed")
            }
        }
    }
}

extension CompositeType {
    /// Which members there are, where and of what, as text.
    fileprivate var layout: String {
        let parts = members.map { member in
            switch member.type {
            case .encoded(let type):
                if let constant = type.constant { return "\(member.name) = \(constant.content)" }
                let length = type.length == 1 ? "" : "[\(type.length)]"
                return "\(member.name) at \(member.offset): \(type.primitive.rawValue)\(length)"
            case .enumeration(let type):
                return "\(member.name) at \(member.offset): \(type.primitive.rawValue)"
            case .set(let type):
                return "\(member.name) at \(member.offset): \(type.primitive.rawValue)"
            case .composite(let type):
                return "\(member.name) at \(member.offset): {\(type.layout)}"
            }
        }
        return parts.joined(separator: ", ") + "; \(size) bytes"
    }

    /// The bounds of the members that are numbers.
    fileprivate var bounds: [[PrimitiveValue]] {
        members.compactMap { member in
            guard case .encoded(let type) = member.type else { return nil }
            return [type.minValue, type.maxValue]
        }
    }
}
