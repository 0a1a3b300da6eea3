/// What one element of a field can be: a number, or an enumeration or a set over one.
///
/// A `char` of a schema is a `UInt8`: its code.
public protocol WireValue: BitwiseCopyable, Hashable, Sendable {
    /// The unsigned integer that holds the value's bits.
    associatedtype Bits: FixedWidthInteger & UnsignedInteger & BitwiseCopyable & Sendable

    /// The value with these bits.
    init(bits: Bits)

    /// The bits of the value, most significant first.
    var bits: Bits { get }

    /// Whether this value stands for null, where `null` does.
    func matches(null: Self) -> Bool

    /// Which values are valid, unless a schema says otherwise.
    static func valueLimits() -> ValueLimits<Self>

    /// Why the value is not valid; `nil` if it is.
    func refusal(within limits: ValueLimits<Self>) -> FrameError?

    /// The error of a value that stands for null.
    var nullRefusal: FrameError { get }
}

extension WireValue {
    /// Whether this value stands for null, where `null` does.
    @inlinable @inline(__always)
    public func matches(null: Self) -> Bool { bits == null.bits }
}

extension WireValue where Self: FixedWidthInteger, Bits: FixedWidthInteger {
    /// The value with these bits.
    @inlinable @inline(__always)
    public init(bits: Bits) { self.init(truncatingIfNeeded: bits) }

    /// The bits of the value.
    @inlinable @inline(__always)
    public var bits: Bits { Bits(truncatingIfNeeded: self) }
}

extension UInt8: WireValue {
    /// The unsigned integer of the same size.
    public typealias Bits = UInt8
}
extension UInt16: WireValue {
    /// The unsigned integer of the same size.
    public typealias Bits = UInt16
}
extension UInt32: WireValue {
    /// The unsigned integer of the same size.
    public typealias Bits = UInt32
}
extension UInt64: WireValue {
    /// The unsigned integer of the same size.
    public typealias Bits = UInt64
}
extension Int8: WireValue {
    /// The unsigned integer of the same size.
    public typealias Bits = UInt8
}
extension Int16: WireValue {
    /// The unsigned integer of the same size.
    public typealias Bits = UInt16
}
extension Int32: WireValue {
    /// The unsigned integer of the same size.
    public typealias Bits = UInt32
}
extension Int64: WireValue {
    /// The unsigned integer of the same size.
    public typealias Bits = UInt64
}

// COD-10: "A reader SHALL take an optional field that holds its null value as one without a value,
// and each NaN as null where the null value is a NaN."
extension Float: WireValue {
    /// The value with these bits.
    @inlinable @inline(__always)
    public init(bits: UInt32) { self.init(bitPattern: bits) }

    /// The bits of the value.
    @inlinable @inline(__always)
    public var bits: UInt32 { bitPattern }

    /// Whether this value stands for null, where `null` does.
    @inlinable @inline(__always)
    public func matches(null: Self) -> Bool { self == null || (isNaN && null.isNaN) }
}

extension Double: WireValue {
    /// The value with these bits.
    @inlinable @inline(__always)
    public init(bits: UInt64) { self.init(bitPattern: bits) }

    /// The bits of the value.
    @inlinable @inline(__always)
    public var bits: UInt64 { bitPattern }

    /// Whether this value stands for null, where `null` does.
    @inlinable @inline(__always)
    public func matches(null: Self) -> Bool { self == null || (isNaN && null.isNaN) }
}

// COD-12: "A reader SHALL keep a value of an enumeration, and bits of a set, that its schema does
// not name."
/// An enumeration of a schema: an open set of values, so that one which this version does not know
/// is kept.
public protocol WireEnumeration: WireValue, RawRepresentable
where RawValue: WireValue, Bits == RawValue.Bits {
    /// The value of the enumeration that is encoded as `rawValue`, known or not.
    init(rawValue: RawValue)

    /// Whether the schema names the value.
    var isNamed: Bool { get }
}

extension WireEnumeration {
    /// The value with these bits.
    @inlinable @inline(__always)
    public init(bits: RawValue.Bits) { self.init(rawValue: RawValue(bits: bits)) }

    /// The bits of the value.
    @inlinable @inline(__always)
    public var bits: RawValue.Bits { rawValue.bits }
}

/// A set of choices of a schema. Bits that this version does not know are kept.
public protocol WireSet: WireValue, OptionSet where RawValue: WireValue, Bits == RawValue.Bits {
    /// The set whose choices are the bits of `rawValue`.
    init(rawValue: RawValue)

    /// The bits that the schema does not name.
    var unnamedBits: RawValue { get }
}

extension WireSet {
    /// The value with these bits.
    @inlinable @inline(__always)
    public init(bits: RawValue.Bits) { self.init(rawValue: RawValue(bits: bits)) }

    /// The bits of the value.
    @inlinable @inline(__always)
    public var bits: RawValue.Bits { rawValue.bits }
}

extension WireValue {
    // Both are the only places where a field's bytes are touched, one element at a time.
    @unsafe @inlinable @inline(__always)
    static func load<Order: ByteOrder>(
        _ pointer: UnsafeRawPointer, _ offset: Int, _ order: Order.Type
    ) -> Self {
        // COD-2: "Every number SHALL be in the byte order of the schema, those of headers,
        // dimensions and lengths included."
        // SAFETY: the caller proved that the element lies within
        // the bytes that `pointer` starts.
        let bits = unsafe pointer.loadUnaligned(fromByteOffset: offset, as: Bits.self)
        return Self(bits: Order.convert(bits))
    }

    @unsafe @inlinable @inline(__always)
    func store<Order: ByteOrder>(
        _ pointer: UnsafeMutableRawPointer, _ offset: Int, _ order: Order.Type
    ) {
        // SAFETY: the caller proved that the element lies within the bytes that `pointer` starts.
        unsafe pointer.storeBytes(of: Order.convert(bits), toByteOffset: offset, as: Bits.self)
    }
}
