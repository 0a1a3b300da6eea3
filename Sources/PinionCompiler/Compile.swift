/// What came of compiling a schema.
public struct Compilation: Sendable {
    /// The checked schema; `nil` if there was an error.
    public let schema: Schema?
    /// Everything that was found, by its place in the file.
    public let diagnostics: Diagnostics
}

/// Compiles a schema: reads it, parses it, resolves its names and checks its rules.
///
/// It never traps and does not throw: whatever the bytes are, the diagnostics say what is wrong with
/// them. Work and memory are bounded by the size of the text and of what it includes.
///
/// - Parameters:
///   - source: The schema, in the XML of SBE 1.0 or in Pinion's language. The ending of its path says
///     which, `.xml` or `.pinion`; for another ending, its first character does.
///   - warnings: Which warnings are given, and whether they are errors.
///   - loadInclude: Gives the bytes of a file that `xi:include` or `import` names, or `nil` if it cannot
///     be read. The path is that of the file which includes it, with the given path in place of the last
///     component.
public func compile(
    _ source: SourceText, warnings: WarningPolicy = WarningPolicy(),
    loadInclude: (_ path: String) -> [UInt8]? = { _ in nil }
) -> Compilation {
    var diagnostics = Diagnostics(policy: warnings)
    var schema: Schema?
    // A declaration with gaps would only be blamed for what is missing in it.
    if let declaration = declare(source, into: &diagnostics, loadInclude: loadInclude) {
        schema = SchemaResolver.resolve(declaration, into: &diagnostics)
    }
    let settled = diagnostics.sorted().settled()
    return Compilation(schema: settled.hasErrors ? nil : schema, diagnostics: settled)
}

/// Reads and parses a schema, with what it includes; `nil` if what is left of it makes no sense.
func declare(
    _ source: SourceText, into diagnostics: inout Diagnostics,
    loadInclude: (_ path: String) -> [UInt8]?
) -> SchemaDeclaration? {
    diagnostics.allow(WarningComments.allowed(by: source, into: &diagnostics))
    switch SchemaForm(of: source) {
    case .pinion:
        return LanguageImports.read(source, into: &diagnostics, load: loadInclude)
    case .xml:
        var budget = IncludeBudget(schemaByteCount: source.bytes.count)
        guard let root = SchemaReader.read(source, into: &diagnostics),
            let whole = SchemaIncludes.resolve(
                root, budget: &budget, into: &diagnostics, load: loadInclude)
        else { return nil }
        let lowered = SchemaEditionLowering.lower(whole, into: &diagnostics)
        return SchemaParser.parse(lowered, into: &diagnostics)
    }
}
