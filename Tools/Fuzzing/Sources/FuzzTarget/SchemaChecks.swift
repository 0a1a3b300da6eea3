public import PinionCompiler

/// What holds for every text that is taken for a schema.
public enum SchemaChecks {
    /// Compiles a text, which may include or import itself, and checks what comes of it.
    @discardableResult
    public static func compile(_ text: [UInt8], path: String) -> Schema? {
        let source = SourceText(path: path, bytes: text)
        let compilation = PinionCompiler.compile(source, loadInclude: loader(of: text))
        check(
            (compilation.schema == nil) == compilation.diagnostics.hasErrors,
            "there is a schema and an error, or neither")
        // Most of the time would go to printing what is wrong, were all of it printed.
        for diagnostic in compilation.diagnostics.kept.suffix(2) {
            check(!diagnostic.description.isEmpty, "a diagnostic says nothing")
        }
        return compilation.schema
    }

    /// Generates code for a schema, and writes it in both forms, each of which has to mean the same.
    public static func use(_ schema: Schema, of text: [UInt8], path: String) {
        let options = SwiftOptions(sourceName: "a.xml")
        check(!generateSwift(schema: schema, options: options).isEmpty, "no code is generated")
        let source = SourceText(path: path, bytes: text)
        for (form, other) in [(SchemaForm.pinion, "b.pinion"), (.xml, "b.xml")] {
            // What the other form cannot say is an error, and checked to be one.
            guard let written = convert(source, to: form, loadInclude: loader(of: text)).text else {
                continue
            }
            let again = PinionCompiler.compile(SourceText(path: other, text: written))
            check(again.schema == schema, "as \(other) the schema is another:\n\(written)")
        }
    }

    /// Formats a text in Pinion's language, twice: the second time nothing is left to do. The schema is
    /// the one that the text was.
    public static func format(_ text: [UInt8], of schema: Schema?, path: String) {
        let formatted = PinionCompiler.format(SourceText(path: path, bytes: text))
        guard let once = formatted.text else {
            check(schema == nil, "a schema is not formatted")
            return
        }
        let twice = PinionCompiler.format(SourceText(path: path, text: once)).text
        check(twice == once, "formatted twice, it is another:\n\(once)\n-- and --\n\(twice ?? "")")
        guard let schema else { return }
        let again = PinionCompiler.compile(
            SourceText(path: path, text: once), loadInclude: loader(of: text))
        check(again.schema == schema, "formatted, the schema is another:\n\(once)")
    }

    /// Gives the text itself for what it includes or imports, a few times: each costs as much as the text.
    private static func loader(of text: [UInt8]) -> (String) -> [UInt8]? {
        var loadsLeft = 3
        return { _ in
            loadsLeft -= 1
            return loadsLeft >= 0 ? text : nil
        }
    }
}
