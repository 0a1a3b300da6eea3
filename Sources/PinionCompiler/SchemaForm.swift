/// How a schema is written.
public enum SchemaForm: String, CaseIterable, Hashable, Sendable {
    /// The XML of SBE 1.0.
    case xml
    /// Pinion's own language.
    case pinion

    /// The form of files whose path has an ending, `.xml` or `.pinion`; `nil` for another ending.
    public init?(path: String) {
        if path.hasSuffix(".pinion") {
            self = .pinion
        } else if path.hasSuffix(".xml") {
            self = .xml
        } else {
            return nil
        }
    }

    /// The form of a text: by its path or, where that has another ending, by its first character.
    public init(of source: SourceText) {
        if let form = SchemaForm(path: source.path) {
            self = form
            return
        }
        let content = source.bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
        let first = source.bytes[content...].first {
            !LanguageText.isBlank($0) && $0 != UInt8(ascii: "\n")
        }
        let isLanguage = first.map { LanguageText.isNameStart($0) || $0 == UInt8(ascii: "/") }
        self = isLanguage == true ? .pinion : .xml
    }

    /// The form that this one is not.
    public var other: SchemaForm { self == .xml ? .pinion : .xml }
}
