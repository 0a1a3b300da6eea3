/// The order of the bytes of a number on the wire. A schema has one, and every layout of it names
/// it as a type, so that the choice is made when the code is compiled.
public protocol ByteOrder: Sendable {
    /// The number whose bytes, as they lie in memory, are those of `bits`; its own inverse.
    static func convert<Bits: FixedWidthInteger>(_ bits: Bits) -> Bits
}

/// The least significant byte comes first.
public enum LittleEndian: ByteOrder {
    /// The number whose bytes, as they lie in memory, are those of `bits`.
    @inlinable @inline(__always)
    public static func convert<Bits: FixedWidthInteger>(_ bits: Bits) -> Bits {
        Bits(littleEndian: bits)
    }
}

/// The most significant byte comes first.
public enum BigEndian: ByteOrder {
    /// The number whose bytes, as they lie in memory, are those of `bits`.
    @inlinable @inline(__always)
    public static func convert<Bits: FixedWidthInteger>(_ bits: Bits) -> Bits {
        Bits(bigEndian: bits)
    }
}
