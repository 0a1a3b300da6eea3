import PinionCodec

/// Values of a schema as they stand in Swift source.
enum SwiftLiterals {
    /// The Swift type of a primitive. A `char` is its code.
    static func type(of primitive: PrimitiveType) -> String {
        switch primitive {
        case .char, .uint8: "UInt8"
        case .int8: "Int8"
        case .int16: "Int16"
        case .int32: "Int32"
        case .int64: "Int64"
        case .uint16: "UInt16"
        case .uint32: "UInt32"
        case .uint64: "UInt64"
        case .float: "Float"
        case .double: "Double"
        }
    }

    /// The unsigned type that is as wide as a primitive: what counts and lengths are sent as.
    static func unsignedType(of primitive: PrimitiveType) -> String {
        "UInt\(primitive.size * 8)"
    }

    /// A value, as an expression of the type that `type(of:)` gives.
    static func value(_ value: PrimitiveValue, as primitive: PrimitiveType) -> String {
        switch value {
        case .signed(let number): "\(number)"
        case .unsigned(let number): "\(number)"
        case .floating(let bits):
            primitive == .float ? float(UInt32(truncatingIfNeeded: bits)) : double(bits)
        }
    }

    /// The bits of a value, as the primitive holds them.
    static func bits(_ value: PrimitiveValue) -> UInt64 {
        switch value {
        case .signed(let number): UInt64(bitPattern: number)
        case .unsigned(let number): number
        case .floating(let bits): bits
        }
    }

    /// The number that a value is; `nil` for a floating-point one.
    static func integer(_ value: PrimitiveValue) -> Int128? {
        switch value {
        case .signed(let number): Int128(number)
        case .unsigned(let number): Int128(number)
        case .floating: nil
        }
    }

    /// A number that counts something in a header: never negative.
    static func count(_ value: PrimitiveValue) -> UInt64 {
        switch value {
        case .signed(let number): UInt64(max(number, 0))
        case .unsigned(let number): number
        case .floating: 0
        }
    }

    /// A string literal for the characters before the first NUL.
    static func string(_ bytes: [UInt8]) -> String {
        text(String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self))
    }

    /// A string literal for a text.
    static func text(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "\"") { literal, scalar in
            switch scalar {
            case "\"", "\\": literal += "\\\(scalar)"
            case " "..."~": literal.unicodeScalars.append(scalar)
            default: literal += "\\u{\(String(scalar.value, radix: 16))}"
            }
        } + "\""
    }

    /// A member of `CharacterEncoding`.
    static func encoding(_ encoding: CharacterEncoding) -> String {
        switch encoding {
        case .utf8: ".utf8"
        case .latin1: ".latin1"
        case .windows1252: ".windows1252"
        default: ".ascii"
        }
    }

    private static func float(_ bits: UInt32) -> String {
        let number = Float(bitPattern: bits)
        if number.isFinite { return "\(number)" }
        if number.isInfinite { return number < 0 ? "-.infinity" : ".infinity" }
        return bits == Float.nan.bitPattern ? ".nan" : "Float(bitPattern: \(bits))"
    }

    private static func double(_ bits: UInt64) -> String {
        let number = Double(bitPattern: bits)
        if number.isFinite { return "\(number)" }
        if number.isInfinite { return number < 0 ? "-.infinity" : ".infinity" }
        return bits == Double.nan.bitPattern ? ".nan" : "Double(bitPattern: \(bits))"
    }
}
