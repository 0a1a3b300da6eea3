/// The attributes of one declaration: what stands between its parentheses.
struct LanguageAttributes {
    struct Attribute {
        var name: Spanned<String>
        var value: Spanned<String>
        var kind: LanguageToken.Kind
    }

    var all: [Attribute] = []

    subscript(name: String) -> Attribute? {
        all.first { $0.name.value == name }
    }

    func text(_ name: String) -> Spanned<String>? {
        self[name]?.value
    }

    // MARK: What declarations can have

    static let common = [
        "description", "sinceVersion", "deprecated", "semanticType", "epoch", "timeUnit",
    ]
    static let schema = ["version", "byteOrder", "headerType", "semanticVersion", "description"]
    static let type = common + ["presence", "offset"]
    static let encoded =
        type + [
            "nullValue", "minValue", "maxValue", "characterEncoding", "valueRef",
        ]
    static let enumeration = type + ["nullValue"]
    static let block = common + ["blockLength"]
    static let field = type + ["valueRef"]
}
