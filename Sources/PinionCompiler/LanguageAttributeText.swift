/// Attributes as the language writes them, in the order in which they are added.
struct LanguageAttributeText {
    private var parts: [String] = []

    /// What stands behind the declaration: nothing if there are no attributes.
    var text: String { parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))" }

    mutating func add(_ name: String, _ number: UInt64) {
        parts.append("\(name) \(number)")
    }

    /// Adds a text, without quotes if it is a name.
    mutating func add(_ name: String, name value: String) {
        let isPlain = LanguageText.isPlainName(value)
        parts.append("\(name) \(isPlain ? value : LanguageText.quote(value, with: "\""))")
    }

    /// Adds a text in quotes, if there is one.
    mutating func add(_ name: String, text value: String) {
        guard !value.isEmpty else { return }
        parts.append("\(name) \(LanguageText.quote(value, with: "\""))")
    }

    mutating func add(_ name: String, literal value: String, isCharacter: Bool) {
        parts.append("\(name) \(Self.literal(value, isCharacter: isCharacter))")
    }

    /// Adds what every declaration may say.
    mutating func add(_ notes: DeclarationNotes) {
        if let since = notes.sinceVersion?.value { add("sinceVersion", since) }
        if let deprecated = notes.deprecated { add("deprecated", deprecated) }
        if let type = notes.semanticType?.value { add("semanticType", name: type) }
        if !notes.epoch.isEmpty { add("epoch", name: notes.epoch) }
        if !notes.timeUnit.isEmpty { add("timeUnit", name: notes.timeUnit) }
        addDescription(notes.description)
    }

    /// Adds a description that no comment can hold.
    mutating func addDescription(_ description: String) {
        guard !LanguageDocumentation.isPlain(description) else { return }
        add("description", text: description)
    }

    /// A value as the language writes it.
    static func literal(_ text: String, isCharacter: Bool) -> String {
        let bare = trimmed(text)
        guard isCharacter else {
            return LanguageText.isNumber(bare) ? bare : LanguageText.quote(bare, with: "\"")
        }
        let character = text.unicodeScalars.count == 1 ? text : bare
        let isOne = character.unicodeScalars.count == 1
        return LanguageText.quote(isOne ? character : text, with: isOne ? "'" : "\"")
    }

    /// The value of a constant as the language writes it.
    static func constant(_ encoded: EncodedDeclaration, isCharacter: Bool) -> String {
        let text = encoded.text?.value ?? ""
        guard isCharacter else { return literal(text, isCharacter: false) }
        let value = encoded.constantCharacters
        let isOne = value.unicodeScalars.count == 1 && encoded.length == nil
        return LanguageText.quote(value, with: isOne ? "'" : "\"")
    }
}

extension EncodedDeclaration {
    /// The characters of a constant: white space is layout where the text has lines of its own.
    var constantCharacters: String {
        let text = text?.value ?? ""
        return text.hasPrefix("\n") || text.hasSuffix("\n") ? trimmed(text) : text
    }
}
