extension ReceiveWindow {
    /// What a packet of `count` messages from `first` on is, without noting it, on a stream that delivers what arrives.
    func arrivalAsArrived(first: SequenceNumber, count: Int) -> Arrival {
        let end = first.advanced(by: count)
        guard end <= limit && end.distance(from: first) == UInt64(count) else {
            return .beyondCredit
        }
        if end <= next { return .duplicate }
        if first < next { return .overlapping }
        guard ahead.place(first: first, end: end) != nil else {
            return ahead.holds(first: first, end: end) ? .duplicate : .overlapping
        }
        return first == next ? .inOrder : .early(after: nil)
    }

    /// Notes a packet of a stream that delivers what arrives, which `arrivalAsArrived` said was new.
    ///
    /// - Parameter requestAt: When the gap before it may be requested, if it is a new one.
    /// - Returns: What it did to the gaps; `nil` if there is no room to note another.
    mutating func noteAsArrived(
        first: SequenceNumber, count: Int, requestAt: Timestamp
    ) -> (revealsGap: Bool, fillsGap: Bool, wasRequested: Bool)? {
        let end = first.advanced(by: count)
        if first == next {
            let fillsGap = ahead.count > 0
            let wasRequested = ahead.isRequested(before: 0)
            next = end
            while let further = ahead.removeFirst(at: next) { next = further }
            return (false, fillsGap, wasRequested)
        }
        guard let place = ahead.place(first: first, end: end) else { return nil }
        let isLast = place == ahead.count
        let wasRequested = ahead.isRequested(before: place)
        let precedingEnd = place == 0 ? next : ahead[place - 1].end
        guard ahead.insert(first: first, end: end, at: place, requestAt: requestAt) else {
            return nil
        }
        return (isLast && precedingEnd < first, !isLast, wasRequested)
    }

    /// What a packet of `count` messages from `first` on is on a stream of which the latest counts.
    func arrivalLatestOnly(first: SequenceNumber, count: Int) -> Arrival {
        let end = first.advanced(by: count)
        guard end.distance(from: first) == UInt64(count) else { return .beyondCredit }
        if first >= next { return .inOrder }
        return end <= next ? .duplicate : .overlapping
    }

    /// Notes a packet of a stream of which the latest counts; answers how many messages are lost for good before it.
    mutating func noteLatestOnly(first: SequenceNumber, count: Int) -> UInt64 {
        let missing = first.distance(from: next)
        next = first.advanced(by: count)
        return missing
    }
}
