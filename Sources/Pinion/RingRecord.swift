internal import PinionTransport

/// What a record of a ring is, in its prefix beside its length.
enum RingRecord: UInt32 {
    /// A message of the application.
    case message = 0
    /// Messages that are missing: their first number and how many there are, 8 bytes each.
    case gap = 1
}

extension RingProducer {
    /// Adds a gap as a record. `false`: the ring is too full at present.
    mutating func append(_ gap: MessageGap) -> Bool {
        let words: InlineArray<2, UInt64> = [gap.first.rawValue, gap.count]
        // SAFETY: two words have no padding.
        return append(unsafe words.span.bytes, .gap)
    }
}

extension RingConsumer {
    /// Takes the next record if it is a gap.
    mutating func takeGap() -> MessageGap? {
        guard !isEmpty, firstKind == .gap else { return nil }
        return takeFirst { record in
            // SAFETY: a gap's record has two words, and any bits are a number.
            let first = unsafe record.unsafeLoadUnaligned(fromByteOffset: 0, as: UInt64.self)
            // SAFETY: as above.
            let count = unsafe record.unsafeLoadUnaligned(fromByteOffset: 8, as: UInt64.self)
            return MessageGap(first: SequenceNumber(first), count: count)
        }
    }
}
