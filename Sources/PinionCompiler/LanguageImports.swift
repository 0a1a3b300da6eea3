/// Reads a schema in Pinion's language with the files that it imports.
///
/// A file is taken in once, where it is imported first, however many files import it.
struct LanguageImports {
    private var diagnostics: Diagnostics
    private let load: (String) -> [UInt8]?
    /// The paths of the files that are being read, the outermost first.
    private var path: [String] = []
    /// The paths of the files that have been taken in.
    private var done: Set<String> = []
    private var budget: IncludeBudget
    private var types: [TypeDeclaration] = []
    private var messages: [MessageDeclaration] = []
    /// Whether nothing is left out of what the files declare.
    private var isWhole = true

    /// Parses a schema; `nil` if it declares none, or if something that it declares is lost. Other errors
    /// leave gaps in the declarations, each of which has been reported.
    static func read(
        _ source: SourceText, into diagnostics: inout Diagnostics, load: (String) -> [UInt8]?
    ) -> SchemaDeclaration? {
        withoutActuallyEscaping(load) { load in
            var imports = LanguageImports(
                diagnostics: diagnostics,
                budget: IncludeBudget(schemaByteCount: source.bytes.count), load: load)
            let parser = LanguageParser.parse(
                source, isImported: false, into: &imports.diagnostics)
            imports.path = [source.path]
            imports.add(parser)
            diagnostics = imports.diagnostics
            // A schema that lacks what was written would be blamed for it.
            guard imports.isWhole, var schema = parser.schema else { return nil }
            schema.types = imports.types
            schema.messages = imports.messages
            LanguageDefaults.complete(&schema)
            // SCH-015: "A schema without messages SHALL be accepted with a warning."
            if schema.messages.isEmpty {
                diagnostics.report(.noMessages, at: schema.span, "the schema has no messages")
            }
            return schema
        }
    }

    private init(
        diagnostics: Diagnostics, budget: IncludeBudget, load: @escaping (String) -> [UInt8]?
    ) {
        self.diagnostics = diagnostics
        self.budget = budget
        self.load = load
    }

    /// Takes what a file declares, with what it imports in its place.
    private mutating func add(_ file: LanguageParser) {
        isWhole = isWhole && file.isWhole
        var typeCount = 0
        var messageCount = 0
        for declaration in file.imports {
            types += file.types[typeCount..<declaration.typeCount]
            messages += file.messages[messageCount..<declaration.messageCount]
            (typeCount, messageCount) = (declaration.typeCount, declaration.messageCount)
            take(declaration.path)
        }
        types += file.types[typeCount...]
        messages += file.messages[messageCount...]
    }

    private mutating func take(_ name: Spanned<String>) {
        // LNG-009: "An import SHALL name, by a relative path, a file that can be read and that does not
        // import itself."
        guard !name.value.isEmpty, SchemaIncludes.isRelative(name.value) else {
            return refuse(name.span, "the path of an import must be relative")
        }
        let target = SchemaIncludes.join(name.span.source.path, name.value)
        guard !path.contains(target) else {
            return refuse(name.span, "the file \(quoted(target)) imports itself")
        }
        guard done.insert(target).inserted else { return }
        guard budget.takeFile(), path.count <= SchemaIncludes.depthMax else {
            return refuse(
                name.span,
                "there are more than \(SchemaIncludes.filesMax) imports, or "
                    + "\(SchemaIncludes.depthMax) in each other", rule: .languageBounds)
        }
        guard let bytes = load(target) else {
            return refuse(name.span, "the file \(quoted(target)) cannot be read")
        }
        guard budget.takeBytes(bytes.count) else {
            return refuse(
                name.span,
                "the schema and what it imports are longer than \(SchemaReader.bytesMax >> 20) MiB",
                rule: .languageBounds)
        }
        let source = SourceText(path: target, bytes: bytes)
        path.append(target)
        if SchemaForm(of: source) == .xml {
            addXML(source, from: name)
        } else {
            add(LanguageParser.parse(source, isImported: true, into: &diagnostics))
        }
        path.removeLast()
    }

    /// Takes the types of an XML file that is written to be included.
    private mutating func addXML(_ source: SourceText, from name: Spanned<String>) {
        guard let root = SchemaReader.read(source, into: &diagnostics),
            let whole = SchemaIncludes.resolve(
                root, budget: &budget, into: &diagnostics, load: load)
        else {
            isWhole = false
            return
        }
        guard whole.name == "types" else {
            return refuse(
                name.span, "the root of \(quoted(source.path)) is <\(whole.name)>, not <types>")
        }
        var parser = SchemaParser(diagnostics: diagnostics)
        types += whole.children.compactMap { parser.parseType($0, isMember: false) }
        diagnostics = parser.diagnostics
    }

    private mutating func refuse(
        _ span: SourceSpan, _ message: String, rule: SchemaRule = .languageImport
    ) {
        isWhole = false
        diagnostics.report(rule, at: span, message)
    }
}
