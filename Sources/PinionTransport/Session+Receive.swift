extension Session {
    /// Takes in a packet of this session whose frames have been checked.
    mutating func receive(
        _ packet: consuming PacketBuffer, _ header: PacketHeader, _ contents: PacketContents,
        _ environment: inout SessionEnvironment, at now: Timestamp
    ) {
        let slot = packet.slot
        if life.phase == .opening {
            receiveAnswer(slot, header, contents, &environment, at: now)
            return
        }
        if contents.reset != 0 {
            let reason = CloseReason(
                rawValue: slot.load(UInt16.self, at: contents.reset + 4))
            perform(life.receiveReset(reason), counters: &environment.counters)
            return
        }
        let number = received.widen(header.packetNumber)
        guard isNew(number, contents, &environment) else { return }
        lastHeard = now
        if contents.openAck != 0 {
            perform(life.receiveOpenAck(), counters: &environment.counters)
        } else {
            perform(life.receiveSessionPacket(), counters: &environment.counters)
        }
        if contents.ack != 0 {
            receiveAck(slot, contents.ack, number, &environment, at: now)
        }
        if contents.credit != 0 { receiveCredit(slot, contents.credit) }
        if contents.gapRequest != 0 {
            receiveRequests(slot, contents.gapRequest, &environment, at: now)
        }
        if contents.ping != 0 { receivePing(slot, contents.ping) }
        if contents.close != 0 {
            receiveClose(slot, contents.close, &environment, at: now)
        }
        if contents.data != 0 {
            guard receiveData(packet, contents.data, &environment, at: now) else { return }
        }
        note(number, contents, &environment, at: now)
    }

    /// Judges a packet number; counts and refuses one that is not new.
    private mutating func isNew(
        _ number: PacketNumber, _ contents: PacketContents,
        _ environment: inout SessionEnvironment
    ) -> Bool {
        switch received.verdict(on: number) {
        case .new:
            return true
        case .duplicate:
            environment.counters.duplicatePackets += 1
            return false
        case .tooOld, .tooFarAhead:
            // REL-3: "A receiver SHALL drop a packet whose number lies more than 2,047 below or more than 65,536
            // above the largest that it has received."
            environment.counters.packetsTooOld += 1
            return false
        }
    }

    /// Notes that a packet has arrived and been used.
    private mutating func note(
        _ number: PacketNumber, _ contents: PacketContents,
        _ environment: inout SessionEnvironment, at now: Timestamp
    ) {
        if received.isEmpty || number.rawValue > received.largest {
            acks.noteLargest(at: now)
        }
        received.record(number)
        guard contents.asksForAck else { return }
        acks.note(at: now, limits: environment.limits)
        // Who only listens sends nothing that is acknowledged, and would never learn the round trip.
        if window.inFlight == 0
            && now.nanoseconds(since: lastRoundTripPing) >= Self.roundTripPingNanoseconds
            && contents.data != 0 && ping == nil
        {
            lastRoundTripPing = now
            ping = .roundTrip
            acks.makeDue()
        }
    }

    /// An answer to this side's OPEN.
    private mutating func receiveAnswer(
        _ packet: PacketSlot, _ header: PacketHeader, _ contents: PacketContents,
        _ environment: inout SessionEnvironment, at now: Timestamp
    ) {
        if contents.reset != 0 {
            let reason = CloseReason(
                rawValue: packet.load(UInt16.self, at: contents.reset + 4))
            perform(life.receiveReset(reason), counters: &environment.counters)
            return
        }
        guard contents.openAck != 0 else { return }
        guard let offered = PeerLimits(packet, frame: contents.openAck),
            packet.load(UInt8.self, at: contents.openAck + 8) == WireLayout.version
        else {
            environment.counters.malformed += 1
            return
        }
        adopt(offered, limits: environment.limits, at: now)
        let number = received.widen(header.packetNumber)
        guard received.verdict(on: number) == .new else {
            environment.counters.malformed += 1
            return
        }
        if openSentAt != .never {
            roundTrip.sample(now.nanoseconds(since: openSentAt), peerDelay: 0)
        }
        perform(life.receiveOpenAck(), counters: &environment.counters)
        note(number, contents, &environment, at: now)
        acks.makeDue()
    }

    /// The peer says which packets have arrived.
    private mutating func receiveAck(
        _ packet: PacketSlot, _ frame: Int, _ carrier: PacketNumber,
        _ environment: inout SessionEnvironment, at now: Timestamp
    ) {
        environment.counters.acknowledgementsReceived += 1
        let largest = PacketNumber(
            low32: packet.load(UInt32.self, at: frame + 4), near: window.next)
        // REL-4: "A sender SHALL ignore an acknowledgement of a packet that it has not sent."
        guard largest < window.next else {
            environment.counters.acknowledgedUnsent += 1
            return
        }
        if carrier.rawValue >= latestAckPacket {
            latestAckPacket = carrier.rawValue
            peerWindow = Int(packet.load(UInt16.self, at: frame + 12))
        }
        let group = SmallGroup(packet, frame: frame)
        var result = SendWindow.Acknowledged()
        var high = largest.rawValue
        var length = UInt64(packet.load(UInt16.self, at: frame + 14))
        var entry = 0
        while length > 0 {
            let low = high - min(high, length - 1)
            window.acknowledge(
                from: low, through: high, into: &result, isLargest: entry == 0
            ) { acknowledged in
                _ = queues[Int(acknowledged.header.stream)].sent.remove(acknowledged)
            }
            guard entry < group.count else { break }
            let gap = UInt64(group.load(UInt16.self, entry: entry, at: 0))
            length = UInt64(group.load(UInt16.self, entry: entry, at: 2))
            entry += 1
            // Backwards past the first number, or ranges that touch: no receiver says that.
            guard gap > 0, low > gap else { break }
            high = low - gap - 1
        }
        if let sentAt = result.largestSentAt {
            roundTrip.sample(
                now.nanoseconds(since: sentAt),
                peerDelay: min(
                    UInt64(packet.load(UInt32.self, at: frame + 8)),
                    peerLimits.acknowledgementDelay))
        }
        if result.madeProgress { probe.restart(at: now) }
        repairForgotten(&environment, at: now)
    }

    /// The oldest packet in flight may have arrived, and every acknowledgement that said so been lost.
    ///
    /// REL-19: "A sender SHALL send a packet's messages again when an acknowledgement arrives two probe timeouts
    /// after they were last sent and leaves them unacknowledged."
    private mutating func repairForgotten(
        _ environment: inout SessionEnvironment, at now: Timestamp
    ) {
        guard let oldest = window.oldest() else { return }
        let age = now.nanoseconds(since: oldest.packet.header.stamp)
        if age > 2 * probeTimeout { _ = repairs.append(oldest.packet) }
    }

    /// The peer says how far this side may send.
    private mutating func receiveCredit(_ packet: PacketSlot, _ frame: Int) {
        let group = SmallGroup(packet, frame: frame)
        for entry in 0..<group.count {
            let stream = Int(group.load(UInt16.self, entry: entry, at: 4))
            guard stream < queues.count else { continue }
            queues[stream].raiseLimit(group.load(UInt32.self, entry: entry, at: 0))
        }
    }

    /// The peer asks for messages again.
    private mutating func receiveRequests(
        _ packet: PacketSlot, _ frame: Int, _ environment: inout SessionEnvironment,
        at now: Timestamp
    ) {
        let group = SmallGroup(packet, frame: frame)
        environment.counters.gapRequestsReceived += UInt64(group.count)
        var cursor: PacketSlot?
        var cursorStream = -1
        for entry in 0..<group.count {
            let stream = Int(group.load(UInt16.self, entry: entry, at: 4))
            guard stream < queues.count else { continue }
            // REL-14: "The gaps of a request SHALL be in the order of their streams and sequence numbers; a sender
            // SHALL ignore one that is not."
            guard stream >= cursorStream else { return }
            if stream > cursorStream {
                cursorStream = stream
                cursor = queues[stream].sent.first
            }
            let first = SequenceNumber(
                low32: group.load(UInt32.self, entry: entry, at: 0), near: queues[stream].next)
            let end = first.advanced(
                by: Int(group.load(UInt16.self, entry: entry, at: 6)))
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
        if !repairs.append(slot) { environment.counters.repairsHeldBack += 1 }
    }

    /// The peer wants to hear how things stand.
    private mutating func receivePing(_ packet: PacketSlot, _ frame: Int) {
        // REL-22: "A PING SHALL be acknowledged at once, and one whose cause is blocked with the limits of all
        // streams."
        acks.makeDue()
        guard packet.load(UInt8.self, at: frame + 4) == PingCause.blocked.rawValue else { return }
        for index in 0..<windows.count { windows[index].restateLimit() }
        creditIsDue = windows.count > 0
    }

    /// The peer has nothing more to say, or answers that this side has not.
    private mutating func receiveClose(
        _ packet: PacketSlot, _ frame: Int, _ environment: inout SessionEnvironment,
        at now: Timestamp
    ) {
        let reason = CloseReason(rawValue: packet.load(UInt16.self, at: frame + 4))
        let isAnswer = packet.load(UInt16.self, at: frame + 6) & 1 != 0
        let action =
            isAnswer
            ? life.receiveCloseAnswer()
            : life.receiveClose(reason, at: now, limits: environment.limits)
        perform(action, counters: &environment.counters)
    }
}
