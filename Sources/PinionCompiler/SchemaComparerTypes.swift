/// What values are made of.
extension SchemaComparer {
    /// Compares what two values are made of. `isOptional` says whether a value may be null, where that
    /// is not the type's to say.
    mutating func compareTypes(
        _ old: ValueType, _ new: ValueType, at use: String, isOptional: Bool?
    ) {
        guard old != new else { return }
        guard old.name == new.name, oldTypes[old.name] == old, newTypes[new.name] == new else {
            return compareContents(old, new, at: use, isOptional: isOptional)
        }
        let null = isOptional.map { $0 ? "optional" : "required" } ?? "member"
        once("\(null) \(old.name)") {
            $0.compareContents(old, new, at: new.name, isOptional: isOptional)
        }
    }

    private mutating func compareContents(
        _ old: ValueType, _ new: ValueType, at path: String, isOptional: Bool?
    ) {
        switch (old, new) {
        case (.encoded(let old), .encoded(let new)):
            compareEncoded(old, new, at: path, isOptional: isOptional)
        case (.enumeration(let old), .enumeration(let new)):
            compareEnumerations(old, new, at: path)
        case (.set(let old), .set(let new)):
            guard checkPrimitives(old.primitive, new.primitive, at: path) else { return }
            compareEntries(
                old.choices.map { Entry(name: $0.name, value: "bit \($0.bit)", notes: $0.notes) },
                new.choices.map { Entry(name: $0.name, value: "bit \($0.bit)", notes: $0.notes) },
                at: path, rules: .choices)
            compareNotes(old.notes, new.notes, at: path)
        case (.composite(let old), .composite(let new)):
            compareComposites(old, new, at: path)
        default:
            // EVO-15: "A value SHALL keep its type."
            report(.type, at: path, "was \(old.kind) and is \(new.kind)")
        }
    }

    private mutating func checkPrimitives(
        _ old: PrimitiveType, _ new: PrimitiveType, at path: String
    ) -> Bool {
        if old == new { return true }
        report(.type, at: path, "was \(old.rawValue) and is \(new.rawValue)")
        return false
    }

    private mutating func compareEncoded(
        _ old: EncodedType, _ new: EncodedType, at path: String, isOptional: Bool?
    ) {
        if isOptional == nil {
            guard old.presence == new.presence else {
                return report(
                    .presence, at: path,
                    "was \(old.presence.rawValue) and is \(new.presence.rawValue)")
            }
            if old.presence == .constant {
                compareConstants(old.constant, new.constant, at: path)
                return
            }
        }
        guard checkPrimitives(old.primitive, new.primitive, at: path) else { return }
        // EVO-16: "An array SHALL keep its length."
        if old.length != new.length {
            report(
                .arrayLength, at: path, "had the length \(old.length) and has \(new.length)")
        }
        if old.nullValue != new.nullValue {
            let mayBeNull = isOptional ?? (old.presence == .optional)
            compareNulls(
                old.nullValue, new.nullValue, as: old.primitive, at: path,
                rule: mayBeNull ? .nullValue : .bounds)
        }
        if old.minValue != new.minValue || old.maxValue != new.maxValue {
            // EVO-52: "What is no part of the bytes MAY change: the bounds of a value, the null value of
            // one that is required, and members and fields that are constant may be added."
            report(.bounds, at: path, "the bounds of its values have changed")
        }
        let encodings = [old, new].map { ($0.characterEncoding ?? "US-ASCII").lowercased() }
        if encodings[0] != encodings[1] {
            report(
                .characterEncoding, at: path,
                "held \(quoted(old.characterEncoding ?? "US-ASCII")) text and holds "
                    + "\(quoted(new.characterEncoding ?? "US-ASCII")) text")
        }
        compareNotes(old.notes, new.notes, at: path)
    }

    private mutating func compareNulls(
        _ old: PrimitiveValue, _ new: PrimitiveValue, as primitive: PrimitiveType, at path: String,
        rule: Rule
    ) {
        // EVO-18: "A value that may be null SHALL keep its null value."
        report(
            rule, at: path,
            "the null value was \(old.shown(as: primitive)) and is \(new.shown(as: primitive))")
    }

    /// Compares constants by their values; names of enumerations' values are compared where these are.
    mutating func compareConstants(_ old: Constant?, _ new: Constant?, at path: String) {
        let (was, now) = (old?.content, new?.content)
        // EVO-19: "A constant SHALL keep its value."
        if was != now {
            report(
                .constant, at: path, "was always \(was ?? "none") and is always \(now ?? "none")")
        }
    }

    // MARK: Enumerations and sets

    /// A value or a choice, and what it is on the wire.
    private struct Entry {
        let name: String
        let value: String
        let notes: Notes
    }

    /// The rules on values, or those on choices.
    private struct EntryRules {
        let what: String
        let changed: Rule
        let removed: Rule
        let added: Rule

        // EVO-22: "A value of an enumeration SHALL keep its number."
        // EVO-23: "A value of an enumeration SHALL NOT be removed."
        // EVO-44: "A value MAY be added to an enumeration."
        static let values = EntryRules(
            what: "value", changed: .valueChanged, removed: .valueRemoved, added: .valueAdded)
        // EVO-24: "A choice of a set SHALL keep its bit."
        // EVO-25: "A choice of a set SHALL NOT be removed."
        // EVO-45: "A choice MAY be added to a set."
        static let choices = EntryRules(
            what: "choice", changed: .choiceMoved, removed: .choiceRemoved, added: .choiceAdded)
    }

    private mutating func compareEnumerations(_ old: EnumType, _ new: EnumType, at path: String) {
        guard checkPrimitives(old.primitive, new.primitive, at: path) else { return }
        if old.nullValue != new.nullValue {
            compareNulls(
                old.nullValue, new.nullValue, as: old.primitive, at: path, rule: .nullValue)
        }
        let entries = [old, new].map { type in
            type.values.map {
                Entry(name: $0.name, value: $0.value.shown(as: type.primitive), notes: $0.notes)
            }
        }
        compareEntries(
            entries[0], entries[1], null: new.nullValue.shown(as: new.primitive), at: path,
            rules: .values)
        compareNotes(old.notes, new.notes, at: path)
    }

    private mutating func compareEntries(
        _ old: [Entry], _ new: [Entry], null: String? = nil, at path: String, rules: EntryRules
    ) {
        let byName = Dictionary(new.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        let byValue = Dictionary(
            new.map { ($0.value, $0) }, uniquingKeysWith: { first, _ in first })
        let oldNames = Set(old.map(\.name))
        var known = oldNames
        for entry in old {
            let own = "\(path).\(entry.name)"
            if let same = byName[entry.name] {
                if same.value != entry.value {
                    report(rules.changed, at: own, "was \(entry.value) and is \(same.value)")
                }
                compareNotes(entry.notes, same.notes, at: own)
            } else if let other = byValue[entry.value], !oldNames.contains(other.name) {
                known.insert(other.name)
                report(
                    .renamed, at: "\(path).\(other.name)", "was called \(quoted(entry.name))")
                compareNotes(entry.notes, other.notes, at: "\(path).\(other.name)")
            } else if entry.value == null {
                // What equals the null value reads as null, with the name and without it.
                report(.words, at: own, "the value \(entry.value) is gone, and is the null value")
            } else {
                report(rules.removed, at: own, "the \(rules.what) \(entry.value) is gone")
            }
        }
        for entry in new where !known.contains(entry.name) {
            let own = "\(path).\(entry.name)"
            report(rules.added, at: own, "the \(rules.what) \(entry.value) is new")
            checkVersionNote(of: entry.notes, at: own)
        }
    }
}

extension ValueType {
    /// What kind of type it is, in words.
    var kind: String {
        switch self {
        case .encoded(let type): type.primitive.rawValue
        case .enumeration: "an enumeration"
        case .set: "a set"
        case .composite: "a composite"
        }
    }
}

extension Constant {
    /// The value, in words; the name that an enumeration gives it does not count.
    var content: String {
        switch self {
        case .value(let value), .enumValue(_, _, let value): value.exact
        case .characters(let bytes): quoted(String(decoding: bytes, as: UTF8.self))
        }
    }
}

extension PrimitiveValue {
    /// The number; of floating point, its bits.
    fileprivate var exact: String {
        switch self {
        case .signed(let value): String(value)
        case .unsigned(let value): String(value)
        case .floating(let bits): "0x" + String(bits, radix: 16)
        }
    }
}
