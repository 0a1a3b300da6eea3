import PinionCodec
import Testing

@Suite("Every primitive, in both byte orders")
struct PrimitiveTests {
    /// One line of the table: a value, and its bytes with the most significant first.
    struct Row<Element: NullableElement>: Sendable, CustomTestStringConvertible {
        let value: Element
        let bytes: String

        init(_ value: Element, _ bytes: String) {
            self.value = value
            self.bytes = bytes
        }

        var testDescription: String { "\(Element.self) \(value)" }
    }

    @Test(arguments: [Row<UInt8>(0, "00"), Row(254, "fe"), Row(0x5a, "5a")])
    func uint8(row: Row<UInt8>) throws { try check(row) }

    @Test(arguments: [Row<UInt16>(0, "0000"), Row(0x1234, "1234"), Row(65_534, "fffe")])
    func uint16(row: Row<UInt16>) throws { try check(row) }

    @Test(arguments: [Row<UInt32>(0x1234_5678, "12345678"), Row(.max - 1, "fffffffe")])
    func uint32(row: Row<UInt32>) throws { try check(row) }

    @Test(arguments: [
        Row<UInt64>(0x0123_4567_89ab_cdef, "0123456789abcdef"), Row(.max - 1, "fffffffffffffffe"),
    ])
    func uint64(row: Row<UInt64>) throws { try check(row) }

    @Test(arguments: [Row<Int8>(-127, "81"), Row(127, "7f"), Row(-1, "ff")])
    func int8(row: Row<Int8>) throws { try check(row) }

    @Test(arguments: [Row<Int16>(-32_767, "8001"), Row(0x1234, "1234"), Row(-2, "fffe")])
    func int16(row: Row<Int16>) throws { try check(row) }

    @Test(arguments: [Row<Int32>(-2, "fffffffe"), Row(0x1234_5678, "12345678")])
    func int32(row: Row<Int32>) throws { try check(row) }

    @Test(arguments: [
        Row<Int64>(-2, "fffffffffffffffe"), Row(0x0123_4567_89ab_cdef, "0123456789abcdef"),
    ])
    func int64(row: Row<Int64>) throws { try check(row) }

    @Test(arguments: [
        Row<Float>(1, "3f800000"), Row(-35.9, "c20f999a"), Row(.infinity, "7f800000"),
        Row(.leastNonzeroMagnitude, "00000001"),
    ])
    func float(row: Row<Float>) throws { try check(row) }

    @Test(arguments: [
        Row<Double>(1, "3ff0000000000000"), Row(-.infinity, "fff0000000000000"),
        Row(0.1, "3fb999999999999a"),
    ])
    func double(row: Row<Double>) throws { try check(row) }

    func check<Element: NullableElement>(_ row: Row<Element>) throws {
        let big = bytes(row.bytes)
        try check(row.value, big, BigEndian.self)
        try check(row.value, big.reversed(), LittleEndian.self)
    }

    func check<Element: NullableElement, Order: ByteOrder>(
        _ value: Element, _ expected: [UInt8], _ order: Order.Type
    ) throws {
        typealias Layout = Single<Element, Order>
        let size = expected.count
        let null = Order.convert(Element.wireNull.bits)
        // SAFETY: the bytes of a value are there as long as the closure runs.
        let nullBytes = unsafe withUnsafeBytes(of: null) { unsafe Array($0) }
        let zero = [UInt8](repeating: 0, count: size)

        // Nothing written: zero, null, zeros.
        var frame = [UInt8](repeating: 0xaa, count: 8 + Layout.blockLength)
        do {
            var span = frame.mutableSpan
            let writer = try FrameWriter<Layout>(&span)
            #expect(writer.optional == nil)
            #expect(try writer.finish() == 8 + Layout.blockLength)
        }
        let empty: [UInt8] = [[0], zero, nullBytes, zero, zero, zero].flatMap { $0 }
        #expect(Array(frame[8...]) == empty)
        do {
            let view = try FrameView<Layout>(frame.span)
            #expect(view.optional == nil)
            #expect(view.required.bits == 0)
        }

        // Everything written.
        do {
            var span = frame.mutableSpan
            let writer = try FrameWriter<Layout>(&span)
            writer.required = value
            writer.optional = value
            writer.array = [value, Element(bits: 1), value]
            #expect(writer.required == value)
            #expect(writer.optional == value)
            #expect(writer.array[2] == value)
            _ = try writer.finish()
        }
        let oneBits = Order.convert(Element.Bits(1))
        // SAFETY: as above.
        let one = unsafe withUnsafeBytes(of: oneBits) { unsafe Array($0) }
        let full: [UInt8] = [[0], expected, expected, expected, one, expected].flatMap { $0 }
        #expect(Array(frame[8...]) == full)

        let view = try FrameView<Layout>(frame.span)
        #expect(view.required == value)
        #expect(view.optional == value)
        #expect(Array(view.array) == [value, Element(bits: 1), value])
        #expect(view.array.bytes.byteCount == 3 * size)
        #expect(view.encodedLength == frame.count)
    }
}

@Suite("A null value")
struct NullTests {
    @Test("Each not-a-number is null, signalling and negative ones too")
    func everyNaN() throws {
        for bits: UInt32 in [0x7fc0_0000, 0x7f80_0001, 0xffc0_0000, 0xffff_ffff, 0x7fff_ffff] {
            var frame = [UInt8](repeating: 0, count: 8 + 21)
            var span = frame.mutableSpan
            let writer = try FrameWriter<Single<Float, LittleEndian>>(&span)
            writer.optional = Float(bitPattern: bits)
            writer.required = Float(bitPattern: bits)
            _ = try writer.finish()
            let view = try FrameView<Single<Float, LittleEndian>>(frame.span)
            #expect(view.optional == nil)
            // A required field is what its bits are, to the last one.
            #expect(view.required.bitPattern == bits)
        }
    }

    @Test("Infinities and the other zero are not null")
    func infinities() {
        #expect(!Double.infinity.matches(null: .nan))
        #expect(!(-0.0).matches(null: .nan))
        #expect((-0.0).matches(null: 0.0))
        #expect(Double.nan.matches(null: -.nan))
        #expect(!Double.nan.matches(null: 0))
    }

    @Test("A schema's own null value counts, and the type's default does not")
    func ownNull() {
        #expect(UInt8(0).matches(null: 0))
        #expect(!UInt8(255).matches(null: 0))
        #expect(Survey.Status(rawValue: 255).matches(null: Survey.Status(rawValue: 255)))
    }
}
