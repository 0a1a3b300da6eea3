import PinionCodec

/// Reads messages of the market example; of those that hold fields alone, what they print.
enum MarketReader {
    /// The message, or `nil` if the bytes are none.
    static func read(_ bytes: Span<UInt8>) -> Reading? {
        var digest = Digest()
        if let message = try? FrameView<Market.BookSnapshot>(bytes) {
            read(message, into: &digest)
            return Reading(message)
        }
        if let message = try? FrameView<Market.InstrumentDefinition>(bytes) {
            read(message, into: &digest)
            return Reading(message)
        }
        if let message = try? FrameView<Market.TradingStatus>(bytes) {
            digest.add(message.reason)
            digest.add(message.shortSellingAllowed)
            return Reading(message)
        }
        if let message = try? FrameView<Market.Statistics>(bytes) {
            read(message, into: &digest)
            return Reading(message)
        }
        return reading(of: Market.BookUpdate.self, bytes)
            ?? reading(of: Market.Trade.self, bytes) ?? reading(of: Market.Heartbeat.self, bytes)
    }

    private static func reading<Layout: JSONMessageLayout>(
        of layout: Layout.Type, _ bytes: Span<UInt8>
    ) -> Reading? {
        guard let message = try? FrameView<Layout>(bytes) else { return nil }
        return Reading(message)
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
