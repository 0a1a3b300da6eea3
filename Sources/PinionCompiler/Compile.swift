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
///   - source: The schema, in the XML of SBE 1.0.
///   - loadInclude: Gives the bytes of a file that `xi:include` names, or `nil` if it cannot be
///     read. The path is that of the file which includes it, with the `href` in place of the last
///     component.
public func compile(
    _ source: SourceText, loadInclude: (_ path: String) -> [UInt8]? = { _ in nil }
) -> Compilation {
    var diagnostics = Diagnostics()
    var schema: Schema?
    // A tree with gaps would only be blamed for what is missing in it.
    if let root = SchemaReader.read(source, into: &diagnostics),
        let whole = SchemaIncludes.resolve(root, into: &diagnostics, load: loadInclude),
        let declaration = SchemaParser.parse(whole, into: &diagnostics)
    {
        schema = SchemaResolver.resolve(declaration, into: &diagnostics)
    }
    return Compilation(
        schema: diagnostics.hasErrors ? nil : schema, diagnostics: diagnostics.sorted())
}
