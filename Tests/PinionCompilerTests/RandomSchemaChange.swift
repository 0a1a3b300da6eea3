import PinionCompiler

/// Changes to a random schema, those that readers of both versions can live with and those that they
/// cannot. Each gives `false` if the schema has nothing to change that way.
extension RandomSchema {
    /// The places of all bodies: a message, and the groups that lead on from it.
    var bodyPlaces: [[Int]] {
        func places(in body: Body, at place: [Int]) -> [[Int]] {
            [place]
                + body.groups.indices.flatMap { index in
                    places(in: body.groups[index].body, at: place + [index])
                }
        }
        return messages.indices.flatMap { places(in: messages[$0].body, at: [$0]) }
    }

    subscript(place: [Int]) -> Body {
        get {
            place.dropFirst().reduce(messages[place[0]].body) { $0.groups[$1].body }
        }
        set {
            func set(_ body: inout Body, _ rest: ArraySlice<Int>) {
                guard let index = rest.first else { return body = newValue }
                set(&body.groups[index].body, rest.dropFirst())
            }
            set(&messages[place[0]].body, place.dropFirst())
        }
    }

    /// A body that something is true of.
    private func place(
        using random: inout SeededRandom, where isFit: (Body, [Int]) -> Bool
    ) -> [Int]? {
        random.pick(bodyPlaces.filter { isFit(self[$0], $0) })
    }

    /// A type that fields use and something is true of.
    private func usedType(
        using random: inout SeededRandom, where isFit: (NamedType.Form) -> Bool
    ) -> Int? {
        let used = Set(bodyPlaces.flatMap { self[$0].fields.map(\.type) })
        return random.pick(
            types.indices.filter { used.contains(types[$0].name) && isFit(types[$0].form) })
    }

    // MARK: Compatible changes

    typealias Change =
        @Sendable (inout RandomSchema, inout SeededRandom) -> Bool

    static let compatible: [(name: String, apply: Change)] = [
        ("append a field", { $0.appendField(using: &$1) }),
        ("fill padding", { $0.fillPadding(using: &$1) }),
        ("append a group", { $0.appendGroup(using: &$1) }),
        ("append data", { $0.appendData(using: &$1) }),
        ("add a message", { $0.addMessage(using: &$1) }),
        ("add a value or a choice", { $0.addEntry(using: &$1) }),
        ("rename a part", { $0.renamePart(using: &$1) }),
        ("lengthen a block", { $0.lengthenBlock(using: &$1) }),
        ("rename a message", { $0.renameMessage(using: &$1) }),
    ]

    private mutating func appendField(using random: inout SeededRandom) -> Bool {
        guard let place = place(using: &random, where: { _, _ in true }) else { return false }
        let field = randomField(sinceVersion: version, using: &random)
        let taken = field.padding + size(of: field.type)
        self[place].fields.append(field)
        self[place].room = max(0, self[place].room - taken)
        return true
    }

    private mutating func fillPadding(using random: inout SeededRandom) -> Bool {
        let place = place(using: &random) { body, _ in body.fields.contains { $0.padding > 0 } }
        guard let place else { return false }
        let index = self[place].fields.firstIndex { $0.padding > 0 } ?? 0
        let field = Field(part: newPart("field", sinceVersion: version), type: "uint8")
        self[place].fields[index].padding -= 1
        self[place].fields.insert(field, at: index)
        return true
    }

    private mutating func appendGroup(using random: inout SeededRandom) -> Bool {
        let place = place(using: &random) { body, place in place.count == 1 && body.data.isEmpty }
        guard let place else { return false }
        let group = randomGroup(depth: 2, sinceVersion: version, using: &random)
        self[place].groups.append(group)
        return true
    }

    private mutating func appendData(using random: inout SeededRandom) -> Bool {
        guard let place = place(using: &random, where: { $1.count == 1 }) else { return false }
        let data = randomData(sinceVersion: version, using: &random)
        self[place].data.append(data)
        return true
    }

    private mutating func addMessage(using random: inout SeededRandom) -> Bool {
        messages.append(randomMessage(sinceVersion: version, using: &random))
        return true
    }

    private mutating func addEntry(using random: inout SeededRandom) -> Bool {
        let index = usedType(using: &random) { form in
            switch form {
            case .enumeration, .set: true
            case .encoded, .constant, .composite: false
            }
        }
        guard let index else { return false }
        switch types[index].form {
        case .enumeration(let primitive, let values):
            let value = Entry(
                name: newName("Value"), value: (values.map(\.value).max() ?? 0) + 1,
                sinceVersion: version)
            types[index].form = .enumeration(primitive, values + [value])
        case .set(let primitive, let choices):
            let taken = Set(choices.map(\.value))
            guard let bit = (0..<8).first(where: { !taken.contains($0) }) else { return false }
            let choice = Entry(name: newName("choice"), value: bit, sinceVersion: version)
            types[index].form = .set(primitive, choices + [choice])
        case .encoded, .constant, .composite:
            return false
        }
        return true
    }

    private mutating func renamePart(using random: inout SeededRandom) -> Bool {
        let place = place(using: &random) { body, _ in !body.fields.isEmpty }
        guard let place else { return false }
        let index = random.upTo(self[place].fields.count - 1)
        self[place].fields[index].part.name = newName("renamed")
        return true
    }

    private mutating func lengthenBlock(using random: inout SeededRandom) -> Bool {
        guard let place = place(using: &random, where: { _, _ in true }) else { return false }
        self[place].room += 1 + random.upTo(3)
        return true
    }

    private mutating func renameMessage(using random: inout SeededRandom) -> Bool {
        guard let index = random.pick(Array(messages.indices)) else { return false }
        messages[index].name = newName("Renamed")
        return true
    }

    // MARK: Breaking changes

    static let breaking: [(name: String, apply: Change)] = [
        ("put a field first", { $0.insertField(using: &$1) }),
        ("remove a field", { $0.removeField(using: &$1) }),
        ("swap fields", { $0.swapFields(using: &$1) }),
        ("change the type of a field", { $0.retypeField(using: &$1) }),
        ("append a field without a version", { $0.appendOldField(using: &$1) }),
        ("put a group first", { $0.insertGroup(using: &$1) }),
        ("put data first", { $0.insertData(using: &$1) }),
        ("add data to entries", { $0.addToEntries(using: &$1) }),
        ("remove a group or data", { $0.removeTail(using: &$1) }),
        ("change a dimension", { $0.changeDimension(using: &$1) }),
        ("change a template id", { $0.changeTemplateId(using: &$1) }),
        ("remove a message", { $0.removeMessage(using: &$1) }),
        ("change a value or a choice", { $0.changeEntry(using: &$1) }),
        ("add a member to a composite", { $0.addMember(using: &$1) }),
        ("shorten a block", { $0.shortenBlock(using: &$1) }),
        ("change the byte order", { schema, _ in schema.changeByteOrder() }),
        ("change the header", { schema, _ in schema.changeHeader() }),
    ]

    private func sizedFields(_ body: Body) -> [Int] {
        body.fields.indices.filter { size(of: body.fields[$0].type) > 0 }
    }

    private mutating func insertField(using random: inout SeededRandom) -> Bool {
        let place = place(using: &random) { body, _ in !sizedFields(body).isEmpty }
        guard let place else { return false }
        let field = Field(part: newPart("field", sinceVersion: version), type: "uint64")
        self[place].fields.insert(field, at: 0)
        return true
    }

    private mutating func removeField(using random: inout SeededRandom) -> Bool {
        let place = place(using: &random) { body, _ in !body.fields.isEmpty }
        guard let place else { return false }
        self[place].fields.remove(at: random.upTo(self[place].fields.count - 1))
        return true
    }

    private mutating func swapFields(using random: inout SeededRandom) -> Bool {
        let place = place(using: &random) { body, _ in sizedFields(body).count > 1 }
        guard let place else { return false }
        let fields = sizedFields(self[place])
        self[place].fields.swapAt(fields[0], fields[1])
        return true
    }

    private mutating func retypeField(using random: inout SeededRandom) -> Bool {
        let place = place(using: &random) { body, _ in !sizedFields(body).isEmpty }
        guard let place else { return false }
        let index = random.pick(sizedFields(self[place])) ?? 0
        let others = PrimitiveType.allCases.filter { $0.rawValue != self[place].fields[index].type }
        guard let type = random.pick(others) else { return false }
        // A named type may be of that primitive itself, which changes nothing but its name.
        if let named = types.first(where: { $0.name == self[place].fields[index].type }) {
            guard case .encoded(let primitive, 1, _) = named.form, primitive != type else {
                return false
            }
        }
        self[place].fields[index].type = type.rawValue
        return true
    }

    private mutating func appendOldField(using random: inout SeededRandom) -> Bool {
        guard let place = place(using: &random, where: { _, _ in true }) else { return false }
        self[place].fields.append(Field(part: newPart("field"), type: "uint16"))
        self[place].room = 0
        return true
    }

    private mutating func insertGroup(using random: inout SeededRandom) -> Bool {
        let place = place(using: &random) { body, _ in !body.groups.isEmpty || !body.data.isEmpty }
        guard let place else { return false }
        let group = randomGroup(depth: 3, sinceVersion: version, using: &random)
        self[place].groups.insert(group, at: 0)
        return true
    }

    private mutating func insertData(using random: inout SeededRandom) -> Bool {
        guard let place = place(using: &random, where: { body, _ in !body.data.isEmpty }) else {
            return false
        }
        let data = randomData(sinceVersion: version, using: &random)
        self[place].data.insert(data, at: 0)
        return true
    }

    private mutating func addToEntries(using random: inout SeededRandom) -> Bool {
        guard let place = place(using: &random, where: { $1.count > 1 }) else { return false }
        let data = randomData(sinceVersion: version, using: &random)
        self[place].data.append(data)
        return true
    }

    private mutating func removeTail(using random: inout SeededRandom) -> Bool {
        let place = place(using: &random) { body, _ in !body.groups.isEmpty || !body.data.isEmpty }
        guard let place else { return false }
        if self[place].data.isEmpty {
            self[place].groups.removeLast()
        } else {
            self[place].data.removeLast()
        }
        return true
    }

    private mutating func changeDimension(using random: inout SeededRandom) -> Bool {
        guard let place = place(using: &random, where: { body, _ in !body.groups.isEmpty }) else {
            return false
        }
        let isSmall = self[place].groups[0].dimension == "smallDimension"
        self[place].groups[0].dimension = isSmall ? "wideDimension" : "smallDimension"
        return true
    }

    private mutating func changeTemplateId(using random: inout SeededRandom) -> Bool {
        messages[random.upTo(messages.count - 1)].id = 1000
        return true
    }

    private mutating func removeMessage(using random: inout SeededRandom) -> Bool {
        messages.remove(at: random.upTo(messages.count - 1))
        return true
    }

    private mutating func changeEntry(using random: inout SeededRandom) -> Bool {
        let index = usedType(using: &random) { form in
            switch form {
            case .enumeration, .set: true
            case .encoded, .constant, .composite: false
            }
        }
        guard let index else { return false }
        switch types[index].form {
        case .enumeration(let primitive, var values):
            values[0].value = 200
            types[index].form = .enumeration(primitive, values)
        case .set(let primitive, var choices):
            choices[0].value = 7
            types[index].form = .set(primitive, choices)
        case .encoded, .constant, .composite:
            return false
        }
        return true
    }

    private mutating func addMember(using random: inout SeededRandom) -> Bool {
        let index = usedType(using: &random) { form in
            if case .composite = form { true } else { false }
        }
        guard let index, case .composite(let members) = types[index].form else { return false }
        let member = Member(name: newName("member"), type: "int16", isReference: false)
        types[index].form = .composite(members + [member])
        return true
    }

    private mutating func shortenBlock(using random: inout SeededRandom) -> Bool {
        guard let place = place(using: &random, where: { body, _ in body.room > 0 }) else {
            return false
        }
        self[place].room = 0
        return true
    }

    private mutating func changeByteOrder() -> Bool {
        byteOrder = byteOrder == "littleEndian" ? "bigEndian" : "littleEndian"
        return true
    }

    private mutating func changeHeader() -> Bool {
        headerType = headerType == .uint16 ? .uint32 : .uint16
        return true
    }
}
