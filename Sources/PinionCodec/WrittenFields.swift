/// The fields of a block that is being written: what `FrameWriter` and `CompositeWriter` have in
/// common.
///
/// Who makes one has checked that the whole block lies within the buffer; the generator proved that
/// each field lies within the block.
@safe @frozen @usableFromInline
struct WrittenFields<Layout: FrameLayout>: BitwiseCopyable {
    @usableFromInline let block: UnsafeMutableRawPointer

    @unsafe @inlinable @inline(__always)
    init(block: UnsafeMutableRawPointer) { unsafe self.block = unsafe block }

    @inlinable @inline(__always)
    func load<Descriptor: WritableFieldDescriptor>(_ field: Descriptor) -> Descriptor.Written {
        // SAFETY: the field lies within the block, and the block within the buffer, as said above.
        unsafe field.loadWritten(from: UnsafeRawPointer(block), order: Layout.Order.self)
    }

    @inlinable @inline(__always)
    func store<Descriptor: WritableFieldDescriptor>(
        _ value: Descriptor.Written, _ field: Descriptor
    ) {
        // SAFETY: the field lies within the block, and the block within the buffer, as said above.
        unsafe field.store(value, to: block, order: Layout.Order.self)
    }

    @inlinable @inline(__always)
    func load<let length: Int, Element>(
        _ field: ArrayField<length, Element>
    ) -> InlineArray<length, Element> {
        InlineArray<length, Element> { index in
            let offset = Int(field.offset) + index * MemoryLayout<Element.Bits>.size
            // SAFETY: the array lies within the block, and `index` is one of its `length` elements.
            return unsafe Element.load(UnsafeRawPointer(block), offset, Layout.Order.self)
        }
    }

    @inlinable @inline(__always)
    func store<let length: Int, Element>(
        _ elements: InlineArray<length, Element>, _ field: ArrayField<length, Element>
    ) {
        // COD-5: "The elements of an array SHALL follow one another without gaps."
        for index in elements.indices {
            let offset = Int(field.offset) + index * MemoryLayout<Element.Bits>.size
            // SAFETY: the array lies within the block, and `index` is one of its `length` elements.
            unsafe elements[index].store(block, offset, Layout.Order.self)
        }
    }

    @inlinable @inline(__always)
    func copy<let length: Int, Element>(
        _ elements: Span<Element>, to field: ArrayField<length, Element>
    ) throws(FrameError) {
        guard elements.count == length else {
            throw .make(.otherCount, expected: length, found: elements.count)
        }
        for index in elements.indices {
            let offset = Int(field.offset) + index * MemoryLayout<Element.Bits>.size
            // SAFETY: the array lies within the block, and has as many elements as the span.
            unsafe elements[index].store(block, offset, Layout.Order.self)
        }
    }

    @inlinable @inline(__always)
    func load<let length: Int>(_ field: CharacterArrayField<length>) -> CharacterArray<length> {
        // SAFETY: the array lies within the block; any bytes are characters.
        unsafe block.loadUnaligned(
            fromByteOffset: Int(field.offset), as: CharacterArray<length>.self)
    }

    @inlinable @inline(__always)
    func store<let length: Int>(
        _ characters: CharacterArray<length>, _ field: CharacterArrayField<length>
    ) {
        // SAFETY: the array lies within the block, and has as many bytes as the value.
        unsafe block.storeBytes(
            of: characters, toByteOffset: Int(field.offset), as: CharacterArray<length>.self)
    }

    @inlinable @inline(__always)
    func composite<Composite: CompositeLayout>(
        _ composite: Composite.Type, at offset: Int32
    ) -> WrittenFields<Composite> {
        // SAFETY: the composite lies within the block, as a field does.
        unsafe WrittenFields<Composite>(block: block + Int(offset))
    }
}
