/// The Swift names of everything that a schema declares at its top level.
///
/// Messages choose first, for they are what users write most; a type that shares its name with a message gets
/// its kind at the end.
struct SwiftTypeNames {
    /// The enumeration that holds all others.
    let namespace: String
    /// Of each message of the schema, in order.
    private(set) var messages: [String] = []
    /// Of the protocol of those that take any message.
    private(set) var handler = ""
    /// Of the message header.
    private(set) var header = ""
    /// Of the composites that precede groups, each once.
    private(set) var dimensions: [(type: CompositeType, name: String)] = []
    /// Of the composites that hold variable data, each once.
    private(set) var dataEncodings: [(type: CompositeType, name: String)] = []
    /// Of the enumerations, sets and composites that fields and members are made of.
    private(set) var named: [(type: ValueType, name: String)] = []

    private var names: [Key: String] = [:]

    init(schema: Schema, options: SwiftOptions) {
        namespace = Self.namespace(of: schema, options: options)
        var scope = SwiftNameScope(reserved: SwiftNames.reservedTypes.union([namespace]))
        messages = schema.messages.map { scope.claimType($0.name, kind: "Message") }

        var uses = Uses()
        for message in schema.messages { uses.note(message.body) }
        header = scope.claimType(schema.header.name, kind: "Header")
        names[Key(.header, schema.header.name)] = header

        for type in schema.types + uses.types where names[Key(type)] == nil {
            guard let kind = Self.kind(of: type), uses.needs(type, header: schema.header) else {
                continue
            }
            let name = scope.claimType(type.name, kind: kind)
            names[Key(type)] = name
            named.append((type, name))
        }
        for type in uses.dimensions {
            let name = scope.claimType(type.name, kind: "Dimension")
            names[Key(.dimension, type.name)] = name
            dimensions.append((type, name))
        }
        for type in uses.dataEncodings {
            let name = scope.claimType(type.name, kind: "Data")
            names[Key(.dataEncoding, type.name)] = name
            dataEncodings.append((type, name))
        }
        // Last, so that no declaration of the schema has to give way.
        handler = scope.claimType("MessageHandler", kind: "Protocol")
    }

    /// A name with its name space.
    func path(_ name: String) -> String { "\(namespace).\(name)" }

    /// The full name of an enumeration, a set or a composite that the schema declares at its top level.
    func path(of type: ValueType) -> String { path(names[Key(type), default: type.name]) }

    /// The full name of a group's dimensions.
    func path(ofDimension type: CompositeType) -> String {
        path(names[Key(.dimension, type.name), default: type.name])
    }

    /// The full name of an encoding of variable data.
    func path(ofDataEncoding type: CompositeType) -> String {
        path(names[Key(.dataEncoding, type.name), default: type.name])
    }

    /// The last part of the package, or else the file's name; never the name of something within.
    private static func namespace(of schema: Schema, options: SwiftOptions) -> String {
        if let name = options.namespace { return name }
        let package = schema.package.split(separator: ".").last.map(String.init) ?? ""
        let source = options.sourceName.split(separator: ".").first.map(String.init) ?? ""
        let name = SwiftNames.type(package.isEmpty ? source : package)
        let within = schema.messages.map(\.name) + schema.types.map(\.name) + [schema.header.name]
        let clashes =
            SwiftNames.reservedTypes.contains(name)
            || within.contains { SwiftNames.type($0) == name }
        return clashes ? name + "Schema" : name
    }

    private static func kind(of type: ValueType) -> String? {
        switch type {
        case .enumeration: "Enum"
        case .set: "Set"
        case .composite: "Composite"
        case .encoded: nil
        }
    }

    /// A declaration: what it is, and the schema's name for it.
    private struct Key: Hashable {
        enum Kind { case value, header, dimension, dataEncoding }
        let kind: Kind
        let name: String

        init(_ kind: Kind, _ name: String) {
            self.kind = kind
            self.name = name
        }

        init(_ type: ValueType) {
            self.init(.value, type.name)
        }
    }

    /// What the messages of a schema use its types for.
    private struct Uses {
        /// Each once, as are the encodings of data and the types.
        var dimensions: [CompositeType] = []
        var dataEncodings: [CompositeType] = []
        var types: [ValueType] = []
        private var names: Set<String> = []
        private var dimensionNames: Set<String> = []
        private var dataEncodingNames: Set<String> = []

        mutating func note(_ body: Body) {
            for field in body.fields { note(field.type, constant: field.constant) }
            for group in body.groups {
                if dimensionNames.insert(group.dimension.name).inserted {
                    dimensions.append(group.dimension)
                }
                note(group.body)
            }
            for data in body.data where dataEncodingNames.insert(data.encoding.name).inserted {
                dataEncodings.append(data.encoding)
            }
        }

        private mutating func note(_ type: ValueType, constant: Constant?) {
            if case .enumValue(let type, _, _) = constant, names.insert(type.name).inserted {
                types.append(.enumeration(type))
            }
            if case .encoded = type { return }
            guard names.insert(type.name).inserted else { return }
            types.append(type)
            guard case .composite(let composite) = type else { return }
            note(composite)
        }

        private mutating func note(_ composite: CompositeType) {
            for member in composite.members {
                if case .encoded(let type) = member.type {
                    note(member.type, constant: type.constant)
                } else if member.referencedType != nil {
                    note(member.type, constant: nil)
                } else if case .composite(let inline) = member.type {
                    note(inline)
                }
            }
        }

        /// Whether a type is declared as the type of a value: if it is used as one, or not used at all.
        func needs(_ type: ValueType, header: CompositeType) -> Bool {
            guard case .composite(let composite) = type, !names.contains(composite.name) else {
                return true
            }
            let isFraming =
                dimensionNames.contains(composite.name)
                || dataEncodingNames.contains(composite.name) || composite.name == header.name
            return !isFraming && !composite.holdsVariableData
        }
    }
}
