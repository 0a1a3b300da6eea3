/// One member of a block as JSON and values have it: a field, a group or data, under both of its names.
struct SwiftMember {
    /// The name in the schema.
    let schemaName: String
    /// The Swift name, without backticks.
    let name: String
    let kind: Kind
    let notes: Notes
    /// Bytes from the start of the block, of what is in it.
    var offset = 0
    /// The first version that has the member, where its block came earlier; else 0.
    let since: UInt64

    /// What the member holds. Types are Swift's; encodings are expressions.
    enum Kind {
        /// What takes no bytes: an expression of a `ConstantValue`.
        case constant(String)
        /// A number, an enumeration or a set.
        case value(SwiftScalar)
        /// Numbers; `null` is a literal where elements may be null.
        case array(element: String, count: Int, isFloating: Bool, null: String?)
        /// Characters of a fixed number.
        case text(encoding: String, isOptional: Bool)
        /// The path of the composite's layout.
        case composite(path: String)
        /// The path of the entries' layout.
        case group(path: String)
        /// The path of the layout of the data, and how they are read if they are text.
        case data(path: String, encoding: String?)
    }

    /// Whether `nil` says that a message is too old to have the member.
    var isAdded: Bool {
        switch kind {
        case .value, .array, .text, .composite: since > 0
        case .constant, .group, .data: false
        }
    }

    /// The type of the property of a value; `nil` for a constant, which has none.
    var type: String? {
        switch kind {
        case .constant: nil
        case .value(let value): value.null != nil || isAdded ? value.type + "?" : value.type
        case .array(let element, _, _, _): "[\(element)]" + (isAdded ? "?" : "")
        case .text: "Swift.String" + (isAdded ? "?" : "")
        case .composite(let path): "\(path).Value" + (isAdded ? "?" : "")
        case .group(let path): "[\(path).Value]"
        case .data(_, let encoding): encoding == nil ? "[UInt8]" : "Swift.String"
        }
    }

    /// The expression of a value of zeros; `nil` for a constant.
    var zero: String? {
        if isAdded { return "nil" }
        switch kind {
        case .constant: return nil
        case .value(let value):
            // A literal takes the compiler less time than a call.
            return value.null != nil ? "nil" : value.isNumber ? "0" : ".init(bits: 0)"
        case .array(_, let count, _, let null):
            return ".init(repeating: \(null ?? "0"), count: \(count))"
        case .text: return "\"\""
        case .composite: return ".init(zeros: ())"
        case .group: return "[]"
        case .data(_, let encoding): return encoding == nil ? "[]" : "\"\""
        }
    }

    /// Whether a new value may leave the member out: it is optional, or empty.
    var hasDefault: Bool {
        if isAdded { return true }
        return switch kind {
        case .constant, .composite: false
        case .value(let value): value.null != nil
        case .array(_, _, _, let null): null != nil
        case .text(_, let isOptional): isOptional
        case .group, .data: true
        }
    }

    /// Whether the member compares by its bits, since `==` takes NaN for nothing and -0 for 0.
    var isFloating: Bool {
        switch kind {
        case .value(let value): value.isFloating
        case .array(_, _, let isFloating, _): isFloating
        case .constant, .text, .composite, .group, .data: false
        }
    }
}

/// One value of a field: what generated code says of it.
struct SwiftScalar {
    /// The Swift type.
    let type: String
    /// Whether it is a number, and one with a point; an enumeration and a set are none.
    var isNumber = false
    var isFloating = false
    /// The expression of the null value, if it may be null.
    var null: String?
    /// The argument for limits that the type does not imply.
    var limits = ""
    /// How a character is read.
    var encoding: String?
}
