// A message with one field of a type and byte order that a test chooses, alone and as an array.

import PinionCodec

enum SingleHeader<Order: ByteOrder>: MessageHeaderLayout {
    static var blockLength: Int { 8 }
    static var blockLengthMember: UnsignedMember<UInt16> { .init(0) }
    static var templateIDMember: UnsignedMember<UInt16> { .init(2) }
    static var schemaIDMember: UnsignedMember<UInt16> { .init(4) }
    static var versionMember: UnsignedMember<UInt16> { .init(6) }
    struct Fields {}
    static var fields: Fields { Fields() }
}

/// A type whose null value a table can name.
protocol NullableElement: WireValue {
    static var wireNull: Self { get }
}

enum Single<Element: NullableElement, Order: ByteOrder>: MessageLayout {
    typealias Header = SingleHeader<Order>
    static var templateID: UInt64 { 1 }
    static var schemaID: UInt64 { 2 }
    static var version: UInt64 { 3 }
    static var elementSize: Int { MemoryLayout<Element.Bits>.size }
    // Two scalars and three elements, all behind one byte, so that nothing is aligned.
    static var blockLength: Int { 1 + 5 * elementSize }
    static func blockLengthMin(version: UInt32) -> Int { blockLength }
    struct Fields {
        var required: Field<Element> { .init(1) }
        var optional: OptionalField<Element> {
            .init(1 + Int32(elementSize), null: Element.wireNull)
        }
        var array: ArrayField<3, Element> { .init(1 + 2 * Int32(elementSize)) }
    }
    static var fields: Fields { Fields() }
    static func writeNulls(_ block: inout FrameWriter<Self>) { block.optional = nil }
}

extension UInt8: NullableElement {
    static var wireNull: UInt8 { .max }
}
extension UInt16: NullableElement {
    static var wireNull: UInt16 { .max }
}
extension UInt32: NullableElement {
    static var wireNull: UInt32 { .max }
}
extension UInt64: NullableElement {
    static var wireNull: UInt64 { .max }
}
extension Int8: NullableElement {
    static var wireNull: Int8 { .min }
}
extension Int16: NullableElement {
    static var wireNull: Int16 { .min }
}
extension Int32: NullableElement {
    static var wireNull: Int32 { .min }
}
extension Int64: NullableElement {
    static var wireNull: Int64 { .min }
}
extension Float: NullableElement {
    static var wireNull: Float { .nan }
}
extension Double: NullableElement {
    static var wireNull: Double { .nan }
}
