import Testing

@testable import PinionTransport

@Suite("A peer that moves to another address")
struct MigrationTests {
    static let elsewhere = PeerAddress(word0: 77)

    /// Opens a session, and lets it come to rest.
    private func open(_ link: inout PerfectLink) -> SessionID {
        let session = link.open()
        link.pass(nanoseconds: 1_000_000)
        _ = link.events(ofFirst: true)
        _ = link.events(ofFirst: false)
        return session
    }

    // SES-24: "A side SHALL check the address of a packet that comes from another address than the peer's, if the
    // session is open, and the packet has a number that has not been received and is as long as the challenge."
    @Test("A session goes on from a new address, in both directions and without a gap")
    func moves() {
        var link = PerfectLink()
        let session = open(&link)
        let accepted = link.acceptedSession
        for round in 0..<5 {
            link.firstNow = PeerAddress(word0: 100 + UInt64(round))
            #expect(link.send("\(round)", of: session) == .accepted)
            #expect(link.sendBack("\(round)", of: accepted) == .accepted)
            link.pass(nanoseconds: 400_000_000)
            #expect(link.events(ofFirst: false) == ["0:\(round) \(round)"])
            #expect(link.events(ofFirst: true) == ["0:\(round) \(round)"])
            #expect(link.second.counters.sessionsMoved == UInt64(round + 1))
        }
        #expect(link.second.counters.pathsChecked == 5)
        #expect(link.second.counters.pathsRefused == 0)
        link.first.close(session, .finished, at: link.now)
        link.pass(nanoseconds: 2_000_000_000)
        #expect(link.first.sessionCount == 0 && link.second.sessionCount == 0)
        #expect(link.firstPool.outstanding == 0 && link.secondPool.outstanding == 0)
    }

    @Test("An idle session is followed by its keep-alive")
    func idle() {
        var link = PerfectLink()
        let session = open(&link)
        link.firstNow = Self.elsewhere
        link.pass(nanoseconds: 3_000_000_000)
        #expect(link.second.counters.sessionsMoved == 1)
        #expect(link.first.phase(of: session) == .open)
        #expect(link.events(ofFirst: false) == [])
    }

    @Test("A session that is told to stay does")
    func stays() {
        var limits = SessionLimits()
        limits.followsPeers = false
        var link = PerfectLink(limits: limits)
        let session = open(&link)
        link.firstNow = Self.elsewhere
        _ = link.send("lost", of: session)
        link.pass(nanoseconds: 7_000_000_000)
        #expect(link.second.counters.pathsChecked == 0)
        #expect(link.events(ofFirst: false) == ["closed: the peer fell silent"])
    }

    // SES-25: "A side SHALL take another address as its peer's only once the token has come back from there, and a
    // probe timeout after the check began has passed without a packet from the address that is known."
    @Test("Who copies a packet to another address gets one challenge, and nothing else")
    func copied() {
        var link = PerfectLink()
        let session = open(&link)
        link.copies = Self.elsewhere
        for round in 0..<20 {
            _ = link.send("\(round)", of: session)
            link.pass(nanoseconds: 5_000_000)
        }
        #expect(link.events(ofFirst: false) == (0..<20).map { "0:\($0) \($0)" })
        #expect(link.second.counters.sessionsMoved == 0)
        #expect(link.second.counters.pathsRefused > 0)
        // No more and no longer answers than there were packets.
        #expect(link.astray.count <= link.copied.count)
        #expect(link.astray.reduce(0, +) <= link.copied.reduce(0, +))
    }

    @Test(
        "Who can answer for an address, too, does not take a session from a peer that is still there"
    )
    func answered() {
        var link = PerfectLink()
        let session = open(&link)
        // What goes to the other address reaches the peer, too, whose answers are copied there.
        link.copies = Self.elsewhere
        link.forwards = true
        for round in 0..<20 {
            _ = link.send("\(round)", of: session)
            link.pass(nanoseconds: 50_000_000)
        }
        #expect(link.events(ofFirst: false) == (0..<20).map { "0:\($0) \($0)" })
        #expect(link.second.counters.pathsChecked > 0)
        #expect(link.second.counters.sessionsMoved == 0)
    }

    // SES-26: "A side SHALL answer a PATH from its peer's address at once, with the same token."
    @Test("A lost challenge and a lost answer are made up for", arguments: 0..<6)
    func lost(index lost: Int) {
        var link = PerfectLink()
        let session = open(&link)
        link.firstNow = Self.elsewhere
        var count = 0
        link.loses = { isFromFirst, _ in
            count += 1
            return count - 1 == lost
        }
        _ = link.send("arrives", of: session)
        link.pass(nanoseconds: 3_000_000_000)
        #expect(link.events(ofFirst: false) == ["0:0 arrives"])
        #expect(link.second.counters.sessionsMoved == 1)
    }

    @Test("A check is decided by the answer, by the time, and by the address that is known")
    func check() {
        let start = Timestamp(nanoseconds: 5_000_000_000)
        let home = PeerAddress(word0: 1)
        let settling: UInt64 = 2_000_000
        func at(_ nanoseconds: UInt64) -> Timestamp { start.advanced(byNanoseconds: nanoseconds) }
        func begun() -> PathCheck {
            var check = PathCheck()
            check.notePacket(from: Self.elsewhere, token: 9, interval: settling, at: start)
            return check
        }
        func verdict(
            _ check: PathCheck, heard: Timestamp? = nil, at nanoseconds: UInt64
        ) -> PathCheck.Verdict {
            check.verdict(lastHeard: heard ?? start, settling: settling, at: at(nanoseconds))
        }
        var check = begun()
        #expect(check.isChallengeDue)
        #expect(verdict(check, at: 999_999_999) == .waits)
        #expect(verdict(check, at: 1_000_000_000) == .failed)
        // Answers of a wrong token, and from a wrong address.
        check.noteAnswer(8, from: Self.elsewhere)
        check.noteAnswer(9, from: home)
        #expect(!check.isAnswered)
        check.noteAnswer(9, from: Self.elsewhere)
        #expect(verdict(check, at: settling - 1) == .waits)
        #expect(verdict(check, at: settling) == .moves)
        #expect(verdict(check, heard: at(1), at: settling) == .failed)
        // One address at a time, and one challenge for each interval.
        check = begun()
        check.isChallengeDue = false
        check.notePacket(from: home, token: 10, interval: settling, at: at(settling))
        #expect(check.address == Self.elsewhere && check.token == 9 && !check.isChallengeDue)
        check.notePacket(
            from: Self.elsewhere, token: 10, interval: settling, at: at(settling - 1))
        #expect(!check.isChallengeDue)
        check.notePacket(from: Self.elsewhere, token: 10, interval: settling, at: at(settling))
        #expect(check.isChallengeDue && check.token == 9)
        // Over a long path an answer is waited for as long as it may take.
        check = begun()
        #expect(
            check.verdict(
                lastHeard: start, settling: 3_000_000_000, at: at(5_999_999_999)) == .waits)
    }
}
