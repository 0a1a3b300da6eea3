import PinionCodec

/// Computes every field of a message again, and compares: it is handed whichever message comes.
struct MessageVerifier: Market.MessageHandler {
    /// What was found in a message.
    enum Finding: Equatable {
        /// Every field is right; the message says when it was sent.
        case right(sentAt: UInt64)
        /// The stream ends here, after so many messages.
        case end(count: Int)
        /// A field is not what it must be, or the bytes are no such message.
        case wrong(String)
    }

    private var draws: Draws
    /// The first field that is wrong.
    private var wrong: StaticString?
    private var finding = Finding.wrong("nothing")

    /// Compares a message with what its number and the seed make it.
    static func verify(_ bytes: RawSpan, _ draws: Draws) -> Finding {
        var verifier = MessageVerifier(draws: draws)
        do throws(FrameError) {
            try Market.dispatch(bytes, to: &verifier)
        } catch {
            return .wrong("\(draws.kind): \(error)")
        }
        if let wrong = verifier.wrong { return .wrong("\(draws.kind).\(wrong)") }
        return verifier.finding
    }

    private init(draws: Draws) {
        self.draws = draws
    }

    /// A publisher of a newer version may send messages that this one does not know; this feed has none.
    mutating func receiveOther(_ header: MessageHeader, in bytes: RawSpan) {
        finding = .wrong("\(draws.kind): a message with template id \(header.templateID)")
    }

    /// Notes which kind of message came, and when it was sent.
    private mutating func begin(_ kind: Feed.Kind, sentAt: UInt64) {
        finding = .right(sentAt: sentAt)
        check(kind == draws.kind, "kind")
    }

    @inline(__always)
    private mutating func check(_ isRight: Bool, _ field: StaticString) {
        if !isRight && wrong == nil { wrong = field }
    }

    mutating func receiveBookUpdate(_ message: FrameView<Market.BookUpdate>) {
        begin(.bookUpdate, sentAt: message.transactTime.nanoseconds)
        check(message.updateNumber == draws.index, "updateNumber")
        check(message.price.mantissa == draws.price(), "price")
        check(message.instrumentId == draws.instrument(), "instrumentId")
        check(message.quantity == draws.uint32(), "quantity")
        let orderCount = draws.below(4) == 0 ? nil : UInt16(draws.below(1_000))
        check(message.orderCount == orderCount, "orderCount")
        check(message.side == (draws.below(2) == 0 ? .buy : .sell), "side")
        check(message.action.rawValue == UInt8(draws.below(3)), "action")
        check(message.level == UInt8(1 + draws.below(50)), "level")
        check(message.flags.rawValue == UInt8(draws.below(8)), "flags")
        let orderId = draws.below(2) == 0 ? nil : draws.next() | 1
        check(message.orderId == orderId, "orderId")
        check(message.impliedQuantity == draws.optionalQuantity(), "impliedQuantity")
    }

    mutating func receiveTrade(_ message: FrameView<Market.Trade>) {
        begin(.trade, sentAt: message.transactTime.nanoseconds)
        check(message.tradeId == draws.index, "tradeId")
        check(message.price.mantissa == draws.price(), "price")
        check(message.instrumentId == draws.instrument(), "instrumentId")
        check(message.quantity == draws.uint32(), "quantity")
        check(message.conditions.rawValue == UInt16(draws.below(32)), "conditions")
        check(message.aggressor == (draws.below(2) == 0 ? .buyer : .seller), "aggressor")
        check(message.kind?.rawValue == UInt8(draws.below(3)), "kind")
        let venue = MessageTexts.venue(draws.below(MessageTexts.venueCount))
        check(equal(message.venue.padded, venue.padded), "venue")
        check(message.entryType == .trade, "entryType")
    }

    mutating func receiveBookSnapshot(_ message: FrameView<Market.BookSnapshot>) {
        begin(.bookSnapshot, sentAt: message.transactTime.nanoseconds)
        check(message.updateNumber == draws.index, "updateNumber")
        check(message.instrumentId == draws.instrument(), "instrumentId")
        check(message.lastPrice.mantissa == draws.optionalPrice(), "lastPrice")
        var levels = message.levels
        check(levels.count == draws.below(7), "levels")
        var number: UInt8 = 0
        while wrong == nil, let level = levels.next() {
            number += 1
            check(level.price.mantissa == draws.price(), "levels.price")
            check(level.quantity == draws.uint32(), "levels.quantity")
            check(level.side == (draws.below(2) == 0 ? .buy : .sell), "levels.side")
            check(level.level == number, "levels.level")
            var orders = level.orders
            check(orders.count == draws.below(5), "levels.orders")
            while wrong == nil, let order = orders.next() {
                check(order.orderId == draws.next(), "levels.orders.orderId")
                check(order.quantity == draws.uint32(), "levels.orders.quantity")
                let hidden = draws.optionalQuantity()
                check(order.hiddenQuantity == hidden, "levels.orders.hiddenQuantity")
            }
        }
    }

    mutating func receiveStatistics(_ message: FrameView<Market.Statistics>) {
        guard message.instrumentId != Feed.feedItself else {
            finding = .end(count: Int(message.tradeCount))
            return
        }
        begin(.statistics, sentAt: message.transactTime.nanoseconds)
        check(message.openPrice.mantissa == draws.optionalPrice(), "openPrice")
        check(message.highPrice.mantissa == draws.optionalPrice(), "highPrice")
        check(message.lowPrice.mantissa == draws.optionalPrice(), "lowPrice")
        check(message.turnover == Double(draws.below(1_000_000_000)) / 64, "turnover")
        check(message.instrumentId == draws.instrument(), "instrumentId")
        check(message.tradeCount == draws.uint32(), "tradeCount")
        check(message.change == draws.optionalRatio(), "change")
        for index in 0..<5 { check(message.bidDepth[index] == draws.uint32(), "bidDepth") }
        for index in 0..<5 { check(message.offerDepth[index] == draws.uint32(), "offerDepth") }
        check(message.impliedVolatility == draws.optionalRatio(), "impliedVolatility")
        var intervals = message.intervals
        check(intervals.count == draws.below(6), "intervals")
        while wrong == nil, let interval = intervals.next() {
            check(interval.openPrice.mantissa == draws.optionalPrice(), "intervals.openPrice")
            check(interval.closePrice.mantissa == draws.optionalPrice(), "intervals.closePrice")
            check(interval.quantity == draws.uint32(), "intervals.quantity")
        }
    }

    mutating func receiveTradingStatus(_ message: FrameView<Market.TradingStatus>) {
        begin(.tradingStatus, sentAt: message.transactTime.nanoseconds)
        check(message.resumeTime.nanoseconds == draws.next(), "resumeTime")
        check(message.instrumentId == draws.instrument(), "instrumentId")
        check(message.phase.rawValue == UInt8(draws.below(6)), "phase")
        let allowed = draws.below(3) == 0 ? nil : UInt8(draws.below(2))
        check(message.shortSellingAllowed == allowed, "shortSellingAllowed")
        let reason = MessageTexts.reason(draws.below(MessageTexts.reasonCount))
        check(message.reason == reason, "reason")
    }

    mutating func receiveInstrumentDefinition(_ message: FrameView<Market.InstrumentDefinition>) {
        begin(.instrumentDefinition, sentAt: message.validFrom.nanoseconds)
        check(message.tickSize.mantissa == draws.price(), "tickSize")
        check(message.strikePrice.mantissa == draws.optionalPrice(), "strikePrice")
        check(message.instrumentId == draws.instrument(), "instrumentId")
        check(message.contractSize.mantissa == Int32(draws.below(1_000_000)), "contractSize")
        check(message.contractSize.exponent == -Int8(draws.below(9)), "contractSize")
        let symbol = MessageTexts.letters(&draws)
        check(equal(message.symbol.padded, symbol.span), "symbol")
        let isin = MessageTexts.letters(&draws)
        check(equal(message.isin.padded, isin.span), "isin")
        let venue = MessageTexts.venue(draws.below(MessageTexts.venueCount))
        check(equal(message.venue.padded, venue.padded), "venue")
        let currency = MessageTexts.currency(draws.below(2))
        check(equal(message.currency.padded, currency.padded), "currency")
        check(message.kind.rawValue == UInt8(draws.below(5)), "kind")
        check(message.lotSize == draws.optionalQuantity(), "lotSize")
        var legs = message.legs
        check(legs.count == draws.below(4), "legs")
        while wrong == nil, let leg = legs.next() {
            check(leg.instrumentId == draws.instrument(), "legs.instrumentId")
            check(leg.ratio == draws.uint32(), "legs.ratio")
            check(leg.side == (draws.below(2) == 0 ? .buy : .sell), "legs.side")
        }
        let longName = MessageTexts.longName(draws.below(MessageTexts.nameCount))
        check(message.longName == longName, "longName")
        let key = MessageTexts.key(&draws)
        check(equal(message.issuerKey.span, key.span), "issuerKey")
        check(message.terms == MessageTexts.terms, "terms")
    }

    mutating func receiveHeartbeat(_ message: FrameView<Market.Heartbeat>) {
        begin(.heartbeat, sentAt: message.sendingTime.nanoseconds)
        check(message.lastUpdateNumber == draws.index, "lastUpdateNumber")
    }

    private func equal(_ first: Span<UInt8>, _ second: Span<UInt8>) -> Bool {
        guard first.count == second.count else { return false }
        for index in first.indices where first[index] != second[index] { return false }
        return true
    }
}
