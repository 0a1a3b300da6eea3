/// The rules that turn a schema's names into Swift's.
///
/// A schema may call a thing what it likes: `BUY_SIDE`, `MDEntryPx`, `class`, `3rd party`. Swift's names are
/// camel case, types with a capital and members without. What has become a Swift name is claimed in a
/// `SwiftNameScope`, which sees to it that no two are the same.
enum SwiftNames {
    /// `order_type` → `OrderType`, `UTCTimestamp` → `UTCTimestamp`, `priceType` → `PriceType`.
    static func type(_ raw: String) -> String {
        let words = words(of: raw)
        let joined = join(words.map(capitalised))
        return startable(joined, empty: "Unnamed")
    }

    /// `BUY_SIDE` → `buySide`, `MDEntryPx` → `mdEntryPx`, `SecurityID` → `securityID`, `ID` → `id`.
    static func member(_ raw: String) -> String {
        var words = words(of: raw)
        guard !words.isEmpty else { return "unnamed" }
        words[0] = uncapitalised(words[0])
        let joined = join([words[0]] + words.dropFirst().map(capitalised))
        return startable(joined, empty: "unnamed")
    }

    /// A name as it is written where it is declared: in backticks if it is a word of the language.
    static func declared(_ name: String) -> String {
        keywords.contains(name) ? "`\(name)`" : name
    }

    /// A name as the label of an argument, where most words of the language need no backticks.
    static func label(_ name: String) -> String {
        ["inout", "let", "var"].contains(name) ? "`\(name)`" : name
    }

    /// The words of a name: runs of letters and digits. A name of several words without a small letter
    /// (`BUY_SIDE`) shouts, and is lowered.
    private static func words(of raw: String) -> [String] {
        let scalars = raw.unicodeScalars.prefix(scalarsMax)
        let parts = scalars.split { !isPartOfName($0) }
            .map { String(String.UnicodeScalarView($0)) }
        let shouts = parts.count > 1 && !scalars.contains { $0.properties.isLowercase }
        return shouts ? parts.map { $0.lowercased() } : parts
    }

    private static func isPartOfName(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9": true
        default: scalar.value >= 0xc0 && scalar.properties.isAlphabetic
        }
    }

    /// Joins words; two digits that would meet keep an underscore between them: `v1.2` → `v1_2`.
    private static func join(_ words: [String]) -> String {
        var name = ""
        for word in words {
            if let last = name.last, let first = word.first, last.isNumber, first.isNumber {
                name += "_"
            }
            name += word
        }
        return name
    }

    private static func capitalised(_ word: String) -> String {
        word.prefix(1).uppercased() + word.dropFirst()
    }

    /// Lowers the capitals that a word starts with, but for the one that starts its next part.
    private static func uncapitalised(_ word: String) -> String {
        let capitals = word.prefix { $0.isUppercase }
        let rest = word.dropFirst(capitals.count)
        guard capitals.count > 1, let next = rest.first, next.isLowercase else {
            return capitals.lowercased() + rest
        }
        return capitals.dropLast().lowercased() + String(capitals.last!) + rest
    }

    private static func startable(_ name: String, empty: String) -> String {
        guard let first = name.first else { return empty }
        return first.isNumber ? "_" + name : name
    }

    /// Unicode scalars that are read of a name.
    ///
    /// Generated code names a type wherever it says something of it: once for each value of an enumeration. A
    /// name as long as the schema would make code as long as the square of the schema.
    static let scalarsMax = 256

    /// Names that a generated type never has: generated code means something else by them.
    static let reservedTypes: Set<String> = [
        // Words that backticks do not free.
        "Any", "Protocol", "Self", "Type",
        // The standard library's, as generated code names them.
        "BitwiseCopyable", "Bool", "Double", "Float", "Int", "Int8", "Int16", "Int32", "Int64",
        "RawSpan", "Sendable", "Span", "StaticString", "String", "UInt8", "UInt16", "UInt32",
        "UInt64",
        "Void",
        // The module that generated code stands on, and what this file declares beside the types.
        "PinionCodec", "SchemaByteOrder", "Swift",
    ]

    /// Names that a type never has that is nested in a layout: the layout itself names things so.
    static let reservedNestedTypes: Set<String> = reservedTypes.union([
        "BlockLength", "Dimension", "Fields", "Header", "Order", "Parts", "RawValue", "SchemaID",
        "TemplateID", "Value", "Version",
    ])

    /// Names that a generated member never has: views and writers have members of their own by these
    /// names, which would win over a field.
    static let reservedMembers: Set<String> = [
        // Words that backticks do not free, and names of every type's members.
        "init", "self", "Type", "Protocol", "hashValue", "rawValue",
        // Members of `FrameView` and `FrameWriter`.
        "actingVersion", "appendData", "appendGroup", "appendText", "bytes", "check", "copy",
        "encodedLength", "finish", "messageHeader", "set",
        // The parameter of the generated `parts`.
        "cursor",
        // What an enumeration or a set says of its names, and the bytes of a value.
        "wireNames", "encoded",
    ]

    /// The words of the language that cannot name a declaration as they are, or be an expression.
    private static let keywords: Set<String> = [
        "Any", "as", "associatedtype", "await", "break", "case", "catch", "class", "continue",
        "default",
        "defer", "deinit", "do", "else", "enum", "extension", "fallthrough", "false", "fileprivate",
        "for", "func", "guard", "if", "import", "in", "inout", "internal", "is", "let", "nil",
        "operator", "precedencegroup", "private", "protocol", "public", "repeat", "rethrows",
        "return", "static", "struct", "subscript", "super", "switch", "throw", "throws", "true",
        "try", "typealias", "var", "where", "while",
    ]
}
