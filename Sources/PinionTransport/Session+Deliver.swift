extension Session {
    /// Takes in the messages of a packet; answers whether the packet is to be acknowledged.
    mutating func receiveData(
        _ packet: consuming PacketBuffer, _ messages: ReceivedMessages,
        _ environment: inout SessionEnvironment, at now: Timestamp
    ) -> Bool {
        guard life.receivesMessages else {
            // A side that lingers has had everything: a repair, or a repeat.
            environment.counters.duplicateData += 1
            return false
        }
        let slot = packet.slot
        let stream = messages.stream
        guard stream < windows.count else {
            environment.counters.beyondCredit += 1
            return false
        }
        let count = messages.count
        let first = SequenceNumber(low32: messages.firstSequence, near: windows[stream].next)
        slot.header.stream = UInt16(stream)
        slot.header.sequence = first
        slot.header.messageCount = UInt16(count)
        slot.header.messagesOffset = UInt16(messages.offset)
        slot.header.session = id.rawValue
        slot.header.subscription = 0
        slot.header.missing = 0
        slot.header.isMissingTold = true
        slot.header.piece = messages.piece

        // REL-33: "A receiver SHALL drop a packet unacknowledged that names another kind than its stream's first
        // did."
        guard windows[stream].adopt(messages.kind) else {
            environment.counters.malformed += 1
            return false
        }
        switch messages.kind {
        case .ordered:
            return receiveOrdered(
                packet, on: stream, isRepair: messages.isRepair, &environment, at: now)
        case .asArrived:
            return receiveAsArrived(
                packet, on: stream, isRepair: messages.isRepair, &environment, at: now)
        case .latestOnly:
            return receiveLatestOnly(
                packet, on: stream, isRepair: messages.isRepair, &environment)
        }
    }

    /// Takes in a packet of a stream that is delivered in order.
    private mutating func receiveOrdered(
        _ packet: consuming PacketBuffer, on stream: Int, isRepair: Bool,
        _ environment: inout SessionEnvironment, at now: Timestamp
    ) -> Bool {
        let header = packet.slot.header
        let arrival = windows[stream].arrival(
            first: header.sequence, count: Int(header.messageCount))
        switch arrival {
        case .inOrder:
            if !isRepair && windows[stream].isRequested(after: nil) { roundTrip.noteLate(at: now) }
            return deliver(packet, on: stream, &environment)
        case .early(let predecessor):
            if !isRepair && windows[stream].isRequested(after: predecessor) {
                roundTrip.noteLate(at: now)
            }
            return keep(packet, on: stream, after: predecessor, &environment, at: now)
        case .duplicate, .beyondCredit, .overlapping:
            return refuse(arrival, &environment)
        }
    }

    /// Counts a packet whose messages are not taken in; answers whether it is to be acknowledged.
    mutating func refuse(
        _ arrival: ReceiveWindow.Arrival, _ environment: inout SessionEnvironment
    ) -> Bool {
        switch arrival {
        case .duplicate:
            // The sender lacks an acknowledgement.
            environment.counters.duplicateData += 1
            acks.makeDue()
            return true
        case .beyondCredit:
            environment.counters.beyondCredit += 1
            return false
        case .overlapping:
            environment.counters.malformed += 1
            return false
        case .inOrder, .early:
            // Taken in, by those who call this for the others.
            return true
        }
    }

    /// Makes a packet ready for the application, and all that waited for it.
    private mutating func deliver(
        _ packet: consuming PacketBuffer, on stream: Int,
        _ environment: inout SessionEnvironment
    ) -> Bool {
        guard hasRoom(for: packet, on: stream, &environment) else { return false }
        let fillsGap = !windows[stream].early.isEmpty
        windows[stream].packets.hold()
        let delivered = windows[stream].deliver(
            packet, to: &ready, messageBytesMax: environment.limits.messageBytesMax)
        unconsumed += delivered.packets
        early -= delivered.packets - 1
        environment.counters.messagesReceived += UInt64(delivered.messages)
        if let fault = delivered.fault {
            // REL-41: "A receiver SHALL give up a session whose peer sends pieces that make no message, or a message
            // longer than its limit."
            let reason = fault == .tooLong ? CloseReason.messageTooLong : .brokenMessage
            perform(life.abort(reason), counters: &environment.counters)
            return false
        }
        if fillsGap {
            environment.counters.repairsReceived += 1
            // REL-20: "A packet that reveals a gap or fills one SHALL be acknowledged at once."
            acks.makeDue()
        }
        return true
    }

    /// Whether a packet can be made ready for the application; counts it if not.
    func hasRoom(
        for packet: borrowing PacketBuffer, on stream: Int,
        _ environment: inout SessionEnvironment
    ) -> Bool {
        // REL-6: "A receiver without room for a packet SHALL drop it before it acknowledges it."
        // The last sixteenth of the pool is for packets that say how to go on.
        guard windows[stream].packets.hasRoom, packet.leavesFree(sixteenths: 1) else {
            environment.counters.packetsNotHeld += 1
            return false
        }
        return true
    }

    /// Keeps a packet until what precedes it has arrived.
    private mutating func keep(
        _ packet: consuming PacketBuffer, on stream: Int, after predecessor: PacketSlot?,
        _ environment: inout SessionEnvironment, at now: Timestamp
    ) -> Bool {
        // A packet that is early must leave room for the one that it waits for.
        guard windows[stream].packets.hasRoom, packet.leavesFree(sixteenths: 2) else {
            environment.counters.packetsNotHeld += 1
            return false
        }
        let fillsGap = predecessor != windows[stream].early.last
        let requestAt = now.advanced(byNanoseconds: roundTrip.reorderDelay)
        let isNewGap = windows[stream].keep(packet, after: predecessor, requestAt: requestAt)
        windows[stream].packets.hold()
        early += 1
        if isNewGap {
            requests.deadline = min(requests.deadline, requestAt)
        }
        if fillsGap { environment.counters.repairsReceived += 1 }
        if isNewGap || fillsGap { acks.makeDue() }
        return true
    }

    /// The application is done with the messages of a packet.
    mutating func consume(
        stream: Int, messages: Int, _ environment: inout SessionEnvironment
    ) {
        guard stream < windows.count else { return }
        unconsumed = max(unconsumed - 1, 0)
        if windows[stream].consume(messages, common: &commonPackets) {
            creditIsDue = true
            // With the window, which may have been stated as smaller than it is now.
            acks.makeDue()
        }
        // A peer that waits for the window must hear that it has opened.
        let heldMax = environment.limits.heldPacketsMax
        if receiveWindow(environment.limits) - toldWindow >= max(heldMax / 2, 1) {
            acks.makeDue()
        }
    }
}
