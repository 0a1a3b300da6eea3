/// Writes the members of a composite, within a block that is being written.
///
/// It borrows the block's writer: `quote.price.mantissa = 12_345`. A composite may also stand
/// alone, such as a header that no message follows.
@dynamicMemberLookup @safe @frozen
public struct CompositeWriter<Composite: CompositeLayout>: ~Escapable {
    @usableFromInline let writtenFields: WrittenFields<Composite>

    @inlinable @inline(__always) @_lifetime(immortal)
    init(writtenFields: WrittenFields<Composite>) { self.writtenFields = writtenFields }

    /// Starts a composite that stands alone at the first of `bytes`: no member has a value.
    ///
    /// Throws `FrameError` with `noRoom` if it does not fit; nothing is written then.
    @inlinable @inline(__always) @_lifetime(&bytes)
    public init(_ bytes: inout MutableRawSpan) throws(FrameError) {
        // SAFETY: the writer takes over the span's lifetime and its exclusive access.
        let start = unsafe bytes.withUnsafeMutableBytes { $0.baseAddress }
        unsafe try self.init(start: start, capacity: bytes.byteCount)
    }

    /// Starts a composite that stands alone, as the initialiser with a `MutableRawSpan` does.
    @inlinable @inline(__always) @_lifetime(&bytes)
    public init(_ bytes: inout MutableSpan<UInt8>) throws(FrameError) {
        // SAFETY: as above; every byte is a valid `UInt8`.
        let start = unsafe bytes.withUnsafeMutableBytes { $0.baseAddress }
        unsafe try self.init(start: start, capacity: bytes.count)
    }

    @unsafe @inlinable @inline(__always) @_lifetime(immortal)
    init(start: UnsafeMutableRawPointer?, capacity: Int) throws(FrameError) {
        guard let start = unsafe start, capacity >= Composite.blockLength else {
            throw .make(.noRoom, expected: Composite.blockLength, found: capacity)
        }
        // SAFETY: the whole composite fits.
        unsafe start.initializeMemory(as: UInt8.self, repeating: 0, count: Composite.blockLength)
        writtenFields = unsafe WrittenFields(block: start)
        Composite.writeNulls(&self)
    }

    /// The value of a member.
    @inlinable
    public subscript<Descriptor: WritableFieldDescriptor>(
        dynamicMember path: KeyPath<Composite.Fields, Descriptor>
    ) -> Descriptor.Written {
        @inline(__always) get { writtenFields.load(Composite.fields[keyPath: path]) }
        @inline(__always) nonmutating set {
            writtenFields.store(newValue, Composite.fields[keyPath: path])
        }
    }

    /// The elements of a fixed array.
    @inlinable
    public subscript<let length: Int, Element>(
        dynamicMember path: KeyPath<Composite.Fields, ArrayField<length, Element>>
    ) -> InlineArray<length, Element> {
        @inline(__always) get { writtenFields.load(Composite.fields[keyPath: path]) }
        @inline(__always) nonmutating set {
            writtenFields.store(newValue, Composite.fields[keyPath: path])
        }
    }

    /// The characters of a fixed array.
    @inlinable
    public subscript<let length: Int>(
        dynamicMember path: KeyPath<Composite.Fields, CharacterArrayField<length>>
    ) -> CharacterArray<length> {
        @inline(__always) get { writtenFields.load(Composite.fields[keyPath: path]) }
        @inline(__always) nonmutating set {
            writtenFields.store(newValue, Composite.fields[keyPath: path])
        }
    }

    /// The writer of a composite within this one.
    @inlinable
    public subscript<Inner>(
        dynamicMember path: KeyPath<Composite.Fields, CompositeField<Inner>>
    ) -> CompositeWriter<Inner> {
        @_lifetime(copy self) @inline(__always) get {
            let fields = writtenFields.composite(
                Inner.self, at: Composite.fields[keyPath: path].offset)
            // SAFETY: the inner composite is part of this one, and lives no longer.
            return unsafe _overrideLifetime(
                CompositeWriter<Inner>(writtenFields: fields), copying: self)
        }
    }

    /// Copies `elements` to a fixed array, which must have as many.
    ///
    /// Throws `FrameError` with `otherCount` if not; the array stays as it was.
    @inlinable @inline(__always)
    public func copy<let length: Int, Element>(
        _ elements: Span<Element>, to path: KeyPath<Composite.Fields, ArrayField<length, Element>>
    ) throws(FrameError) {
        try writtenFields.copy(elements, to: Composite.fields[keyPath: path])
    }
}
