/// Writes declarations as a schema in the XML of SBE 1.0.
struct XMLPrinter {
    private var text = ""
    private var depth = 0
    private var diagnostics: Diagnostics

    /// The text of a schema without errors. What XML cannot hold is reported.
    static func print(_ schema: SchemaDeclaration, into diagnostics: inout Diagnostics) -> String {
        var printer = XMLPrinter(diagnostics: diagnostics)
        printer.write(schema)
        diagnostics = printer.diagnostics
        return printer.text
    }

    private init(diagnostics: Diagnostics) { self.diagnostics = diagnostics }

    private typealias Attributes = [(name: String, value: String?)]

    // MARK: The schema

    private mutating func write(_ schema: SchemaDeclaration) {
        text = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
        let attributes: Attributes = [
            ("xmlns:sbe", "http://fixprotocol.io/2016/sbe"),
            ("package", schema.package?.value), ("id", schema.id.map { String($0.value) }),
            ("version", schema.version.map { String($0.value) }),
            ("semanticVersion", schema.semanticVersion.nonEmpty),
            ("description", schema.description.nonEmpty),
            ("byteOrder", schema.byteOrder.rawValue), ("headerType", schema.headerType?.value),
        ]
        comment(schema.remarks)
        element("sbe:messageSchema", attributes, at: schema.span) { printer in
            if !schema.types.isEmpty {
                printer.element("types", [], at: schema.span) { printer in
                    for type in schema.types { printer.write(type) }
                }
            }
            for message in schema.messages {
                printer.comment(message.common.remarks)
                let own: Attributes = [
                    ("name", message.common.name.value), ("id", Self.number(message.id)),
                    ("blockLength", Self.size(message.blockLength)),
                ]
                let span = message.common.name.span
                printer.element("sbe:message", own + Self.notes(message.common), at: span) {
                    for member in message.members { $0.write(member) }
                }
            }
        }
    }

    // MARK: Types

    private mutating func write(_ type: TypeDeclaration) {
        comment(type.common.remarks)
        let presence = type.presence?.value.rawValue
        let name: Attributes = [("name", type.name)]
        let rest: Attributes =
            [("presence", presence), ("offset", Self.size(type.offset))]
            + Self.notes(type.common)
        switch type.form {
        case .encoded(let encoded):
            write(encoded, of: type, name, rest)
        case .reference(let target):
            element("ref", name + [("type", target?.value)] + rest, at: type.span)
        case .composite(let members):
            element("composite", name + rest, at: type.span) { printer in
                for member in members { printer.write(member) }
            }
        case .set(let set):
            let encoding: Attributes = [("encodingType", set.encoding?.value)]
            element("set", name + encoding + rest, at: type.span) { printer in
                for choice in set.choices { printer.write(choice, as: "choice") }
            }
        case .enumeration(let enumeration):
            let own: Attributes = [
                ("encodingType", enumeration.encoding?.value),
                ("nullValue", enumeration.nullValue?.value),
            ]
            element("enum", name + own + rest, at: type.span) { printer in
                for value in enumeration.values { printer.write(value, as: "validValue") }
            }
        }
    }

    private mutating func write(
        _ encoded: EncodedDeclaration, of type: TypeDeclaration, _ name: Attributes,
        _ rest: Attributes
    ) {
        let own: Attributes = [
            ("primitiveType", encoded.primitive?.value), ("length", Self.size(encoded.length)),
            ("valueRef", encoded.valueRef?.value), ("nullValue", encoded.nullValue?.value),
            ("minValue", encoded.minValue?.value), ("maxValue", encoded.maxValue?.value),
            ("characterEncoding", encoded.characterEncoding),
        ]
        var content: String?
        if type.presence?.value == .constant, encoded.valueRef == nil, let text = encoded.text {
            content =
                encoded.primitive?.value == PrimitiveType.char.rawValue
                ? encoded.constantCharacters : trimmed(text.value)
        }
        element("type", name + own + rest, content: content, at: type.span)
    }

    private mutating func write(_ value: ValueDeclaration, as element: String) {
        comment(value.common.remarks)
        let name: Attributes = [("name", value.common.name.value)]
        self.element(
            element, name + Self.notes(value.common), content: value.text?.value,
            at: value.common.name.span)
    }

    // MARK: Members of messages

    private mutating func write(_ member: MemberDeclaration) {
        comment(member.common.remarks)
        let identity: Attributes = [("name", member.name), ("id", Self.number(member.id))]
        let rest: Attributes =
            [
                ("presence", member.presence?.value.rawValue),
                ("offset", Self.size(member.offset)),
            ] + Self.notes(member.common)
        switch member.form {
        case .field(let type, let valueRef):
            let own: Attributes = [("type", type?.value), ("valueRef", valueRef?.value)]
            element("field", identity + own + rest, at: member.span)
        case .data(let type):
            element("data", identity + [("type", type?.value)] + rest, at: member.span)
        case .group(let dimension, let blockLength, let members):
            let own: Attributes = [
                ("dimensionType", dimension.value), ("blockLength", Self.size(blockLength)),
            ]
            let notes = Self.notes(member.common)
            element("group", identity + own + notes, at: member.span) { printer in
                for member in members { printer.write(member) }
            }
        }
    }

    // MARK: Elements

    private static func number(_ number: Spanned<UInt64>?) -> String? {
        number.map { String($0.value) }
    }

    private static func size(_ size: Spanned<Int>?) -> String? { size.map { String($0.value) } }

    private static func notes(_ notes: DeclarationNotes) -> Attributes {
        [
            ("sinceVersion", number(notes.sinceVersion)),
            ("deprecated", notes.deprecated.map { String($0) }),
            ("semanticType", notes.semanticType?.value), ("epoch", notes.epoch.nonEmpty),
            ("timeUnit", notes.timeUnit.nonEmpty), ("description", notes.description.nonEmpty),
        ]
    }

    private mutating func tag(_ name: String, _ attributes: Attributes, at span: SourceSpan)
        -> String
    {
        var tag = "<\(name)"
        for case (let name, let value?) in attributes {
            tag += " \(name)=\"\(escaped(value, at: span))\""
        }
        return tag
    }

    /// Writes the lines of a comment. What XML does not allow in one is spaced out or left out.
    private mutating func comment(_ lines: [String]) {
        guard !lines.isEmpty else { return }
        let contents = lines.map { line in
            let seen = line.unicodeScalars.filter { $0.value >= 0x20 || $0 == "\t" }
            return String(String.UnicodeScalarView(seen)).replacing("--", with: "- -")
                .replacing("--", with: "- -")
        }
        if contents.count == 1 { return line("<!-- \(contents[0]) -->") }
        line("<!--")
        for content in contents { line(content.isEmpty ? "" : "    " + content) }
        line("-->")
    }

    private mutating func line(_ content: String) {
        let indentation = content.isEmpty ? "" : String(repeating: "    ", count: depth)
        text += indentation + content + "\n"
    }

    /// Writes an element without elements in it.
    private mutating func element(
        _ name: String, _ attributes: Attributes, content: String? = nil, at span: SourceSpan
    ) {
        let tag = tag(name, attributes, at: span)
        guard let content else { return line(tag + "/>") }
        // A line feed is layout, and says that there is a text, though an empty one.
        let inner = content.isEmpty ? "&#10;" : escaped(content, at: span)
        line("\(tag)>\(inner)</\(name)>")
    }

    /// Writes an element with what `body` writes inside; an empty one if it writes nothing.
    private mutating func element(
        _ name: String, _ attributes: Attributes, at span: SourceSpan,
        _ body: (inout XMLPrinter) -> Void
    ) {
        let tag = tag(name, attributes, at: span)
        line(tag + ">")
        let start = text.utf8.count
        depth += 1
        body(&self)
        depth -= 1
        if text.utf8.count == start {
            text.removeLast(2)
            text += "/>\n"
        } else {
            line("</\(name)>")
        }
    }

    private mutating func escaped(_ value: String, at span: SourceSpan) -> String {
        var result = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\n", "\r", "\t": result += "&#\(scalar.value);"
            case _ where scalar.value < 0x20 || scalar.value == 0xfffe || scalar.value == 0xffff:
                // LNG-012: "A schema with a character that XML cannot hold SHALL NOT be converted to
                // XML."
                let code = String(scalar.value, radix: 16)
                diagnostics.report(
                    .languageConversion, at: span,
                    "this holds the character U+\(code), for which XML has no way of writing")
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

extension String {
    /// The text, or `nil` if it is empty.
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
