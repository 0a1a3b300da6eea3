/// How the reference pages of a schema are written.
public struct ReferenceOptions: Hashable, Sendable {
    /// A form of the pages.
    public enum Format: String, CaseIterable, Hashable, Sendable {
        /// One page of HTML that needs nothing else: no script, no font, no network.
        case html
        /// One file of Markdown, with the maps of bytes drawn in text.
        case markdown
    }

    /// The name of the schema's file, without directories: `market.xml` gives `market.html`.
    public var sourceName: String
    /// The forms to write.
    public var formats: Set<Format>

    /// Options for a schema.
    ///
    /// - Parameters:
    ///   - sourceName: The name of the schema's file, without directories.
    ///   - formats: The forms to write; all of them unless told otherwise.
    public init(sourceName: String, formats: Set<Format> = Set(Format.allCases)) {
        self.sourceName = sourceName
        self.formats = formats
    }
}

/// Writes reference pages of a checked schema: what each message is, byte by byte.
///
/// The result is a function of the schema and the options alone. All that comes from the schema is escaped:
/// names and descriptions stay words, whatever is in them. The pages grow with the text of the schema, not
/// with the lengths that it gives: arrays and padding of any length are drawn in a few rows.
///
/// - Returns: A file for each form, HTML first: `market.html` and `market.md`.
public func generateReference(schema: Schema, options: ReferenceOptions) -> [GeneratedFile] {
    let document = ReferenceBuilder(schema: schema, sourceName: options.sourceName).document()
    let ending = [".xml", ".pinion"].first { options.sourceName.hasSuffix($0) } ?? ""
    let stem = options.sourceName.dropLast(ending.count)
    var files: [GeneratedFile] = []
    if options.formats.contains(.html) {
        files.append(GeneratedFile(name: "\(stem).html", text: ReferencePage.text(of: document)))
    }
    if options.formats.contains(.markdown) {
        files.append(GeneratedFile(name: "\(stem).md", text: ReferenceMarkdown.text(of: document)))
    }
    return files
}
