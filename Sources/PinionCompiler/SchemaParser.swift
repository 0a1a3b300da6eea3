/// Makes the elements of a schema into declarations.
///
/// It knows which elements and attributes there are, which of them are needed, and what a number is;
/// it does not know what the names mean. Source: FIX SBE 1.0, chapter 4, and its XML schema.
struct SchemaParser {
    var diagnostics: Diagnostics

    /// Parses a document; gives `nil` if its root is no schema. Other errors leave gaps in the
    /// declarations, each of which has been reported.
    static func parse(
        _ root: Element, into diagnostics: inout Diagnostics
    ) -> SchemaDeclaration? {
        var parser = SchemaParser(diagnostics: diagnostics)
        let schema = parser.parseSchema(root)
        diagnostics = parser.diagnostics
        return schema
    }

    private mutating func parseSchema(_ root: Element) -> SchemaDeclaration? {
        // SCH-010: "The root of a schema SHALL be a `messageSchema` of SBE 1.0."
        guard root.name == "messageSchema" else {
            let hint =
                root.name == "types" || root.name == "messages"
                ? "; this file is for a schema to include" : ""
            diagnostics.report(
                .root, at: root.span, "the root is <\(root.name)>, not <messageSchema>\(hint)")
            return nil
        }
        if let wrapper = root.children.first(where: { $0.name == "messages" }) {
            diagnostics.report(
                .root, at: wrapper.span,
                "<messages> is of SBE 2.0; put the messages into <messageSchema> themselves, or declare "
                    + "the name space `\(SchemaEdition.namespaceOfVersion2)`")
            return nil
        }
        checkAttributes(
            of: root,
            [
                "package", "id", "version", "semanticVersion", "description", "byteOrder",
                "headerType", "schemaLocation",
            ])

        var schema = SchemaDeclaration(span: root.span)
        schema.package = required("package", of: root)
        schema.id = requiredNumber("id", of: root)
        schema.version =
            root.attribute("version") == nil
            ? Spanned(value: 0, span: root.span) : number("version", of: root)
        schema.semanticVersion = root.attribute("semanticVersion")?.value ?? ""
        schema.description = root.attribute("description")?.value ?? ""
        schema.remarks = root.comments
        schema.byteOrder = byteOrder(of: root)
        schema.headerType = text("headerType", of: root)
        for child in root.children {
            switch child.name {
            case "types":
                checkAttributes(of: child, ["package"])
                var types = child.children.compactMap { parseType($0, isMember: false) }
                if types.isEmpty {
                    schema.remarks += child.comments
                } else {
                    types[0].common.remarks = child.comments + types[0].common.remarks
                }
                schema.types += types
            case "message":
                schema.messages.append(parseMessage(child))
            default:
                reportUnknown(child, in: root)
            }
        }
        // SCH-015: "A schema without messages SHALL be accepted with a warning."
        if schema.messages.isEmpty {
            diagnostics.report(.noMessages, at: root.span, "the schema has no messages")
        }
        return schema
    }

    private mutating func byteOrder(of root: Element) -> ByteOrder {
        guard let attribute = root.attribute("byteOrder") else { return .littleEndian }
        if let order = ByteOrder(rawValue: attribute.value) { return order }
        // SCH-014: "A byte order other than `littleEndian` and `bigEndian` SHALL be taken as
        // `littleEndian`."
        diagnostics.report(
            .byteOrder, at: attribute.valueSpan,
            "the byte order \(quoted(attribute.value)) is unknown and counts as `littleEndian`; "
                + "write `littleEndian` or `bigEndian`")
        return .littleEndian
    }

    // MARK: Messages

    private mutating func parseMessage(_ element: Element) -> MessageDeclaration {
        checkAttributes(
            of: element,
            [
                "name", "id", "description", "blockLength", "semanticType", "sinceVersion",
                "deprecated",
            ]
        )
        return MessageDeclaration(
            common: common(of: element),
            id: requiredNumber("id", of: element),
            blockLength: size("blockLength", of: element),
            members: parseMembers(of: element))
    }

    private mutating func parseMembers(of element: Element) -> [MemberDeclaration] {
        var members: [MemberDeclaration] = []
        var isAfterGroup = false
        var isAfterData = false
        for child in element.children {
            // SCH-017: "A block SHALL give its fields first, then its groups, then its data."
            switch child.name {
            case "field":
                if isAfterGroup || isAfterData {
                    diagnostics.report(
                        .order, at: child.span,
                        "a field cannot follow a group or data; move it before them")
                }
                members.append(parseField(child))
            case "group":
                if isAfterData {
                    diagnostics.report(
                        .order, at: child.span, "a group cannot follow data; move it before them")
                }
                isAfterGroup = true
                members.append(parseGroup(child))
            case "data":
                isAfterData = true
                members.append(parseData(child))
            default:
                reportUnknown(child, in: element)
            }
        }
        return members
    }

    private mutating func parseField(_ element: Element) -> MemberDeclaration {
        checkAttributes(
            of: element,
            [
                "name", "id", "type", "description", "offset", "presence", "valueRef",
                "semanticType", "sinceVersion", "deprecated", "epoch", "timeUnit",
            ])
        return MemberDeclaration(
            common: common(of: element),
            id: requiredNumber("id", of: element),
            presence: presence(of: element),
            offset: size("offset", of: element),
            form: .field(
                type: required("type", of: element), valueRef: text("valueRef", of: element)))
    }

    private mutating func parseGroup(_ element: Element) -> MemberDeclaration {
        checkAttributes(
            of: element,
            [
                "name", "id", "description", "dimensionType", "blockLength", "semanticType",
                "sinceVersion", "deprecated",
            ])
        let dimension =
            text("dimensionType", of: element)
            ?? Spanned(value: "groupSizeEncoding", span: element.span)
        return MemberDeclaration(
            common: common(of: element),
            id: requiredNumber("id", of: element),
            form: .group(
                dimension: dimension, blockLength: size("blockLength", of: element),
                members: parseMembers(of: element)))
    }

    private mutating func parseData(_ element: Element) -> MemberDeclaration {
        checkAttributes(
            of: element,
            [
                "name", "id", "type", "description", "offset", "presence", "semanticType",
                "sinceVersion", "deprecated", "epoch", "timeUnit",
            ])
        return MemberDeclaration(
            common: common(of: element),
            id: requiredNumber("id", of: element),
            presence: presence(of: element),
            offset: size("offset", of: element),
            form: .data(type: required("type", of: element)))
    }
}
