/// The descriptor of one field: its type in `PinionCodec`, and how it is made.
struct SwiftDescriptor {
    /// Such as `PinionCodec.Field<UInt32>`.
    let type: String
    /// Such as `.init(8)`.
    let value: String
    /// Whether an unwritten value of zeros would not be null, so that a writer has to set it to `nil`.
    let needsNull: Bool

    private init(_ name: String, _ parameters: String, _ value: String, needsNull: Bool = false) {
        type = "PinionCodec.\(name)<\(parameters)>"
        self.value = ".init(\(value))"
        self.needsNull = needsNull
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
            needsNull: SwiftLiterals.bits(null) != 0)
    }

    /// A number or a character, or an array of them.
    static func encoded(
        _ type: EncodedType, at offset: Int, presence: Presence, since: UInt64
    ) -> SwiftDescriptor {
        let element = SwiftLiterals.type(of: type.primitive)
        guard type.length <= 1 else {
            let place = "\(offset)\(argument(since))"
            return type.primitive == .char
                ? SwiftDescriptor("CharacterArrayField", "\(type.length)", place)
                : SwiftDescriptor("ArrayField", "\(type.length), \(element)", place)
        }
        guard presence == .optional else { return required(element, at: offset, since: since) }
        let null = SwiftLiterals.value(type.nullValue, as: type.primitive)
        return SwiftDescriptor(
            "OptionalField", element, "\(offset), null: \(null)\(argument(since))",
            needsNull: SwiftLiterals.bits(type.nullValue) != 0)
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

    private static func required(_ type: String, at offset: Int, since: UInt64) -> SwiftDescriptor {
        SwiftDescriptor(
            since == 0 ? "Field" : "AddedField", type, "\(offset)\(argument(since))")
    }

    private static func argument(_ since: UInt64) -> String {
        since == 0 ? "" : ", since: \(SwiftEmitter.version(since))"
    }
}
