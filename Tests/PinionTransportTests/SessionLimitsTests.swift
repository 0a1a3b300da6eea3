import Foundation
import PinionTransport
import Testing

/// The limits of a session, in the tables of the reference and in the code: each default and range once in both.
struct SessionLimitsTests {
    /// How a number reads in the tables.
    enum Unit: Sendable {
        case count
        case bytes
        case nanoseconds

        /// 16,384; 1,452 bytes; 16 MiB; 200 µs.
        func text(_ value: UInt64) -> String {
            switch self {
            case .count: grouped(value)
            case .bytes:
                scaled(value, [("GiB", 1 << 30), ("MiB", 1 << 20)]) ?? "\(grouped(value)) bytes"
            case .nanoseconds:
                scaled(
                    value,
                    [
                        ("day", 86_400_000_000_000), ("h", 3_600_000_000_000),
                        ("s", 1_000_000_000), ("ms", 1_000_000), ("µs", 1_000),
                    ]) ?? grouped(value)
            }
        }

        private func scaled(_ value: UInt64, _ units: [(name: String, size: UInt64)]) -> String? {
            units.first { value != 0 && value.isMultiple(of: $0.size) }.map {
                "\(grouped(value / $0.size)) \($0.name)"
            }
        }

        private func grouped(_ value: UInt64) -> String {
            var digits = Substring(String(value))
            var groups: [Substring] = []
            while digits.count > 3 {
                groups.insert(digits.suffix(3), at: 0)
                digits = digits.dropLast(3)
            }
            return ([digits] + groups).joined(separator: ",")
        }
    }

    /// One limit, and where the reference has it.
    struct Row: Sendable {
        let property: String
        let page: String
        let title: String
        let unit: Unit
        let range: ClosedRange<UInt64>
        var hasMaximum = true
        /// What else the range says.
        var condition = ""
        let get: @Sendable (SessionLimits) -> UInt64
        let set: @Sendable (inout SessionLimits, UInt64) -> Void

        init(
            _ property: String, _ path: any WritableKeyPath<SessionLimits, Int> & Sendable,
            _ range: ClosedRange<UInt64>,
            _ page: String, _ title: String, unit: Unit = .count, hasMaximum: Bool = true
        ) {
            (self.property, self.page, self.title) = (property, page, title)
            (self.unit, self.range, self.hasMaximum) = (unit, range, hasMaximum)
            get = { UInt64($0[keyPath: path]) }
            set = { $0[keyPath: path] = Int(truncatingIfNeeded: $1) }
        }

        init(
            _ property: String, _ path: any WritableKeyPath<SessionLimits, UInt64> & Sendable,
            _ range: ClosedRange<UInt64>,
            _ page: String, _ title: String, condition: String = ""
        ) {
            (self.property, self.page, self.title) = (property, page, title)
            (self.unit, self.range, self.condition) = (.nanoseconds, range, condition)
            get = { $0[keyPath: path] }
            set = { $0[keyPath: path] = $1 }
        }

        var rangeText: String {
            let first = unit.text(range.lowerBound)
            if !hasMaximum { return "\(first) and more" }
            let last = unit.text(range.upperBound)
            // 256 to 65,507 bytes; 0 to 1 s; 1 ms to 10 s.
            let shared = unit == .bytes || range.lowerBound == 0
            return "\(shared ? String(range.lowerBound) : first) to \(last)"
        }
    }

    static let hour: UInt64 = 3_600_000_000_000

    static let rows: [Row] = [
        Row(
            "packetBytesMax", \.packetBytesMax, 256...65_507, "reliability", "longest packet",
            unit: .bytes),
        Row("streamsMax", \.streamsMax, 1...128, "reliability", "streams in each direction"),
        Row(
            "messageBytesMax", \.messageBytesMax, 0...1 << 30, "reliability", "longest message",
            unit: .bytes),
        Row(
            "creditMessages", \.creditMessages, 1...1_048_576, "reliability",
            "credit of a stream, in messages"),
        Row(
            "sendWindowPackets", \.sendWindowPackets, 4...16_384, "reliability", "packets in flight"
        ),
        Row(
            "heldPacketsMax", \.heldPacketsMax, 4...16_384, "reliability",
            "packets held, early or unconsumed, beside one for each stream"),
        Row(
            "acknowledgementPackets", \.acknowledgementPackets, 1...256, "reliability",
            "packets acknowledged together"),
        Row(
            "acknowledgementDelayNanoseconds", \.acknowledgementDelayNanoseconds, 0...1_000_000_000,
            "reliability", "acknowledgement delay"),
        Row(
            "keepAliveNanoseconds", \.keepAliveNanoseconds, 1_000_000...hour, "session",
            "keep-alive"),
        Row(
            "silenceNanosecondsMax", \.silenceNanosecondsMax, 2_000_000...24 * hour, "session",
            "silence",
            condition: ", twice the keep-alive at least"),
        Row(
            "openIntervalNanoseconds", \.openIntervalNanoseconds, 1_000_000...10_000_000_000,
            "session",
            "interval of OPEN and OPENACK, doubled each time"),
        Row(
            "openAttemptsMax", \.openAttemptsMax, 1...20, "session", "attempts of OPEN and OPENACK"),
        Row(
            "opensWithoutCookieMax", \.opensWithoutCookieMax, 0...UInt64(Int.max), "session",
            "half-open sessions from which on a cookie is asked for", hasMaximum: false),
        Row(
            "halfOpenNanosecondsMax", \.halfOpenNanosecondsMax, 1_000_000...hour, "session",
            "half-open"),
        Row("drainNanosecondsMax", \.drainNanosecondsMax, 1_000_000...hour, "session", "drain"),
    ]

    /// What has no range: switches, and numbers of which each is allowed.
    static let unlimited = [
        "requiresChecksum", "followsPeers", "firstPacketNumber", "firstSequence",
    ]

    /// The second and third cell of a row of a page, the last one of that title.
    private static func cells(_ page: String, _ title: String) throws -> [String]? {
        let url = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "spec/\(page).md")
        return try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
            .filter { $0.hasPrefix("| \(title) |") }
            .map { row in
                row.split(separator: "|").dropFirst().prefix(2).map {
                    $0.trimmingCharacters(in: .whitespaces)
                }
            }.last
    }

    @Test("Every property is in the table below, or has no range")
    func isComplete() {
        let properties = Mirror(reflecting: SessionLimits()).children.compactMap(\.label)
        #expect(Set(properties) == Set(Self.rows.map(\.property) + Self.unlimited))
    }

    @Test("The reference has the default and the range of each")
    func reference() throws {
        for row in Self.rows {
            let cells = try Self.cells(row.page, row.title)
            let expected = [row.unit.text(row.get(SessionLimits())), row.rangeText + row.condition]
            #expect(cells == expected, "\(row.property) in spec/\(row.page).md")
        }
    }

    @Test("Each is allowed at the ends of its range, and refused by name beyond")
    func edges() {
        for row in Self.rows {
            func violation(_ value: UInt64) -> String? {
                var limits = SessionLimits()
                if row.property == "silenceNanosecondsMax" {
                    limits.keepAliveNanoseconds = 1_000_000
                }
                if row.property == "keepAliveNanoseconds" {
                    limits.silenceNanosecondsMax = 24 * Self.hour
                }
                row.set(&limits, value)
                return limits.violation
            }
            let message = "\(row.property) is \(row.rangeText)"
            #expect(violation(row.range.lowerBound) == nil, "\(row.property)")
            #expect(violation(row.range.upperBound) == nil, "\(row.property)")
            if row.range.lowerBound > 0 {
                #expect(violation(row.range.lowerBound - 1) == message)
            } else if row.unit != .nanoseconds {
                #expect(violation(.max) == message, "-1 of \(row.property)")
            }
            if row.hasMaximum { #expect(violation(row.range.upperBound + 1) == message) }
        }
    }

    @Test("A peer has two keep-alives at least before its silence counts")
    func keepAliveAndSilence() {
        var limits = SessionLimits()
        limits.silenceNanosecondsMax = 2 * limits.keepAliveNanoseconds
        #expect(limits.violation == nil)
        limits.silenceNanosecondsMax -= 1
        #expect(limits.violation == "silenceNanosecondsMax is at least twice keepAliveNanoseconds")
    }
}
