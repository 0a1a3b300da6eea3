/// A block whose values can be checked. `pinion generate --checks` makes layouts conform.
public protocol CheckedLayout: FrameLayout {
    /// Checks each field, group and data of a block, in the order of the schema.
    static func check(_ values: FrameChecker<Self>) throws(ValueError)
}

// COD-38: "A check of a message SHALL find each value that a checked writer refuses, and each count
// and length that any writer refuses, and SHALL tell the first one by the names that lead to it."
/// Looks at the values of one block: what generated code calls for each field, group and data.
///
/// It allocates only for the error that it throws; the work is bounded by the bytes of the message.
@frozen public struct FrameChecker<Layout: FrameLayout>: ~Escapable {
    /// The block.
    public let view: FrameView<Layout>
    @usableFromInline let checks: ValueChecks

    @inlinable @inline(__always) @_lifetime(copy view)
    init(_ view: FrameView<Layout>, _ checks: ValueChecks) {
        self.view = view
        self.checks = checks
    }

    // SAFETY, for each field below: the block holds all fields of its version, as its view has checked.

    /// Checks a value that is always there.
    @inlinable @inline(__always)
    public func value<Element>(_ field: Field<Element>) throws(ValueError) {
        // SAFETY: as said above.
        let value = unsafe field.loadWritten(from: view.block.pointer, order: Layout.Order.self)
        if let error = field.refusal(of: value) { try refuse(error, fieldAt: field.offset) }
    }

    /// Checks a value that came with a later version.
    @inlinable @inline(__always)
    public func value<Element>(_ field: AddedField<Element>) throws(ValueError) {
        guard view.version >= field.since else { return }
        // SAFETY: as said above.
        let value = unsafe field.loadWritten(from: view.block.pointer, order: Layout.Order.self)
        if let error = field.refusal(of: value) { try refuse(error, fieldAt: field.offset) }
    }

    /// Checks a value that may be null.
    @inlinable @inline(__always)
    public func value<Element>(_ field: OptionalField<Element>) throws(ValueError) {
        guard view.version >= field.since else { return }
        // SAFETY: as said above.
        let value = unsafe field.loadWritten(from: view.block.pointer, order: Layout.Order.self)
        if let error = field.refusal(of: value) { try refuse(error, fieldAt: field.offset) }
    }

    /// Checks the elements of an array, of which those that equal `null` are null.
    @inlinable
    public func array<let length: Int, Element>(
        _ field: ArrayField<length, Element>, null: Element? = nil
    ) throws(ValueError) {
        guard view.version >= field.since else { return }
        // SAFETY: as said above.
        let elements = unsafe ArrayView<Element, Layout.Order>(
            start: view.block.pointer + Int(field.offset), count: length)
        for index in elements.indices {
            let element = elements[index]
            if let null, element.matches(null: null) { continue }
            if let error = element.refusal(within: field.limits) {
                try refuse(error, fieldAt: field.offset, index: index)
            }
        }
    }

    /// Checks an array of characters.
    @inlinable
    public func text<let length: Int>(_ field: CharacterArrayField<length>) throws(ValueError) {
        guard view.version >= field.since else { return }
        // SAFETY: as said above.
        let characters = unsafe CharacterArrayView(
            start: view.block.pointer + Int(field.offset), count: length)
        if let error = field.encoding.refusal(ofPadded: characters.padded) {
            try refuse(error, fieldAt: field.offset)
        }
    }

    /// Checks a composite.
    @inlinable
    public func composite<Composite: CheckedLayout>(
        _ field: CompositeField<Composite>
    ) throws(ValueError) {
        let composite = view.composite(Composite.self, at: field.offset)
        do throws(ValueError) {
            try Composite.check(FrameChecker<Composite>(composite, checks))
        } catch {
            throw Self.within(error, fieldAt: field.offset)
        }
    }

    /// Checks a composite that came with a later version.
    @inlinable
    public func composite<Composite: CheckedLayout>(
        _ field: AddedCompositeField<Composite>
    ) throws(ValueError) {
        guard view.version >= field.since else { return }
        try composite(CompositeField<Composite>(field.offset))
    }

    /// Checks a group, which is part `index` of the block.
    @inlinable
    public func group<Entry: CheckedLayout>(
        _ index: Int, _ group: GroupView<Entry>
    ) throws(ValueError) {
        guard group.version >= Entry.sinceVersion else { return }
        let count = UInt64(group.count)
        if count > Entry.Dimension.numInGroupMax {
            throw Self.fault(.tooManyEntries, Entry.Dimension.numInGroupMax, count, part: index)
        }
        if count < Entry.Dimension.numInGroupMin {
            throw Self.fault(.tooFewEntries, Entry.Dimension.numInGroupMin, count, part: index)
        }
        var entries = group
        while let entry = entries.next() {
            do throws(ValueError) {
                try Entry.check(FrameChecker<Entry>(entry, checks))
            } catch {
                let number = Int(count) - entries.count - 1
                throw Self.within(error, part: index, entry: number)
            }
        }
    }

    /// Checks variable data, which are part `index` of the block, in messages of version `since` and
    /// later.
    @inlinable
    public func data<Encoding: DataEncodingLayout>(
        _ index: Int, _ data: VariableData, _ encoding: Encoding.Type, isText: Bool,
        since: UInt32 = 0
    ) throws(ValueError) {
        guard view.version >= since else { return }
        guard UInt64(data.count) <= Encoding.lengthMax else {
            throw Self.fault(.tooLong, Encoding.lengthMax, UInt64(data.count), part: index)
        }
        if isText, let error = Encoding.textEncoding.refusal(of: data.span) {
            try refuse(error, part: index)
        }
    }
}

// Cold: kept out of line so that the checks around it stay small.
extension FrameChecker {
    /// Throws the error of a field, or of an element of it, unless nobody asked about such.
    @inline(never) @usableFromInline
    func refuse(
        _ error: FrameError, fieldAt offset: Int32, index: Int? = nil
    ) throws(ValueError) {
        guard checks.ask(about: error) else { return }
        let fault = ValueError(path: "", cause: error)
        throw Self.within(index.map { fault.within(index: $0) } ?? fault, fieldAt: offset)
    }

    /// Throws the error of data, unless nobody asked about such.
    @inline(never) @usableFromInline
    func refuse(_ error: FrameError, part index: Int) throws(ValueError) {
        guard checks.ask(about: error) else { return }
        throw Self.within(ValueError(path: "", cause: error), part: index)
    }

    @inline(never) @usableFromInline
    static func fault(
        _ code: FrameError.Code, _ expected: UInt64, _ found: UInt64, part index: Int
    ) -> ValueError {
        let error = FrameError.make(code, expected: expected, found: found)
        return within(ValueError(path: "", cause: error), part: index)
    }

    /// An error of the composite at `offset`, as it is seen from this block.
    @inline(never) @usableFromInline
    static func within(_ error: ValueError, fieldAt offset: Int32) -> ValueError {
        error.within(Layout.fieldName(at: offset).map { "\($0)" } ?? "")
    }

    /// An error of a group or data, or an entry, as it is seen from this block.
    @inline(never) @usableFromInline
    static func within(_ error: ValueError, part index: Int, entry: Int? = nil) -> ValueError {
        let fault = entry.map { error.within(index: $0) } ?? error
        return fault.within(Layout.partName(index).map { "\($0)" } ?? "")
    }
}

extension FrameView where Layout: CheckedLayout {
    /// Looks at all values of the message, the entry or the composite, for who takes it from a
    /// stranger. Making a view has checked that every part is there; this is about what the parts
    /// say.
    ///
    /// Throws `ValueError` for the first value, count or length that no checked writer would write,
    /// with the path to it: `outOfRange` and `nullValue`, `unknownValue`, `notInEncoding` and
    /// `endsEarly` as `checks` says; `tooManyEntries`, `tooFewEntries` and `tooLong` always.
    @inlinable
    public func check(_ checks: ValueChecks = .all) throws(ValueError) {
        try Layout.check(FrameChecker(self, checks))
    }
}

extension FrameWriter where Layout: MessageLayout & CheckedLayout {
    // COD-39: "A writer that is asked for a checked end SHALL refuse a message in which a check finds
    // something."
    /// Ends the message as `finish` does, and looks at all values that were written.
    ///
    /// Throws `ValueError` with `unfinished` if not all groups and data were written, and what
    /// `check` of a view throws.
    @inlinable
    public consuming func finish(checking checks: ValueChecks) throws(ValueError) -> Int {
        // SAFETY: the pointer is only kept.
        let start = unsafe UnsafeRawPointer(self.start)
        let byteCount: Int
        do throws(FrameError) {
            byteCount = try finish()
        } catch {
            throw ValueError(path: "", cause: error)
        }
        // SAFETY: the writer has written so many bytes to its buffer, which is still there.
        let bytes = unsafe RawSpan(_unsafeStart: start, byteCount: byteCount)
        let message: FrameView<Layout>
        do throws(FrameError) {
            message = try FrameView<Layout>(bytes)
        } catch {
            throw ValueError(path: "", cause: error)
        }
        try message.check(checks)
        return byteCount
    }
}
