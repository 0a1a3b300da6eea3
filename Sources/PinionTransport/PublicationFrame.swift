import PinionCodec

/// What a packet of a session says about a publication, copied out of it.
///
/// A session has nothing to do with publications but that it carries these frames: it leaves them to the table.
enum PublicationFrame {
    case join(subscription: UInt32, topic: UInt64, wantsCopies: Bool)
    case joined(Joined)
    case progress(Progress)
    case leave(subscription: UInt32)
    case left(subscription: UInt32, reason: UInt16)

    /// Where a publication stands.
    struct Joined {
        let subscription: UInt32
        let publication: UInt32
        let incarnation: UInt64
        let firstSequence: UInt64
        let window: Int
        let isLatestOnly: Bool
        let subscribers: Int
        let subscriber: UInt16
        /// `nil`: packets come to the session's address.
        let group: PeerAddress?
    }

    /// How far a subscriber has come.
    struct Progress {
        let subscription: UInt32
        let publication: UInt32
        let position: UInt32
        let subscriber: Int
        let gaps: RequestedGaps
    }

    /// Reads the frame that begins at `offset` of a packet and has been checked; `nil` if it is of another kind.
    init?(_ packet: PacketSlot, at offset: Int) {
        guard let header = try? FrameView<Transport.FrameHeader>(packet.rest(from: offset)) else {
            return nil
        }
        switch UInt64(header.templateId) {
        case Transport.Join.templateID:
            guard let join = packet.frame(Transport.Join.self, at: offset) else { return nil }
            self = .join(
                subscription: join.subscription, topic: join.topic,
                wantsCopies: join.flags.contains(.copies))
        case Transport.Joined.templateID:
            guard let joined = packet.frame(Transport.Joined.self, at: offset) else { return nil }
            self = .joined(Joined(joined))
        case Transport.Progress.templateID:
            guard let progress = packet.frame(Transport.Progress.self, at: offset) else {
                return nil
            }
            self = .progress(
                Progress(
                    subscription: progress.subscription, publication: progress.publication,
                    position: progress.position, subscriber: Int(progress.subscriber),
                    gaps: RequestedGaps(progress)))
        case Transport.Leave.templateID:
            guard let leave = packet.frame(Transport.Leave.self, at: offset) else { return nil }
            self = .leave(subscription: leave.subscription)
        case Transport.Left.templateID:
            guard let left = packet.frame(Transport.Left.self, at: offset) else { return nil }
            self = .left(subscription: left.subscription, reason: left.reason)
        default:
            // A heartbeat, which travels in packets of its publication.
            return nil
        }
    }

    /// Whether frames of a template are about publications; `true` also for a heartbeat.
    static func isGood(_ template: UInt64, _ frame: RawSpan) -> Bool {
        switch template {
        case Transport.Join.templateID: (try? FrameView<Transport.Join>(frame)) != nil
        case Transport.Joined.templateID: (try? FrameView<Transport.Joined>(frame)) != nil
        case Transport.Progress.templateID: (try? FrameView<Transport.Progress>(frame)) != nil
        case Transport.Leave.templateID: (try? FrameView<Transport.Leave>(frame)) != nil
        case Transport.Left.templateID: (try? FrameView<Transport.Left>(frame)) != nil
        default: (try? FrameView<Transport.Heartbeat>(frame)) != nil
        }
    }
}

extension PublicationFrame.Joined {
    fileprivate init(_ joined: FrameView<Transport.Joined>) {
        subscription = joined.subscription
        publication = joined.publication
        incarnation = joined.incarnation
        firstSequence = joined.firstSequence
        window = Int(joined.window)
        isLatestOnly = joined.flags.contains(.latestOnly)
        subscribers = Int(joined.subscribers)
        subscriber = joined.subscriber
        group =
            joined.flags.contains(.copies)
            ? nil
            : PeerAddress(
                word0: joined.group0, word1: joined.group1, word2: joined.group2,
                word3: joined.group3)
    }
}

/// What a subscriber asks for, at most sixteen gaps in order.
struct RequestedGaps {
    private var gaps = InlineArray<16, (first: UInt32, count: UInt16)>(repeating: (0, 0))
    private(set) var count = 0

    static let countMax = 16

    /// Makes a request for nothing.
    init() {}

    fileprivate init(_ progress: FrameView<Transport.Progress>) {
        var requested = progress.gaps
        while count < Self.countMax, let gap = requested.next() {
            gaps[count] = (gap.firstSequence, gap.count)
            count += 1
        }
    }

    subscript(index: Int) -> (first: UInt32, count: UInt16) { gaps[index] }

    mutating func append(first: UInt32, count messages: UInt16) {
        guard count < Self.countMax else { return }
        gaps[count] = (first, messages)
        count += 1
    }

    /// Leaves out what lies before the gap `index`, and begins that one with `first`.
    mutating func advance(to index: Int, first: UInt32, count messages: UInt16) {
        for place in index..<count { gaps[place - index] = gaps[place] }
        count -= index
        gaps[0] = (first, messages)
    }

    mutating func removeAll() { count = 0 }
}
