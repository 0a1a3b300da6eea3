/// The types that everything else is built from.
///
/// Source: FIX SBE 1.0, section 2.4 and the tables of ranges.
public enum PrimitiveType: String, CaseIterable, Hashable, Sendable {
    /// A character of one byte.
    case char
    /// Signed integers in two's complement, by their width in bits.
    case int8, int16, int32, int64
    /// Unsigned integers, by their width in bits.
    case uint8, uint16, uint32, uint64
    /// IEEE 754 binary floating point, in 32 and in 64 bits.
    case float, double

    /// Bytes of one value.
    public var size: Int {
        switch self {
        case .char, .int8, .uint8: 1
        case .int16, .uint16: 2
        case .int32, .uint32, .float: 4
        case .int64, .uint64, .double: 8
        }
    }

    /// Whether the type is one of the unsigned integers; `char` is not.
    public var isUnsigned: Bool {
        switch self {
        case .uint8, .uint16, .uint32, .uint64: true
        case .char, .int8, .int16, .int32, .int64, .float, .double: false
        }
    }

    /// The value that stands for null, unless the schema gives another.
    public var nullValue: PrimitiveValue {
        switch self {
        case .char: .unsigned(0)
        case .int8: .signed(Int64(Int8.min))
        case .int16: .signed(Int64(Int16.min))
        case .int32: .signed(Int64(Int32.min))
        case .int64: .signed(Int64.min)
        case .uint8: .unsigned(UInt64(UInt8.max))
        case .uint16: .unsigned(UInt64(UInt16.max))
        case .uint32: .unsigned(UInt64(UInt32.max))
        case .uint64: .unsigned(UInt64.max)
        case .float: .floating(bitPattern: 0x7fc0_0000)
        case .double: .floating(bitPattern: 0x7ff8_0000_0000_0000)
        }
    }

    /// The least valid value, unless the schema gives another.
    public var minValue: PrimitiveValue {
        switch self {
        case .char: .unsigned(0x20)
        case .int8: .signed(Int64(Int8.min) + 1)
        case .int16: .signed(Int64(Int16.min) + 1)
        case .int32: .signed(Int64(Int32.min) + 1)
        case .int64: .signed(Int64.min + 1)
        case .uint8, .uint16, .uint32, .uint64: .unsigned(0)
        case .float: .floating(bitPattern: UInt64((-Float.greatestFiniteMagnitude).bitPattern))
        case .double: .floating(bitPattern: (-Double.greatestFiniteMagnitude).bitPattern)
        }
    }

    /// The greatest valid value, unless the schema gives another.
    public var maxValue: PrimitiveValue {
        switch self {
        case .char: .unsigned(0x7e)
        case .int8: .signed(Int64(Int8.max))
        case .int16: .signed(Int64(Int16.max))
        case .int32: .signed(Int64(Int32.max))
        case .int64: .signed(Int64.max)
        case .uint8: .unsigned(UInt64(UInt8.max) - 1)
        case .uint16: .unsigned(UInt64(UInt16.max) - 1)
        case .uint32: .unsigned(UInt64(UInt32.max) - 1)
        case .uint64: .unsigned(UInt64.max - 1)
        case .float: .floating(bitPattern: UInt64(Float.greatestFiniteMagnitude.bitPattern))
        case .double: .floating(bitPattern: Double.greatestFiniteMagnitude.bitPattern)
        }
    }
}

/// A value of a primitive type, exact to its last bit.
public enum PrimitiveValue: Hashable, Sendable {
    /// A signed integer.
    case signed(Int64)
    /// An unsigned integer, or a character's code.
    case unsigned(UInt64)
    /// A `float` (the low 32 bits) or a `double`, as its IEEE 754 bits.
    case floating(bitPattern: UInt64)
}
