/// Makes declarations into the checked model: finds each type that is named, reads each value, and
/// lays out composites and blocks.
///
/// A declaration that breaks a rule is reported once. What depends on it is then left out without
/// another report, so that one mistake is one diagnostic.
struct SchemaResolver {
    /// Bytes of anything: what a signed integer of 32 bits holds, as in the reference. Sums and
    /// products of two such sizes are far below what `Int` holds.
    static let sizeMax = Int(Int32.max)
    /// Members of one composite, with those of its nested composites.
    static let compositeMembersMax = 4096
    /// Levels of composites.
    static let compositeDepthMax = 32
    /// Members of all composites of all fields together.
    static let expandedMembersMax = 1 << 20

    /// A resolved type, and what is asked of it beyond the model.
    struct Resolved {
        var type: ValueType
        /// Bytes in a block or a composite: 0 for a constant.
        var size: Int
        /// What the declaration says; a field without a presence of its own has this one.
        var presence: Presence
        /// The offset that the declaration gives, for a `ref` that gives none.
        var offset: Spanned<Int>?
        var common: DeclarationNotes
        /// Members, those of nested composites included; 0 for what is no composite.
        var memberCount = 0
        /// Levels of composites; 0 for what is no composite.
        var depth = 0
    }

    enum State {
        case waiting, resolving, failed
        case resolved(Resolved)
    }

    let declaration: SchemaDeclaration
    var diagnostics: Diagnostics

    /// What became of each named type, by its place in `declaration.types`.
    var states: [State]
    /// The type that a field's `type` means.
    private(set) var indexForFields: [String: Int] = [:]
    /// The first type with each name, which is what a `ref` means.
    private(set) var indexForReferences: [String: Int] = [:]
    /// The first simple type with each name, which is what an `encodingType` means.
    private(set) var indexForEncodings: [String: Int] = [:]
    /// The first enumeration with each name, which is what a type's `valueRef` means.
    private(set) var indexForValueRefs: [String: Int] = [:]

    /// The values of enumerations by name, by the place of the enumeration in `declaration.types`.
    var valueIndices: [Int: [String: Int]] = [:]
    /// How deep the resolution of composites is at the moment.
    var depth = 0
    var expandedMembers = 0
    /// The dimensions that were checked, and those that failed as `nil`.
    var dimensions: [String: CompositeType?] = [:]
    /// The encodings of data that were checked, and those that failed as `nil`.
    var dataEncodings: [String: DataEncoding?] = [:]
    /// Where the dimension or the encoding of data is used that is being checked.
    var framingUse: SourceSpan?
    var header: CompositeType?
    /// Whether the message that is being resolved is on its way out.
    var isMessageDeprecated = false

    /// Resolves a schema; gives `nil` if there was an error.
    static func resolve(
        _ declaration: SchemaDeclaration, into diagnostics: inout Diagnostics
    ) -> Schema? {
        let errorsBefore = diagnostics.errorCount
        var resolver = SchemaResolver(declaration: declaration, diagnostics: diagnostics)
        let schema = resolver.resolveSchema()
        diagnostics = resolver.diagnostics
        return diagnostics.errorCount == errorsBefore ? schema : nil
    }

    private init(declaration: SchemaDeclaration, diagnostics: Diagnostics) {
        self.declaration = declaration
        self.diagnostics = diagnostics
        states = Array(repeating: .waiting, count: declaration.types.count)
    }

    private mutating func resolveSchema() -> Schema? {
        indexTypes()
        for index in declaration.types.indices { _ = resolveNamed(index) }
        header = resolveHeader()
        let messages = resolveMessages()
        checkIdentifiers()
        checkSwiftTypeNames()

        guard let header, let package = declaration.package?.value,
            let id = declaration.id?.value, let version = declaration.version?.value
        else { return nil }
        return Schema(
            package: package, id: id, version: version,
            semanticVersion: declaration.semanticVersion, description: declaration.description,
            byteOrder: declaration.byteOrder, header: header, types: namedTypes(),
            messages: messages)
    }

    // MARK: Names

    /// Notes which type each name means, in each of the places where a type is named.
    private mutating func indexTypes() {
        for (index, type) in declaration.types.enumerated() where !type.name.isEmpty {
            if let first = indexForReferences[type.name] {
                // SCH-020: "Of types with the same name, the last SHALL count for fields, with a
                // warning."
                diagnostics.report(
                    .typeName, at: type.span,
                    "there is more than one type \(quoted(type.name)); rename one of them",
                    notes: [.firstDeclared(declaration.types[first].span)])
            } else {
                indexForReferences[type.name] = index
            }
            switch type.form {
            case .encoded where indexForEncodings[type.name] == nil:
                indexForEncodings[type.name] = index
            case .enumeration where indexForValueRefs[type.name] == nil:
                indexForValueRefs[type.name] = index
            default:
                break
            }
        }
        // The reference takes in simple types first, then composites, enumerations and sets, and
        // the last one with a name stays.
        for rank in 0...3 {
            for (index, type) in declaration.types.enumerated() where type.form.rank == rank {
                indexForFields[type.name] = index
            }
        }
    }

    /// The named types of the model: those that a field can have, in the order of the schema.
    private func namedTypes() -> [ValueType] {
        declaration.types.indices.compactMap { index in
            guard indexForFields[declaration.types[index].name] == index,
                case .resolved(let resolved) = states[index]
            else { return nil }
            return resolved.type
        }
    }

    /// What a field's `type` means; reports a name that means nothing.
    mutating func resolveFieldType(_ name: Spanned<String>) -> Resolved? {
        if let index = indexForFields[name.value] { return resolveNamed(index) }
        if let primitive = PrimitiveType(rawValue: name.value) { return Self.predefined(primitive) }
        // SCH-030: "A type that is named SHALL be declared in the schema's types."
        let primitives = PrimitiveType.allCases.map(\.rawValue)
        reportNoType(name, besides: primitives)
        return nil
    }

    /// Reports a name that is none of the declared types', nor one of `others`.
    mutating func reportNoType(_ name: Spanned<String>, besides others: [String] = []) {
        let hint = diagnostics.hint(
            for: name.value, among: declaration.types.map(\.name) + others)
        diagnostics.report(
            .typeFound, at: name.span,
            "there is no type \(quoted(name.value))"
                + (hint.isEmpty ? "; declare it" : hint))
    }

    /// A type that needs no declaration.
    static func predefined(_ primitive: PrimitiveType) -> Resolved {
        let type = EncodedType(
            name: primitive.rawValue, primitive: primitive, length: 1, presence: .required,
            constant: nil, nullValue: primitive.nullValue, minValue: primitive.minValue,
            maxValue: primitive.maxValue, characterEncoding: nil, notes: Notes())
        let nowhere = SourceSpan(SourceText(path: "", bytes: []), 0..<0)
        return Resolved(
            type: .encoded(type), size: primitive.size, presence: .required,
            common: DeclarationNotes(name: Spanned(value: primitive.rawValue, span: nowhere)))
    }

    /// Resolves a named type, once.
    mutating func resolveNamed(_ index: Int) -> Resolved? {
        switch states[index] {
        case .resolved(let resolved):
            return resolved
        case .failed:
            return nil
        case .resolving:
            // SCH-031: "A composite SHALL NOT contain itself."
            let type = declaration.types[index]
            diagnostics.report(
                .circular, at: type.span,
                "\(quoted(type.name)) contains or is made of itself; break the circle")
            return nil
        case .waiting:
            states[index] = .resolving
            let resolved = resolve(declaration.types[index])
            states[index] = resolved.map { .resolved($0) } ?? .failed
            return resolved
        }
    }

    /// Checks the version that a declaration was added in.
    mutating func checkVersion(of common: DeclarationNotes) {
        guard let since = common.sinceVersion, let version = declaration.version?.value else {
            return
        }
        // SCH-048: "A `sinceVersion` SHALL NOT be above the version of the schema."
        if since.value > version {
            diagnostics.report(
                .sinceVersion, at: since.span,
                "\(quoted(common.name.value)) is since version \(since.value), and the schema is "
                    + "version \(version); raise the schema's `version`")
        }
    }
}

extension TypeDeclaration.Form {
    /// The order in which the reference takes types in.
    fileprivate var rank: Int {
        switch self {
        case .encoded: 0
        case .composite: 1
        case .enumeration: 2
        case .set: 3
        case .reference: 4
        }
    }
}
