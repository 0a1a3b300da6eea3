import PinionTransport

/// What has happened: a hash of all of it, and the last of it in words.
struct Trace: ~Copyable {
    enum Event {
        case sent
        case opened
        case closed(CloseReason)
        case consumed
        case planned(ProcessPlan.Event)
    }

    private struct Record {
        var time: UInt64
        var side: Int
        var text: String
    }

    /// The same whenever the seed is the same.
    private(set) var hash: UInt64 = 0
    private var records: [Record] = []
    private let recordsMax: Int

    /// - Parameter recordsMax: How many of the last events are kept; words cost time.
    init(recordsMax: Int) {
        self.recordsMax = recordsMax
    }

    /// The last events, each a line.
    var lines: [String] {
        records.suffix(recordsMax).map { "\($0.time) ns, side \($0.side): \($0.text)" }
    }

    /// Notes a packet that was sent.
    mutating func note(_ event: Event, side: Int, _ packet: RawSpan, at now: UInt64) {
        mix(now ^ UInt64(side) << 63)
        var words = (UInt64(0), UInt64(0))
        if packet.byteCount >= 16 {
            // SAFETY: the packet is at least as long, and any bits are a number.
            words = unsafe (
                packet.unsafeLoadUnaligned(fromByteOffset: 0, as: UInt64.self),
                packet.unsafeLoadUnaligned(fromByteOffset: 8, as: UInt64.self)
            )
        }
        mix(words.0 ^ UInt64(packet.byteCount))
        mix(words.1)
        guard recordsMax > 0 else { return }
        record(now, side, Self.text(of: packet))
    }

    /// Notes something that happened to a session.
    mutating func note(_ event: Event, side: Int, _ session: SessionID, at now: UInt64) {
        mix(now ^ UInt64(side) << 63)
        mix(UInt64(session.rawValue))
        guard recordsMax > 0 else { return }
        record(now, side, "\(event) \(String(session.rawValue, radix: 16))")
    }

    /// Notes something that happened to a process.
    mutating func note(_ event: Event, side: Int, at now: UInt64) {
        mix(now ^ UInt64(side) << 63)
        guard recordsMax > 0 else { return }
        record(now, side, "\(event)")
    }

    private mutating func mix(_ value: UInt64) {
        hash = (hash ^ value) &* 0x9E37_79B9_7F4A_7C15
        hash ^= hash >> 29
    }

    private mutating func record(_ now: UInt64, _ side: Int, _ text: String) {
        if records.count >= 2 * recordsMax { records.removeFirst(recordsMax) }
        records.append(Record(time: now, side: side, text: text))
    }

    private static func text(of packet: RawSpan) -> String {
        var text = "sends \(packet.byteCount) bytes"
        for offset in 0..<min(packet.byteCount, 40) {
            // SAFETY: the byte is the packet's.
            let byte = unsafe packet.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
            if offset % 4 == 0 { text += " " }
            text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        return text
    }
}
