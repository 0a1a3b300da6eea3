/// Types and members of composites.
extension LanguageParser {
    static let typeKeywords = ["type", "enum", "set", "composite"]

    /// Parses a type, or a member of a composite, from its keyword on; `nil` if it was given up.
    mutating func parseType(
        _ documentation: LanguageDocumentation.Found, isMember: Bool
    ) -> TypeDeclaration? {
        let keyword = text(current)
        advance()
        guard let name = parseName("a name") else { return nil }
        switch keyword {
        case "enum": return parseEnum(name, documentation)
        case "set": return parseSet(name, documentation)
        case "composite": return parseComposite(name, documentation)
        case "ref": return parseMember(name, documentation, isReference: true)
        default: return parseMember(name, documentation, isReference: false)
        }
    }

    // MARK: Simple types

    /// What stands behind the colon of a type, a member or a field.
    struct TypeText {
        var name: Spanned<String>
        var length: Spanned<Int>?
        /// What `?` or `=` says.
        var presence: Spanned<Presence>?
        var value: Spanned<String>?
        var valueKind = LanguageToken.Kind.end
    }

    /// Parses `: type[length]? = value`.
    mutating func parseTypeText() -> TypeText? {
        guard isMark(LanguageMark.colon) else {
            report(.languageSyntax, "`:` and a type are expected here, not \(shown(current))")
            return nil
        }
        advance()
        guard let name = parseName("a type") else { return nil }
        var result = TypeText(name: name)
        if isMark(LanguageMark.openBracket) {
            advance()
            guard let length = parseNumber("a length") else { return nil }
            result.length = Spanned(value: Int(length.value), span: length.span)
            guard isMark(LanguageMark.closeBracket) else {
                report(.languageSyntax, "`]` is expected here, not \(shown(current))")
                return nil
            }
            advance()
        }
        if isMark(LanguageMark.question) {
            result.presence = Spanned(value: .optional, span: span(current))
            advance()
        }
        guard isMark(LanguageMark.equals) else { return result }
        if let optional = result.presence {
            report(
                .languageSyntax, at: optional.span,
                "a constant cannot be optional; leave out the `?`")
        }
        result.presence = Spanned(value: .constant, span: span(current))
        advance()
        result.valueKind = current.kind
        guard let value = parseValue() else { return nil }
        result.value = value
        return result
    }

    /// Takes a number, a text, a character or a name; reports that there is none.
    private mutating func parseValue() -> Spanned<String>? {
        guard current.kind != .mark, current.kind != .end else {
            report(.languageSyntax, "a value is expected here, not \(shown(current))")
            return nil
        }
        return takeText()
    }

    private mutating func parseMember(
        _ name: Spanned<String>, _ documentation: LanguageDocumentation.Found, isReference: Bool?
    ) -> TypeDeclaration? {
        guard let type = parseTypeText() else { return nil }
        // A primitive type, an array and a constant are declared in place; another name refers.
        let isReference =
            isReference
            ?? (PrimitiveType(rawValue: type.name.value) == nil && type.length == nil
                && type.value == nil)
        let known = isReference ? LanguageAttributes.type : LanguageAttributes.encoded
        guard let attributes = parseAttributes(known) else { return nil }
        var declaration = TypeDeclaration(
            common: notes(name, documentation, attributes),
            presence: presence(attributes, mark: type.presence),
            offset: size(attributes["offset"]), form: .reference(type.name))
        if isReference {
            if let value = type.length?.span ?? type.value?.span {
                report(.languageSyntax, at: value, "a `ref` has neither a length nor a value")
            }
            return declaration
        }
        checkCharacters(attributes, encoding: type.name)
        var encoded = EncodedDeclaration(
            primitive: type.name, length: type.length, valueRef: attributes.text("valueRef"),
            minValue: attributes.text("minValue"), maxValue: attributes.text("maxValue"),
            nullValue: attributes.text("nullValue"),
            characterEncoding: attributes.text("characterEncoding")?.value)
        if let value = type.value {
            if type.valueKind == .word || type.valueKind == .quotedName {
                encoded.valueRef = value
            } else {
                encoded.text = value
                checkCharacter(value, kind: type.valueKind, encoding: type.name)
            }
        }
        declaration.form = .encoded(encoded)
        return declaration
    }

    // LNG-010: "A value of a `char` SHALL be written as a character or a text."
    /// A digit is a character as well as a number, so a reader could not tell which one is meant.
    private mutating func checkCharacter(
        _ value: Spanned<String>, kind: LanguageToken.Kind, encoding: Spanned<String>
    ) {
        guard kind == .number, encoding.value == PrimitiveType.char.rawValue else { return }
        report(
            .languageCharacter, at: value.span,
            "a value of a char is a character; write '\(value.value)'")
    }

    private mutating func checkCharacters(
        _ attributes: LanguageAttributes, encoding: Spanned<String>
    ) {
        for name in ["nullValue", "minValue", "maxValue"] {
            guard let attribute = attributes[name] else { continue }
            checkCharacter(attribute.value, kind: attribute.kind, encoding: encoding)
        }
    }

    // MARK: Enumerations and sets

    private mutating func parseEnum(
        _ name: Spanned<String>, _ documentation: LanguageDocumentation.Found
    ) -> TypeDeclaration? {
        guard let encoding = parseEncoding(),
            let attributes = parseAttributes(LanguageAttributes.enumeration)
        else { return nil }
        checkCharacters(attributes, encoding: encoding)
        var values: [ValueDeclaration] = []
        let isWhole = parseBlock(of: name) { parser in
            guard let value = parser.parseValueDeclaration(encoding: encoding) else { return false }
            values.append(value)
            return true
        }
        guard isWhole else { return nil }
        return declaration(
            name, documentation, attributes,
            form: .enumeration(
                EnumDeclaration(
                    encoding: encoding, nullValue: attributes.text("nullValue"), values: values)))
    }

    private mutating func parseSet(
        _ name: Spanned<String>, _ documentation: LanguageDocumentation.Found
    ) -> TypeDeclaration? {
        guard let encoding = parseEncoding(),
            let attributes = parseAttributes(LanguageAttributes.type)
        else { return nil }
        var choices: [ValueDeclaration] = []
        let isWhole = parseBlock(of: name) { parser in
            guard let choice = parser.parseValueDeclaration(encoding: encoding) else {
                return false
            }
            choices.append(choice)
            return true
        }
        guard isWhole else { return nil }
        return declaration(
            name, documentation, attributes,
            form: .set(SetDeclaration(encoding: encoding, choices: choices)))
    }

    private mutating func declaration(
        _ name: Spanned<String>, _ documentation: LanguageDocumentation.Found,
        _ attributes: LanguageAttributes, form: TypeDeclaration.Form
    ) -> TypeDeclaration {
        TypeDeclaration(
            common: notes(name, documentation, attributes),
            presence: presence(attributes, mark: nil), offset: size(attributes["offset"]),
            form: form)
    }

    private mutating func parseEncoding() -> Spanned<String>? {
        guard isMark(LanguageMark.colon) else {
            report(
                .languageSyntax,
                "`:` and the encoding type, such as `: uint8`, are expected here, not "
                    + shown(current))
            return nil
        }
        advance()
        return parseName("an encoding type")
    }

    /// Parses `name = value`.
    private mutating func parseValueDeclaration(encoding: Spanned<String>) -> ValueDeclaration? {
        let documentation = takeDocumentation()
        guard let name = parseName("a name") else { return nil }
        guard isMark(LanguageMark.equals) else {
            report(
                .languageSyntax,
                "`=` and the value of \(quoted(name.value)) are expected here, not "
                    + shown(current))
            return nil
        }
        advance()
        let kind = current.kind
        guard kind != .word, kind != .quotedName else {
            report(
                .languageSyntax,
                "a value is a number or a character, not a name; write '\(text(current))' for the "
                    + "character")
            return nil
        }
        guard let value = parseValue(), let attributes = parseAttributes(LanguageAttributes.common)
        else { return nil }
        checkCharacter(value, kind: kind, encoding: encoding)
        return ValueDeclaration(common: notes(name, documentation, attributes), text: value)
    }

    // MARK: Composites

    private mutating func parseComposite(
        _ name: Spanned<String>, _ documentation: LanguageDocumentation.Found
    ) -> TypeDeclaration? {
        guard let attributes = parseAttributes(LanguageAttributes.type) else { return nil }
        var members: [TypeDeclaration] = []
        let isWhole = parseBlock(of: name) { parser in
            guard let member = parser.parseCompositeMember() else { return false }
            members.append(member)
            return true
        }
        guard isWhole else { return nil }
        return declaration(name, documentation, attributes, form: .composite(members))
    }

    private mutating func parseCompositeMember() -> TypeDeclaration? {
        let documentation = takeDocumentation()
        if current.kind == .word, isName(at: index + 1) {
            let keyword = text(current)
            switch keyword {
            case "type", "enum", "set", "composite", "ref":
                return parseType(documentation, isMember: true)
            case "group", "data":
                // SCH-016: "A composite SHALL NOT hold groups or data."
                report(
                    .compositeContent,
                    "a composite cannot hold a \(keyword); move it into the message")
                return nil
            default:
                let hint = diagnostics.hint(for: keyword, among: Self.typeKeywords + ["ref"])
                report(
                    .languageSyntax,
                    hint.isEmpty
                        ? "a member such as `price: int64` is expected here"
                        : "\(quoted(keyword)) is no kind of member\(hint)")
                return nil
            }
        }
        guard let name = parseName("the name of a member") else { return nil }
        if isMark(LanguageMark.at) {
            report(.languageSyntax, "a member of a composite has no id; leave it out")
            return nil
        }
        return parseMember(name, documentation, isReference: nil)
    }
}
