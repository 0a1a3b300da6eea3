import PinionCodec

/// Writes the messages of the feed in place.
struct MessageWriter {
    /// Writes the message that `draws` stand for, with its time, and answers how many bytes it takes.
    static func write(_ draws: Draws, at time: UInt64, to bytes: inout MutableRawSpan)
        throws(FrameError) -> Int
    {
        switch draws.kind {
        case .bookUpdate: try bookUpdate(draws, time, &bytes)
        case .trade: try trade(draws, time, &bytes)
        case .bookSnapshot: try bookSnapshot(draws, time, &bytes)
        case .statistics: try statistics(draws, time, &bytes)
        case .tradingStatus: try tradingStatus(draws, time, &bytes)
        case .instrumentDefinition: try instrumentDefinition(draws, time, &bytes)
        case .heartbeat: try heartbeat(draws, time, &bytes)
        }
    }

    /// Writes the message that ends a stream: how many messages it had.
    static func writeEnd(of count: Int, at time: UInt64, to bytes: inout MutableRawSpan)
        throws(FrameError) -> Int
    {
        var message = try FrameWriter<Market.Statistics>(&bytes)
        message.transactTime.nanoseconds = time
        message.instrumentId = Feed.feedItself
        message.tradeCount = UInt32(clamping: count)
        try message.intervals(count: 0) { _, _ in }
        return try message.finish()
    }

    private static func bookUpdate(_ d: Draws, _ time: UInt64, _ bytes: inout MutableRawSpan)
        throws(FrameError) -> Int
    {
        var draws = d
        var message = try FrameWriter<Market.BookUpdate>(&bytes)
        message.transactTime.nanoseconds = time
        message.updateNumber = draws.index
        message.price.mantissa = draws.price()
        message.instrumentId = draws.instrument()
        message.quantity = draws.uint32()
        message.orderCount = draws.below(4) == 0 ? nil : UInt16(draws.below(1_000))
        message.side = draws.below(2) == 0 ? .buy : .sell
        message.action = Market.UpdateAction(rawValue: UInt8(draws.below(3)))
        message.level = UInt8(1 + draws.below(50))
        message.flags = Market.UpdateFlags(rawValue: UInt8(draws.below(8)))
        message.orderId = draws.below(2) == 0 ? nil : draws.next() | 1
        message.impliedQuantity = draws.optionalQuantity()
        return try message.finish()
    }

    private static func trade(_ d: Draws, _ time: UInt64, _ bytes: inout MutableRawSpan)
        throws(FrameError) -> Int
    {
        var draws = d
        var message = try FrameWriter<Market.Trade>(&bytes)
        message.transactTime.nanoseconds = time
        message.tradeId = draws.index
        message.price.mantissa = draws.price()
        message.instrumentId = draws.instrument()
        message.quantity = draws.uint32()
        message.conditions = Market.TradeConditions(rawValue: UInt16(draws.below(32)))
        message.aggressor = draws.below(2) == 0 ? .buyer : .seller
        message.kind = Market.TradeKind(rawValue: UInt8(draws.below(3)))
        message.venue = MessageTexts.venue(draws.below(MessageTexts.venueCount))
        return try message.finish()
    }

    private static func bookSnapshot(_ d: Draws, _ time: UInt64, _ bytes: inout MutableRawSpan)
        throws(FrameError) -> Int
    {
        var draws = d
        var message = try FrameWriter<Market.BookSnapshot>(&bytes)
        message.transactTime.nanoseconds = time
        message.updateNumber = draws.index
        message.instrumentId = draws.instrument()
        message.lastPrice.mantissa = draws.optionalPrice()
        try message.levels(count: draws.below(7)) { index, level throws(FrameError) in
            level.price.mantissa = draws.price()
            level.quantity = draws.uint32()
            level.side = draws.below(2) == 0 ? .buy : .sell
            level.level = UInt8(index + 1)
            try level.orders(count: draws.below(5)) { _, order throws(FrameError) in
                order.orderId = draws.next()
                order.quantity = draws.uint32()
                order.hiddenQuantity = draws.optionalQuantity()
            }
        }
        return try message.finish()
    }

    private static func statistics(_ d: Draws, _ time: UInt64, _ bytes: inout MutableRawSpan)
        throws(FrameError) -> Int
    {
        var draws = d
        var message = try FrameWriter<Market.Statistics>(&bytes)
        message.transactTime.nanoseconds = time
        message.openPrice.mantissa = draws.optionalPrice()
        message.highPrice.mantissa = draws.optionalPrice()
        message.lowPrice.mantissa = draws.optionalPrice()
        message.turnover = Double(draws.below(1_000_000_000)) / 64
        message.instrumentId = draws.instrument()
        message.tradeCount = draws.uint32()
        message.change = draws.optionalRatio()
        message.bidDepth = InlineArray { _ in draws.uint32() }
        message.offerDepth = InlineArray { _ in draws.uint32() }
        message.impliedVolatility = draws.optionalRatio()
        try message.intervals(count: draws.below(6)) { _, interval throws(FrameError) in
            interval.openPrice.mantissa = draws.optionalPrice()
            interval.closePrice.mantissa = draws.optionalPrice()
            interval.quantity = draws.uint32()
        }
        return try message.finish()
    }

    private static func tradingStatus(_ d: Draws, _ time: UInt64, _ bytes: inout MutableRawSpan)
        throws(FrameError) -> Int
    {
        var draws = d
        var message = try FrameWriter<Market.TradingStatus>(&bytes)
        message.transactTime.nanoseconds = time
        message.resumeTime.nanoseconds = draws.next()
        message.instrumentId = draws.instrument()
        message.phase = Market.TradingPhase(rawValue: UInt8(draws.below(6)))
        message.shortSellingAllowed = draws.below(3) == 0 ? nil : UInt8(draws.below(2))
        try message.reason(MessageTexts.reason(draws.below(MessageTexts.reasonCount)))
        return try message.finish()
    }

    private static func instrumentDefinition(
        _ d: Draws, _ time: UInt64, _ bytes: inout MutableRawSpan
    ) throws(FrameError) -> Int {
        var draws = d
        var message = try FrameWriter<Market.InstrumentDefinition>(&bytes)
        message.validFrom.nanoseconds = time
        message.tickSize.mantissa = draws.price()
        message.strikePrice.mantissa = draws.optionalPrice()
        message.instrumentId = draws.instrument()
        message.contractSize.mantissa = Int32(draws.below(1_000_000))
        message.contractSize.exponent = -Int8(draws.below(9))
        message.symbol = try CharacterArray(MessageTexts.letters(&draws).span)
        message.isin = try CharacterArray(MessageTexts.letters(&draws).span)
        message.venue = MessageTexts.venue(draws.below(MessageTexts.venueCount))
        message.currency = MessageTexts.currency(draws.below(2))
        message.kind = Market.InstrumentKind(rawValue: UInt8(draws.below(5)))
        message.lotSize = draws.optionalQuantity()
        try message.legs(count: draws.below(4)) { _, leg throws(FrameError) in
            leg.instrumentId = draws.instrument()
            leg.ratio = draws.uint32()
            leg.side = draws.below(2) == 0 ? .buy : .sell
        }
        try message.longName(MessageTexts.longName(draws.below(MessageTexts.nameCount)))
        try message.issuerKey(MessageTexts.key(&draws).span)
        try message.terms(MessageTexts.terms)
        return try message.finish()
    }

    private static func heartbeat(_ d: Draws, _ time: UInt64, _ bytes: inout MutableRawSpan)
        throws(FrameError) -> Int
    {
        var message = try FrameWriter<Market.Heartbeat>(&bytes)
        message.sendingTime.nanoseconds = time
        message.lastUpdateNumber = d.index
        return try message.finish()
    }
}
