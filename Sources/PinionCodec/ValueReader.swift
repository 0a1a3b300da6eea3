/// Takes the fields of a value from a view.
struct ValueReader<Layout: FrameLayout>: FieldExchange, ~Escapable {
    typealias Failure = Never

    private let view: FrameView<Layout>

    @_lifetime(copy view)
    init(_ view: FrameView<Layout>) { self.view = view }

    mutating func takesPart(_ name: StaticString, since: UInt32, hasValue: Bool) -> Bool {
        view.version >= since
    }

    // SAFETY, for each field below: the block holds all fields of its version, as its view has checked.

    mutating func value<Element: JSONValue>(
        _ name: StaticString, _ value: inout Element, _ field: Field<Element>,
        _ encoding: CharacterEncoding?
    ) {
        // SAFETY: as said above.
        value = unsafe field.load(
            from: view.block.pointer, actingVersion: view.version, order: Layout.Order.self)
    }

    mutating func value<Element: JSONValue>(
        _ name: StaticString, _ value: inout Element?, _ field: OptionalField<Element>,
        _ encoding: CharacterEncoding?
    ) {
        // SAFETY: as said above.
        value = unsafe field.load(
            from: view.block.pointer, actingVersion: view.version, order: Layout.Order.self)
    }

    mutating func array<let length: Int, Element: JSONValue>(
        _ name: StaticString, _ elements: inout [Element], _ field: ArrayField<length, Element>,
        null: Element?
    ) {
        // SAFETY: as said above.
        let array = unsafe ArrayView<Element, Layout.Order>(
            start: view.block.pointer + Int(field.offset), count: length)
        elements = [Element](array)
    }

    mutating func text<let length: Int>(
        _ name: StaticString, _ text: inout String, _ field: CharacterArrayField<length>,
        _ encoding: CharacterEncoding
    ) {
        // SAFETY: as said above.
        let characters = unsafe CharacterArrayView(
            start: view.block.pointer + Int(field.offset), count: length)
        // What stands behind a NUL is kept, and only the padding is not.
        let padded = characters.padded
        var count = padded.count
        while count > 0, padded[count - 1] == 0 { count -= 1 }
        text = encoding.text(of: padded.extracting(first: count))
    }

    mutating func composite<Value: OwnedValue>(
        _ name: StaticString, _ value: inout Value, _ field: CompositeField<Value.Layout>
    ) {
        value = Value(view.composite(Value.Layout.self, at: field.offset))
    }

    mutating func group<Value: OwnedValue>(
        _ name: StaticString, _ entries: inout [Value],
        _ part: KeyPath<Layout.Parts, GroupPart<Value.Layout>>
    ) {
        let group = view[dynamicMember: part]
        entries.removeAll()
        entries.reserveCapacity(group.count)
        group.forEach { entries.append(Value($0)) }
    }

    mutating func text<Encoding: DataEncodingLayout>(
        _ name: StaticString, _ text: inout String, _ part: KeyPath<Layout.Parts, DataPart>,
        _ layout: Encoding.Type, _ encoding: CharacterEncoding
    ) {
        text = encoding.text(of: view[dynamicMember: part].span)
    }

    mutating func bytes<Encoding: DataEncodingLayout>(
        _ name: StaticString, _ bytes: inout [UInt8], _ part: KeyPath<Layout.Parts, DataPart>,
        _ layout: Encoding.Type
    ) {
        // SAFETY: the bytes are there as long as the view is.
        bytes = unsafe view[dynamicMember: part].bytes.withUnsafeBytes { unsafe Array($0) }
    }

    mutating func constant(_ name: StaticString, _ value: ConstantValue) {
        // Nothing to do: it takes no bytes.
    }
}
