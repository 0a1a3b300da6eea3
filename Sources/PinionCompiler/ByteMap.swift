/// What the bytes of a block or a composite are: cells that cover each byte once, in order.
struct ByteMap: Hashable {
    /// What is in the bytes of a cell.
    enum Kind: String, CaseIterable, Hashable {
        /// A member of a message header, of a group's dimensions or of what precedes variable data.
        case framing
        /// An integer, or an array of integers.
        case integer
        /// A floating-point number, or an array of them.
        case floating
        /// A character, or an array of characters.
        case text
        /// A value of an enumeration.
        case enumeration
        /// The bits of a set.
        case set
        /// A composite of too many parts to draw each.
        case composite
        /// Bytes that mean nothing.
        case padding
    }

    /// Some bytes, and what they are.
    struct Cell: Hashable {
        let kind: Kind
        /// Bytes from the start of the map.
        let offset: Int
        /// How many bytes, at least 1.
        let length: Int
        /// The names that lead to the part, such as `price.mantissa`; empty for padding.
        let path: String
        /// The type, as the schema calls it.
        let type: String
        /// The first version that has the part.
        let sinceVersion: UInt64
        /// The anchor of the row that says more.
        let target: String?

        /// The first byte that is not the cell's.
        var end: Int { offset + length }
    }

    /// How many parts of one composite are drawn: more than that, and the composite is one cell. Composites
    /// of composites multiply, and a schema of a few lines may have billions of parts.
    static let partsMax = 64

    /// Bytes of the whole.
    let length: Int
    /// The cells, by offset. The first starts at 0, each at the end of the one before, and the last ends at
    /// `length`.
    private(set) var cells: [Cell] = []
    private var covered = 0

    /// The map of the block of a message or of a group's entries.
    ///
    /// - Parameter anchor: The anchor of the body, which those of its fields begin with.
    init(block body: Body, anchor: String) {
        length = body.blockLength
        for field in body.fields where field.wireSize > 0 {
            let part = Part(
                kind: nil, path: field.name, sinceVersion: field.notes.sinceVersion,
                target: "\(anchor).\(DocumentText.anchor(field.name))")
            append(field.type, part, at: field.offset)
        }
        pad(to: length)
    }

    /// The map of a composite.
    ///
    /// - Parameters:
    ///   - isFraming: Whether it precedes a message, entries or data, and is drawn as such.
    ///   - anchor: The anchor of the type, which those of its members begin with.
    init(composite: CompositeType, isFraming: Bool = false, anchor: String) {
        length = composite.size
        for member in composite.members {
            let part = Part(
                kind: isFraming ? .framing : nil, path: member.name,
                sinceVersion: member.notes.sinceVersion,
                target: "\(anchor).\(DocumentText.anchor(member.name))")
            append(member.type, part, at: member.offset)
        }
        pad(to: length)
    }

    /// What the cells of a field or a member have in common.
    private struct Part {
        let kind: Kind?
        let path: String
        let sinceVersion: UInt64
        let target: String
    }

    private mutating func append(_ type: ValueType, _ part: Part, at offset: Int) {
        let size = type.wireSize
        // A part that another one overlaps is not drawn twice, and none is drawn outside.
        guard size > 0, offset >= covered, size <= length - offset else { return }
        pad(to: offset)
        if case .composite(let composite) = type, composite.hasAtMost(parts: Self.partsMax) {
            for member in composite.members {
                let inner = Part(
                    kind: part.kind, path: "\(part.path).\(member.name)",
                    sinceVersion: part.sinceVersion, target: part.target)
                append(member.type, inner, at: offset + member.offset)
            }
            return pad(to: offset + size)
        }
        cells.append(
            Cell(
                kind: part.kind ?? type.mapKind, offset: offset, length: size, path: part.path,
                type: type.formName, sinceVersion: part.sinceVersion, target: part.target))
        covered = offset + size
    }

    private mutating func pad(to end: Int) {
        guard end > covered else { return }
        cells.append(
            Cell(
                kind: .padding, offset: covered, length: end - covered, path: "", type: "",
                sinceVersion: 0, target: nil))
        covered = end
    }
}

extension CompositeType {
    /// Whether the composite has at most as many parts as given, those of composites in it counted. The work
    /// is bounded by that number, too.
    func hasAtMost(parts: Int) -> Bool {
        var left = parts
        return takeParts(from: &left)
    }

    private func takeParts(from left: inout Int) -> Bool {
        for member in members {
            left -= 1
            guard left >= 0 else { return false }
            if case .composite(let inner) = member.type, !inner.takeParts(from: &left) {
                return false
            }
        }
        return true
    }
}

extension ValueType {
    /// The kind of a cell that holds a value of this type.
    var mapKind: ByteMap.Kind {
        switch self {
        case .encoded(let type):
            switch type.primitive {
            case .char: .text
            case .float, .double: .floating
            case .int8, .int16, .int32, .int64, .uint8, .uint16, .uint32, .uint64: .integer
            }
        case .enumeration: .enumeration
        case .set: .set
        case .composite: .composite
        }
    }

    /// What the bytes of a value are, such as `uint16` or `char[8]`; a composite's name.
    var formName: String {
        guard let primitive else { return name }
        if case .encoded(let type) = self, type.length != 1 {
            return "\(primitive.rawValue)[\(type.length == 0 ? "" : String(type.length))]"
        }
        return primitive.rawValue
    }
}
