/// What has arrived of a stream beyond a message that has not: ranges of messages, in order and apart.
///
/// A fixed number of them, made when the stream's first message arrives: a packet that would need another one is
/// dropped, and repaired once there is room.
struct ArrivedRanges: ~Copyable {
    /// Messages without a gap.
    struct Range {
        var first: SequenceNumber
        var end: SequenceNumber
        /// When the gap before it may next be requested.
        var requestAt: Timestamp
        /// Whether it has been.
        var isRequested: Bool

        static var none: Range {
            Range(
                first: SequenceNumber(0), end: SequenceNumber(0), requestAt: .never,
                isRequested: false)
        }
    }

    private var ranges = FixedStorage<Range>(count: 0) { _ in Range.none }
    private(set) var count = 0

    /// Ranges of a stream: as many gaps can be open at a time. More than a tenth of a window of 256 packets.
    static let countMax = 64

    /// Makes room for ranges, which a stream that waits for what is missing has no use for.
    mutating func makeRoom() {
        ranges = FixedStorage(count: Self.countMax) { _ in Range.none }
    }

    /// The range number `index`.
    subscript(index: Int) -> Range {
        assert(index < count)
        return ranges[index]
    }

    /// Whether the gap before a range has been requested, if there are so many ranges.
    func isRequested(before index: Int) -> Bool { index < count && ranges[index].isRequested }

    /// Says that the gap before a range has been requested, and when it may be again.
    mutating func setRequestAt(_ time: Timestamp, before index: Int) {
        assert(index < count)
        ranges[index].requestAt = time
        ranges[index].isRequested = true
    }

    /// Where messages from `first` to `end` belong: the number of ranges before them; `nil` if some have arrived.
    func place(first: SequenceNumber, end: SequenceNumber) -> Int? {
        // From the end, where new packets belong.
        var index = count
        while index > 0 && ranges[index - 1].first >= end { index -= 1 }
        return index == 0 || ranges[index - 1].end <= first ? index : nil
    }

    /// Whether all messages from `first` to `end` have arrived.
    func holds(first: SequenceNumber, end: SequenceNumber) -> Bool {
        for index in 0..<count where ranges[index].first <= first {
            if end <= ranges[index].end { return true }
        }
        return false
    }

    /// Notes messages at the place that was found for them.
    ///
    /// - Returns: Whether there was room.
    mutating func insert(
        first: SequenceNumber, end: SequenceNumber, at index: Int, requestAt: Timestamp
    ) -> Bool {
        let follows = index > 0 && ranges[index - 1].end == first
        let precedes = index < count && ranges[index].first == end
        switch (follows, precedes) {
        case (true, true):
            ranges[index - 1].end = ranges[index].end
            remove(at: index)
        case (true, false):
            ranges[index - 1].end = end
        case (false, true):
            ranges[index].first = first
        case (false, false):
            guard count < ranges.count else { return false }
            // A gap that is split keeps its time: nobody asks again for what has just been asked for.
            let time = index < count ? ranges[index].requestAt : requestAt
            let isRequested = isRequested(before: index)
            var last = count
            while last > index {
                ranges[last] = ranges[last - 1]
                last -= 1
            }
            ranges[index] = Range(
                first: first, end: end, requestAt: time, isRequested: isRequested)
            count += 1
        }
        return true
    }

    /// Takes the first range if it begins at `next`; answers where it ends.
    mutating func removeFirst(at next: SequenceNumber) -> SequenceNumber? {
        guard count > 0, ranges[0].first == next else { return nil }
        let end = ranges[0].end
        remove(at: 0)
        return end
    }

    private mutating func remove(at index: Int) {
        count -= 1
        for place in index..<count { ranges[place] = ranges[place + 1] }
    }
}
