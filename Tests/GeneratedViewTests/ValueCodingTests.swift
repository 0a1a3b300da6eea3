import Foundation
import PinionCodec
import Testing

/// Values of messages through Swift's encoders and decoders, across versions, and as values among others.
struct ValueCodingTests {
    typealias Report = Limits.Report

    /// A value's JSON with its members in order, so that it can be compared as text.
    static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func decode<Value: Decodable>(_ type: Value.Type, _ json: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(json.utf8))
    }

    @Test("Each kind of member has the form that the reference gives it")
    func forms() throws {
        var value = ValueRefusalTests.report()
        value.lines.removeLast()
        #expect(
            try Self.json(value) == """
                {"fields":{"amount":{"exponent":-2,"mantissa":1000},"code":"ab","colour":"GREEN",\
                "extra":{"exponent":-2,"mantissa":7},"initial":null,"lines":[{"amount":\
                {"exponent":-2,"mantissa":-1000},"line":0,"parts":[],"title":"5 €"}],\
                "marks":["FINAL"],"note":"ÿ","percent":0,"picture":"00ff","points":[null,2,3],\
                "ratios":[null,0.5],"readings":[1,null,3],"share":50,"sign":"€","spare":null,\
                "tag":"t"},"message":"Report","schemaId":310,"templateId":1,"version":1}
                """)
    }

    @Test("A value is the same after it was encoded and decoded, nested groups and data included")
    func roundTrips() throws {
        func check<Value: MessageValue>(_ value: Value) throws {
            let decoded = try Self.decode(Value.self, Self.json(value))
            #expect(decoded == value)
            #expect(decoded.hashValue == value.hashValue)
            #expect(try decoded.encoded([]) == value.encoded([]))
        }
        try check(ValueRefusalTests.report())
        let car = try CarTests.car()
        try check(Cars.Car.Value(try FrameView<Cars.Car>(car.span)))
        let reading = try MeterTests.reading()
        try check(Meters.Reading.Value(try FrameView<Meters.Reading>(reading.span)))
        let order = try VersionTests.version2()
        try check(V2.Order.Value(try FrameView<V2.Order>(order.span)))
    }

    @Test("What a value need not have may be left out, and what it does not know is passed over")
    func leftOut() throws {
        let value = try Self.decode(
            V2.Order.Value.self,
            #"{"message":"Order","fields":{"orderId":7,"side":"BUY","unknown":[1]}}"#)
        #expect(value == V2.Order.Value(orderId: 7, side: .buy))
        #expect(value.quantity == nil && value.fills.isEmpty && value.account.isEmpty)
    }

    @Test(
        "JSON that is no value of the message is refused, and the error says where",
        arguments: [
            (#"{"message":"Reading","fields":{}}"#, "message"),
            (#"{"message":"Order"}"#, "fields"),
            (#"{"message":"Order","fields":{"side":"BUY"}}"#, "orderId"),
            (#"{"message":"Order","fields":{"orderId":-1,"side":"BUY"}}"#, "orderId"),
            (#"{"message":"Order","fields":{"orderId":1,"side":"HOLD"}}"#, "side"),
            (#"{"message":"Order","fields":{"orderId":1,"side":"BUY","flags":["x"]}}"#, "flags"),
            (#"{"message":"Order","fields":{"orderId":1,"side":"BUY","flags":[16]}}"#, "flags"),
            (#"{"message":"Order","fields":{"orderId":1,"side":"BUY","fills":[{}]}}"#, "price"),
        ])
    func refusals(json: String, key: String) throws {
        let error = #expect(throws: DecodingError.self) {
            try Self.decode(V2.Order.Value.self, json)
        }
        let path: [String] =
            switch error {
            case .keyNotFound(let key, let context):
                context.codingPath.map(\.stringValue) + [key.stringValue]
            case .dataCorrupted(let context), .typeMismatch(_, let context),
                .valueNotFound(_, let context):
                context.codingPath.map(\.stringValue)
            default: []
            }
        #expect(path.contains(key), "\(String(describing: error))")
    }

    @Test("Bytes that are no hexadecimal digits, and a text of two characters for one, are refused")
    func texts() throws {
        let good = try Self.json(ValueRefusalTests.report())
        #expect(try Self.decode(Report.Value.self, good) == ValueRefusalTests.report())
        for (part, other) in [
            (#""00ff""#, #""00f""#), (#""00ff""#, #""00fg""#),
            (#""initial":null"#, #""initial":"ab""#),
        ] {
            let bad = good.replacingOccurrences(of: part, with: other)
            #expect(bad != good)
            #expect(throws: DecodingError.self) { try Self.decode(Report.Value.self, bad) }
        }
    }

    @Test("An older message is a value without what came later, and needs it to be written")
    func olderMessages() throws {
        let bytes = try VersionTests.version0()
        var value = V2.Order.Value(try FrameView<V2.Order>(bytes.span))
        #expect(value.orderId == 10)
        #expect(value.quantity == nil && value.limit == nil && value.code == nil)
        #expect(value.fills.map(\.price) == [-1, 0])
        #expect(value.fills[0].venue == nil && value.parties.isEmpty)
        let error = #expect(throws: ValueError.self) { try value.encoded() }
        #expect(error?.description == "quantity: a field that cannot be null has no value")

        value.quantity = 5
        value.limit = .init(amount: 1, currency: "EUR")
        value.flags = []
        value.otherSide = .sell
        value.code = "XPAR"
        value.weights = [1, 2]
        for index in value.fills.indices {
            value.fills[index].venue = 3
            value.fills[index].fee = .init(amount: 0, currency: "EUR")
        }
        let again = try value.encoded()
        let view = try FrameView<V2.Order>(again.span)
        #expect(view.actingVersion == 2)
        #expect(V2.Order.Value(view) == value)
        // And an older reader reads its part of it.
        #expect(V0.Order.Value(try FrameView<V0.Order>(again.span)).fills.map(\.price) == [-1, 0])
    }

    @Test("Values are elements of sets and keys, and cross to other tasks")
    func amongOthers() async throws {
        let first = ValueRefusalTests.report()
        var second = first
        second.lines[1].parts[0].label = "other"
        #expect(Set([first, second, first]).count == 2)
        let counts = [first: 1, second: 2]
        let sum = await withTaskGroup(of: Int.self) { group in
            for value in [first, second] {
                group.addTask { (counts[value] ?? 0) + value.lines.count }
            }
            return await group.reduce(0, +)
        }
        #expect(sum == 7)
    }

    @Test("What the user did not change of a big-endian message is the same bytes")
    func change() throws {
        let bytes = try MeterTests.reading()
        var value = Meters.Reading.Value(try FrameView<Meters.Reading>(bytes.span))
        var plain = bytes
        // The member that the schema added to the header is no field.
        for index in 0..<4 { plain[index] = 0 }
        #expect(try value.encoded([]) == plain)
        value.self_ = 0x0102_0304
        var changed = plain
        changed.replaceSubrange(14..<18, with: [1, 2, 3, 4])
        #expect(try value.encoded([]) == changed)
    }
}
