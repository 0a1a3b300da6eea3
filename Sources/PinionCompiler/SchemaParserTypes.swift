/// The types of a schema.
extension SchemaParser {
    /// Parses a named type, or a member of a composite; gives `nil` for what is none.
    mutating func parseType(_ element: Element, isMember: Bool) -> TypeDeclaration? {
        let form: TypeDeclaration.Form
        switch element.name {
        case "type":
            form = .encoded(parseEncoded(element))
        case "enum":
            checkAttributes(of: element, Self.typeAttributes + ["encodingType", "nullValue"])
            form = .enumeration(
                EnumDeclaration(
                    encoding: required("encodingType", of: element),
                    nullValue: text("nullValue", of: element),
                    values: parseValues("validValue", of: element)))
        case "set":
            checkAttributes(of: element, Self.typeAttributes + ["encodingType"])
            form = .set(
                SetDeclaration(
                    encoding: required("encodingType", of: element),
                    choices: parseValues("choice", of: element)))
        case "composite":
            checkAttributes(of: element, Self.typeAttributes)
            form = .composite(
                element.children.compactMap { parseType($0, isMember: true) })
        case "ref" where isMember:
            checkAttributes(of: element, Self.typeAttributes + ["type"])
            form = .reference(required("type", of: element))
        case "group" where isMember, "data" where isMember:
            // SCH-016: "A composite SHALL NOT hold groups or data."
            diagnostics.report(
                .compositeContent, at: element.span,
                "a composite cannot hold a <\(element.name)>; move it into the message")
            return nil
        default:
            reportUnknown(element, in: nil)
            return nil
        }
        return TypeDeclaration(
            common: common(of: element), presence: presence(of: element),
            offset: size("offset", of: element), form: form)
    }

    private static let typeAttributes = [
        "name", "description", "presence", "offset", "sinceVersion", "deprecated", "semanticType",
    ]

    private mutating func parseEncoded(_ element: Element) -> EncodedDeclaration {
        checkAttributes(
            of: element,
            Self.typeAttributes + [
                "primitiveType", "length", "minValue", "maxValue", "nullValue", "valueRef",
                "characterEncoding", "variableLength", "timeUnit", "epoch",
            ])
        for child in element.children { reportUnknown(child, in: element) }
        return EncodedDeclaration(
            primitive: required("primitiveType", of: element),
            length: size("length", of: element),
            text: content(of: element),
            valueRef: text("valueRef", of: element),
            minValue: text("minValue", of: element),
            maxValue: text("maxValue", of: element),
            nullValue: text("nullValue", of: element),
            characterEncoding: element.attribute("characterEncoding").map { trimmed($0.value) }
                .flatMap { $0.isEmpty ? nil : $0 })
    }

    private mutating func parseValues(_ name: String, of element: Element) -> [ValueDeclaration] {
        var values: [ValueDeclaration] = []
        for child in element.children {
            guard child.name == name else {
                reportUnknown(child, in: element)
                continue
            }
            checkAttributes(
                of: child, ["name", "description", "sinceVersion", "deprecated"])
            let text = content(of: child)
            // SCH-011: "An element SHALL give each attribute that it needs, with a value."
            if text == nil {
                diagnostics.report(
                    .requiredAttribute, at: child.span,
                    "<\(name)> has no text; write its value between the tags")
            }
            values.append(ValueDeclaration(common: common(of: child), text: text))
        }
        return values
    }

    /// The text of an element, white space and all; `nil` if there is none.
    private func content(of element: Element) -> Spanned<String>? {
        element.text.isEmpty ? nil : Spanned(value: element.text, span: element.textSpan)
    }
}

/// A text without the white space around it. Source: XML 1.0, section 2.3, production 3.
func trimmed(_ text: String) -> String {
    let isSpace = { (byte: UInt8) in
        byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d
    }
    let bytes = text.utf8.drop(while: isSpace)
    guard let last = bytes.lastIndex(where: { !isSpace($0) }) else { return "" }
    return String(decoding: bytes[...last], as: UTF8.self)
}
