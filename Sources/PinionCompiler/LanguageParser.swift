/// Makes a schema in Pinion's language into declarations: the same ones that XML is made into.
///
/// It follows the grammar of `spec/language.md` with at most two tokens of look-ahead. What is wrong is
/// reported where it stands, and parsing goes on with the next declaration or member.
struct LanguageParser {
    /// Levels of braces, as of elements in XML.
    static let depthMax = SchemaReader.depthMax

    let source: SourceText
    let lexer: LanguageLexer
    var diagnostics: Diagnostics
    var index = 0
    var depth = 0
    /// Whether nothing can be made of the rest of the file.
    private var isStopped = false
    /// Whether every item that was written has become a declaration, if perhaps one with gaps.
    private(set) var isWhole = true
    /// How many documentation comments have been met, to tell those that document nothing.
    var commentsTaken = 0
    /// How many comments have become remarks of a declaration, or are documentation.
    var remarksTaken = 0
    /// Remarks for the next declaration.
    var carriedRemarks: [String] = []
    /// The tokens that start a declaration, a member or a value, for the formatter.
    private(set) var itemStarts: Set<Int> = []
    /// The separators between those, which say nothing.
    private(set) var separators: Set<Int> = []

    // What the file declares.
    var schema: SchemaDeclaration?
    var types: [TypeDeclaration] = []
    var messages: [MessageDeclaration] = []
    /// The imports, and how many types and messages were declared before each.
    var imports: [Import] = []

    struct Import {
        var path: Spanned<String>
        var typeCount: Int
        var messageCount: Int
    }

    /// Parses one file; what it imports is only named.
    static func parse(
        _ source: SourceText, isImported: Bool, into diagnostics: inout Diagnostics
    ) -> LanguageParser {
        let lexer = LanguageLexer.read(source, into: &diagnostics)
        var parser = LanguageParser(source: source, lexer: lexer, diagnostics: diagnostics)
        parser.parseFile(isImported: isImported)
        diagnostics = parser.diagnostics
        return parser
    }

    private init(source: SourceText, lexer: LanguageLexer, diagnostics: Diagnostics) {
        self.source = source
        self.lexer = lexer
        self.diagnostics = diagnostics
    }

    // MARK: The file

    static let topKeywords = ["schema", "import", "type", "enum", "set", "composite", "message"]

    private mutating func parseFile(isImported: Bool) {
        // LNG-007: "A schema SHALL start with one `schema` declaration, and an imported file SHALL NOT
        // have one."
        let startsWithSchema = isKeyword("schema", at: index)
        // Of a text that cannot be read at all, nothing else is worth saying.
        let isUnread = current.kind == .end && diagnostics.hasErrors
        if isUnread {
            isWhole = false
        } else if startsWithSchema && isImported {
            report(.languageSchema, "this file is a schema of its own and cannot be imported")
        } else if !startsWithSchema && !isImported {
            report(
                .languageSchema,
                "a schema starts with a declaration such as `schema example.market @1`")
        }
        while current.kind != .end {
            beginItem()
            if !parseTopLevel() { recover() }
            skipSeparators()
        }
        checkStrayDocumentation(before: index)
        let remarks = carriedRemarks + takeRemarks(isInside: false)
        if schema == nil && !types.isEmpty {
            types[types.count - 1].common.remarks += remarks
        } else {
            schema?.remarks += remarks
        }
    }

    /// Parses a declaration; false if it was given up.
    private mutating func parseTopLevel() -> Bool {
        let documentation = takeDocumentation()
        guard current.kind == .word else {
            report(
                .languageSyntax,
                "\(shown(current)) starts no declaration; one of "
                    + "\(Self.topKeywords.joined(separator: ", ")) does")
            return false
        }
        switch text(current) {
        case "schema": return parseSchema(documentation)
        case "import":
            carriedRemarks += documentation.remarks
            return parseImport()
        case "message":
            guard let message = parseMessage(documentation) else { return false }
            messages.append(message)
            return true
        case "type", "enum", "set", "composite":
            guard let type = parseType(documentation, isMember: false) else { return false }
            types.append(type)
            return true
        default:
            let hint = diagnostics.hint(for: text(current), among: Self.topKeywords)
            report(
                .languageSyntax,
                "\(shown(current)) starts no declaration"
                    + (hint.isEmpty
                        ? "; one of \(Self.topKeywords.joined(separator: ", ")) does" : hint))
            return false
        }
    }

    private mutating func parseSchema(_ documentation: LanguageDocumentation.Found) -> Bool {
        let start = current
        advance()
        guard let name = parseName("the schema's name"), let id = parseID() else { return false }
        guard let attributes = parseAttributes(LanguageAttributes.schema) else { return false }
        guard schema == nil else {
            report(
                .languageSchema, at: span(start), "there is a `schema` declaration already",
                notes: schema.map { [.firstDeclared($0.span)] } ?? [])
            return true
        }
        if index > 0 && (!types.isEmpty || !messages.isEmpty || !imports.isEmpty) {
            report(
                .languageSchema, at: span(start),
                "`schema` must be the first declaration; move it up")
        }
        var declaration = SchemaDeclaration(span: name.span)
        declaration.package = name
        declaration.id = id
        declaration.version =
            attributes["version"].map { number($0) } ?? Spanned(value: 0, span: name.span)
        declaration.semanticVersion = attributes.text("semanticVersion")?.value ?? ""
        declaration.headerType = attributes.text("headerType")
        declaration.description = description(documentation, attributes)
        declaration.remarks = documentation.remarks + takeRemarks(isInside: true)
        if let order = attributes.text("byteOrder") {
            if let known = ByteOrder(rawValue: order.value) {
                declaration.byteOrder = known
            } else {
                // SCH-014: "A byte order other than `littleEndian` and `bigEndian` SHALL be taken as
                // `littleEndian`."
                report(
                    .byteOrder, at: order.span,
                    "the byte order \(quoted(order.value)) is unknown and counts as `littleEndian`; "
                        + "write `littleEndian` or `bigEndian`")
            }
        }
        schema = declaration
        return true
    }

    private mutating func parseImport() -> Bool {
        advance()
        guard current.kind == .text, let path = takeText() else {
            report(.languageSyntax, "an import names a file, as in `import \"types.pinion\"`")
            return false
        }
        imports.append(
            Import(path: path, typeCount: types.count, messageCount: messages.count))
        return true
    }

    // MARK: Items

    /// Notes that a declaration, a member or a value starts here.
    mutating func beginItem() {
        itemStarts.insert(index)
    }

    /// Skips the marks that may stand between items.
    mutating func skipSeparators() {
        while isMark(LanguageMark.semicolon) || isMark(LanguageMark.comma) {
            separators.insert(index)
            advance()
        }
    }

    /// Skips what is left of an item that was given up: to a word that starts a line, or to the end of
    /// the block. What is in braces is skipped as a whole.
    mutating func recover() {
        isWhole = false
        var braces = 0
        var isFirst = true
        while current.kind != .end {
            if braces == 0 && !isFirst && current.isFirstOnLine
                && (current.kind == .word || current.kind == .quotedName)
            {
                return
            }
            if isMark(LanguageMark.openBrace) { braces += 1 }
            if isMark(LanguageMark.closeBrace) {
                if braces == 0 {
                    // At the top level there is no block that it could end.
                    if depth > 0 { return }
                } else {
                    braces -= 1
                }
            }
            isFirst = false
            advance()
        }
    }

    /// Parses the items between braces. `parseItem` gives false for an item that is given up.
    mutating func parseBlock(
        of name: Spanned<String>, _ parseItem: (inout LanguageParser) -> Bool
    ) -> Bool {
        guard isMark(LanguageMark.openBrace) else {
            report(.languageSyntax, "\(quoted(name.value)) needs `{` here, not \(shown(current))")
            return false
        }
        guard depth < Self.depthMax else {
            report(.languageBounds, "braces are nested deeper than \(Self.depthMax) levels")
            isStopped = true
            index = lexer.tokens.count - 1
            return false
        }
        let open = span(current)
        advance()
        depth += 1
        defer { depth -= 1 }
        skipSeparators()
        while !isMark(LanguageMark.closeBrace) {
            if isStopped { return false }
            if current.kind == .end || isForgottenBrace {
                report(
                    .languageSyntax,
                    "the block of \(quoted(name.value)) is not closed before this; add `}`",
                    notes: [.init(message: "opened here", span: open)])
                return true
            }
            beginItem()
            if !parseItem(&self) { recover() }
            skipSeparators()
        }
        checkStrayDocumentation(before: index)
        advance()
        return true
    }

    /// Whether a declaration of the top level starts here, which can be in no block.
    private var isForgottenBrace: Bool {
        guard current.kind == .word, current.isFirstOnLine, isName(at: index + 1) else {
            return false
        }
        return ["message", "schema"].contains(text(current))
    }
}
