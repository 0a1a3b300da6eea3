import Testing

@testable import PinionTransport

@Suite("The life of a session")
struct SessionLifeTests {
    static let now = Timestamp(nanoseconds: 1_000_000_000)
    static let limits = SessionLimits()

    static let phases: [(String, @Sendable () -> SessionLife)] = [
        ("opening", { made { _ = $0.open(at: now, limits: limits) } }),
        ("accepting", { made { _ = $0.accept(at: now, limits: limits) } }),
        ("open", { opened }),
        ("draining", { made(from: opened) { _ = $0.close(.finished, at: now, limits: limits) } }),
        (
            "drainingForPeer",
            { made(from: opened) { _ = $0.receiveClose(.finished, at: now, limits: limits) } }
        ),
        (
            "closing",
            {
                made(from: opened) {
                    _ = $0.close(.finished, at: now, limits: limits)
                    _ = $0.drained(at: now, interval: 1, limits: limits)
                }
            }
        ),
        (
            "lingering",
            {
                made(from: opened) {
                    _ = $0.receiveClose(.finished, at: now, limits: limits)
                    _ = $0.drained(at: now, interval: 1, limits: limits)
                }
            }
        ),
        ("closed", { made(from: opened) { _ = $0.receiveReset(.aborted) } }),
    ]

    static let events: [(String, @Sendable (inout SessionLife) -> SessionLife.Action)] = [
        ("OPEN again", { $0.receiveOpenAgain() }),
        ("RETRY", { $0.receiveRetry() }),
        ("OPENACK", { $0.receiveOpenAck() }),
        ("packet", { $0.receiveSessionPacket() }),
        ("close", { $0.close(.application(1), at: now, limits: limits) }),
        ("drained", { $0.drained(at: now, interval: 1, limits: limits) }),
        ("CLOSE", { $0.receiveClose(.application(2), at: now, limits: limits) }),
        ("CLOSE answer", { $0.receiveCloseAnswer() }),
        ("RESET", { $0.receiveReset(.application(3)) }),
        ("RESET unknown", { $0.receiveUnknown() }),
        ("timer", { $0.timerFired(at: now, limits: limits) }),
        (
            "last timer",
            { life in
                var action = SessionLife.Action()
                for attempt in 1...limits.openAttemptsMax where life.phase != .closed {
                    let later = UInt64(attempt) * limits.drainNanosecondsMax
                    action = life.timerFired(
                        at: now.advanced(byNanoseconds: later), limits: limits)
                }
                return action
            }
        ),
        ("silence", { $0.silencePassed() }),
        ("abort", { $0.abort(.aborted) }),
    ]

    static var opened: SessionLife {
        made {
            _ = $0.accept(at: now, limits: limits)
            _ = $0.receiveSessionPacket()
        }
    }

    static func made(
        from start: SessionLife = SessionLife(), _ change: (inout SessionLife) -> Void
    ) -> SessionLife {
        var life = start
        change(&life)
        return life
    }

    static func words(_ action: SessionLife.Action) -> String {
        let names: [(SessionLife.Action, String)] = [
            (.sendOpen, "send OPEN"), (.sendOpenAck, "send OPENACK"),
            (.acknowledge, "acknowledge"), (.sendClose, "send CLOSE"),
            (.answerClose, "answer CLOSE"), (.sendReset, "send RESET"),
            (.reportOpened, "report opened"), (.reportClosed, "report closed"),
            (.release, "release"),
        ]
        return names.filter { action.contains($0.0) }.map(\.1).joined(separator: ", ")
    }

    /// Every phase against every event; what changes nothing is left out.
    static func picture() -> String {
        var lines: [String] = []
        for (phase, make) in phases {
            for (event, apply) in events {
                var life = make()
                let before = life.phase
                let action = apply(&life)
                guard life.phase != before || !action.isEmpty else { continue }
                let wanted = words(action)
                lines.append(
                    "\(phase) + \(event) → \(life.phase)" + (wanted.isEmpty ? "" : ": \(wanted)"))
            }
        }
        return lines.joined(separator: "\n")
    }

    @Test("Every phase against every event")
    func table() {
        #expect(
            Self.picture() == """
                opening + RETRY → opening: send OPEN
                opening + OPENACK → open: acknowledge, report opened
                opening + close → closed: report closed, release
                opening + RESET → closed: report closed, release
                opening + RESET unknown → closed: report closed, release
                opening + timer → opening: send OPEN
                opening + last timer → closed: report closed, release
                opening + abort → closed: report closed, release
                accepting + OPEN again → accepting: send OPENACK
                accepting + packet → open: report opened
                accepting + RESET → closed: release
                accepting + RESET unknown → closed: release
                accepting + timer → accepting: send OPENACK
                accepting + last timer → closed: release
                accepting + abort → closed: release
                open + OPENACK → open: acknowledge
                open + close → draining
                open + CLOSE → drainingForPeer
                open + RESET → closed: report closed, release
                open + RESET unknown → closed: report closed, release
                open + silence → closed: report closed, release
                open + abort → closed: send RESET, report closed, release
                draining + OPENACK → draining: acknowledge
                draining + drained → closing: send CLOSE
                draining + CLOSE → drainingForPeer
                draining + RESET → closed: report closed, release
                draining + RESET unknown → closed: report closed, release
                draining + timer → closed: send RESET, report closed, release
                draining + last timer → closed: send RESET, report closed, release
                draining + silence → closed: report closed, release
                draining + abort → closed: send RESET, report closed, release
                drainingForPeer + OPENACK → drainingForPeer: acknowledge
                drainingForPeer + drained → lingering: answer CLOSE, report closed
                drainingForPeer + RESET → closed: report closed, release
                drainingForPeer + RESET unknown → closed: report closed, release
                drainingForPeer + timer → closed: send RESET, report closed, release
                drainingForPeer + last timer → closed: send RESET, report closed, release
                drainingForPeer + silence → closed: report closed, release
                drainingForPeer + abort → closed: send RESET, report closed, release
                closing + OPENACK → closing: acknowledge
                closing + CLOSE → closing: answer CLOSE
                closing + CLOSE answer → closed: report closed, release
                closing + RESET → closed: report closed, release
                closing + RESET unknown → closed: report closed, release
                closing + timer → closing: send CLOSE
                closing + last timer → closed: send RESET, report closed, release
                closing + silence → closed: report closed, release
                closing + abort → closed: send RESET, report closed, release
                lingering + CLOSE → lingering: answer CLOSE
                lingering + RESET → closed: release
                lingering + RESET unknown → closed: release
                lingering + timer → closed: release
                lingering + last timer → closed: release
                lingering + abort → closed: release
                """)
    }

    @Test("No event takes a session out of its end")
    func endIsFinal() {
        for (event, apply) in Self.events {
            var life = Self.phases[7].1()
            #expect(apply(&life).isEmpty, "\(event)")
            #expect(life.phase == .closed, "\(event)")
        }
    }

    // SES-13: "The side that answers a CLOSE SHALL keep the session for sixteen probe timeouts, and for half a second
    // at least and a minute at most, and answer each repeat."
    @Test(
        "A session lingers for sixteen probe timeouts, within bounds",
        arguments: [
            (1, 500_000_000), (31_250_000, 500_000_000), (31_250_001, 500_000_016),
            (1_000_000_000, 16_000_000_000), (3_750_000_000, 60_000_000_000),
            (8_000_000_000, 60_000_000_000), (UInt64.max, 60_000_000_000),
        ] as [(UInt64, UInt64)])
    func lingering(probeTimeout: UInt64, expected: UInt64) {
        var life = Self.opened
        _ = life.receiveClose(.finished, at: Self.now, limits: Self.limits)
        _ = life.drained(at: Self.now, interval: probeTimeout, limits: Self.limits)
        #expect(life.phase == .lingering)
        #expect(life.deadline.nanoseconds(since: Self.now) == expected)
    }
}
