/// One stream's messages on their way in: what comes next, and what came before its turn.
struct ReceiveWindow: ~Copyable {
    /// What becomes of lost messages, which the first packet says; `nil` until it has come.
    private(set) var kind: StreamKind?
    /// The first message that has not arrived, or on a latest-only stream the one after the last that has.
    var next: SequenceNumber
    /// Packets that wait for an earlier one, by sequence number, none overlapping another.
    private(set) var early = PacketList()
    /// What has arrived beyond `next` on a stream that does not wait for it.
    var ahead = ArrivedRanges()
    /// The first message that the peer may not send yet.
    private(set) var limit: SequenceNumber
    /// The limit that the peer was last told.
    private(set) var toldLimit: SequenceNumber
    /// Whether the peer asked where it stands.
    private var isAsked = false
    private let creditMessages: Int
    /// Whether the pieces that have been delivered make messages.
    var pieces = PieceCheck()
    /// How many packets the peer may send.
    var packets: PacketCredit

    enum Arrival: Equatable {
        /// It is what comes next.
        case inOrder
        /// It waits for an earlier one; its place is after the given one, or in front.
        case early(after: PacketSlot?)
        /// All of it has arrived before.
        case duplicate
        /// It is beyond the credit that was given.
        case beyondCredit
        /// Some of it has arrived before, and some has not: no repair is like that.
        case overlapping
    }

    init(
        first: SequenceNumber, creditMessages: Int,
        packets: PacketCredit = PacketCredit(ownShare: 1)
    ) {
        self.packets = packets
        next = first
        limit = first.advanced(by: creditMessages)
        toldLimit = limit
        self.creditMessages = creditMessages
    }

    /// Takes in the kind that a packet names; answers whether it is the stream's.
    mutating func adopt(_ kind: StreamKind) -> Bool {
        if let known = self.kind { return known == kind }
        self.kind = kind
        if kind == .asArrived { ahead.makeRoom() }
        return true
    }

    /// What a packet of `count` messages from `first` on is, without noting it, on an ordered stream.
    func arrival(first: SequenceNumber, count: Int) -> Arrival {
        let end = first.advanced(by: count)
        guard end <= limit && end.distance(from: first) == UInt64(count) else {
            return .beyondCredit
        }

        // The common case: in order, nothing missing.
        if first == next && early.isEmpty {
            return .inOrder
        }

        if end <= next { return .duplicate }
        if first < next { return .overlapping }
        return place(first: first, end: end)
    }

    /// Looks from the end of the list, where new packets belong.
    private func place(first: SequenceNumber, end: SequenceNumber) -> Arrival {
        guard let front = early.first else { return .early(after: nil) }
        if end <= front.header.sequence {
            return first == next ? .inOrder : .early(after: nil)
        }
        var predecessor = early.last
        while let current = predecessor, current.header.sequence > first {
            predecessor = current.header.previous
        }
        guard let predecessor else { return .overlapping }
        if end <= predecessor.header.end { return .duplicate }
        if first < predecessor.header.end { return .overlapping }
        if let successor = predecessor.header.next, successor.header.sequence < end {
            return .overlapping
        }
        return .early(after: predecessor)
    }

    /// Notes the packet that comes next, and moves it and all that waited for it to `ready`.
    ///
    /// - Parameter messageBytesMax: The longest message in pieces.
    /// - Returns: How many packets and messages became ready, and what is wrong with the next one, if anything.
    mutating func deliver(
        _ packet: consuming PacketBuffer, to ready: inout PacketList, messageBytesMax: Int = .max
    ) -> (packets: Int, messages: Int, fault: PieceCheck.Fault?) {
        if let fault = pieces.take(packet.slot, max: messageBytesMax) { return (0, 0, fault) }
        // REL-5: "A receiver SHALL deliver the messages of an ordered stream in the order of their sequence
        // numbers, each once."
        var packets = 1
        var messages = Int(packet.slot.header.messageCount)
        next = next.advanced(by: messages)
        packet.owner = .application
        ready.append(packet)
        while let slot = early.first, slot.header.sequence == next {
            if let fault = pieces.take(slot, max: messageBytesMax) {
                return (packets, messages, fault)
            }
            var released = early.remove(slot)
            released.owner = .application
            packets += 1
            messages += Int(slot.header.messageCount)
            next = slot.header.end
            ready.append(released)
        }
        return (packets, messages, nil)
    }

    /// Whether messages have been requested that come after an early packet, or before all of them.
    func isRequested(after predecessor: PacketSlot?) -> Bool {
        let successor = predecessor == nil ? early.first : predecessor?.header.next
        return successor?.header.isRequested ?? false
    }

    /// Keeps a packet that waits for an earlier one; answers whether it revealed a new gap.
    ///
    /// - Parameter requestAt: When the gap before it may be requested, if it is a new one.
    mutating func keep(
        _ packet: consuming PacketBuffer, after predecessor: PacketSlot?, requestAt: Timestamp
    ) -> Bool {
        let slot = packet.slot
        let successor = predecessor == nil ? early.first : predecessor?.header.next
        let precedingEnd = predecessor?.header.end ?? next
        let leavesGapBefore = slot.header.sequence > precedingEnd
        // A gap that is split keeps its time: nobody asks again for what has just been asked for.
        let isNewGap = leavesGapBefore && successor == nil
        slot.header.stamp =
            leavesGapBefore ? (successor?.header.stamp ?? requestAt) : .never
        slot.header.isRequested = leavesGapBefore && successor?.header.isRequested ?? false
        if let successor, successor.header.sequence == slot.header.end {
            successor.header.stamp = .never
            successor.header.isRequested = false
        }
        packet.owner = .receiveWindow
        early.insert(packet, after: predecessor)
        return isNewGap
    }

    /// The application has consumed `count` messages, which came in a packet.
    ///
    /// - Parameter common: Packets that any stream may borrow room for.
    /// - Returns: Whether the peer should be told its new limits.
    mutating func consume(_ count: Int, common: inout Int) -> Bool {
        packets.consume(common: &common)
        // Credit does not apply to what is not repaired: what was lost could never be given back.
        if kind != .latestOnly { limit = limit.advanced(by: count) }
        return creditIsDue
    }

    /// Whether the peer is to be told the limit at once.
    var creditIsDue: Bool {
        // REL-25: "A receiver SHALL state its new limit once half of the credit has been consumed since it
        // stated the last, or half of the packets of its share."
        guard !isAsked else { return true }
        guard kind != .latestOnly else { return false }
        return limit.distance(from: toldLimit) >= UInt64(max(creditMessages / 2, 1))
            || packets.isDue
    }

    /// Whether the peer is to be told the limit with the next acknowledgement.
    var creditIsWanted: Bool {
        guard !isAsked else { return true }
        guard kind != .latestOnly else { return false }
        return limit.distance(from: toldLimit) >= UInt64(max(creditMessages / 8, 1))
            || packets.isWanted
    }

    /// The peer asks where it stands.
    mutating func restateLimit() {
        isAsked = true
    }

    /// Notes that the peer is being told the limit.
    mutating func tellLimit() -> (messages: SequenceNumber, packets: UInt64) {
        toldLimit = limit
        isAsked = false
        return (limit, packets.tellLimit())
    }

    /// Gives back every packet that waits.
    mutating func removeAll() {
        early.removeAll()
    }
}

extension SlotHeader {
    /// The sequence number after the packet's last message.
    var end: SequenceNumber { sequence.advanced(by: Int(messageCount)) }
}
