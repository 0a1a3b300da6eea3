import PinionCodec

/// The descriptor of one field: its type in `PinionCodec`, and how it is made.
struct SwiftDescriptor {
    /// Such as `PinionCodec.Field<UInt32>`.
    let type: String
    /// Such as `.init(8)`.
    let value: String
    /// What a writer has to set the field to so that it is null, where zeros are not.
    let null: String?

    private init(_ name: String, _ parameters: String, _ value: String, null: String? = nil) {
        type = "PinionCodec.\(name)<\(parameters)>"
        self.value = ".init(\(value))"
        self.null = null
    }

    /// A composite, of the layout that `path` names.
    static func composite(_ path: String, at offset: Int, since: UInt64) -> SwiftDescriptor {
        since == 0
            ? SwiftDescriptor("CompositeField", path, "\(offset)")
            : SwiftDescriptor("AddedCompositeField", path, "\(offset)\(argument(since))")
    }

    /// One value of the type that `path` names: an enumeration or a set, which always has a value, or which is
    /// null where it equals `null`.
    static func value(
        _ path: String, at offset: Int, null: PrimitiveValue?, since: UInt64
    ) -> SwiftDescriptor {
        guard let null else { return required(path, at: offset, since: since) }
        let literal = SwiftLiterals.value(null, as: .int64)
        return SwiftDescriptor(
            "OptionalField", path, "\(offset), null: .init(rawValue: \(literal))\(argument(since))",
            null: SwiftLiterals.bits(null) != 0 ? "nil" : nil)
    }

    /// A number or a character, or an array of them.
    static func encoded(
        _ type: EncodedType, at offset: Int, presence: Presence, since: UInt64
    ) -> SwiftDescriptor {
        let element = SwiftLiterals.type(of: type.primitive)
        guard type.length <= 1 else {
            let place = "\(offset)\(argument(since))"
            guard type.primitive != .char else {
                let encoding = CharacterEncoding(named: type.characterEncoding)
                let argument =
                    encoding == .ascii ? "" : ", encoding: \(SwiftLiterals.encoding(encoding))"
                return SwiftDescriptor("CharacterArrayField", "\(type.length)", place + argument)
            }
            // The elements of an array that may be null are null each.
            let null =
                presence == .optional && SwiftLiterals.bits(type.nullValue) != 0
                ? SwiftLiterals.value(type.nullValue, as: type.primitive) : nil
            return SwiftDescriptor(
                "ArrayField", "\(type.length), \(element)", place + limits(of: type),
                null: null.map { ".init(repeating: \($0))" })
        }
        guard presence == .optional else {
            return required(element, at: offset, since: since, limits: limits(of: type))
        }
        let null = SwiftLiterals.value(type.nullValue, as: type.primitive)
        return SwiftDescriptor(
            "OptionalField", element,
            "\(offset), null: \(null)\(argument(since))\(limits(of: type))",
            null: SwiftLiterals.bits(type.nullValue) != 0 ? "nil" : nil)
    }

    /// A value that takes no bytes; `path` gives the full name of an enumeration.
    static func constant(
        _ constant: Constant, primitive: PrimitiveType, path: (EnumType) -> String
    ) -> SwiftDescriptor {
        switch constant {
        case .value(let value):
            let type = SwiftLiterals.type(of: primitive)
            return SwiftDescriptor(
                "ConstantField", type, SwiftLiterals.value(value, as: primitive))
        case .characters(let bytes):
            return SwiftDescriptor("ConstantField", "StaticString", SwiftLiterals.string(bytes))
        case .enumValue(let type, _, let value):
            let literal = SwiftLiterals.value(value, as: type.primitive)
            return SwiftDescriptor("ConstantField", path(type), ".init(rawValue: \(literal))")
        }
    }

    private static func required(
        _ type: String, at offset: Int, since: UInt64, limits: String = ""
    ) -> SwiftDescriptor {
        SwiftDescriptor(
            since == 0 ? "Field" : "AddedField", type, "\(offset)\(argument(since))\(limits)")
    }

    /// The argument for the limits of a type, where they are not those that its Swift type implies.
    static func limits(of type: EncodedType) -> String {
        // A `char` is a `UInt8`, which is valid up to 254.
        let implied = type.primitive == .char ? PrimitiveType.uint8 : type.primitive
        let nullIsBetween =
            type.nullValue != type.primitive.nullValue
            && isBetween(type.nullValue, type.minValue, type.maxValue)
        guard
            type.minValue != implied.minValue || type.maxValue != implied.maxValue || nullIsBetween
        else { return "" }
        func literal(_ value: PrimitiveValue) -> String {
            SwiftLiterals.value(value, as: type.primitive)
        }
        let null = nullIsBetween ? ", null: \(literal(type.nullValue))" : ""
        return """
            , limits: .init(least: \(literal(type.minValue)), \
            greatest: \(literal(type.maxValue))\(null))
            """
    }

    private static func isBetween(
        _ value: PrimitiveValue, _ least: PrimitiveValue, _ greatest: PrimitiveValue
    ) -> Bool {
        guard let value = SwiftLiterals.integer(value), let least = SwiftLiterals.integer(least),
            let greatest = SwiftLiterals.integer(greatest)
        else { return false }
        return least <= value && value <= greatest
    }

    private static func argument(_ since: UInt64) -> String {
        since == 0 ? "" : ", since: \(SwiftEmitter.version(since))"
    }
}
