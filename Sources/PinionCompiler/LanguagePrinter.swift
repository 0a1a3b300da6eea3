/// Writes declarations as a schema in Pinion's language.
struct LanguagePrinter {
    private var text = ""
    private var depth = 0
    /// The names of the simple types that are one or more characters.
    private let characterTypes: Set<String>

    /// The text of a schema without errors, in the usual layout.
    static func print(_ schema: SchemaDeclaration) -> String {
        var printer = LanguagePrinter(schema)
        printer.write(schema)
        // What breaks lines is in one place.
        let source = SourceText(path: "converted.pinion", text: printer.text)
        return format(source).text ?? printer.text
    }

    private init(_ schema: SchemaDeclaration) {
        var names: Set<String> = [PrimitiveType.char.rawValue]
        for type in schema.types {
            if case .encoded(let encoded) = type.form, encoded.primitive?.value == "char" {
                names.insert(type.name)
            }
        }
        characterTypes = names
    }

    // MARK: Lines

    private mutating func line(_ content: String) {
        text += String(repeating: "    ", count: depth) + content + "\n"
    }

    private mutating func emptyLine() {
        if !text.hasSuffix("\n\n") && !text.hasSuffix("{\n") && !text.isEmpty { text += "\n" }
    }

    private mutating func block(_ header: String, _ body: (inout LanguagePrinter) -> Void) {
        line(header + " {")
        depth += 1
        body(&self)
        depth -= 1
        line("}")
    }

    /// Writes what comments say of a declaration.
    private mutating func comments(of notes: DeclarationNotes) {
        remarks(notes.remarks)
        documentation(notes.description)
    }

    private mutating func remarks(_ lines: [String]) {
        for content in lines { line(content.isEmpty ? "//" : "// " + content) }
    }

    /// Writes a description as a comment, if a comment reads as the same text again.
    private mutating func documentation(_ description: String) {
        guard LanguageDocumentation.isPlain(description) else { return }
        let width = LanguageFormatter.columnsMax - depth * 4 - 4
        for content in LanguageDocumentation.lines(of: description, width: width) {
            line(content.isEmpty ? "///" : "/// " + content)
        }
    }

    // MARK: The schema

    private mutating func write(_ schema: SchemaDeclaration) {
        remarks(schema.remarks)
        if !schema.remarks.isEmpty { emptyLine() }
        documentation(schema.description)
        var attributes = LanguageAttributeText()
        if let version = schema.version?.value, version != 0 { attributes.add("version", version) }
        if schema.byteOrder != .littleEndian {
            attributes.add("byteOrder", name: schema.byteOrder.rawValue)
        }
        if let header = schema.headerType?.value, header != LanguageDefaults.header {
            attributes.add("headerType", name: header)
        }
        attributes.add("semanticVersion", text: schema.semanticVersion)
        attributes.addDescription(schema.description)
        let name = LanguageText.name(schema.package?.value ?? "")
        line("schema \(name) @\(schema.id?.value ?? 0)" + attributes.text)
        emptyLine()
        for type in schema.types { writeNamed(type) }
        for message in schema.messages {
            emptyLine()
            comments(of: message.common)
            var attributes = LanguageAttributeText()
            if let length = message.blockLength?.value {
                attributes.add("blockLength", UInt64(length))
            }
            attributes.add(message.common)
            let name = LanguageText.name(message.common.name.value)
            block("message \(name) @\(message.id?.value ?? 0)" + attributes.text) { printer in
                for member in message.members { printer.write(member) }
            }
        }
    }

    private mutating func writeNamed(_ type: TypeDeclaration) {
        var isSimple = false
        if case .encoded = type.form { isSimple = true }
        let isSeparate =
            !isSimple || !type.common.description.isEmpty || !type.common.remarks.isEmpty
        if isSeparate { emptyLine() }
        write(type, isMember: false)
        if isSeparate { emptyLine() }
    }

    // MARK: Types

    private mutating func write(_ type: TypeDeclaration, isMember: Bool) {
        let name = LanguageText.name(type.name)
        if case .encoded(let encoded) = type.form {
            comments(of: type.common)
            return write(encoded, of: type, isMember: isMember)
        }
        if isMember, case .composite = type.form { emptyLine() }
        comments(of: type.common)
        var attributes = LanguageAttributeText()
        var mark = ""
        if let presence = type.presence?.value, presence != .required {
            if presence == .optional, case .reference = type.form {
                mark = "?"
            } else {
                attributes.add("presence", name: presence.rawValue)
            }
        }
        if let offset = type.offset?.value { attributes.add("offset", UInt64(offset)) }
        attributes.add(type.common)
        switch type.form {
        case .encoded:
            break
        case .reference(let target):
            let target = target?.value ?? ""
            let keyword = PrimitiveType(rawValue: target) == nil ? "" : "ref "
            line("\(keyword)\(name): \(LanguageText.name(target))\(mark)" + attributes.text)
        case .composite(let members):
            block("composite \(name)" + attributes.text) { printer in
                for member in members { printer.write(member, isMember: true) }
            }
        case .set(let set):
            let encoding = LanguageText.name(set.encoding?.value ?? "")
            block("set \(name): \(encoding)" + attributes.text) { printer in
                for choice in set.choices { printer.write(choice, isCharacter: false) }
            }
        case .enumeration(let enumeration):
            let encoding = enumeration.encoding?.value ?? ""
            let isCharacter = characterTypes.contains(encoding)
            if let null = enumeration.nullValue?.value {
                attributes.add("nullValue", literal: null, isCharacter: isCharacter)
            }
            block("enum \(name): \(LanguageText.name(encoding))" + attributes.text) { printer in
                for value in enumeration.values { printer.write(value, isCharacter: isCharacter) }
            }
        }
    }

    private mutating func write(_ value: ValueDeclaration, isCharacter: Bool) {
        comments(of: value.common)
        var attributes = LanguageAttributeText()
        attributes.add(value.common)
        let literal = LanguageAttributeText.literal(
            value.text?.value ?? "", isCharacter: isCharacter)
        line("\(LanguageText.name(value.common.name.value)) = \(literal)" + attributes.text)
    }

    private mutating func write(
        _ encoded: EncodedDeclaration, of type: TypeDeclaration, isMember: Bool
    ) {
        let primitive = encoded.primitive?.value ?? ""
        let isCharacter = primitive == PrimitiveType.char.rawValue
        var attributes = LanguageAttributeText()
        var suffix = encoded.length.map { "[\($0.value)]" } ?? ""
        switch type.presence?.value {
        case .optional: suffix += "?"
        case .constant:
            if let reference = encoded.valueRef {
                suffix += " = \(LanguageText.name(reference.value))"
            } else if encoded.text != nil {
                suffix += " = \(LanguageAttributeText.constant(encoded, isCharacter: isCharacter))"
            } else {
                attributes.add("presence", name: Presence.constant.rawValue)
            }
        case .required, nil: break
        }
        if type.presence?.value != .constant, let reference = encoded.valueRef {
            attributes.add("valueRef", name: reference.value)
        }
        let limits = [
            ("nullValue", encoded.nullValue), ("minValue", encoded.minValue),
            ("maxValue", encoded.maxValue),
        ]
        for case (let name, let value?) in limits {
            attributes.add(name, literal: value.value, isCharacter: isCharacter)
        }
        if let encoding = encoded.characterEncoding {
            attributes.add("characterEncoding", name: encoding)
        }
        if let offset = type.offset?.value { attributes.add("offset", UInt64(offset)) }
        attributes.add(type.common)
        // A member in place needs its keyword only where it would be read as a `ref`.
        let isPlain =
            PrimitiveType(rawValue: primitive) != nil || encoded.length != nil
            || suffix.contains("=")
        let keyword = isMember && isPlain ? "" : "type "
        let name = LanguageText.name(type.name)
        line("\(keyword)\(name): \(LanguageText.name(primitive))\(suffix)" + attributes.text)
    }

    // MARK: Members of messages

    private mutating func write(_ member: MemberDeclaration) {
        let name = "\(LanguageText.name(member.name)) @\(member.id?.value ?? 0)"
        var attributes = LanguageAttributeText()
        if case .group(let dimension, let blockLength, let members) = member.form {
            emptyLine()
            comments(of: member.common)
            if let blockLength { attributes.add("blockLength", UInt64(blockLength.value)) }
            attributes.add(member.common)
            let type =
                dimension.value == LanguageDefaults.dimension
                ? "" : ": \(LanguageText.name(dimension.value))"
            block("group \(name)\(type)" + attributes.text) { printer in
                for member in members { printer.write(member) }
            }
            return
        }
        comments(of: member.common)
        let presence = member.presence?.value
        var suffix = presence == .optional ? "?" : ""
        var keyword = "data "
        var typeName = ""
        switch member.form {
        case .group: break
        case .data(let type):
            typeName = type?.value ?? ""
            if let presence, presence != .optional {
                attributes.add("presence", name: presence.rawValue)
            }
        case .field(let type, let valueRef):
            keyword = ""
            typeName = type?.value ?? ""
            if presence == .constant, let valueRef {
                suffix = " = " + Self.value(valueRef.value, of: typeName)
            } else {
                if let presence, presence != .optional {
                    attributes.add("presence", name: presence.rawValue)
                }
                if let valueRef { attributes.add("valueRef", name: valueRef.value) }
            }
        }
        if let offset = member.offset?.value { attributes.add("offset", UInt64(offset)) }
        attributes.add(member.common)
        line("\(keyword)\(name): \(LanguageText.name(typeName))\(suffix)" + attributes.text)
    }

    /// A value of an enumeration: short if the field's type is the enumeration.
    private static func value(_ reference: String, of type: String) -> String {
        let own = reference.hasPrefix(type + ".") ? reference.dropFirst(type.count + 1) : ""
        return LanguageText.name(own.isEmpty || own.contains(".") ? reference : String(own))
    }
}
