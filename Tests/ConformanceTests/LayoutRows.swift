import PinionCompiler

/// The layout of a schema as rows in the form of the corpus's `layout.tsv`: one row for each message,
/// field, group, data, encoding, enumeration, set, composite, value and choice.
struct LayoutRows {
    /// The columns of the table.
    static let columns = [
        "message", "id", "path", "kind", "type", "offset", "size", "count", "presence", "since",
        "deprecated", "min", "max", "null", "const", "charset", "semantic", "byteOrder",
    ]

    /// The rows of the schema itself and of its header.
    private(set) var header: [[String: String]] = []
    /// The rows of each message.
    private(set) var messages: [String: [[String: String]]] = [:]

    private let schema: Schema
    private var rows: [[String: String]] = []
    private var message = ""
    private var id = ""

    init(of schema: Schema) {
        self.schema = schema
        message = "$header"
        id = "0"
        add(schema.header, path: "", name: schema.header.name, at: 0, in: nil)
        header = rows
        for message in schema.messages {
            rows = []
            self.message = message.name
            id = String(message.id)
            addRow("", "message", size: message.body.blockLength, notes: message.notes)
            rows[0]["semantic"] = message.notes.semanticType
            add(message.body, path: "")
            messages[message.name] = rows
        }
    }

    private mutating func addRow(
        _ path: String, _ kind: String, type: String = "", offset: Int = 0, size: Int = 0,
        count: Int = 1, notes: Notes
    ) {
        rows.append([
            "message": message, "id": id, "path": path, "kind": kind, "type": type,
            "offset": String(offset), "size": String(size), "count": String(count),
            "since": String(notes.sinceVersion), "deprecated": String(notes.deprecated ?? 0),
        ])
    }

    private mutating func set(_ column: String, _ value: String) {
        rows[rows.count - 1][column] = value
    }

    // MARK: Members of blocks

    private mutating func add(_ body: Body, path: String) {
        for field in body.fields {
            id = String(field.id)
            let name = path + field.name
            let size = field.presence == .constant ? 0 : field.type.wireSize
            addRow(name, "field", offset: field.offset, size: size, notes: field.notes)
            set("presence", field.presence.rawValue.uppercased())
            set("semantic", field.notes.semanticType)
            add(field.type, path: name, in: field)
        }
        for group in body.groups {
            id = String(group.id)
            let name = path + group.name
            addRow(
                name, "group", type: group.dimension.name, size: group.body.blockLength,
                notes: group.notes)
            add(
                group.dimension, path: name + "$dim", name: group.dimension.name, at: 0,
                in: group.notes)
            add(group.body, path: name + "[].")
        }
        for data in body.data {
            id = String(data.id)
            let name = path + data.name
            addRow(name, "data", type: data.encoding.name, notes: data.notes)
            set("semantic", data.notes.semanticType)
            add(
                data.encoding, path: name + "$data", name: data.encoding.name, at: 0,
                in: data.notes)
        }
    }

    // MARK: Types

    /// Adds the rows of the type of a field.
    private mutating func add(_ type: ValueType, path: String, in field: Field) {
        switch type {
        case .encoded(let type):
            add(type, path: path, name: type.name, at: field.offset, presence: field.presence)
            set("since", String(field.notes.sinceVersion))
            set("semantic", field.notes.semanticType)
            if field.presence == .constant, let constant = field.constant {
                set("const", constant.shown)
            }
        case .enumeration(let type):
            add(type, path: path, name: type.name, at: field.offset, in: field.notes)
        case .set(let type):
            add(type, path: path, name: type.name, at: field.offset, in: field.notes)
        case .composite(let type):
            add(type, path: path, name: type.name, at: field.offset, in: field.notes)
        }
    }

    private mutating func add(
        _ composite: CompositeType, path: String, name: String, at offset: Int, in field: Notes?
    ) {
        let isData = path.hasSuffix("$data")
        addRow(
            path, "composite", type: name, offset: offset, size: isData ? -1 : composite.size,
            notes: composite.notes)
        let since = max(field?.sinceVersion ?? 0, composite.notes.sinceVersion)
        set("since", String(since))
        set("semantic", semanticType(of: composite.notes, in: field))
        for member in composite.members {
            let memberPath = path.isEmpty ? member.name : path + "." + member.name
            let name = member.referencedType.map { "\(member.name)(\($0))" } ?? member.name
            let start = offset + member.offset
            switch member.type {
            case .encoded(let type):
                add(type, path: memberPath, name: name, at: start, presence: type.presence)
                // What counts in a composite is the version of the field.
                set("since", field == nil ? String(member.notes.sinceVersion) : String(since))
            case .enumeration(let type):
                add(type.with(member.notes), path: memberPath, name: name, at: start, in: field)
            case .set(let type):
                add(type.with(member.notes), path: memberPath, name: name, at: start, in: field)
            case .composite(let type):
                add(type.with(member.notes), path: memberPath, name: name, at: start, in: field)
            }
        }
    }

    private mutating func add(
        _ type: EncodedType, path: String, name: String, at offset: Int, presence: Presence
    ) {
        let isConstant = presence == .constant
        let isVariable = type.length == 0 && path.hasSuffix("$data.varData")
        let size = isVariable ? -1 : isConstant ? 0 : type.primitive.size * type.length
        addRow(
            path, "encoding", type: "\(name):\(type.primitive.rawValue)", offset: offset,
            size: size, count: isVariable ? -1 : isConstant ? 0 : type.length, notes: type.notes)
        set("presence", presence.rawValue.uppercased())
        set("byteOrder", byteOrder)
        // A predefined type says nothing about characters; a declared `char` is US-ASCII.
        let isPredefined = name == type.primitive.rawValue
        let implied = type.primitive == .char && !isPredefined ? "US-ASCII" : ""
        set("charset", type.characterEncoding ?? implied)
        if isConstant {
            set("const", type.constant?.shown ?? "")
            return
        }
        set("min", type.minValue.shown(as: type.primitive))
        set("max", type.maxValue.shown(as: type.primitive))
        let null = presence == .optional ? type.nullValue : type.primitive.nullValue
        set("null", null.shown(as: type.primitive))
    }

    private mutating func add(
        _ type: EnumType, path: String, name: String, at offset: Int, in field: Notes?
    ) {
        addRow(
            path, "enum", type: "\(name):\(type.primitive.rawValue)", offset: offset,
            size: type.primitive.size, notes: type.notes)
        set(
            "since", String(max(field?.sinceVersion ?? 0, type.notes.sinceVersion)))
        set("semantic", semanticType(of: type.notes, in: field))
        set("byteOrder", byteOrder)
        set("min", type.primitive.minValue.shown(as: type.primitive))
        set("max", type.primitive.maxValue.shown(as: type.primitive))
        set("null", type.nullValue.shown(as: type.primitive))
        for value in type.values {
            addRow("\(path)#\(value.name)", "validValue", notes: value.notes)
            set("const", value.value.shown(as: type.primitive))
        }
    }

    private mutating func add(
        _ type: SetType, path: String, name: String, at offset: Int, in field: Notes?
    ) {
        addRow(
            path, "set", type: "\(name):\(type.primitive.rawValue)", offset: offset,
            size: type.primitive.size, notes: type.notes)
        set(
            "since", String(max(field?.sinceVersion ?? 0, type.notes.sinceVersion)))
        set("semantic", semanticType(of: type.notes, in: field))
        for choice in type.choices {
            addRow("\(path)#\(choice.name)", "choice", notes: choice.notes)
            set("const", String(choice.bit))
        }
    }

    private var byteOrder: String {
        schema.byteOrder == .littleEndian ? "LITTLE_ENDIAN" : "BIG_ENDIAN"
    }

    private func semanticType(of notes: Notes, in field: Notes?) -> String {
        notes.semanticType.isEmpty ? field?.semanticType ?? "" : notes.semanticType
    }
}

extension EnumType {
    /// The type with the notes of the member that it is.
    fileprivate func with(_ notes: Notes) -> EnumType {
        var copy = self
        copy.notes = notes
        return copy
    }
}

extension SetType {
    /// The type with the notes of the member that it is.
    fileprivate func with(_ notes: Notes) -> SetType {
        var copy = self
        copy.notes = notes
        return copy
    }
}

extension CompositeType {
    /// The type with the notes of the member that it is.
    fileprivate func with(_ notes: Notes) -> CompositeType {
        var copy = self
        copy.notes = notes
        return copy
    }
}

extension ValueType {
    /// Bytes of a value in a block.
    fileprivate var wireSize: Int {
        switch self {
        case .encoded(let type): type.presence == .constant ? 0 : type.primitive.size * type.length
        case .enumeration(let type): type.primitive.size
        case .set(let type): type.primitive.size
        case .composite(let type): type.size
        }
    }
}

extension PrimitiveValue {
    /// The value as the table has it: a number, of a character too.
    fileprivate func shown(as primitive: PrimitiveType) -> String {
        switch self {
        case .signed(let value): String(value)
        case .unsigned(let value): String(value)
        case .floating(let bits):
            primitive == .float
                ? String(Double(Float(bitPattern: UInt32(bits)))) : String(Double(bitPattern: bits))
        }
    }
}

extension Constant {
    fileprivate var shown: String {
        switch self {
        case .value(let value): value.shown(as: .double)
        case .characters(let bytes): String(decoding: bytes, as: UTF8.self)
        case .enumValue(_, _, let value): value.shown(as: .double)
        }
    }
}
