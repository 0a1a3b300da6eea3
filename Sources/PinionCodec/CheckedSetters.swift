// A plain writer stores what it is given: `quote.level = 70`. A checked one asks first whether the
// schema allows it: `try quote.set(\.level, to: 70)`. Both are the same writer, so that each field
// may be written as fits.

extension FrameWriter {
    /// Sets a field to a value that is valid for it.
    ///
    /// Throws `FrameError` with `outOfRange`, `nullValue` or `unknownValue` if it is not; the field
    /// stays as it was.
    @inlinable @inline(__always)
    public func set<Descriptor: WritableFieldDescriptor>(
        _ path: KeyPath<Layout.Fields, Descriptor>, to value: Descriptor.Written
    ) throws(FrameError) {
        try writtenFields.storeChecked(value, Layout.fields[keyPath: path])
    }

    /// Sets a fixed array to elements that are all valid for it.
    ///
    /// Throws `FrameError` with `outOfRange` or `nullValue` if one is not; the array stays as it
    /// was.
    @inlinable
    public func set<let length: Int, Element>(
        _ path: KeyPath<Layout.Fields, ArrayField<length, Element>>,
        to elements: InlineArray<length, Element>
    ) throws(FrameError) {
        try writtenFields.storeChecked(elements, Layout.fields[keyPath: path])
    }

    /// Sets a fixed array of characters to text of its encoding.
    ///
    /// Throws `FrameError` with `notInEncoding` or `endsEarly` if it is not; the array stays as it
    /// was.
    @inlinable
    public func set<let length: Int>(
        _ path: KeyPath<Layout.Fields, CharacterArrayField<length>>,
        to characters: CharacterArray<length>
    ) throws(FrameError) {
        try writtenFields.storeChecked(characters, Layout.fields[keyPath: path])
    }

    /// Sets a fixed array of characters to `text`, in its encoding.
    ///
    /// Throws `FrameError` with `tooLong`, `notInEncoding` or `endsEarly` if it cannot hold that;
    /// the array stays as it was.
    @inlinable
    public func set<let length: Int>(
        _ path: KeyPath<Layout.Fields, CharacterArrayField<length>>, to text: String
    ) throws(FrameError) {
        try writtenFields.storeChecked(text, Layout.fields[keyPath: path])
    }
}

extension CompositeWriter {
    /// Sets a field to a value that is valid for it.
    ///
    /// Throws `FrameError` with `outOfRange`, `nullValue` or `unknownValue` if it is not; the field
    /// stays as it was.
    @inlinable @inline(__always)
    public func set<Descriptor: WritableFieldDescriptor>(
        _ path: KeyPath<Composite.Fields, Descriptor>, to value: Descriptor.Written
    ) throws(FrameError) {
        try writtenFields.storeChecked(value, Composite.fields[keyPath: path])
    }

    /// Sets a fixed array to elements that are all valid for it.
    ///
    /// Throws `FrameError` with `outOfRange` or `nullValue` if one is not; the array stays as it
    /// was.
    @inlinable
    public func set<let length: Int, Element>(
        _ path: KeyPath<Composite.Fields, ArrayField<length, Element>>,
        to elements: InlineArray<length, Element>
    ) throws(FrameError) {
        try writtenFields.storeChecked(elements, Composite.fields[keyPath: path])
    }

    /// Sets a fixed array of characters to text of its encoding.
    ///
    /// Throws `FrameError` with `notInEncoding` or `endsEarly` if it is not; the array stays as it
    /// was.
    @inlinable
    public func set<let length: Int>(
        _ path: KeyPath<Composite.Fields, CharacterArrayField<length>>,
        to characters: CharacterArray<length>
    ) throws(FrameError) {
        try writtenFields.storeChecked(characters, Composite.fields[keyPath: path])
    }

    /// Sets a fixed array of characters to `text`, in its encoding.
    ///
    /// Throws `FrameError` with `tooLong`, `notInEncoding` or `endsEarly` if it cannot hold that;
    /// the array stays as it was.
    @inlinable
    public func set<let length: Int>(
        _ path: KeyPath<Composite.Fields, CharacterArrayField<length>>, to text: String
    ) throws(FrameError) {
        try writtenFields.storeChecked(text, Composite.fields[keyPath: path])
    }
}

/// What the checked setters of both writers do: a value that its field does not allow is refused by the
/// field's name, and the field stays as it was.
extension WrittenFields {
    @inlinable @inline(__always)
    func storeChecked<Descriptor: WritableFieldDescriptor>(
        _ value: Descriptor.Written, _ field: Descriptor
    ) throws(FrameError) {
        if let error = field.refusal(of: value) {
            throw Layout.naming(error, fieldAt: field.offset)
        }
        store(value, field)
    }

    @inlinable @inline(__always)
    func storeChecked<let length: Int, Element>(
        _ elements: InlineArray<length, Element>, _ field: ArrayField<length, Element>
    ) throws(FrameError) {
        for index in elements.indices {
            if let error = elements[index].refusal(within: field.limits) {
                throw Layout.naming(error, fieldAt: field.offset)
            }
        }
        store(elements, field)
    }

    @inlinable @inline(__always)
    func storeChecked<let length: Int>(
        _ characters: CharacterArray<length>, _ field: CharacterArrayField<length>
    ) throws(FrameError) {
        if let error = characters.refusal(in: field.encoding) {
            throw Layout.naming(error, fieldAt: field.offset)
        }
        store(characters, field)
    }

    @inlinable @inline(__always)
    func storeChecked<let length: Int>(
        _ text: String, _ field: CharacterArrayField<length>
    ) throws(FrameError) {
        let characters: CharacterArray<length>
        do throws(FrameError) {
            characters = try CharacterArray(text, encoding: field.encoding)
        } catch {
            throw Layout.naming(error, fieldAt: field.offset)
        }
        try storeChecked(characters, field)
    }
}
