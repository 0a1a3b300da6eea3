/// Messages, groups, fields and data.
extension LanguageParser {
    mutating func parseMessage(_ documentation: LanguageDocumentation.Found) -> MessageDeclaration?
    {
        advance()
        guard let name = parseName("the name of a message"), let id = parseID(),
            let attributes = parseAttributes(LanguageAttributes.block),
            let members = parseMembers(of: name)
        else { return nil }
        return MessageDeclaration(
            common: notes(name, documentation, attributes), id: id,
            blockLength: size(attributes["blockLength"]), members: members)
    }

    private mutating func parseMembers(of name: Spanned<String>) -> [MemberDeclaration]? {
        var members: [MemberDeclaration] = []
        var isAfterGroup = false
        var isAfterData = false
        let isWhole = parseBlock(of: name) { parser in
            let start = parser.current
            guard let member = parser.parseMember() else { return false }
            // SCH-017: "A block SHALL give its fields first, then its groups, then its data."
            switch member.form {
            case .field:
                if isAfterGroup || isAfterData {
                    parser.report(
                        .order, at: parser.span(start),
                        "a field cannot follow a group or data; move it before them")
                }
            case .group:
                if isAfterData {
                    parser.report(
                        .order, at: parser.span(start),
                        "a group cannot follow data; move it before them")
                }
                isAfterGroup = true
            case .data:
                isAfterData = true
            }
            members.append(member)
            return true
        }
        return isWhole ? members : nil
    }

    private mutating func parseMember() -> MemberDeclaration? {
        let documentation = takeDocumentation()
        if current.kind == .word, isName(at: index + 1) {
            let keyword = text(current)
            switch keyword {
            case "group": return parseGroup(documentation)
            case "data": return parseData(documentation)
            case "type", "enum", "set", "composite":
                report(
                    .languageSyntax, "a message cannot hold a type; declare it before the message")
                return nil
            default:
                let hint = diagnostics.hint(for: keyword, among: ["group", "data"])
                report(
                    .languageSyntax,
                    hint.isEmpty
                        ? "a field such as `price @1: int64` is expected here"
                        : "\(quoted(keyword)) is no kind of member\(hint)")
                return nil
            }
        }
        guard let name = parseName("the name of a field"), let id = parseID(),
            let type = parseTypeText()
        else { return nil }
        guard let attributes = parseAttributes(LanguageAttributes.field) else { return nil }
        if let length = type.length {
            report(
                .languageSyntax, at: length.span,
                "a field names its type; declare `type Name: \(type.name.value)[\(length.value)]` "
                    + "before the message")
        }
        var valueRef = attributes.text("valueRef")
        if let value = type.value {
            guard type.valueKind == .word || type.valueKind == .quotedName else {
                report(
                    .languageSyntax, at: value.span,
                    "a constant field is a value of an enumeration; for others, declare a type that "
                        + "is constant")
                return nil
            }
            // `buy` is short for `Side.buy` where the type of the field is `Side`.
            let isWhole = value.value.contains(".")
            valueRef = Spanned(
                value: isWhole ? value.value : "\(type.name.value).\(value.value)", span: value.span
            )
        }
        return MemberDeclaration(
            common: notes(name, documentation, attributes), id: id,
            presence: presence(attributes, mark: type.presence),
            offset: size(attributes["offset"]), form: .field(type: type.name, valueRef: valueRef))
    }

    private mutating func parseGroup(_ documentation: LanguageDocumentation.Found)
        -> MemberDeclaration?
    {
        advance()
        guard let name = parseName("the name of a group"), let id = parseID() else { return nil }
        var dimension = Spanned(value: LanguageDefaults.dimension, span: name.span)
        if isMark(LanguageMark.colon) {
            advance()
            guard let given = parseName("the dimension of the group") else { return nil }
            dimension = given
        }
        guard let attributes = parseAttributes(LanguageAttributes.block),
            let members = parseMembers(of: name)
        else { return nil }
        return MemberDeclaration(
            common: notes(name, documentation, attributes), id: id,
            form: .group(
                dimension: dimension, blockLength: size(attributes["blockLength"]),
                members: members))
    }

    private mutating func parseData(_ documentation: LanguageDocumentation.Found)
        -> MemberDeclaration?
    {
        advance()
        guard let name = parseName("the name of the data"), let id = parseID() else { return nil }
        var type = Spanned(value: LanguageDefaults.data, span: name.span)
        var mark: Spanned<Presence>?
        if isMark(LanguageMark.colon) {
            advance()
            guard let given = parseName("the type of the data") else { return nil }
            type = given
            if isMark(LanguageMark.question) {
                mark = Spanned(value: .optional, span: span(current))
                advance()
            }
        }
        guard let attributes = parseAttributes(LanguageAttributes.type) else { return nil }
        return MemberDeclaration(
            common: notes(name, documentation, attributes), id: id,
            presence: presence(attributes, mark: mark), offset: size(attributes["offset"]),
            form: .data(type: type))
    }
}
