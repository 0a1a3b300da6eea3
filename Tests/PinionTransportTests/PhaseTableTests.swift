import Foundation
import Testing

@testable import PinionTransport

/// The table "Phases and events" of spec/session.md, and what a real table of sessions does in each cell.
@Suite("Every phase against every event, as the reference says")
struct PhaseTableTests {
    typealias Event = @Sendable (inout PhaseBench) -> Void

    /// The rows. `nil` stands for an event that cannot come in the role that the phase needs.
    static let events: [(name: String, role: Bool?, apply: Event)] = [
        ("OPEN again", false, { $0.receive($0.open(), kind: 2, session: 0, incarnation: 0) }),
        (
            "OPEN again, other schemas", false,
            { $0.receive($0.open() + otherSchema, kind: 2, session: 0, incarnation: 0) }
        ),
        ("OPENACK", true, { $0.receive($0.openAck()) }),
        ("OPENACK of another life", true, { $0.receive($0.openAck(incarnation: 99), number: 9) }),
        ("RETRY", true, { $0.receiveRetry() }),
        ("messages", nil, { $0.receive(message) }),
        ("PING", nil, { $0.receive([4, 1, 5, 0, 0]) }),
        ("PATH", nil, { $0.receive([11, 10, 14, 0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0]) }),
        ("all acknowledged", nil, { $0.receive($0.acknowledgement()) }),
        ("CLOSE", nil, { $0.receive(PhaseBench.close(isAnswer: false)) }),
        ("CLOSE answer", nil, { $0.receive(PhaseBench.close(isAnswer: true)) }),
        ("RESET", nil, { $0.receive(reset) }),
        ("RESET, number 0", true, { $0.receive(reset, number: 0) }),
        ("RESET unknown", nil, { $0.receiveUnknown() }),
        ("other incarnation", nil, { $0.receive([4, 1, 5, 0, 0, 200, 0, 4, 0], incarnation: 1) }),
        ("own direction", nil, { $0.receive([4, 1, 5, 0, 0], isTurned: true) }),
        ("other address", nil, { $0.receive([4, 1, 5, 0, 0], from: PeerAddress(word0: 8)) }),
        ("timer", nil, { _ = $0.fireTimer() }),
        (
            "last timer", nil,
            { bench in
                let phase = bench.phase
                for _ in 0..<100_000 where bench.phase == phase {
                    guard bench.fireTimer() else { break }
                }
            }
        ),
        ("silence", nil, { $0.pass(nanoseconds: 100_000_000) }),
        ("application sends", nil, { $0.send() }),
        ("application closes", nil, { $0.close() }),
        ("application aborts", nil, { $0.abort() }),
    ]

    static let message: [UInt8] = [
        5, 8, 21, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 3, 0, 97, 98, 99,
    ]
    /// The version of the table's schema, with another fingerprint.
    static let otherSchema: [UInt8] = [
        12, 0, 22, 0, 16, 1, 1, 0, 0, 0, 2, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0,
    ]
    /// The reason is *aborted*.
    static let reset: [UInt8] = [9, 2, 6, 0, 8, 0]

    /// Times in which one timer does not hide another.
    static func limits(of event: String) -> SessionLimits {
        var limits = SessionLimits()
        if event == "silence" {
            limits.keepAliveNanoseconds = 50_000_000
            limits.silenceNanosecondsMax = 100_000_000
            limits.openIntervalNanoseconds = 10_000_000_000
        } else {
            limits.silenceNanosecondsMax = 3_600_000_000_000
        }
        return limits
    }

    /// What the counters of dropped packets say, in words.
    static func dropped(_ before: Counters, _ after: Counters) -> [String] {
        let counters: [(String, (Counters) -> UInt64)] = [
            ("otherLives", { $0.otherLives }), ("unknownSession", { $0.unknownSession }),
            ("wrongPeer", { $0.wrongPeer }), ("malformed", { $0.malformed }),
            ("duplicatePackets", { $0.duplicatePackets }),
            ("duplicateData", { $0.duplicateData }), ("packetsTooOld", { $0.packetsTooOld }),
            ("acknowledgedUnsent", { $0.acknowledgedUnsent }),
        ]
        return counters.filter { $0.1(after) > $0.1(before) }.map { "counts \($0.0)" }
    }

    /// What happens in a cell: what is counted, said and told, and the phase if it changes.
    static func cell(
        _ event: (name: String, role: Bool?, apply: Event), _ phase: String,
        reasons: [UInt16: String]
    ) -> String {
        let needed: Bool? = phase == "opening" ? true : phase == "accepting" ? false : nil
        if let role = event.role, let needed, role != needed { return "" }
        var bench = PhaseBench(
            phase: phase, isInitiator: event.role ?? needed ?? true,
            limits: limits(of: event.name), reasons: reasons)
        let expected = phase == "both closing" ? "closing" : phase
        guard "\(bench.phase)" == expected else { return "not reached: \(bench.phase)" }
        let before = bench.table.counters
        let start = bench.phase
        event.apply(&bench)
        var words = dropped(before, bench.table.counters)
        var last = ""
        for word in bench.observed where word != last {
            words.append(word)
            last = word
        }
        if bench.phase != start { words.append("→ \(bench.phase)") }
        return words.isEmpty ? "–" : words.joined(separator: "; ")
    }

    /// The rows of the reference's tables, a text for each cell.
    static func rows() throws -> [[String]] {
        let url = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "spec/session.md")
        return try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
            .filter { $0.hasPrefix("|") }
            .map { row in
                row.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false)
                    .map { $0.trimmingCharacters(in: .whitespaces) }
            }
    }

    @Test("Each cell of the reference's table is what a session does")
    func table() throws {
        let rows = try Self.rows()
        var reasons: [UInt16: String] = [:]
        for row in rows where row.count > 1 {
            if let value = UInt16(row[0]) { reasons[value] = row[1] }
        }
        let start = rows.firstIndex { $0 == ["event"] + PhaseBench.phases }
        let first = (try #require(start, "the table's head is not there")) + 2
        var observed: [String] = []
        var isRight = rows.count >= first + Self.events.count
        for (index, event) in Self.events.enumerated() {
            let cells =
                [event.name] + PhaseBench.phases.map { Self.cell(event, $0, reasons: reasons) }
            observed.append("| " + cells.joined(separator: " | ") + " |")
            isRight = isRight && rows[first + index] == cells
        }
        #expect(isRight, "a session does\n\(observed.joined(separator: "\n"))")
        #expect(rows[first...].prefix { $0.count == 10 }.count == Self.events.count)
    }
}
