/// One publication: messages to many subscribers, each packet built once.
///
/// Lives in its table. A packet is sealed, sent to the group and to each subscriber that is in none, and kept until
/// every subscriber has consumed it. `Publication+Subscribers` takes in what they say, `Publication+Fill` sends.
struct Publication: ~Copyable {
    let id: PublicationID
    let options: PublicationOptions
    /// Tells this publication from one of an earlier life.
    let incarnation: UInt64
    /// How far the frames of a packet may reach.
    let framesEndMax: Int

    var subscribers: FixedStorage<Subscriber>
    var subscriberCount = 0

    /// The number that the next message gets.
    var next: SequenceNumber
    /// The packet that takes in messages, if any.
    var building = PacketList()
    /// Complete packets, in order: those that some subscriber has not consumed, and those not sent yet.
    var kept = PacketList()
    /// The first of `kept` that has not been sent to all.
    var unsent: PacketSlot?
    /// Who is sent that packet next: 0 for the group, and then the subscribers.
    var target = 0
    /// Packets sealed.
    private var packetNumber: UInt32 = 0

    /// The heartbeat that is being sent, if one is.
    var heartbeat = PacketList()
    var heartbeatTarget = 0
    var heartbeatTimer = HeartbeatTimer()
    /// When the pool is tried again.
    var poolRetry = Timestamp.never

    var isBlocked = false
    var isWritableDue = false
    /// Why it ends, once it does.
    var ending: CloseReason?
    var isOver = false

    /// Makes the place of a publication that is not.
    init(vacant: Void) {
        id = PublicationID(rawValue: 0)
        options = PublicationOptions(topic: 0)
        incarnation = 0
        framesEndMax = 0
        subscribers = FixedStorage(count: 0) { _ in Subscriber() }
        next = SequenceNumber(0)
    }

    init(
        _ id: PublicationID, _ options: PublicationOptions, incarnation: UInt64,
        subscribersMax: Int, firstSequence: SequenceNumber
    ) {
        self.id = id
        self.options = options
        self.incarnation = incarnation
        // MUL-2: "A packet of a publication SHALL end with a trailer."
        framesEndMax = options.packetBytesMax - PacketTrailer.byteCount
        subscribers = FixedStorage(count: subscribersMax) { _ in Subscriber() }
        next = firstSequence
    }

    var isVacant: Bool { id.rawValue == 0 }

    /// Whether packets of messages can be repaired.
    var isReliable: Bool { options.kind == .ordered }

    /// The first message that has not been sent: where a newcomer begins. It begins a packet.
    var joinPoint: SequenceNumber {
        unsent?.header.sequence ?? building.first?.header.sequence ?? next
    }

    /// How many subscribers are in the group.
    var members: Int {
        guard options.group != nil else { return 0 }
        var count = 0
        for index in 0..<subscribers.count
        where subscribers[index].isActive && !subscribers[index].wantsCopies { count += 1 }
        return count
    }

    // MARK: - Messages

    /// Takes a message, copied into the packet that is being built.
    mutating func publish(
        _ message: RawSpan, _ environment: inout SessionEnvironment
    ) -> SendResult {
        guard ending == nil, !isVacant else { return .closed }
        let byteCount = message.byteCount
        guard byteCount <= framesEndMax - WireLayout.messageOverheadBytes else { return .tooLong }
        // The common case: it fits the packet that is being built.
        if let packet = building.first {
            if DatagramBuilder.hasRoom(packet, for: byteCount, packetBytesMax: framesEndMax) {
                take(message, into: packet, &environment)
                return .accepted
            }
            seal()
        }
        // MUL-9: "A publisher SHALL NOT have more packets of an ordered publication unconsumed by a subscriber that it
        // keeps than the window."
        // What is built must leave room for the answers that free it.
        guard kept.count < options.windowPackets,
            environment.pool.available > environment.pool.bufferCount / 4,
            let packet = environment.lease(for: .builder)
        else {
            isBlocked = true
            environment.counters.wouldBlocks += 1
            return .wouldBlock
        }
        DatagramBuilder.beginData(
            packet.slot, stream: 0, .normal, sequence: next, session: 0)
        take(message, into: packet.slot, &environment)
        building.append(packet)
        return .accepted
    }

    private mutating func take(
        _ message: RawSpan, into packet: PacketSlot, _ environment: inout SessionEnvironment
    ) {
        packet.copy(message, to: DatagramBuilder.nextMessage(packet))
        DatagramBuilder.commitMessage(packet, byteCount: message.byteCount)
        // MUL-3: "A publisher SHALL number the messages of a publication without a gap, and its packets too."
        next = next.advanced(by: 1)
        environment.counters.messagesSent += 1
    }

    /// Completes the packet that is being built. Nothing is written to it afterwards.
    mutating func seal() {
        guard let slot = building.first else { return }
        var packet = building.remove(slot)
        packet.owner = .sendWindow
        DatagramBuilder.endData(slot, options.kind, isRepair: false)
        finish(slot)
        slot.asker = 0
        slot.header.stamp = .never
        kept.append(packet)
        if unsent == nil { unsent = slot }
    }

    /// Completes a packet that has all its frames.
    mutating func finish(_ packet: PacketSlot) {
        // MUL-1: "A packet of a publication SHALL have its number in place of a session's, the low 16 bits of its
        // incarnation, and one frame: Data of stream 0, or Heartbeat."
        DatagramBuilder.finish(
            packet, kind: .publication, isFromAcceptor: false, hasTrailer: true,
            incarnation: UInt16(truncatingIfNeeded: incarnation), session: id.rawValue,
            packetNumber: packetNumber)
        packetNumber &+= 1
        if let group = options.group { packet.header.peer = group }
    }

    /// Gives every packet back.
    mutating func removePackets() {
        building.removeAll()
        kept.removeAll()
        heartbeat.removeAll()
        unsent = nil
    }
}

/// When a publication that has nothing else to send says its last number.
struct HeartbeatTimer {
    private(set) var deadline = Timestamp.never
    private var interval: UInt64 = 0

    /// At least, in nanoseconds.
    static let intervalMin: UInt64 = 1_000_000
    /// At most, in nanoseconds.
    static let intervalMax: UInt64 = 1_000_000_000

    /// Starts afresh, because something was sent, or somebody has come further.
    ///
    /// MUL-7: "A publisher SHALL send a heartbeat twice the longest round trip of its subscribers after the last packet,
    /// within 1 ms and 1 s, and again at intervals that double up to 1 s."
    mutating func restart(roundTrip: UInt64, at now: Timestamp) {
        interval = min(max(2 * roundTrip, Self.intervalMin), Self.intervalMax)
        deadline = now.advanced(byNanoseconds: interval)
    }

    mutating func repeatLater(at now: Timestamp) {
        interval = min(2 * max(interval, Self.intervalMin), Self.intervalMax)
        deadline = now.advanced(byNanoseconds: interval)
    }

    mutating func stop() { deadline = .never }
}

/// What a publication notes in the headers of packets that it keeps.
extension PacketSlot {
    /// Who asked for the packet last: a subscriber's place and 1, `severalAsk`, or 0.
    var asker: UInt32 {
        get { header.session }
        nonmutating set { header.session = newValue }
    }

    /// When that was.
    var askedAt: Timestamp {
        get { Timestamp(nanoseconds: header.missing) }
        nonmutating set { header.missing = newValue.nanoseconds }
    }

    static var severalAsk: UInt32 { .max }
}
