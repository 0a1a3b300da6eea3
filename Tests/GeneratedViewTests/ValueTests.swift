import Foundation
import PinionCodec
import Testing

/// Values of messages, and messages as JSON, from generated code.
struct ValueTests {
    private typealias Everything = Primitives.Everything

    @Test("Random bytes become a value that becomes the same bytes, but for other forms of null")
    func randomBytes() throws {
        var seed: UInt64 = 7
        for _ in 0..<200 {
            var bytes = try EverythingTests.message { _ in }
            for index in Everything.Header.blockLength..<bytes.count {
                seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes[index] = UInt8(truncatingIfNeeded: seed >> 56)
            }
            let value = Everything.Value(try FrameView<Everything>(bytes.span))
            let again = try value.encoded()
            let second = Everything.Value(try FrameView<Everything>(again.span))
            #expect(second == value)
            #expect(second.hashValue == value.hashValue)
            // Each NaN is null where null is one; no other bits may differ.
            if value.floatOptional != nil, value.doubleOptional != nil,
                value.nullable.floating != nil, value.floatOwnNull != nil,
                value.doubleOwnNull != nil
            {
                #expect(again == bytes)
            }
        }
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

    @Test("What would be lost when a value is written is refused")
    func refusals() throws {
        let bytes = try EverythingTests.message { _ in }
        let value = Everything.Value(try FrameView<Everything>(bytes.span))
        func code(_ change: (inout Everything.Value) -> Void) -> FrameError.Code? {
            var changed = value
            change(&changed)
            do throws(FrameError) {
                _ = try changed.encoded()
                return nil
            } catch {
                return error.code
            }
        }
        #expect(code { _ in } == nil)
        #expect(code { $0.int8Array = [1] } == .otherCount)
        #expect(code { $0.charArray = String(repeating: "x", count: 100) } == .tooLong)
        #expect(code { $0.charArray = "\u{4e00}" } == .notInEncoding)
        #expect(code { $0.uint16Optional = .max } == .nullValue)
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
