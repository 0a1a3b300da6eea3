import Testing

@testable import PinionCompiler

/// How a schema's names become Swift's.
struct SwiftNamesTests {
    @Test(
        "Members are camel case and start small",
        arguments: [
            "serialNumber": "serialNumber", "Price": "price", "ID": "id",
            "SecurityID": "securityID",
            "MDEntryPx": "mdEntryPx", "BUY_SIDE": "buySide", "sun_roof": "sunRoof",
            "_private": "private", "v1.2": "v1_2", "UTC Time": "utcTime", "A": "a",
            "3rd party": "_3rdParty", "": "unnamed", "***": "unnamed", "größe": "größe",
            "N/A": "nA", "X1": "x1", "x": "x", "NYSE2": "nyse2",
        ])
    func members(raw: String, expected: String) {
        #expect(SwiftNames.member(raw) == expected)
    }

    @Test(
        "Types are camel case and start with a capital",
        arguments: [
            "groupSizeEncoding": "GroupSizeEncoding", "MIC": "MIC", "order_type": "OrderType",
            "ORDER_TYPE": "OrderType", "UTCTimestamp": "UTCTimestamp", "8bit": "_8bit",
            "": "Unnamed", "a-b": "AB",
        ])
    func types(raw: String, expected: String) {
        #expect(SwiftNames.type(raw) == expected)
    }

    @Test("A word of the language stands in backticks, and only there")
    func keywords() {
        #expect(SwiftNames.declared("class") == "`class`")
        // It can name a declaration, but where that is used, it is taken for an operator.
        #expect(SwiftNames.declared("await") == "`await`")
        #expect(SwiftNames.declared("default") == "`default`")
        #expect(SwiftNames.declared("classes") == "classes")
    }

    @Test("Each name of a scope is given once, to the first who asks")
    func scope() {
        var scope = SwiftNameScope(reserved: ["bytes"])
        #expect(scope.claimMember("price") == "price")
        #expect(scope.claimMember("Price") == "price_")
        #expect(scope.claimMember("PRICE") == "price_2")
        #expect(scope.claimMember("p.r.i.c.e") == "pRICE")
        #expect(scope.claimMember("bytes") == "bytes_")
        #expect(scope.claimType("Side", kind: "Enum") == "Side")
        #expect(scope.claimType("side", kind: "Enum") == "SideEnum")
        #expect(scope.claimType("SIDE_", kind: "Enum") == "SIDE")
        #expect(scope.claimType("side", kind: "Enum") == "Side_2")
    }

    @Test("Constants are literals of their own type, and text cannot end its literal")
    func literals() {
        #expect(SwiftLiterals.value(.signed(-5), as: .int8) == "-5")
        #expect(SwiftLiterals.value(.floating(bitPattern: 0x3fc0_0000), as: .float) == "1.5")
        #expect(SwiftLiterals.value(.floating(bitPattern: 0x7fc0_0000), as: .float) == ".nan")
        #expect(
            SwiftLiterals.value(.floating(bitPattern: 0x7fc0_0001), as: .float)
                == "Float(bitPattern: 2143289345)")
        #expect(
            SwiftLiterals.value(.floating(bitPattern: (-Double.infinity).bitPattern), as: .double)
                == "-.infinity")
        #expect(SwiftLiterals.string(Array("a\"\\(b)\n\0\0".utf8)) == #""a\"\\(b)\u{a}""#)
    }
}
