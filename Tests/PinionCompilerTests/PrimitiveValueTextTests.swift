import Testing

@testable import PinionCompiler

/// Values as schemas write them.
struct PrimitiveValueTextTests {
    @Test(
        "A text is the value that its type can hold, or none",
        arguments: [
            (.int8, "-128", .signed(-128)), (.int8, "127", .signed(127)), (.int8, "128", nil),
            (.int8, "-129", nil), (.int8, "+5", .signed(5)), (.int8, "005", .signed(5)),
            (.int16, "-32768", .signed(-32768)), (.int16, "32768", nil),
            (.int32, "-2147483648", .signed(-2_147_483_648)), (.int32, "2147483648", nil),
            (.int64, "-9223372036854775808", .signed(.min)),
            (.int64, "9223372036854775807", .signed(.max)), (.int64, "9223372036854775808", nil),
            (.uint8, "255", .unsigned(255)), (.uint8, "256", nil), (.uint8, "-1", nil),
            (.uint16, "65535", .unsigned(65535)), (.uint16, "65536", nil),
            (.uint32, "4294967295", .unsigned(4_294_967_295)), (.uint32, "4294967296", nil),
            (.uint64, "18446744073709551615", .unsigned(.max)),
            (.uint64, "18446744073709551616", nil), (.uint64, "1.0", nil), (.uint64, "", nil),
            (.int32, "0x10", nil), (.int32, "1e3", nil), (.int32, "1 000", nil),
            (.char, "0", .unsigned(0x30)), (.char, " ", .unsigned(0x20)), (.char, "", nil),
            (.char, "10", nil), (.char, "é", nil), (.char, "\u{0}", .unsigned(0)),
            (.float, "1.5", .floating(bitPattern: 0x3fc0_0000)),
            (.float, "1.5f", .floating(bitPattern: 0x3fc0_0000)),
            (.float, "-0", .floating(bitPattern: 0x8000_0000)),
            (.float, "NaN", .floating(bitPattern: 0x7fc0_0000)),
            (.float, "-Infinity", .floating(bitPattern: 0xff80_0000)),
            (.float, "1e39", .floating(bitPattern: 0x7f80_0000)),
            (.double, "1.5e-3", .floating(bitPattern: (1.5e-3).bitPattern)),
            (.double, "NaN", .floating(bitPattern: 0x7ff8_0000_0000_0000)),
            (.double, "0x10", nil), (.double, "nan", nil), (.double, "inf", nil),
            (.double, "f", nil), (.double, "1,5", nil), (.double, "", nil), (.double, ".", nil),
        ] as [(PrimitiveType, String, PrimitiveValue?)])
    func texts(primitive: PrimitiveType, text: String, value: PrimitiveValue?) {
        #expect(PrimitiveValue(text: text, of: primitive) == value)
    }

    @Test("The values of a type that bound its range and stand for null are values of it")
    func bounds() {
        for primitive in PrimitiveType.allCases {
            let values = [primitive.minValue, primitive.maxValue]
            #expect(values[0].isBelow(values[1], as: primitive))
            #expect(!values.contains(primitive.nullValue))
            guard primitive.isInteger else { continue }
            for value in values + [primitive.nullValue] {
                let text = value.shown(as: primitive)
                #expect(PrimitiveValue(text: text, of: primitive) == value)
            }
        }
    }

    @Test("White space is what XML calls so, and nothing else")
    func trimming() {
        #expect(trimmed(" \t\r\n a b \n") == "a b")
        #expect(trimmed("\u{a0}a\u{2003}") == "\u{a0}a\u{2003}")
        #expect(trimmed(" \n ") == "")
        #expect(trimmed("") == "")
    }
}
