import PinionCodec

/// Reads messages of the market example; of those that hold fields alone, the length.
enum MarketReader {
    /// The length of the message, or `nil` if the bytes are none.
    static func read(_ bytes: Span<UInt8>) -> Int? {
        var digest = Digest()
        if let message = try? FrameView<Market.BookSnapshot>(bytes) {
            read(message, into: &digest)
            return message.encodedLength
        }
        if let message = try? FrameView<Market.InstrumentDefinition>(bytes) {
            read(message, into: &digest)
            return message.encodedLength
        }
        if let message = try? FrameView<Market.TradingStatus>(bytes) {
            digest.add(message.reason)
            digest.add(message.shortSellingAllowed)
            return message.encodedLength
        }
        if let message = try? FrameView<Market.Statistics>(bytes) {
            read(message, into: &digest)
            return message.encodedLength
        }
        return length(of: Market.BookUpdate.self, bytes)
            ?? length(of: Market.Trade.self, bytes) ?? length(of: Market.Heartbeat.self, bytes)
    }

    private static func length<Layout: MessageLayout>(
        of layout: Layout.Type, _ bytes: Span<UInt8>
    ) -> Int? {
        guard let message = try? FrameView<Layout>(bytes) else { return nil }
        return message.encodedLength
    }

    private static func read(
        _ message: FrameView<Market.BookSnapshot>, into digest: inout Digest
    ) {
        digest.add(message.updateNumber)
        var levels = message.levels
        while let level = levels.next() {
            digest.add(level.price.mantissa)
            digest.add(level.quantity)
            digest.add(level.side.rawValue)
            var orders = level.orders
            while let order = orders.next() {
                digest.add(order.orderId)
                digest.add(order.hiddenQuantity)
            }
        }
    }

    private static func read(
        _ message: FrameView<Market.InstrumentDefinition>, into digest: inout Digest
    ) {
        digest.add(message.symbol)
        digest.add(message.lotSize)
        let legs = message.legs
        for index in legs.indices { digest.add(legs[index].ratio) }
        digest.add(message.longName)
        digest.add(message.issuerKey)
        digest.add(message.terms)
        digest.add(String(message.longName).utf8.count)
        digest.add(String(message.symbol).utf8.count)
    }

    private static func read(
        _ message: FrameView<Market.Statistics>, into digest: inout Digest
    ) {
        digest.add(message.impliedVolatility)
        digest.add(message.tradeCount)
        for index in message.intervals.indices {
            digest.add(message.intervals[index].quantity)
            digest.add(message.intervals[index].closePrice.mantissa)
        }
    }
}
