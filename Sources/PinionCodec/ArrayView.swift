/// The elements of a fixed array of numbers, read where they lie.
@safe @frozen public struct ArrayView<Element: WireValue, Order: ByteOrder>: ~Escapable, Sendable {
    @usableFromInline let start: Address
    /// How many elements there are: none in a frame that is older than the field.
    public let count: Int

    @unsafe @inlinable @inline(__always) @_lifetime(immortal)
    init(start: UnsafeRawPointer, count: Int) {
        self.start = unsafe Address(start)
        self.count = count
    }

    /// Whether there are no elements.
    @inlinable public var isEmpty: Bool { @inline(__always) get { count == 0 } }

    /// The indices of the elements.
    @inlinable public var indices: Range<Int> { @inline(__always) get { 0..<count } }

    /// The element at `index`, which must be one of `indices`.
    @inlinable public subscript(index: Int) -> Element {
        @inline(__always) get {
            precondition(index >= 0 && index < count, "the array has no element of that index")
            // SAFETY: who made this has checked that `count` elements are there, and `index` is
            // below it.
            return unsafe Element.load(
                start.pointer, index * MemoryLayout<Element.Bits>.size, Order.self)
        }
    }

    /// The bytes of all elements, in the byte order of the wire.
    @inlinable public var bytes: RawSpan {
        @_lifetime(copy self) @inline(__always) get {
            // SAFETY: who made this has checked that `count` elements are there.
            let span = unsafe RawSpan(
                _unsafeStart: start.pointer, byteCount: count * MemoryLayout<Element.Bits>.size)
            return unsafe _overrideLifetime(span, copying: self)
        }
    }
}

extension Array where Element: WireValue {
    /// A copy of the elements of `view`.
    @inlinable
    public init<Order: ByteOrder>(_ view: borrowing ArrayView<Element, Order>) {
        self.init()
        reserveCapacity(view.count)
        for index in view.indices { append(view[index]) }
    }
}
