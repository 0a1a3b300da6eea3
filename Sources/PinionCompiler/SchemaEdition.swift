/// The editions of SBE that a schema in XML may be written for.
///
/// A schema of SBE 2.0 (release candidate 3) that keeps the wire form of 1.0 is rewritten, element by
/// element, into what 1.0 would write for it, before it is parsed: everything behind knows one edition.
/// What changes the wire form is refused. Source: FIX SBE 2.0 RC3, chapter 4.
enum SchemaEdition {
    case version1
    case version2

    /// The name space of SBE 2.0.
    static let namespaceOfVersion2 = "http://fixprotocol.io/2017/sbe"

    /// The edition that a root element declares by its name space.
    init(of root: Element) {
        let isVersion2 = root.attributes.contains { attribute in
            (attribute.name == "xmlns" || attribute.prefix == "xmlns")
                && attribute.value == Self.namespaceOfVersion2
        }
        self = isVersion2 ? .version2 : .version1
    }
}

/// Rewrites a schema of SBE 2.0 as one of SBE 1.0.
///
/// SCH-070: "A schema in the name space of SBE 2.0 SHALL mean what the same schema means in SBE 1.0."
struct SchemaEditionLowering {
    private var diagnostics: Diagnostics
    /// The simple types of the schema, by name: those that fields may change.
    private let types: [String: Element]
    /// All names that types have, and that added types must not have.
    private var typeNames: NumberedNames
    /// The types made for fields that change theirs.
    private var added: [Element] = []

    /// Gives the schema in the words of SBE 1.0; another edition's is given as it is.
    static func lower(_ root: Element, into diagnostics: inout Diagnostics) -> Element {
        guard SchemaEdition(of: root) == .version2, root.name == "messageSchema" else {
            return root
        }
        var lowering = SchemaEditionLowering(root, diagnostics: diagnostics)
        let lowered = lowering.lower(root)
        diagnostics = lowering.diagnostics
        return lowered
    }

    private init(_ root: Element, diagnostics: Diagnostics) {
        self.diagnostics = diagnostics
        let all = root.children.filter { $0.name == "types" }.flatMap(\.children)
        var types: [String: Element] = [:]
        var names = Set(PrimitiveType.allCases.map(\.rawValue))
        for type in all {
            guard let name = type.attribute("name")?.value else { continue }
            names.insert(name)
            if type.name == "type" { types[name] = type }
        }
        self.types = types
        typeNames = NumberedNames(taken: names)
    }

    private mutating func lower(_ root: Element) -> Element {
        var lowered = root
        lowered.children = []
        for child in root.children {
            switch child.name {
            case "types":
                lowered.children.append(lowerTypes(child))
            case "messages":
                lowered.children += child.children.map { lowerBody($0, path: nil) }
            default:
                lowered.children.append(lowerBody(child, path: nil))
            }
        }
        if !added.isEmpty {
            var types = root
            (types.name, types.attributes, types.children) = ("types", [], added)
            (types.text, types.comments) = ("", [])
            lowered.children.append(types)
        }
        return lowered
    }

    /// - Parameter path: The names of those that the element is in, joined; `nil` for a message.
    private mutating func lowerBody(_ element: Element, path: String?) -> Element {
        var lowered = withoutAlignment(element)
        let name = element.attribute("name")?.value ?? ""
        let inner = path.map { Self.joined($0, name) } ?? name
        if element.name == "field" { lowered = lowerField(lowered, path: inner) }
        for index in lowered.children.indices {
            lowered.children[index] = lowerBody(lowered.children[index], path: inner)
        }
        return lowered
    }

    // MARK: What a field changes of its type

    private static let changes = ["minValue", "maxValue", "nullValue"]

    /// SBE 2.0 has ranges, null values and constants on fields, where 1.0 has them on types: such a field
    /// gets a type of its own, which is called after the field's `path`.
    private mutating func lowerField(_ field: Element, path: String) -> Element {
        let changes = field.attributes.filter {
            $0.prefix.isEmpty && Self.changes.contains($0.name)
        }
        let isConstant = field.attribute("presence")?.value == "constant"
        let hasValue = isConstant && !trimmed(field.text).isEmpty
        guard !changes.isEmpty || hasValue, let typeName = field.attribute("type") else {
            return field
        }
        var lowered = field
        lowered.text = ""
        lowered.attributes.removeAll { attribute in
            attribute.prefix.isEmpty && Self.changes.contains(attribute.name)
        }
        guard var type = simpleType(named: typeName) else {
            // SCH-073: "A field SHALL NOT change the range, the null value or the value of an
            // enumeration, a set or a composite."
            diagnostics.report(
                .changedType, at: (changes.first ?? typeName).span,
                "\(quoted(typeName.value)) is no simple type, and the field cannot change its values"
            )
            return lowered
        }

        let name = newTypeName(typeName.value, for: path)
        type.attributes.removeAll { attribute in
            attribute.name == "name"
                || attribute.prefix.isEmpty && changes.contains { $0.name == attribute.name }
        }
        var nameAttribute = typeName
        (nameAttribute.name, nameAttribute.value) = ("name", name)
        type.attributes += [nameAttribute] + changes
        if let presence = field.attribute("presence") {
            type.attributes.removeAll { $0.name == "presence" && $0.prefix.isEmpty }
            type.attributes.append(presence)
        }
        if hasValue { (type.text, type.textSpan) = (field.text, field.textSpan) }
        added.append(type)

        for index in lowered.attributes.indices where lowered.attributes[index].name == "type" {
            lowered.attributes[index].value = name
        }
        return lowered
    }

    /// The element of a simple type, made up for a primitive one; `nil` if the name is another type's.
    private func simpleType(named name: Attribute) -> Element? {
        if let type = types[name.value] { return type }
        guard PrimitiveType(rawValue: name.value) != nil else { return nil }
        var primitive = name
        primitive.name = "primitiveType"
        return Element(
            name: "type", prefix: "", span: name.valueSpan, attributes: [primitive],
            textSpan: name.valueSpan)
    }

    /// Unicode scalars of the name of an added type, without its number.
    ///
    /// Every field may have a type added, and the names of those that it is in are as long as the schema likes.
    static let nameScalarsMax = 256

    /// A name and another behind it, cut where it is too long.
    private static func joined(_ first: String, _ second: String) -> String {
        let all = [first, "_", second].flatMap { $0.unicodeScalars.prefix(nameScalarsMax) }
        var name = String.UnicodeScalarView()
        name.append(contentsOf: all.prefix(nameScalarsMax))
        return String(name)
    }

    /// A name for the type of one field: `Price_Order_limit`, or with a number if there is such a type.
    private mutating func newTypeName(_ type: String, for path: String) -> String {
        let name = Self.joined(type, path)
        return typeNames.take(name) ? name : typeNames.takeNumbered(name)
    }

    // MARK: What changes the wire form

    private mutating func withoutAlignment(_ element: Element) -> Element {
        // SCH-071: "A schema of SBE 2.0 SHALL NOT give an `alignment`."
        guard let attribute = element.attribute("alignment") else { return element }
        diagnostics.report(
            .alignment, at: attribute.span,
            "an `alignment` counts from where the buffer begins, which SBE 1.0 does not know; give an "
                + "`offset` in its place")
        var lowered = element
        lowered.attributes.removeAll { $0.name == "alignment" && $0.prefix.isEmpty }
        return lowered
    }

    private mutating func lowerTypes(_ element: Element) -> Element {
        var lowered = withoutAlignment(element)
        for index in lowered.children.indices {
            let child = lowerTypes(lowered.children[index])
            lowered.children[index] = child
            // SCH-072: "A header or dimension of a schema of SBE 2.0 SHALL NOT have `numGroups` or
            // `numVarDataFields`."
            guard element.name == "composite", let name = child.attribute("name"),
                name.value == "numGroups" || name.value == "numVarDataFields"
            else { continue }
            diagnostics.report(
                .elementCounts, at: name.valueSpan,
                "\(quoted(name.value)) is of the wire form of SBE 2.0, whose readers rely on it; "
                    + "leave it out, or write the schema for SBE 1.0")
        }
        return lowered
    }
}
