/// The rules of `spec/language.md`, with the same codes and the same words.
extension SchemaRule {
    static let languageEncoding = SchemaRule.error("LNG-001", "The text SHALL be UTF-8.")
    static let languageBounds = SchemaRule.error(
        "LNG-002",
        """
        A file SHALL NOT exceed 16 MiB, 1048576 words, marks and comments, 64 levels of braces, or \
        64 imports.
        """)
    static let languageWord = SchemaRule.error(
        "LNG-003",
        """
        A file SHALL consist of names, numbers, texts, characters, comments and the marks \
        `@ : , ; = ? ( ) [ ] { }`.
        """)
    static let languageQuote = SchemaRule.error(
        "LNG-004",
        """
        A text, a character and a name in quotes SHALL end on the line that they start on.
        """)
    static let languageEscape = SchemaRule.error(
        "LNG-005", "An escape SHALL be one of those in the table, and a character SHALL be one.")
    static let languageSyntax = SchemaRule.error(
        "LNG-006", "A declaration SHALL be written as the grammar says.")
    static let languageSchema = SchemaRule.error(
        "LNG-007",
        "A schema SHALL start with one `schema` declaration, and an imported file SHALL NOT have one."
    )
    static let languageAttribute = SchemaRule.error(
        "LNG-008", "An attribute SHALL be one that its declaration can have, and given once.")
    static let languageImport = SchemaRule.error(
        "LNG-009",
        "An import SHALL name, by a relative path, a file that can be read and that does not import itself."
    )
    static let languageCharacter = SchemaRule.error(
        "LNG-010", "A value of a `char` SHALL be written as a character or a text.")
    static let languageDocumentation = SchemaRule.error(
        "LNG-011", "A documentation comment SHALL be before a declaration.")
    static let languageConversion = SchemaRule.error(
        "LNG-012", "A schema with a character that XML cannot hold SHALL NOT be converted to XML.")

    static let language = [
        languageEncoding, languageBounds, languageWord, languageQuote, languageEscape,
        languageSyntax, languageSchema, languageAttribute, languageImport, languageCharacter,
        languageDocumentation, languageConversion,
    ]
}
