import PinionTransport

/// What has come of one stream, held against what its kind promises.
struct StreamArrivals {
    private let kind: StreamKind
    private let first: UInt64
    /// The message after the last that came in order.
    private var next: UInt64
    /// Messages that came before their turn, on a stream that does not wait.
    private var ahead: Set<UInt64> = []
    /// Messages delivered.
    private(set) var delivered = 0
    /// Messages reported missing.
    private(set) var missed: UInt64 = 0
    /// Gaps that events told of, and that no delivery has shown yet.
    var announced: [MessageGap] = []

    init(_ kind: StreamKind, first: UInt64) {
        self.kind = kind
        self.first = first
        next = first
    }

    /// Notes messages that were delivered; answers what is wrong with that, if anything.
    mutating func note(_ sequence: UInt64, count: Int) -> String? {
        delivered += count
        switch kind {
        case .ordered:
            guard sequence == next else { return "\(sequence) came, \(next) was due" }
            next += UInt64(count)
        case .asArrived:
            // The common case: in order, nothing missing.
            if sequence == next && ahead.isEmpty {
                next += UInt64(count)
                return nil
            }
            for message in sequence..<sequence + UInt64(count) {
                guard message >= next, ahead.insert(message).inserted else {
                    return "\(message) came twice"
                }
            }
            while ahead.remove(next) != nil { next += 1 }
        case .latestOnly:
            guard sequence >= next else { return "\(sequence) came behind \(next)" }
            if sequence > next {
                let gap = MessageGap(first: SequenceNumber(next), count: sequence - next)
                guard !announced.isEmpty, announced.removeFirst() == gap else {
                    return "the gap from \(next) to \(sequence) was not reported"
                }
                missed += gap.count
            }
            next = sequence + UInt64(count)
        }
        return nil
    }

    /// What is wrong once all of the `sent` messages should have come, if anything.
    func violation(sent: UInt64) -> String? {
        guard announced.isEmpty else { return "a gap was reported that is none" }
        guard kind == .latestOnly || missed == 0 else {
            return "a gap was reported, of messages due"
        }
        guard UInt64(delivered) + missed == sent, next == first + sent else {
            return "of \(sent) messages, \(delivered) were delivered"
        }
        return nil
    }
}
