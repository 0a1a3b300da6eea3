/// What came of converting or formatting a schema.
public struct Conversion: Sendable {
    /// The new text; `nil` if there was an error.
    public let text: String?
    /// Everything that was found in the schema.
    public let diagnostics: Diagnostics
}

/// Writes a schema in another form: the same model, and so the same bytes on the wire.
///
/// Documentation comments become descriptions, and descriptions documentation comments. Other comments
/// are kept before the declaration that they are at. What the schema includes or imports becomes part of the text. Usual composites that it
/// leaves to Pinion's language are written out.
///
/// - Parameters:
///   - source: The schema, in either form.
///   - form: The form of the new text. If it is the one that the schema has, its spelling becomes the usual
///     one.
///   - loadInclude: Gives the bytes of a file that the schema includes, as for `compile`.
public func convert(
    _ source: SourceText, to form: SchemaForm,
    loadInclude: (_ path: String) -> [UInt8]? = { _ in nil }
) -> Conversion {
    var diagnostics = Diagnostics()
    var text: String?
    if let declaration = declare(source, into: &diagnostics, loadInclude: loadInclude),
        SchemaResolver.resolve(declaration, into: &diagnostics) != nil, !diagnostics.hasErrors
    {
        switch form {
        case .pinion: text = LanguagePrinter.print(declaration)
        case .xml: text = XMLPrinter.print(declaration, into: &diagnostics)
        }
    }
    return Conversion(
        text: diagnostics.hasErrors ? nil : text, diagnostics: diagnostics.sorted())
}

/// Formats a file in Pinion's language: the same words and comments, laid out in the usual way.
///
/// The file may be a schema or one to be imported. Only its grammar is checked. A text that is formatted
/// already stays as it is.
public func format(_ source: SourceText) -> Conversion {
    // A file that is no schema is one to be imported.
    var ignored = Diagnostics()
    let first = LanguageLexer.read(source, into: &ignored).tokens[0]
    let isSchema = source.bytes[first.range].elementsEqual("schema".utf8)

    var diagnostics = Diagnostics()
    let parser = LanguageParser.parse(source, isImported: !isSchema, into: &diagnostics)
    let text = diagnostics.hasErrors ? nil : LanguageFormatter.format(parser)
    return Conversion(text: text, diagnostics: diagnostics.sorted())
}
