/// The attributes of elements.
extension SchemaParser {
    /// The greatest number that an attribute may give: what a signed integer of 32 bits holds.
    static let numberMax = UInt64(Int32.max)

    /// What most elements may say. The name is needed.
    mutating func common(of element: Element) -> DeclarationNotes {
        DeclarationNotes(
            name: required("name", of: element) ?? Spanned(value: "", span: element.span),
            description: element.attribute("description")?.value ?? "",
            remarks: element.comments,
            sinceVersion: number("sinceVersion", of: element),
            deprecated: number("deprecated", of: element)?.value,
            semanticType: text("semanticType", of: element),
            epoch: element.attribute("epoch")?.value ?? "",
            timeUnit: element.attribute("timeUnit")?.value ?? "")
    }

    /// An attribute that may be missing.
    func text(_ name: String, of element: Element) -> Spanned<String>? {
        element.attribute(name).map { Spanned(value: $0.value, span: $0.valueSpan) }
    }

    /// An attribute that must be there and not empty; `nil` if it was reported.
    mutating func required(_ name: String, of element: Element) -> Spanned<String>? {
        // SCH-011: "An element SHALL give each attribute that it needs, with a value."
        guard let attribute = element.attribute(name) else {
            diagnostics.report(
                .requiredAttribute, at: element.span,
                "<\(element.name)> has no attribute `\(name)`; add it")
            return nil
        }
        guard !attribute.value.isEmpty else {
            diagnostics.report(
                .requiredAttribute, at: attribute.span,
                "the attribute `\(name)` is empty; give it a value")
            return nil
        }
        return Spanned(value: attribute.value, span: attribute.valueSpan)
    }

    /// A number that must be there; `nil` if it was reported.
    mutating func requiredNumber(_ name: String, of element: Element) -> Spanned<UInt64>? {
        guard required(name, of: element) != nil else { return nil }
        return number(name, of: element)
    }

    /// A number that may be missing; `nil` too if it was reported.
    mutating func number(_ name: String, of element: Element) -> Spanned<UInt64>? {
        guard let attribute = element.attribute(name) else { return nil }
        // SCH-012: "An attribute that is a number SHALL be a decimal integer from 0 to 2147483647."
        guard let value = UInt64(attribute.value), value <= Self.numberMax else {
            diagnostics.report(
                .number, at: attribute.valueSpan,
                "`\(name)` must be a decimal integer from 0 to \(Self.numberMax), "
                    + "not \(quoted(attribute.value))")
            return nil
        }
        return Spanned(value: value, span: attribute.valueSpan)
    }

    /// A number of bytes or of elements.
    mutating func size(_ name: String, of element: Element) -> Spanned<Int>? {
        number(name, of: element).map { Spanned(value: Int($0.value), span: $0.span) }
    }

    mutating func presence(of element: Element) -> Spanned<Presence>? {
        guard let attribute = element.attribute("presence") else { return nil }
        // SCH-013: "A presence SHALL be `required`, `optional` or `constant`."
        guard let presence = Presence(rawValue: attribute.value) else {
            diagnostics.report(
                .presence, at: attribute.valueSpan,
                "the presence \(quoted(attribute.value)) is none of `required`, `optional` and "
                    + "`constant`")
            return nil
        }
        return Spanned(value: presence, span: attribute.valueSpan)
    }

    /// Warns of attributes that are not among those which an element may have. One with a prefix is
    /// somebody else's.
    mutating func checkAttributes(of element: Element, _ known: [String]) {
        // SCH-018: "An attribute that SBE 1.0 does not know SHALL be ignored with a warning."
        for attribute in element.attributes
        where attribute.prefix.isEmpty && attribute.name != "xmlns"
            && !known.contains(attribute.name)
        {
            diagnostics.report(
                .unknownAttribute, at: attribute.span,
                "<\(element.name)> has no attribute \(quoted(attribute.name)), which is ignored"
                    + diagnostics.hint(for: attribute.name, among: known))
        }
    }

    /// The elements that a schema may hold.
    private static let elements = [
        "types", "type", "composite", "enum", "set", "ref", "validValue", "choice", "message",
        "field", "group", "data",
    ]

    /// Warns of an element that is not known where it stands.
    mutating func reportUnknown(_ element: Element, in parent: Element?) {
        // SCH-019: "An element that SBE 1.0 does not know SHALL be ignored with a warning."
        let place = parent.map { " in <\($0.name)>" } ?? " among types"
        diagnostics.report(
            .unknownElement, at: element.span,
            "<\(element.name)> has no meaning\(place) and is ignored"
                + diagnostics.hint(for: element.name, among: Self.elements))
    }
}
