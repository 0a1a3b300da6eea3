/// What the fields of a value are given to, one after another: something that reads them from a view or
/// a decoder, or writes them to bytes or an encoder. Only the library's own types conform.
public protocol FieldExchange<Layout>: ~Copyable, ~Escapable {
    /// The block whose fields these are.
    associatedtype Layout: FrameLayout
    /// What can go wrong.
    associatedtype Failure: Error

    /// Whether a field that came with a later version takes part.
    ///
    /// Throws if it has no value and must have one.
    mutating func takesPart(
        _ name: StaticString, since: UInt32, hasValue: Bool
    ) throws(Failure) -> Bool

    /// Exchanges a value that is always there.
    mutating func value<Element: JSONValue>(
        _ name: StaticString, _ value: inout Element, _ field: Field<Element>,
        _ encoding: CharacterEncoding?
    ) throws(Failure)

    /// Exchanges a value that may be null.
    mutating func value<Element: JSONValue>(
        _ name: StaticString, _ value: inout Element?, _ field: OptionalField<Element>,
        _ encoding: CharacterEncoding?
    ) throws(Failure)

    /// Exchanges an array, in which elements that equal `null` are null.
    mutating func array<let length: Int, Element: JSONValue>(
        _ name: StaticString, _ elements: inout [Element], _ field: ArrayField<length, Element>,
        null: Element?
    ) throws(Failure)

    /// Exchanges an array of characters.
    mutating func text<let length: Int>(
        _ name: StaticString, _ text: inout String, _ field: CharacterArrayField<length>,
        _ encoding: CharacterEncoding
    ) throws(Failure)

    /// Exchanges a composite.
    mutating func composite<Value: OwnedValue>(
        _ name: StaticString, _ value: inout Value, _ field: CompositeField<Value.Layout>
    ) throws(Failure)

    /// Exchanges a group.
    mutating func group<Value: OwnedValue>(
        _ name: StaticString, _ entries: inout [Value],
        _ part: KeyPath<Layout.Parts, GroupPart<Value.Layout>>
    ) throws(Failure)

    /// Exchanges variable data that are text.
    mutating func text<Encoding: DataEncodingLayout>(
        _ name: StaticString, _ text: inout String, _ part: KeyPath<Layout.Parts, DataPart>,
        _ layout: Encoding.Type, _ encoding: CharacterEncoding
    ) throws(Failure)

    /// Exchanges variable data that are bytes.
    mutating func bytes<Encoding: DataEncodingLayout>(
        _ name: StaticString, _ bytes: inout [UInt8], _ part: KeyPath<Layout.Parts, DataPart>,
        _ layout: Encoding.Type
    ) throws(Failure)

    /// Gives what the schema fixes.
    mutating func constant(_ name: StaticString, _ value: ConstantValue) throws(Failure)
}

// What generated code calls for a value. It says the offset, and no more of the descriptor than the type does
// not imply: what it leaves out, its compiler need not look at.
extension FieldExchange where Self: ~Copyable & ~Escapable {
    /// Exchanges a value that is always there.
    public mutating func value<Element: JSONValue>(
        _ name: StaticString, _ value: inout Element, at offset: Int32
    ) throws(Failure) {
        try self.value(name, &value, Field(offset), nil)
    }

    /// Exchanges a value that is always there, and has limits of its own.
    public mutating func value<Element: JSONValue>(
        _ name: StaticString, _ value: inout Element, at offset: Int32, limits: ValueLimits<Element>
    ) throws(Failure) {
        try self.value(name, &value, Field(offset, limits: limits), nil)
    }

    /// Exchanges a character that is always there.
    public mutating func value<Element: JSONValue>(
        _ name: StaticString, _ value: inout Element, at offset: Int32,
        limits: ValueLimits<Element>? = nil, encoding: CharacterEncoding
    ) throws(Failure) {
        let field = Field(offset, limits: limits ?? Element.valueLimits())
        try self.value(name, &value, field, encoding)
    }

    /// Exchanges a value that may be null.
    public mutating func value<Element: JSONValue>(
        _ name: StaticString, _ value: inout Element?, at offset: Int32, null: Element,
        since: UInt32 = 0, limits: ValueLimits<Element>? = nil, encoding: CharacterEncoding? = nil
    ) throws(Failure) {
        let limits = limits ?? Element.valueLimits()
        let field = OptionalField(offset, null: null, since: since, limits: limits)
        try self.value(name, &value, field, encoding)
    }

    /// Exchanges a required value of a later version.
    public mutating func value<Element: JSONValue>(
        _ name: StaticString, _ value: inout Element?, at offset: Int32, since: UInt32,
        limits: ValueLimits<Element>? = nil, encoding: CharacterEncoding? = nil
    ) throws(Failure) {
        guard try takesPart(name, since: since, hasValue: value != nil) else {
            value = nil
            return
        }
        var held = value ?? Element(bits: 0)
        let field = Field(offset, limits: limits ?? Element.valueLimits())
        try self.value(name, &held, field, encoding)
        value = held
    }
}

// Fields that came with a later version: they have no value in an older message.
extension FieldExchange where Self: ~Copyable & ~Escapable {
    /// Exchanges an array of a later version.
    public mutating func array<let length: Int, Element: JSONValue>(
        _ name: StaticString, _ elements: inout [Element]?, _ field: ArrayField<length, Element>,
        null: Element?
    ) throws(Failure) {
        guard try takesPart(name, since: field.since, hasValue: elements != nil) else {
            elements = nil
            return
        }
        var held = elements ?? []
        try array(name, &held, field, null: null)
        elements = held
    }

    /// Exchanges an array of characters of a later version.
    public mutating func text<let length: Int>(
        _ name: StaticString, _ text: inout String?, _ field: CharacterArrayField<length>,
        _ encoding: CharacterEncoding
    ) throws(Failure) {
        guard try takesPart(name, since: field.since, hasValue: text != nil) else {
            text = nil
            return
        }
        var held = text ?? ""
        try self.text(name, &held, field, encoding)
        text = held
    }

    /// Exchanges a composite of a later version.
    public mutating func composite<Value: OwnedValue>(
        _ name: StaticString, _ value: inout Value?, _ field: AddedCompositeField<Value.Layout>
    ) throws(Failure) {
        guard try takesPart(name, since: field.since, hasValue: value != nil) else {
            value = nil
            return
        }
        var held = value ?? Value(zeros: ())
        try composite(name, &held, CompositeField(field.offset))
        value = held
    }
}
