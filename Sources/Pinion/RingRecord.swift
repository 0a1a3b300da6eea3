internal import PinionTransport

/// What a record of a ring is, in its prefix beside its length.
enum RingRecord: UInt32 {
    /// A message of the application.
    case message = 0
    /// Messages that are missing: their first number and how many there are, 8 bytes each.
    case gap = 1
    /// The first piece of a message that comes in several.
    case firstPiece = 2
    /// A piece between the first and the last.
    case middlePiece = 3
    /// The last piece.
    case lastPiece = 4

    /// Makes the kind of a record with a message, or a piece of one.
    init(_ piece: MessagePiece) {
        switch piece {
        case .whole: self = .message
        case .first: self = .firstPiece
        case .middle: self = .middlePiece
        case .last: self = .lastPiece
        }
    }

    /// Which part of a message the record is.
    var piece: MessagePiece {
        switch self {
        case .message, .gap: .whole
        case .firstPiece: .first
        case .middlePiece: .middle
        case .lastPiece: .last
        }
    }
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
