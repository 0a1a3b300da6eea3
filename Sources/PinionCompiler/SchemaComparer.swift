/// Walks two versions of a schema side by side and notes what differs.
struct SchemaComparer {
    typealias Rule = SchemaChangeRule

    let old: Schema
    let new: Schema
    let oldTypes: [String: ValueType]
    let newTypes: [String: ValueType]
    /// The changes of what is being compared; the last list is that of the innermost attempt or type.
    private var lists: [[SchemaChange]] = [[]]
    /// The changes of types, which are told once, however many fields have the type.
    private var typeChanges: [SchemaChange] = []
    /// The same: a type may be compared as one that is required and as one that is optional.
    private var toldOfTypes: Set<SchemaChange> = []
    /// The rules that a change of a type breaks, by what was compared.
    private var brokenByType: [String: Set<String>] = [:]
    /// The rules that are broken in what is being compared.
    private var broken: Set<String> = []
    /// What was added to the message that is being compared.
    private var added: [MessageReading.AddedPart] = []
    /// The first part with bytes that was added anywhere.
    private var firstAddition: String?
    private(set) var readings: [MessageReading] = []

    init(old: Schema, new: Schema) {
        self.old = old
        self.new = new
        oldTypes = Dictionary(old.types.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        newTypes = Dictionary(new.types.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
    }

    /// All changes, once everything is compared.
    var allChanges: [SchemaChange] {
        let own = lists[0]
        let whole = own.filter { $0.path == Self.schemaPath }
        return whole + typeChanges + own.filter { $0.path != Self.schemaPath }
    }

    static let schemaPath = "schema"

    mutating func report(_ rule: Rule, at path: String, _ message: String) {
        lists[lists.count - 1].append(SchemaChange(rule: rule, path: path, message: message))
        if rule.severity == .breaking { broken.insert(rule.code) }
    }

    /// Compares a type that has a name, unless that was done before; its changes are told once.
    mutating func once(_ key: String, _ compare: (inout SchemaComparer) -> Void) {
        if let known = brokenByType[key] {
            broken.formUnion(known)
            return
        }
        let outer = broken
        broken = []
        lists.append([])
        compare(&self)
        for change in lists.removeLast() where toldOfTypes.insert(change).inserted {
            typeChanges.append(change)
        }
        brokenByType[key] = broken
        broken.formUnion(outer)
    }

    /// Compares two elements that may be one under another name. If that breaks no rule, they are, and
    /// what was found is kept; if it does, it is forgotten.
    mutating func attempt(_ compare: (inout SchemaComparer) -> Void) -> Bool {
        let (outer, outerAdded, outerFirst) = (broken, added, firstAddition)
        broken = []
        lists.append([])
        compare(&self)
        let found = lists.removeLast()
        let isSame = broken.isEmpty
        broken = outer
        if isSame {
            lists[lists.count - 1] += found
        } else {
            (added, firstAddition) = (outerAdded, outerFirst)
        }
        return isSame
    }

    mutating func noteAdded(
        _ kind: MessageReading.AddedPart.Kind, _ path: String, sinceVersion: UInt64
    ) {
        if firstAddition == nil { firstAddition = path }
        let inside = path.firstIndex(of: ".").map { path[path.index(after: $0)...] } ?? path[...]
        added.append(.init(kind: kind, path: String(inside), sinceVersion: sinceVersion))
    }
}

/// The schema as a whole, and its messages.
extension SchemaComparer {
    mutating func compareSchemas() {
        // EVO-1: "A newer version of a schema SHALL keep the schema's id."
        if old.id != new.id {
            report(.schemaId, at: Self.schemaPath, "the id was \(old.id) and is \(new.id)")
        }
        // EVO-2: "A newer version of a schema SHALL keep the byte order."
        if old.byteOrder != new.byteOrder {
            report(
                .byteOrder, at: Self.schemaPath,
                "the byte order was \(old.byteOrder) and is \(new.byteOrder)")
        }
        // EVO-3: "The message header SHALL keep its layout."
        compareFraming(old.header, new.header, rule: .header, at: Self.schemaPath)
        // EVO-4: "A newer version of a schema SHALL NOT have a lower version number."
        if new.version < old.version {
            report(
                .versionLowered, at: Self.schemaPath,
                "the version was \(old.version) and is \(new.version)")
        }
        if old.package != new.package {
            report(
                .renamed, at: Self.schemaPath,
                "the package was \(quoted(old.package)) and is \(quoted(new.package))")
        }
        compareMessages()
        // EVO-5: "A newer version of a schema SHALL have a higher version number if it adds fields,
        // groups or data."
        if let firstAddition, new.version <= old.version {
            report(
                .versionNotRaised, at: Self.schemaPath,
                "\(quoted(firstAddition)) was added, and the version is still \(new.version)")
        }
    }

    private mutating func compareMessages() {
        let newByName = Dictionary(
            new.messages.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let newByID = Dictionary(
            new.messages.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let oldNames = Set(old.messages.map(\.name))
        var known: Set<String> = []
        for message in old.messages {
            (broken, added) = ([], [])
            var current: Message?
            if let same = newByName[message.name] {
                current = same
                compareIds(of: message, same, occupant: newByID[message.id])
                compare(message, same)
            } else if let other = newByID[message.id], !oldNames.contains(other.name) {
                current = other
                if attempt({ $0.compare(message, other) }) {
                    // EVO-50: "A message, a part of one, a type, a value or a choice MAY be renamed."
                    report(.renamed, at: other.name, "was called \(quoted(message.name))")
                } else {
                    reportReusedTemplate(of: message, by: other)
                }
            } else {
                // EVO-8: "A message SHALL NOT be removed."
                report(.messageRemoved, at: message.name, "template \(message.id) is gone")
                if let other = newByID[message.id] { reportReusedTemplate(of: message, by: other) }
            }
            if let current { known.insert(current.name) }
            readings.append(
                MessageReading(
                    name: current?.name ?? message.name, templateId: message.id,
                    presence: current == nil ? .removed : .both, broken: brokenCodes, added: added))
        }
        for message in new.messages where !known.contains(message.name) {
            // EVO-40: "A message MAY be added."
            report(.messageAdded, at: message.name, "template \(message.id) is new")
            checkVersionNote(of: message.notes, at: message.name)
            readings.append(
                MessageReading(
                    name: message.name, templateId: message.id, presence: .added, broken: [],
                    added: []))
        }
    }

    /// The codes of the broken rules, in the order of their numbers.
    private var brokenCodes: [String] { Rule.all.map(\.code).filter(broken.contains) }

    private mutating func compareIds(of old: Message, _ new: Message, occupant: Message?) {
        guard old.id != new.id else { return }
        // EVO-9: "A message SHALL keep its template id."
        report(
            .templateIdChanged, at: new.name, "the template id was \(old.id) and is \(new.id)")
        if let occupant { reportReusedTemplate(of: old, by: occupant) }
    }

    private mutating func reportReusedTemplate(of old: Message, by new: Message) {
        // EVO-10: "A template id SHALL NOT be given to another message."
        report(
            .templateIdReused, at: new.name,
            "template \(old.id) was \(quoted(old.name)), whose bytes are read otherwise")
    }

    private mutating func compare(_ old: Message, _ new: Message) {
        compareBodies(old.body, new.body, at: new.name, isEntry: false)
        compareNotes(old.notes, new.notes, at: new.name)
    }

    /// What was added and has no bytes of its own should say since when it is there.
    mutating func checkVersionNote(of notes: Notes, at path: String) {
        // EVO-54: "A message, a value or a choice that is added SHOULD give a `sinceVersion` above the
        // older version."
        guard notes.sinceVersion <= old.version else { return }
        report(
            .sinceNotTold, at: path,
            "was added after version \(old.version), and says since version \(notes.sinceVersion)")
    }

    /// The words of an element that change what its values mean, or do not.
    mutating func compareNotes(_ old: Notes, _ new: Notes, at path: String) {
        let units = [("time unit", old.timeUnit, new.timeUnit), ("epoch", old.epoch, new.epoch)]
        for (what, was, now) in units where was != now {
            // EVO-21: "A time SHALL keep its unit and its epoch."
            let rule: Rule = was.isEmpty ? .words : .timeUnit
            report(rule, at: path, "the \(what) was \(quoted(was)) and is \(quoted(now))")
        }
        // EVO-53: "What a schema says about an element, such as its semantic type and that it is
        // deprecated, MAY change."
        if old.semanticType != new.semanticType {
            report(
                .words, at: path,
                "the semantic type was \(quoted(old.semanticType)) and is "
                    + "\(quoted(new.semanticType))")
        }
        if old.deprecated != new.deprecated {
            let now = new.deprecated.map { "is deprecated since version \($0)" }
            report(.words, at: path, now ?? "is no longer deprecated")
        }
    }
}
