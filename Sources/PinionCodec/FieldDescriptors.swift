/// Where a field lies and how its value is read. Only the library's own descriptors conform.
///
/// A descriptor is a member of a layout's `Fields`, and `FrameView` and `FrameWriter` reach it
/// through a key path.
public protocol FieldDescriptor: BitwiseCopyable, Sendable {
    /// What a reader sees.
    associatedtype Value

    /// Reads the field of the block whose first byte `block` points to.
    func load<Order: ByteOrder>(
        from block: UnsafeRawPointer, actingVersion: UInt32, order: Order.Type
    ) -> Value
}

/// Where a field lies and how its value is written.
public protocol WritableFieldDescriptor: FieldDescriptor {
    /// What a writer sets.
    associatedtype Written

    /// Bytes from the start of the block to the field.
    var offset: Int32 { get }

    /// Reads back the field of a block that is being written.
    func loadWritten<Order: ByteOrder>(
        from block: UnsafeRawPointer, order: Order.Type
    ) -> Written

    /// Writes the field of the block whose first byte `block` points to.
    func store<Order: ByteOrder>(
        _ value: Written, to block: UnsafeMutableRawPointer, order: Order.Type)

    /// Why `value` is not valid for the field; `nil` if it is.
    func refusal(of value: Written) -> FrameError?
}

// SAFETY, for each descriptor below: a view or a writer has checked that the block holds all fields
// of its version, and the generator proved that this field lies within the block.

/// A required field that every version has.
@frozen public struct Field<Element: WireValue>: WritableFieldDescriptor {
    /// Bytes from the start of the block to the field.
    public let offset: Int32
    @usableFromInline let limits: ValueLimits<Element>

    /// A field at `offset` bytes from the start of its block.
    @inlinable @inline(__always)
    public init(_ offset: Int32, limits: ValueLimits<Element> = Element.valueLimits()) {
        self.offset = offset
        self.limits = limits
    }

    /// Why `value` is not valid; `nil` if it is.
    @inlinable @inline(__always)
    public func refusal(of value: Element) -> FrameError? { value.refusal(within: limits) }

    /// Reads the field, as the protocol says.
    @inlinable @inline(__always)
    public func load<Order: ByteOrder>(
        from block: UnsafeRawPointer, actingVersion: UInt32, order: Order.Type
    ) -> Element {
        // SAFETY: as said above.
        unsafe Element.load(block, Int(offset), order)
    }

    /// Reads the field back, as the protocol says.
    @inlinable @inline(__always)
    public func loadWritten<Order: ByteOrder>(
        from block: UnsafeRawPointer, order: Order.Type
    ) -> Element {
        // SAFETY: as said above.
        unsafe Element.load(block, Int(offset), order)
    }

    /// Writes it, as the protocol says.
    @inlinable @inline(__always)
    public func store<Order: ByteOrder>(
        _ value: Element, to block: UnsafeMutableRawPointer, order: Order.Type
    ) {
        // SAFETY: as said above.
        unsafe value.store(block, Int(offset), order)
    }
}

// COD-16: "A field that is newer than the acting version SHALL read as one without a value,
// whatever the bytes are."
/// A field that may be null; it reads as `nil` too in a frame that is older than the field.
@frozen public struct OptionalField<Element: WireValue>: WritableFieldDescriptor {
    /// Bytes from the start of the block to the field.
    public let offset: Int32
    @usableFromInline let since: UInt32
    @usableFromInline let null: Element
    @usableFromInline let limits: ValueLimits<Element>

    /// A field at `offset` bytes from the start of its block, where `null` stands for no value.
    /// Where `null` is not a number, each value that is not a number reads as `nil`.
    @inlinable @inline(__always)
    public init(
        _ offset: Int32, null: Element, since: UInt32 = 0,
        limits: ValueLimits<Element> = Element.valueLimits()
    ) {
        self.offset = offset
        self.since = since
        self.null = null
        self.limits = limits
    }

    /// Why `value` is not valid; `nil` if it is. A value that stands for null would read as none.
    @inlinable @inline(__always)
    public func refusal(of value: Element?) -> FrameError? {
        guard let value else { return nil }
        return value.matches(null: null) ? value.nullRefusal : value.refusal(within: limits)
    }

    /// Reads the field, as the protocol says.
    @inlinable @inline(__always)
    public func load<Order: ByteOrder>(
        from block: UnsafeRawPointer, actingVersion: UInt32, order: Order.Type
    ) -> Element? {
        guard actingVersion >= since else { return nil }
        // SAFETY: as said above.
        return unsafe loadWritten(from: block, order: order)
    }

    /// Reads the field back, as the protocol says.
    @inlinable @inline(__always)
    public func loadWritten<Order: ByteOrder>(
        from block: UnsafeRawPointer, order: Order.Type
    ) -> Element? {
        // SAFETY: as said above.
        let value = unsafe Element.load(block, Int(offset), order)
        return value.matches(null: null) ? nil : value
    }

    /// Writes it, as the protocol says.
    @inlinable @inline(__always)
    public func store<Order: ByteOrder>(
        _ value: Element?, to block: UnsafeMutableRawPointer, order: Order.Type
    ) {
        // SAFETY: as said above.
        unsafe (value ?? null).store(block, Int(offset), order)
    }
}

/// A required field that came with a later version: `nil` in an older frame; a writer always sends
/// it.
@frozen public struct AddedField<Element: WireValue>: WritableFieldDescriptor {
    /// Bytes from the start of the block to the field.
    public let offset: Int32
    @usableFromInline let since: UInt32
    @usableFromInline let limits: ValueLimits<Element>

    /// A field at `offset` bytes from the start of its block, in frames of version `since` and
    /// later.
    @inlinable @inline(__always)
    public init(
        _ offset: Int32, since: UInt32, limits: ValueLimits<Element> = Element.valueLimits()
    ) {
        self.offset = offset
        self.since = since
        self.limits = limits
    }

    /// Why `value` is not valid; `nil` if it is.
    @inlinable @inline(__always)
    public func refusal(of value: Element) -> FrameError? { value.refusal(within: limits) }

    /// Reads the field, as the protocol says.
    @inlinable @inline(__always)
    public func load<Order: ByteOrder>(
        from block: UnsafeRawPointer, actingVersion: UInt32, order: Order.Type
    ) -> Element? {
        guard actingVersion >= since else { return nil }
        // SAFETY: as said above.
        return unsafe Element.load(block, Int(offset), order)
    }

    /// Reads the field back, as the protocol says.
    @inlinable @inline(__always)
    public func loadWritten<Order: ByteOrder>(
        from block: UnsafeRawPointer, order: Order.Type
    ) -> Element {
        // SAFETY: as said above.
        unsafe Element.load(block, Int(offset), order)
    }

    /// Writes it, as the protocol says.
    @inlinable @inline(__always)
    public func store<Order: ByteOrder>(
        _ value: Element, to block: UnsafeMutableRawPointer, order: Order.Type
    ) {
        // SAFETY: as said above.
        unsafe value.store(block, Int(offset), order)
    }
}

/// A value that the schema fixes, and that takes no bytes. Text is a `StaticString`.
@frozen public struct ConstantField<Value: Sendable & BitwiseCopyable>: FieldDescriptor {
    @usableFromInline let value: Value

    /// A field that is always `value`.
    @inlinable @inline(__always)
    public init(_ value: Value) { self.value = value }

    /// Reads the field, as the protocol says.
    @inlinable @inline(__always)
    public func load<Order: ByteOrder>(
        from block: UnsafeRawPointer, actingVersion: UInt32, order: Order.Type
    ) -> Value { value }
}

/// A composite that every version has.
@frozen public struct CompositeField<Composite: CompositeLayout>: BitwiseCopyable, Sendable {
    @usableFromInline let offset: Int32

    /// A composite at `offset` bytes from the start of its block.
    @inlinable @inline(__always)
    public init(_ offset: Int32) { self.offset = offset }
}

/// A composite that came with a later version: `nil` in an older frame.
@frozen public struct AddedCompositeField<Composite: CompositeLayout>: BitwiseCopyable, Sendable {
    @usableFromInline let offset: Int32
    @usableFromInline let since: UInt32

    /// A composite at `offset` bytes from the start of its block, in frames of version `since` and
    /// later.
    @inlinable @inline(__always)
    public init(_ offset: Int32, since: UInt32) {
        self.offset = offset
        self.since = since
    }
}

/// A fixed array of numbers; empty in a frame that is older than the field.
@frozen public struct ArrayField<let length: Int, Element: WireValue>: BitwiseCopyable, Sendable {
    @usableFromInline let offset: Int32
    @usableFromInline let since: UInt32
    @usableFromInline let limits: ValueLimits<Element>

    /// An array at `offset` bytes from the start of its block, in frames of version `since` and
    /// later.
    @inlinable @inline(__always)
    public init(
        _ offset: Int32, since: UInt32 = 0, limits: ValueLimits<Element> = Element.valueLimits()
    ) {
        self.offset = offset
        self.since = since
        self.limits = limits
    }
}

/// A fixed array of characters, padded with NUL; empty in a frame that is older than the field.
@frozen public struct CharacterArrayField<let length: Int>: BitwiseCopyable, Sendable {
    @usableFromInline let offset: Int32
    @usableFromInline let since: UInt32
    @usableFromInline let encoding: CharacterEncoding

    /// An array at `offset` bytes from the start of its block, in frames of version `since` and
    /// later.
    @inlinable @inline(__always)
    public init(_ offset: Int32, since: UInt32 = 0, encoding: CharacterEncoding = .ascii) {
        self.offset = offset
        self.since = since
        self.encoding = encoding
    }
}
