/// Streams that do not wait for what is missing.
extension Session {
    /// Takes in a packet of a stream whose messages are delivered as they arrive.
    mutating func receiveAsArrived(
        _ packet: consuming PacketBuffer, on stream: Int, isRepair: Bool,
        _ environment: inout SessionEnvironment, at now: Timestamp
    ) -> Bool {
        // REL-35: "A receiver SHALL deliver the messages of an as-arrived stream at once, each once."
        let (first, count) = (packet.slot.header.sequence, Int(packet.slot.header.messageCount))
        let arrival = windows[stream].arrivalAsArrived(first: first, count: count)
        switch arrival {
        case .inOrder, .early:
            // The common case.
            break
        case .duplicate, .beyondCredit, .overlapping:
            return refuse(arrival, &environment)
        }
        guard hasRoom(for: packet, on: stream, &environment) else { return false }
        let requestAt = now.advanced(byNanoseconds: roundTrip.reorderDelay)
        guard
            let change = windows[stream].noteAsArrived(
                first: first, count: count, requestAt: requestAt)
        else {
            environment.counters.packetsNotHeld += 1
            return false
        }
        if change.revealsGap { requests.deadline = min(requests.deadline, requestAt) }
        if change.fillsGap { environment.counters.repairsReceived += 1 }
        if change.wasRequested && !isRepair { roundTrip.noteLate(at: now) }
        if change.revealsGap || change.fillsGap { acks.makeDue() }
        makeReady(packet, on: stream, &environment)
        return true
    }

    /// Takes in a packet of a stream whose lost messages are only reported.
    mutating func receiveLatestOnly(
        _ packet: consuming PacketBuffer, on stream: Int, isRepair: Bool,
        _ environment: inout SessionEnvironment
    ) -> Bool {
        let (first, count) = (packet.slot.header.sequence, Int(packet.slot.header.messageCount))
        let arrival = windows[stream].arrivalLatestOnly(first: first, count: count)
        switch arrival {
        case .inOrder:
            // The common case.
            break
        case .duplicate where !isRepair:
            // REL-37: "A receiver SHALL drop the messages of a latest-only stream that arrive behind later ones."
            environment.counters.messagesLate += UInt64(count)
            return true
        case .early, .duplicate, .beyondCredit, .overlapping:
            return refuse(arrival, &environment)
        }
        guard hasRoom(for: packet, on: stream, &environment) else { return false }
        // REL-36: "A receiver SHALL report each gap of a latest-only stream to its application, before the
        // messages behind it, and SHALL NOT request it."
        let missing = windows[stream].noteLatestOnly(first: first, count: count)
        packet.slot.header.missing = missing
        packet.slot.header.isMissingTold = missing == 0
        if missing > 0 {
            // A peer may make the numbers jump as often as it likes: the sum wraps rather than traps.
            environment.counters.messagesMissed &+= missing
            acks.makeDue()
        }
        makeReady(packet, on: stream, &environment)
        return true
    }

    private mutating func makeReady(
        _ packet: consuming PacketBuffer, on stream: Int,
        _ environment: inout SessionEnvironment
    ) {
        windows[stream].packets.hold()
        environment.counters.messagesReceived += UInt64(packet.slot.header.messageCount)
        packet.owner = .application
        ready.append(packet)
        unconsumed += 1
    }
}
