extension ReceiveWindow {
    /// A run of messages that are missing before some that have arrived.
    struct Gap {
        let first: SequenceNumber
        let count: UInt64
        /// When it may next be requested.
        let requestAt: Timestamp
        /// On ordered streams, the packet behind it.
        fileprivate let successor: PacketSlot?
        /// On others, the range behind it.
        fileprivate let index: Int
    }

    /// How far one has gone through the gaps of a stream, which must not change meanwhile.
    struct GapCursor {
        /// Where what arrived ends, so far as it has been gone through.
        fileprivate var end: SequenceNumber
        /// The packet that is looked at next.
        fileprivate var packet: PacketSlot?
        /// The range that is looked at next.
        fileprivate var index = 0
    }

    /// A cursor before the first gap.
    var gapCursor: GapCursor { GapCursor(end: next, packet: early.first) }

    /// The next gap, in order.
    func nextGap(_ cursor: inout GapCursor) -> Gap? {
        while let packet = cursor.packet {
            let first = cursor.end
            cursor.end = packet.header.end
            cursor.packet = packet.header.next
            let count = packet.header.sequence.distance(from: first)
            guard count == 0 else {
                return Gap(
                    first: first, count: count, requestAt: packet.header.stamp,
                    successor: packet, index: 0)
            }
        }
        // Ranges are apart: before each there is a gap.
        guard cursor.index < ahead.count else { return nil }
        let range = ahead[cursor.index]
        let gap = Gap(
            first: cursor.end, count: range.first.distance(from: cursor.end),
            requestAt: range.requestAt, successor: nil, index: cursor.index)
        cursor.end = range.end
        cursor.index += 1
        return gap
    }

    /// Says that a gap has been requested, and when it may be again.
    mutating func setRequestAt(_ time: Timestamp, of gap: Gap) {
        if let packet = gap.successor {
            packet.header.stamp = time
            packet.header.isRequested = true
        } else {
            ahead.setRequestAt(time, before: gap.index)
        }
    }
}
