import Foundation
import PinionTransport
import Testing

@Suite("The worked exchange of the specification")
struct WorkedExchangeTests {
    /// What is sent when a session opens, carries two messages and closes: one packet a line.
    static func exchange() -> [String] {
        var limits = SessionLimits()
        limits.acknowledgementDelayNanoseconds = 200_000
        var link = PerfectLink(limits: limits)
        link.records = true
        let session = link.open()
        _ = link.send("hello", of: session)
        _ = link.send("world", of: session)
        link.pass(nanoseconds: 400_000)
        link.first.close(session, .finished, at: link.now)
        link.pass(nanoseconds: 400_000)
        return link.record
    }

    @Test("Every packet is the one that spec/vectors/exchange.txt shows")
    func matches() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let file = root.appending(path: "spec/vectors/exchange.txt")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            .filter { !$0.hasPrefix("#") }.map(String.init)
        let exchange = Self.exchange()
        #expect(exchange == lines, "\(exchange.joined(separator: "\n"))")
    }
}
