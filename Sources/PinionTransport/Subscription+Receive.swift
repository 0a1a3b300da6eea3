import PinionCodec

/// What comes in of a publication.
extension Subscription {
    /// Takes in a packet of this publication whose frames have been checked.
    mutating func receive(
        _ packet: consuming PacketBuffer, _ contents: PacketContents, _ roundTrip: RoundTrip,
        _ environment: inout SessionEnvironment, at now: Timestamp
    ) {
        heardAt = now
        let slot = packet.slot
        if let heartbeat = slot.frame(Transport.Heartbeat.self, at: contents.publication) {
            receiveHeartbeat(heartbeat, roundTrip, &environment, at: now)
            return
        }
        let messages = contents.messages
        let kind: StreamKind = isLatestOnly ? .latestOnly : .ordered
        guard messages.stream == 0, messages.kind == kind, messages.piece == .whole else {
            environment.counters.malformed += 1
            return
        }
        slot.header.stream = id.stream.rawValue
        slot.header.subscription = id.rawValue
        slot.header.session = session.rawValue
        slot.header.sequence = SequenceNumber(low32: messages.firstSequence, near: window.next)
        slot.header.messageCount = UInt16(messages.count)
        slot.header.messagesOffset = UInt16(messages.offset)
        slot.header.missing = 0
        slot.header.isMissingTold = true
        slot.header.piece = .whole
        if isLatestOnly {
            receiveLatestOnly(packet, roundTrip, &environment, at: now)
        } else {
            receiveOrdered(packet, roundTrip, &environment, at: now)
        }
    }

    // MARK: - Ordered

    private mutating func receiveOrdered(
        _ packet: consuming PacketBuffer, _ roundTrip: RoundTrip,
        _ environment: inout SessionEnvironment, at now: Timestamp
    ) {
        let header = packet.slot.header
        let arrival = window.arrival(first: header.sequence, count: Int(header.messageCount))
        switch arrival {
        case .inOrder:
            deliver(packet, &environment)
        case .early(let predecessor):
            keep(packet, after: predecessor, roundTrip, &environment, at: now)
        case .duplicate:
            environment.counters.duplicateData += 1
        case .beyondCredit:
            environment.counters.beyondCredit += 1
        case .overlapping:
            environment.counters.malformed += 1
        }
    }

    /// Makes a packet ready for the application, and all that waited for it.
    private mutating func deliver(
        _ packet: consuming PacketBuffer, _ environment: inout SessionEnvironment
    ) {
        guard hasRoom(for: packet, sixteenths: 1, &environment) else { return }
        let end = packet.slot.header.end
        if let waiting = window.early.first {
            environment.counters.repairsReceived += 1
            noteFilled(before: waiting.header.sequence, &environment)
        }
        window.packets.hold()
        let delivered = window.deliver(packet, to: &ready)
        environment.counters.messagesReceived += UInt64(delivered.messages)
        known = max(known, end)
        settleTail()
    }

    /// Keeps a packet until what precedes it has arrived.
    private mutating func keep(
        _ packet: consuming PacketBuffer, after predecessor: PacketSlot?, _ roundTrip: RoundTrip,
        _ environment: inout SessionEnvironment, at now: Timestamp
    ) {
        // A packet that is early must leave room for the one that it waits for.
        guard hasRoom(for: packet, sixteenths: 2, &environment) else { return }
        let end = packet.slot.header.end
        if let successor = predecessor == nil ? window.early.first : predecessor?.header.next {
            environment.counters.repairsReceived += 1
            noteFilled(before: successor.header.sequence, &environment)
        }
        let delay = requestDelay(roundTrip)
        // What is missing in front of it may have been asked for already, as the tail.
        let noticed = tailRequestAt == .never ? now.advanced(byNanoseconds: delay) : tailRequestAt
        window.packets.hold()
        if window.keep(packet, after: predecessor, requestAt: noticed) {
            requestAt = min(requestAt, noticed)
        }
        known = max(known, end)
        settleTail()
    }

    /// Whether a packet can be kept; counts it if not.
    private func hasRoom(
        for packet: borrowing PacketBuffer, sixteenths: Int, _ environment: inout SessionEnvironment
    ) -> Bool {
        // MUL-18: "A subscriber SHALL NOT hold more packets than the window."
        guard window.packets.hasRoom, packet.leavesFree(sixteenths: sixteenths) else {
            environment.counters.packetsNotHeld += 1
            return false
        }
        return true
    }

    /// Counts a gap that was filled, or grew smaller, before this side asked for it.
    private func noteFilled(
        before end: SequenceNumber, _ environment: inout SessionEnvironment
    ) {
        // MUL-19: "A subscriber SHALL NOT request a gap that has been filled meanwhile."
        if end > asked { environment.counters.requestsSpared += 1 }
    }

    /// What is missing behind all that has arrived.
    var tail: (first: SequenceNumber, count: UInt64) {
        let first = window.early.last?.header.end ?? window.next
        return (first, known.distance(from: first))
    }

    private mutating func settleTail() {
        if tail.count == 0 { tailRequestAt = .never }
    }

    // MARK: - Latest-only

    private mutating func receiveLatestOnly(
        _ packet: consuming PacketBuffer, _ roundTrip: RoundTrip,
        _ environment: inout SessionEnvironment, at now: Timestamp
    ) {
        let slot = packet.slot
        let (first, count) = (slot.header.sequence, Int(slot.header.messageCount))
        switch window.arrivalLatestOnly(first: first, count: count) {
        case .inOrder:
            guard hasRoom(for: packet, sixteenths: 1, &environment) else { return }
            // MUL-20: "A subscriber SHALL report each gap of a latest-only publication to its application, before the
            // messages behind it, and SHALL NOT request it."
            let missing = window.noteLatestOnly(first: first, count: count)
            slot.header.missing = missing
            environment.counters.messagesMissed &+= missing
            environment.counters.messagesReceived += UInt64(count)
            window.packets.hold()
            packet.owner = .application
            ready.append(packet)
        case .duplicate where slot.header.end == window.next:
            // The last packet again, in place of a heartbeat.
            environment.counters.duplicateData += 1
            progressAt = min(progressAt, now.advanced(byNanoseconds: randomShare(of: roundTrip)))
        case .duplicate, .overlapping, .early:
            environment.counters.messagesLate += UInt64(count)
        case .beyondCredit:
            environment.counters.beyondCredit += 1
        }
    }

    // MARK: - Heartbeats and the application

    /// The publisher has nothing else to say than where it stands.
    private mutating func receiveHeartbeat(
        _ heartbeat: FrameView<Transport.Heartbeat>, _ roundTrip: RoundTrip,
        _ environment: inout SessionEnvironment, at now: Timestamp
    ) {
        subscribers = Int(heartbeat.subscribers)
        let end = SequenceNumber(low32: heartbeat.nextSequence, near: window.next)
        if !isLatestOnly && end > window.limit {
            environment.counters.beyondCredit += 1
        } else if !isLatestOnly {
            known = max(known, end)
        }
        // MUL-21: "A subscriber SHALL answer a heartbeat with PROGRESS, after a random share of an eighth of the round
        // trip for each subscriber, sixteen at most."
        let answerAt = now.advanced(byNanoseconds: randomShare(of: roundTrip))
        progressAt = min(progressAt, answerAt)
        guard tail.count > 0, tailRequestAt == .never else { return }
        tailRequestAt = now.advanced(byNanoseconds: requestDelay(roundTrip))
        requestAt = min(requestAt, tailRequestAt)
    }

    /// The application is done with the messages of a packet.
    mutating func consume(messages: Int) {
        guard phase == .joined else { return }
        var common = 0
        _ = window.consume(messages, common: &common)
        // Of a latest-only publication it limits nobody.
        position = isLatestOnly ? window.next : position.advanced(by: messages)
        consumedPackets += 1
        // MUL-22: "A subscriber SHALL send PROGRESS once it has consumed an eighth of the window since it sent the last,
        // and once a second."
        if consumedPackets >= max(windowPackets / 8, 1) { progressAt = .origin }
    }
}
