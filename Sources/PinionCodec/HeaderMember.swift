/// A member of a message header, of a group's dimensions or of a data length: a number that steers
/// the decoding.
public protocol HeaderMember: BitwiseCopyable, Sendable {
    /// The number, in the composite whose first byte `composite` points to.
    func load<Order: ByteOrder>(from composite: UnsafeRawPointer, order: Order.Type) -> UInt64

    /// Writes the number, which the schema compiler or a check before has shown to fit.
    func store<Order: ByteOrder>(
        _ value: UInt64, to composite: UnsafeMutableRawPointer, order: Order.Type)
}

/// An unsigned member that is sent, at an offset in its composite.
@frozen
public struct UnsignedMember<Value: WireValue & FixedWidthInteger & UnsignedInteger>:
    HeaderMember
{
    @usableFromInline let offset: Int32

    /// A member at `offset` bytes from the start of the composite.
    @inlinable @inline(__always)
    public init(_ offset: Int32) { self.offset = offset }

    /// The number, as the protocol says.
    @inlinable @inline(__always)
    public func load<Order: ByteOrder>(
        from composite: UnsafeRawPointer, order: Order.Type
    ) -> UInt64 {
        // SAFETY: the cursor checks the size of the whole composite first; the generator proved
        // that the member fits.
        unsafe UInt64(Value.load(composite, Int(offset), order))
    }

    /// Writes it, as the protocol says.
    @inlinable @inline(__always)
    public func store<Order: ByteOrder>(
        _ value: UInt64, to composite: UnsafeMutableRawPointer, order: Order.Type
    ) {
        // SAFETY: the writer checks the size of the whole composite first; the generator proved
        // that the member fits.
        unsafe Value(truncatingIfNeeded: value).store(composite, Int(offset), order)
    }
}

/// A member that the schema fixes, and that takes no bytes.
@frozen public struct ConstantMember: HeaderMember {
    @usableFromInline let value: UInt64

    /// A member that is always `value`.
    @inlinable @inline(__always)
    public init(_ value: UInt64) { self.value = value }

    /// The number, as the protocol says.
    @inlinable @inline(__always)
    public func load<Order: ByteOrder>(
        from composite: UnsafeRawPointer, order: Order.Type
    ) -> UInt64 { value }

    /// Writes it, as the protocol says.
    @inlinable @inline(__always)
    public func store<Order: ByteOrder>(
        _ value: UInt64, to composite: UnsafeMutableRawPointer, order: Order.Type
    ) {
        // Nothing to do: it is not sent.
    }
}
