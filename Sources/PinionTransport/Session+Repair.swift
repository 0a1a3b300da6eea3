import PinionCodec

/// Which packets are sent again, and how often.
extension Session {
    /// Sends again what an acknowledgement shows to be lost.
    mutating func repairLost(
        _ acknowledged: SendWindow.Acknowledged, _ environment: inout SessionEnvironment,
        at now: Timestamp
    ) {
        // What answers a repair comes a round trip after it. Probes are sent for want of an answer, late or not.
        if let repairedAt = acknowledged.lateRepairedAt, probe.backoff == 0,
            now.nanoseconds(since: repairedAt) < roundTrip.linger
        {
            environment.counters.repairsSpurious += 1
            roundTrip.noteLate(at: now)
        }
        window.findLost(reorderTime: roundTrip.reorderDelay) { packet in
            _ = Self.sendAgain(packet, &repairs)
        }
        repairForgotten(at: now)
    }

    /// The oldest packet in flight may have arrived, and every acknowledgement that said so been lost.
    ///
    /// REL-19: "A sender SHALL send a packet's messages again when an acknowledgement arrives two probe timeouts
    /// after they were last sent and leaves them unacknowledged."
    private mutating func repairForgotten(at now: Timestamp) {
        guard let oldest = window.oldest() else { return }
        let age = now.nanoseconds(since: oldest.packet.header.stamp)
        if age > 2 * probeTimeout { _ = Self.sendAgain(oldest.packet, &repairs) }
    }

    /// The peer asks for messages again.
    mutating func receiveRequests(
        _ request: FrameView<Transport.GapRequest>, _ environment: inout SessionEnvironment,
        at now: Timestamp
    ) {
        var gaps = request.gaps
        environment.counters.gapRequestsReceived += UInt64(gaps.count)
        var cursor: PacketSlot?
        var cursorStream = -1
        while let gap = gaps.next() {
            let stream = Int(gap.stream)
            guard stream < queues.count else { continue }
            // REL-14: "The gaps of a request SHALL be in the order of their streams and sequence numbers; a sender
            // SHALL ignore one that is not."
            guard stream >= cursorStream else { return }
            if stream > cursorStream {
                cursorStream = stream
                cursor = queues[stream].sent.first
            }
            let first = SequenceNumber(low32: gap.firstSequence, near: queues[stream].next)
            let end = first.advanced(by: Int(gap.count))
            while let slot = cursor, slot.header.end <= first { cursor = slot.header.next }
            while let slot = cursor, slot.header.sequence < end {
                requestRepair(of: slot, &environment, at: now)
                cursor = slot.header.next
            }
        }
    }

    /// Has a packet's messages sent again, unless that has just been done.
    private mutating func requestRepair(
        of slot: PacketSlot, _ environment: inout SessionEnvironment, at now: Timestamp
    ) {
        guard now.nanoseconds(since: slot.header.stamp) >= roundTrip.linger else {
            environment.counters.repairsHeldBack += 1
            return
        }
        if !Self.sendAgain(slot, &repairs) { environment.counters.repairsHeldBack += 1 }
    }

    /// Has a packet's messages sent again; answers false if that is about to happen already.
    private static func sendAgain(_ packet: PacketSlot, _ repairs: inout RetransmitQueue) -> Bool {
        guard repairs.append(packet) else { return false }
        // REL-45: "A sender SHALL send the second repair of a packet twice, and later ones three times."
        packet.header.copiesDue = min(packet.header.timesLost, 2)
        packet.header.timesLost = min(packet.header.timesLost + 1, .max - 1)
        return true
    }
}
