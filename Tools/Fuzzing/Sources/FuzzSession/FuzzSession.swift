import FuzzTarget
import FuzzTransport

/// A whole session between two sides, whose packets are lost, repeated, overtaken and changed.
///
/// The input is a list of orders: a byte that says what is done, and the bytes that it needs.
enum FuzzSession: FuzzTarget {
    static func test(_ input: Span<UInt8>) {
        var pair = SessionPair()
        var orders = Orders(input)
        while let order = orders.next() {
            let side = Int(order >> 7)
            switch order & 15 {
            case 0, 1, 2: pair.deliver(to: side)
            case 3: _ = pair.take(to: side)
            case 4: if let packet = pair.waiting[side].first { pair.inject(packet, to: side) }
            case 5: if let packet = pair.waiting[side].last { pair.inject(packet, to: side) }
            case 6, 7: changed(&pair, &orders, to: side)
            case 8: truncated(&pair, &orders, to: side)
            case 9, 10:
                pair.send(Int(orders.next() ?? 0), on: UInt16(order >> 4 & 3), from: side)
            case 11: pair.pass(nanoseconds: 1_000 << UInt64(orders.next() ?? 0) % 24)
            case 12: pair.exchange()
            case 13: pair.close(side, isAbort: order & 64 != 0)
            case 14:
                // The peer's address changes on the way.
                if let packet = pair.take(to: side) {
                    pair.inject(packet, to: side, from: SessionPair.address(of: 9))
                }
            default: pair.inject(orders.bytes(), to: side)
            }
        }
        pair.end()
    }

    /// Delivers a packet of which up to four bytes are changed.
    private static func changed(
        _ pair: inout SessionPair, _ orders: inout Orders, to side: Int
    ) {
        guard var packet = pair.take(to: side), !packet.isEmpty else { return }
        for _ in 0...Int(orders.next() ?? 0) % 4 {
            let place = Int(orders.next() ?? 0) % packet.count
            packet[place] = orders.next() ?? 0
        }
        pair.inject(packet, to: side)
    }

    /// Delivers the beginning of a packet.
    private static func truncated(
        _ pair: inout SessionPair, _ orders: inout Orders, to side: Int
    ) {
        guard let packet = pair.take(to: side) else { return }
        pair.inject(Array(packet.prefix(Int(orders.next() ?? 0))), to: side)
    }
}

/// The bytes of an input, one after the other.
struct Orders {
    private let input: [UInt8]
    private var offset = 0

    init(_ input: Span<UInt8>) {
        self.input = input.array
    }

    mutating func next() -> UInt8? {
        guard offset < input.count else { return nil }
        offset += 1
        return input[offset - 1]
    }

    /// As many bytes as the next one says, as far as there are so many.
    mutating func bytes() -> [UInt8] {
        let count = min(Int(next() ?? 0), input.count - offset)
        defer { offset += count }
        return Array(input[offset..<offset + count])
    }
}

/// What libFuzzer calls for each input.
@c(LLVMFuzzerTestOneInput)
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // SAFETY: libFuzzer gives that many bytes, and keeps them until this returns.
    unsafe FuzzSession.run(start, count)
}
