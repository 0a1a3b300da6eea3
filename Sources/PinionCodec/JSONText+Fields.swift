// What generated code calls for each field, in the order of the schema. All of them leave out a field
// that is newer than the message.

// JSN-3: "What is newer than the message's version SHALL be left out."
extension JSONText {
    // The offset and the type, and no more of a descriptor: what is left out, the compiler of the
    // generated code need not look at.
    /// Writes a number, an enumeration or a set, in messages of version `since` and later; a character
    /// as text if `encoding` says how it is read.
    public mutating func value<Layout, Element: JSONValue>(
        _ name: StaticString, _ view: FrameView<Layout>, at offset: Int32, _ type: Element.Type,
        since: UInt32, encoding: CharacterEncoding? = nil
    ) {
        guard view.version >= since else { return }
        self.name("\(name)")
        // SAFETY: the block holds all fields of its version, as its view has checked.
        let value = unsafe Element.load(view.block.pointer, Int(offset), Layout.Order.self)
        value.append(to: &self, encoding)
    }

    /// Writes a number, an enumeration or a set that is always there.
    public mutating func value<Layout, Element: JSONValue>(
        _ name: StaticString, _ view: FrameView<Layout>, at offset: Int32, _ type: Element.Type
    ) {
        value(name, view, at: offset, type, since: 0)
    }

    /// Writes a character that is always there.
    public mutating func value<Layout, Element: JSONValue>(
        _ name: StaticString, _ view: FrameView<Layout>, at offset: Int32, _ type: Element.Type,
        encoding: CharacterEncoding
    ) {
        value(name, view, at: offset, type, since: 0, encoding: encoding)
    }

    /// Writes a value that may be null, in messages of version `since` and later.
    public mutating func value<Layout, Element: JSONValue>(
        _ name: StaticString, _ view: FrameView<Layout>, at offset: Int32, _ type: Element.Type,
        null: Element, since: UInt32 = 0, encoding: CharacterEncoding? = nil
    ) {
        guard view.version >= since else { return }
        self.name("\(name)")
        // SAFETY: the block holds all fields of its version, as its view has checked.
        let value = unsafe Element.load(view.block.pointer, Int(offset), Layout.Order.self)
        // JSN-5: "A value that may be null and is SHALL be shown as `null`."
        if value.matches(null: null) { self.null() } else { value.append(to: &self, encoding) }
    }

    /// Writes an array of numbers, in which elements that equal `null` are null.
    public mutating func array<Layout, let length: Int, Element: JSONValue>(
        _ name: StaticString, _ view: FrameView<Layout>, _ field: ArrayField<length, Element>,
        null: Element? = nil
    ) {
        guard view.version >= field.since else { return }
        self.name("\(name)")
        // SAFETY: the block holds all fields of its version, as its view has checked.
        let elements = unsafe ArrayView<Element, Layout.Order>(
            start: view.block.pointer + Int(field.offset), count: length)
        // JSN-10: "An array of numbers SHALL be shown as an array; in one that is optional, each
        // element that equals the null value as `null`."
        beginArray()
        for index in elements.indices {
            let element = elements[index]
            if let null, element.matches(null: null) {
                self.null()
            } else {
                element.append(to: &self, nil)
            }
        }
        endArray()
    }

    /// Writes an array of characters.
    public mutating func text<Layout, let length: Int>(
        _ name: StaticString, _ view: FrameView<Layout>, _ field: CharacterArrayField<length>,
        _ encoding: CharacterEncoding
    ) {
        guard view.version >= field.since else { return }
        self.name("\(name)")
        // SAFETY: the block holds all fields of its version, as its view has checked.
        let characters = unsafe CharacterArrayView(
            start: view.block.pointer + Int(field.offset), count: length)
        // JSN-11: "An array of characters SHALL be shown as a string of what stands before its first
        // NUL, or of all of it if it has none."
        string(characters.span, encoding: encoding)
    }

    /// Writes a composite.
    public mutating func composite<Layout, Composite: JSONLayout>(
        _ name: StaticString, _ view: FrameView<Layout>, _ field: CompositeField<Composite>
    ) {
        self.name("\(name)")
        beginObject()
        Composite.appendMembers(of: view.composite(Composite.self, at: field.offset), to: &self)
        endObject()
    }

    /// Writes a composite that came with a later version.
    public mutating func composite<Layout, Composite: JSONLayout>(
        _ name: StaticString, _ view: FrameView<Layout>, _ field: AddedCompositeField<Composite>
    ) {
        guard view.version >= field.since else { return }
        composite(name, view, CompositeField<Composite>(field.offset))
    }

    // JSN-13: "A constant SHALL be shown as a value of its type that was on the wire would be; a
    // constant of an enumeration as the name of its value."
    /// Writes what the schema fixes, in messages of version `since` and later.
    public mutating func constant<Layout>(
        _ name: StaticString, _ view: FrameView<Layout>, _ value: ConstantValue, since: UInt32 = 0
    ) {
        guard view.version >= since else { return }
        self.name("\(name)")
        append(value)
    }

    // JSN-15: "A composite SHALL be shown as an object of its members, and a group as an array of
    // objects, one for each entry."
    /// Writes a group.
    public mutating func group<Entry: JSONLayout>(_ name: StaticString, _ group: GroupView<Entry>) {
        guard group.version >= Entry.sinceVersion else { return }
        self.name("\(name)")
        beginArray()
        group.forEach { entry in
            beginObject()
            Entry.appendMembers(of: entry, to: &self)
            endObject()
        }
        endArray()
    }

    /// Writes variable data: as text if `encoding` says how it is read, in messages of version `since`
    /// and later.
    public mutating func data<Layout>(
        _ name: StaticString, _ view: FrameView<Layout>, _ data: VariableData,
        _ encoding: CharacterEncoding? = nil, since: UInt32 = 0
    ) {
        guard view.version >= since else { return }
        self.name("\(name)")
        // JSN-14: "Variable-length data with a character encoding SHALL be shown as a string of all
        // their characters, and without one as a string of two lower-case hexadecimal digits for
        // each byte."
        if let encoding {
            string(data.span, encoding: encoding)
        } else {
            hexadecimal(data.span)
        }
    }

    mutating func append(_ value: ConstantValue) {
        switch value {
        case .integer(let number): integer(number)
        case .unsigned(let number): integer(number)
        case .float(let number): floating(number)
        case .double(let number): floating(number)
        case .text(let text): string(text)
        }
    }
}

/// What a schema fixes, as it is shown.
public enum ConstantValue: Hashable, Sendable {
    /// A signed integer.
    case integer(Int64)
    /// An unsigned integer.
    case unsigned(UInt64)
    /// A number of 32 bits.
    case float(Float)
    /// A number of 64 bits.
    case double(Double)
    /// Characters, or the name of a value of an enumeration.
    case text(String)
}
