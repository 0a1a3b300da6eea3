import Testing

@testable import PinionTransport

@Suite("One stream's window of what has arrived")
struct ReceiveWindowTests {
    struct Story {
        let name: String
        /// First message and count of each packet, in the order of arrival.
        let arrivals: [(first: UInt64, count: Int)]
        let verdicts: [String]
        let next: UInt64
        let gaps: [Range<UInt64>]
    }

    static let stories = [
        Story(
            name: "in order", arrivals: [(0, 1), (1, 3), (4, 1)],
            verdicts: ["in order", "in order", "in order"], next: 5, gaps: []),
        Story(
            name: "one hole", arrivals: [(0, 1), (2, 1), (1, 1)],
            verdicts: ["in order", "early", "in order"], next: 3, gaps: []),
        Story(
            name: "two holes", arrivals: [(0, 1), (2, 1), (5, 2)],
            verdicts: ["in order", "early", "early"], next: 1, gaps: [1..<2, 3..<5]),
        Story(
            name: "backwards", arrivals: [(4, 1), (2, 2), (1, 1), (0, 1)],
            verdicts: ["early", "early", "early", "in order"], next: 5, gaps: []),
        Story(
            name: "a hole is split", arrivals: [(8, 1), (3, 2)],
            verdicts: ["early", "early"], next: 0, gaps: [0..<3, 5..<8]),
        Story(
            name: "everything twice", arrivals: [(0, 2), (0, 2), (4, 1), (4, 1)],
            verdicts: ["in order", "duplicate", "early", "duplicate"], next: 2, gaps: [2..<4]),
        Story(
            name: "overlaps what was delivered", arrivals: [(0, 3), (2, 2)],
            verdicts: ["in order", "overlapping"], next: 3, gaps: []),
        Story(
            name: "overlaps what waits", arrivals: [(4, 4), (2, 3), (6, 4), (3, 9)],
            verdicts: ["early", "overlapping", "overlapping", "overlapping"], next: 0,
            gaps: [0..<4]),
        Story(
            name: "reaches into what waits from what is next", arrivals: [(4, 4), (0, 5)],
            verdicts: ["early", "overlapping"], next: 0, gaps: [0..<4]),
        Story(
            name: "beyond the credit", arrivals: [(99, 1), (99, 2), (1_000, 1)],
            verdicts: ["early", "beyond credit", "beyond credit"], next: 0, gaps: [0..<99]),
    ]

    @Test("Each story ends as it should", arguments: stories.indices)
    func story(_ index: Int) {
        let story = Self.stories[index]
        let pool = BufferPool(bufferCount: 16, packetBytesMax: 32)
        var window = ReceiveWindow(first: SequenceNumber(0), creditMessages: 100)
        var ready = PacketList()
        var verdicts: [String] = []
        for arrival in story.arrivals {
            guard let packet = pool.lease(for: .carrier) else { continue }
            packet.slot.header.sequence = SequenceNumber(arrival.first)
            packet.slot.header.messageCount = UInt16(arrival.count)
            switch window.arrival(first: SequenceNumber(arrival.first), count: arrival.count) {
            case .inOrder:
                _ = window.deliver(packet, to: &ready)
                verdicts.append("in order")
            case .early(let predecessor):
                _ = window.keep(packet, after: predecessor, requestAt: .never)
                verdicts.append("early")
            case .duplicate: verdicts.append("duplicate")
            case .beyondCredit: verdicts.append("beyond credit")
            case .overlapping: verdicts.append("overlapping")
            }
        }
        var gaps: [Range<UInt64>] = []
        var cursor = window.gapCursor
        while let gap = window.nextGap(&cursor) {
            gaps.append(gap.first.rawValue..<gap.first.rawValue + gap.count)
        }
        #expect(verdicts == story.verdicts, "\(story.name)")
        #expect(window.next.rawValue == story.next, "\(story.name)")
        #expect(gaps == story.gaps, "\(story.name)")
        var due = story.next
        while let packet = ready.first {
            #expect(packet.header.sequence.rawValue < due)
            due = max(due, packet.header.end.rawValue)
            _ = ready.removeFirst()
        }
    }
}
