import PinionCodec
import Testing

/// Three versions of one schema, each with views of its own: whoever writes, whoever reads.
struct VersionTests {
    static func version0() throws -> [UInt8] {
        try encoded { storage in
            var bytes = storage.mutableSpan
            var order = try FrameWriter<V0.Order>(&bytes)
            order.orderId = 10
            order.side = .buy
            try order.fills(count: 2) { index, fill in fill.price = Int64(index) - 1 }
            try order.account("zero")
            return try order.finish()
        }
    }

    static func version1() throws -> [UInt8] {
        try encoded { storage in
            var bytes = storage.mutableSpan
            var order = try FrameWriter<V1.Order>(&bytes)
            order.orderId = 11
            order.side = .sell
            order.quantity = 500
            order.limit.amount = -3
            order.limit.currency = "EUR"
            try order.fills(count: 2) { index, fill in
                fill.price = Int64(index)
                fill.venue = UInt16(index + 40)
            }
            try order.parties(count: 1) { _, party throws(FrameError) in
                party.party = 9
                try party.name("Ada")
            }
            try order.account("one")
            return try order.finish()
        }
    }

    static func version2() throws -> [UInt8] {
        try encoded { storage in
            var bytes = storage.mutableSpan
            var order = try FrameWriter<V2.Order>(&bytes)
            order.orderId = 12
            order.side = .sellShort
            order.quantity = 600
            order.minimum = 6
            order.limit.amount = 77
            order.limit.currency = "SEK"
            order.flags = [.postOnly]
            order.otherSide = .buy
            order.code = "XLON"
            order.weights = [3, 4]
            try order.fills(count: 2) { index, fill in
                fill.price = Int64(index)
                fill.venue = 50
                fill.fee.amount = 8
            }
            try order.parties(count: 2) { index, party throws(FrameError) in
                party.party = UInt32(index)
                try party.name("Bo")
            }
            try order.account("two")
            try order.comment("!")
            return try order.finish()
        }
    }

    /// What a reader of version 2 sees.
    static func picture(_ order: FrameView<V2.Order>) -> String {
        var lines = [
            "version \(order.actingVersion) order \(order.orderId) side \(order.side.rawValue)",
            "quantity \(show(order.quantity)) minimum \(show(order.minimum))",
        ]
        if let limit = order.limit {
            lines.append("limit \(limit.amount) \(String(limit.currency))")
        }
        lines.append(
            "flags \(show(order.flags?.rawValue)) otherSide \(show(order.otherSide?.rawValue))")
        lines.append("code '\(String(order.code))' weights \([UInt16](order.weights))")
        lines.append("ratio \(show(order.ratio))")
        for index in order.fills.indices {
            let fill = order.fills[index]
            var line = "fill \(fill.price) venue \(show(fill.venue))"
            if let fee = fill.fee { line += " fee \(fee.amount)" }
            lines.append(line)
        }
        var parties = order.parties
        while let party = parties.next() {
            lines.append("party \(party.party) \(String(party.name))")
        }
        lines.append("account \(String(order.account)) comment '\(String(order.comment))'")
        return lines.joined(separator: "\n")
    }

    private static func show(_ value: (some Any)?) -> String {
        value.map { "\($0)" } ?? "nil"
    }

    @Test("The newest reader sees what each writer wrote, and nil or nothing for the rest")
    func newestReader() throws {
        let oldest = try Self.version0()
        #expect(
            Self.picture(try FrameView<V2.Order>(oldest.span)) == """
                version 0 order 10 side 66
                quantity nil minimum nil
                flags nil otherSide nil
                code '' weights []
                ratio nil
                fill -1 venue nil
                fill 0 venue nil
                account zero comment ''
                """)
        let middle = try Self.version1()
        #expect(
            Self.picture(try FrameView<V2.Order>(middle.span)) == """
                version 1 order 11 side 83
                quantity 500 minimum nil
                limit -3 EUR
                flags nil otherSide nil
                code '' weights []
                ratio nil
                fill 0 venue 40
                fill 1 venue 41
                party 9 Ada
                account one comment ''
                """)
        let newest = try Self.version2()
        #expect(
            Self.picture(try FrameView<V2.Order>(newest.span)) == """
                version 2 order 12 side 88
                quantity 600 minimum 6
                limit 77 SEK
                flags 512 otherSide 66
                code 'XLON' weights [3, 4]
                ratio nil
                fill 0 venue 50 fee 8
                fill 1 venue 50 fee 8
                party 0 Bo
                party 1 Bo
                account two comment '!'
                """)
    }

    @Test("A reader of version 1 skips what version 2 added behind its fields and data")
    func olderReader() throws {
        let bytes = try Self.version2()
        let order = try FrameView<V1.Order>(bytes.span)

        #expect(order.actingVersion == 2)
        #expect(order.orderId == 12)
        #expect(order.side.rawValue == 88, "a value that version 1 does not know is kept")
        #expect(order.quantity == 600)
        #expect(order.fills.count == 2)
        #expect(order.fills[1].price == 1)
        #expect(order.fills[1].venue == 50)
        #expect(String(order.account) == "two")
        #expect(order.encodedLength < bytes.count, "the comment is not a part that it knows")
    }

    @Test("A block that is shorter than its version's fields is refused")
    func shortBlock() throws {
        var bytes = try Self.version0()
        bytes[6] = 1
        let error = #expect(throws: FrameError.self) {
            _ = try FrameView<V2.Order>(bytes.span).orderId
        }
        #expect(error == FrameError(code: .blockTooShort, expected: 28, found: 9))
    }

    @Test("A message that came with a later version is read like any other")
    func addedMessage() throws {
        let bytes = try encoded { storage in
            var bytes = storage.mutableSpan
            let cancel = try FrameWriter<V2.Cancel>(&bytes)
            cancel.orderId = 3
            return try cancel.finish()
        }
        #expect(try FrameView<V2.Cancel>(bytes.span).orderId == 3)
    }
}
