/// Which values of a field are valid. A plain writer takes all; a checked one refuses the others.
///
/// Source: FIX SBE 1.0, section 2.4 (ranges of the primitive types, `minValue`, `maxValue`,
/// `nullValue`).
@frozen public struct ValueLimits<Value: WireValue>: BitwiseCopyable, Sendable {
    /// The least valid value.
    public let least: Value
    /// The greatest valid value.
    public let greatest: Value
    /// A value between both that stands for null.
    public let null: Value?

    /// Limits that a schema gives. `null` need only be given if it lies between both.
    @inlinable @inline(__always)
    public init(least: Value, greatest: Value, null: Value? = nil) {
        self.least = least
        self.greatest = greatest
        self.null = null
    }
}

// COD-31: "A checked writer SHALL refuse a value that is not within the limits of its type, or that
// stands for null."
extension WireValue where Self: FixedWidthInteger {
    /// What SBE allows for the type: all but its null value, which is the least of a signed integer
    /// and the greatest of an unsigned one.
    @inlinable @inline(__always)
    public static func valueLimits() -> ValueLimits<Self> {
        Self.isSigned
            ? ValueLimits(least: .min + 1, greatest: .max)
            : ValueLimits(least: .min, greatest: .max - 1)
    }

    /// Why the value is not valid; `nil` if it is.
    @inlinable @inline(__always)
    public func refusal(within limits: ValueLimits<Self>) -> FrameError? {
        if self < limits.least { return .makeOutOfRange(limits.least, found: self) }
        if self > limits.greatest { return .makeOutOfRange(limits.greatest, found: self) }
        if self == limits.null { return nullRefusal }
        return nil
    }

    /// The error of a value that stands for null.
    public var nullRefusal: FrameError {
        FrameError(code: .nullValue, expected: Int(clamping: self), found: Int(clamping: self))
    }
}

extension WireValue where Self: BinaryFloatingPoint {
    /// What SBE allows for the type: all finite numbers.
    @inlinable @inline(__always)
    public static func valueLimits() -> ValueLimits<Self> {
        ValueLimits(least: -.greatestFiniteMagnitude, greatest: .greatestFiniteMagnitude)
    }

    /// Why the value is not valid; `nil` if it is. What is not a number never is.
    @inlinable @inline(__always)
    public func refusal(within limits: ValueLimits<Self>) -> FrameError? {
        if self < limits.least { return .makeOutOfRange(limits.least, found: self) }
        if self > limits.greatest { return .makeOutOfRange(limits.greatest, found: self) }
        if isNaN || self == limits.null { return nullRefusal }
        return nil
    }

    /// The error of a value that stands for null.
    public var nullRefusal: FrameError {
        let rounded = FrameError.rounded(self)
        return FrameError(code: .nullValue, expected: rounded, found: rounded)
    }
}

// COD-32: "A checked writer SHALL refuse a value of an enumeration, and bits of a set, that its
// schema does not name."
extension WireEnumeration {
    /// None: what is valid, `isNamed` says.
    @inlinable @inline(__always)
    public static func valueLimits() -> ValueLimits<Self> {
        ValueLimits(least: Self(bits: 0), greatest: Self(bits: 0))
    }

    /// Why the value is not valid: the schema does not name it; `nil` if it does.
    @inlinable @inline(__always)
    public func refusal(within limits: ValueLimits<Self>) -> FrameError? {
        isNamed ? nil : .make(.unknownValue, expected: 0, found: UInt64(bits))
    }

    /// The error of a value that stands for null.
    public var nullRefusal: FrameError {
        .make(.nullValue, expected: UInt64(bits), found: UInt64(bits))
    }
}

extension WireSet where RawValue: FixedWidthInteger {
    /// None: what is valid, `unnamedBits` says.
    @inlinable @inline(__always)
    public static func valueLimits() -> ValueLimits<Self> {
        ValueLimits(least: Self(bits: 0), greatest: Self(bits: 0))
    }

    /// Why the value is not valid: the schema does not name all its bits; `nil` if it does.
    @inlinable @inline(__always)
    public func refusal(within limits: ValueLimits<Self>) -> FrameError? {
        unnamedBits == 0
            ? nil
            : .make(
                .unknownValue, expected: UInt64(~Self(rawValue: .max).unnamedBits),
                found: UInt64(bits))
    }

    /// The error of a value that stands for null.
    public var nullRefusal: FrameError {
        .make(.nullValue, expected: UInt64(bits), found: UInt64(bits))
    }
}

extension FrameError {
    // Cold: kept out of line so that the check around it stays small.
    @inline(never) @usableFromInline
    static func makeOutOfRange(_ limit: some BinaryInteger, found: some BinaryInteger) -> FrameError
    {
        FrameError(code: .outOfRange, expected: Int(clamping: limit), found: Int(clamping: found))
    }

    @inline(never) @usableFromInline
    static func makeOutOfRange(
        _ limit: some BinaryFloatingPoint, found: some BinaryFloatingPoint
    ) -> FrameError {
        FrameError(code: .outOfRange, expected: rounded(limit), found: rounded(found))
    }

    /// The integer nearest to `number`, 0 for what is not a number.
    static func rounded(_ number: some BinaryFloatingPoint) -> Int {
        if number.isNaN { return 0 }
        return Int(exactly: number.rounded()) ?? (number < 0 ? .min : .max)
    }
}
