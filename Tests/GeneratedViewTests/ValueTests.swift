import Foundation
import PinionCodec
import Testing

/// Values of messages, and messages as JSON, from generated code.
struct ValueTests {
    private typealias Everything = Primitives.Everything

    // COD-37: "A value that was read from a message of its schema's version SHALL be written as the same
    // bytes, except for padding, what headers and dimensions have beside the members that they must
    // have, and which of several forms of null there was."
    @Test("Random bytes become a value that becomes the same bytes, but for other forms of null")
    func randomBytes() throws {
        var seed: UInt64 = 7
        var others = 0
        for _ in 0..<300 {
            var bytes = try EverythingTests.message { _ in }
            for index in Everything.Header.blockLength..<bytes.count {
                seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes[index] = UInt8(truncatingIfNeeded: seed >> 56)
            }
            others += try Self.checkRoundTrip(of: bytes) ? 0 : 1
        }
        #expect(others < 300)
    }

    @Test(
        "Of a null that is a NaN, the form is the schema's; of a NaN that is a number's, it is kept"
    )
    func formsOfNull() throws {
        let odd = Float(bitPattern: 0xffc1_2345)
        let signalling = Double(bitPattern: 0x7ff0_0000_0000_0001)
        let bytes = try EverythingTests.message { message in
            message.floatRequired = odd
            message.doubleRequired = signalling
            message.floatArray = [odd, -0.0, .infinity]
        }
        #expect(try Self.checkRoundTrip(of: bytes))
        let nulls = try EverythingTests.message { message in
            message.floatOptional = odd
            message.doubleOptional = signalling
            message.nullable.floating = -odd
        }
        #expect(try !Self.checkRoundTrip(of: nulls))
    }

    /// Whether a message's bytes are the same from its value; they may differ in forms of null alone.
    private static func checkRoundTrip(of bytes: [UInt8]) throws -> Bool {
        let value = Everything.Value(try FrameView<Everything>(bytes.span))
        let again = try value.encoded([])
        let second = Everything.Value(try FrameView<Everything>(again.span))
        #expect(second == value)
        #expect(second.hashValue == value.hashValue)
        // What is null, in the form that the schema gives it.
        var expected = bytes
        func putNull<Null: WireValue>(_ null: Null, at offset: Int32) {
            var bits = null.bits
            for index in 0..<MemoryLayout<Null>.size {
                expected[Everything.Header.blockLength + Int(offset) + index] =
                    UInt8(truncatingIfNeeded: bits)
                bits >>= 8
            }
        }
        let fields = Everything.fields
        if value.floatOptional == nil { putNull(Float.nan, at: fields.floatOptional.offset) }
        if value.doubleOptional == nil { putNull(Double.nan, at: fields.doubleOptional.offset) }
        if value.nullable.floating == nil {
            // The composite is the last field.
            let start = Everything.blockLength - Primitives.Nullable.blockLength
            putNull(Float.nan, at: Int32(start) + Primitives.Nullable.fields.floating.offset)
        }
        #expect(again == expected)
        return again == bytes
    }

    @Test("A message's JSON is decoded to its value, and a value's JSON says the same")
    func json() throws {
        let bytes = try EverythingTests.message { message in
            message.int64Required = .min
            message.uint64Required = .max
            message.charArray = "a"
            message.doubleRequired = .infinity
        }
        let view = try FrameView<Everything>(bytes.span)
        let value = Everything.Value(view)
        let json = Data(String(json: view).utf8)
        #expect(try JSONDecoder().decode(Everything.Value.self, from: json) == value)
        let shown = try JSONSerialization.jsonObject(with: json) as? NSDictionary
        let encoded = try JSONSerialization.jsonObject(with: JSONEncoder().encode(value))
        #expect(shown == encoded as? NSDictionary)
    }

    @Test("A NaN equals itself, and 0 is not -0, since their bytes say so")
    func floatingPoint() throws {
        let bytes = try EverythingTests.message { $0.doubleRequired = .nan }
        var value = Everything.Value(try FrameView<Everything>(bytes.span))
        #expect(value == value)
        value.doubleRequired = 0
        var negative = value
        negative.doubleRequired = -0.0
        #expect(value != negative)
    }
}
