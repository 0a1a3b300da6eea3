import PinionCodec

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
        if let reset = slot.frame(Transport.Reset.self, at: contents.reset) {
            receiveReset(reset, header, &environment)
            return
        }
        guard isOfThisLife(slot, contents) else {
            environment.counters.otherLives += 1
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
        if let ack = slot.frame(Transport.Ack.self, at: contents.ack) {
            receiveAck(ack, number, &environment, at: now)
        }
        if let credit = slot.frame(Transport.Credit.self, at: contents.credit) {
            receiveCredit(credit)
        }
        if let request = slot.frame(Transport.GapRequest.self, at: contents.gapRequest) {
            receiveRequests(request, &environment, at: now)
        }
        if let path = slot.frame(Transport.Path.self, at: contents.path) { receivePath(path) }
        if let ping = slot.frame(Transport.Ping.self, at: contents.ping) { receivePing(ping) }
        if contents.publication != 0 {
            environment.publicationFrame = PublicationFrame(slot, at: contents.publication)
        }
        if let close = slot.frame(Transport.Close.self, at: contents.close) {
            receiveClose(close, &environment, at: now)
        }
        if contents.data != 0 {
            guard receiveData(packet, contents.messages, &environment, at: now) else { return }
        }
        note(number, contents, &environment, at: now)
    }

    /// The peer gives the session up.
    private mutating func receiveReset(
        _ reset: FrameView<Transport.Reset>, _ header: PacketHeader,
        _ environment: inout SessionEnvironment
    ) {
        // SES-19: "A side SHALL drop a RESET with the packet number 0, unless it is opening."
        guard header.packetNumber != 0 else {
            environment.counters.otherLives += 1
            return
        }
        let reason = CloseReason(rawValue: reset.reason)
        perform(life.receiveReset(reason), counters: &environment.counters)
    }

    /// Whether a packet is from the peer that this session was opened with, as far as it says so.
    ///
    /// An acceptor that restarted may have answered the same OPEN in its last life. Taken for this one's,
    /// that answer's number would be acknowledged, and the packet that truly has the number given up.
    private func isOfThisLife(_ packet: PacketSlot, _ contents: PacketContents) -> Bool {
        // SES-16: "A side SHALL drop a packet with an OPENACK unless it comes from the acceptor of the session,
        // with its index and incarnation."
        guard let openAck = packet.frame(Transport.OpenAck.self, at: contents.openAck) else {
            return true
        }
        return isInitiator && openAck.session == peerLimits.session
            && openAck.limits.incarnation == peerLimits.incarnation
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
        if let reset = packet.frame(Transport.Reset.self, at: contents.reset) {
            let reason = CloseReason(rawValue: reset.reason)
            perform(life.receiveReset(reason), counters: &environment.counters)
            return
        }
        guard let openAck = packet.frame(Transport.OpenAck.self, at: contents.openAck) else {
            // An acceptor says nothing else before it has heard from this session.
            environment.counters.otherLives += 1
            return
        }
        guard let offered = PeerLimits(session: openAck.session, openAck.limits),
            openAck.version == WireLayout.version
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
            roundTrip.sample(now.nanoseconds(since: openSentAt), peerDelay: 0, at: now)
        }
        perform(life.receiveOpenAck(), counters: &environment.counters)
        note(number, contents, &environment, at: now)
        acks.makeDue()
    }

    /// The peer says which packets have arrived.
    private mutating func receiveAck(
        _ ack: FrameView<Transport.Ack>, _ carrier: PacketNumber,
        _ environment: inout SessionEnvironment, at now: Timestamp
    ) {
        environment.counters.acknowledgementsReceived += 1
        let largest = PacketNumber(low32: ack.largest, near: window.next)
        // REL-4: "A sender SHALL ignore an acknowledgement of a packet that it has not sent."
        guard largest < window.next else {
            environment.counters.acknowledgedUnsent += 1
            return
        }
        if carrier.rawValue >= latestAckPacket {
            latestAckPacket = carrier.rawValue
            peerWindow = Int(ack.window)
        }
        var ranges = ack.ranges
        var result = SendWindow.Acknowledged()
        var high = largest.rawValue
        var length = UInt64(ack.firstRange)
        var isLargest = true
        while length > 0 {
            let low = high - min(high, length - 1)
            window.acknowledge(
                from: low, through: high, into: &result, isLargest: isLargest
            ) { acknowledged in
                repairs.remove(acknowledged)
                _ = queues[Int(acknowledged.header.stream)].sent.remove(acknowledged)
            }
            guard let range = ranges.next() else { break }
            let gap = UInt64(range.gap)
            length = UInt64(range.length)
            isLargest = false
            // Backwards past the first number, or ranges that touch: no receiver says that.
            guard gap > 0, low > gap else { break }
            high = low - gap - 1
        }
        if let sentAt = result.largestSentAt {
            roundTrip.sample(
                now.nanoseconds(since: sentAt),
                peerDelay: min(UInt64(ack.delay), peerLimits.acknowledgementDelay),
                at: now)
        }
        repairLost(result, &environment, at: now)
        if result.madeProgress { probe.restart(at: now) }
    }

    /// The peer says how far this side may send.
    private mutating func receiveCredit(_ credit: FrameView<Transport.Credit>) {
        var limits = credit.streams
        while let limit = limits.next() {
            let stream = Int(limit.stream)
            guard stream < queues.count else { continue }
            queues[stream].raiseLimit(limit.limit, packets: limit.packetLimit)
        }
    }

    /// The peer wants to hear how things stand.
    private mutating func receivePing(_ ping: FrameView<Transport.Ping>) {
        // REL-22: "A PING SHALL be acknowledged at once, and one whose cause is blocked with the limits of all
        // streams."
        acks.makeDue()
        guard ping.cause == .blocked else { return }
        for index in 0..<windows.count { windows[index].restateLimit() }
        creditIsDue = windows.count > 0
    }

    /// The peer has nothing more to say, or answers that this side has not.
    private mutating func receiveClose(
        _ close: FrameView<Transport.Close>, _ environment: inout SessionEnvironment,
        at now: Timestamp
    ) {
        let reason = CloseReason(rawValue: close.reason)
        let isAnswer = close.flags.contains(.answer)
        let action =
            isAnswer
            ? life.receiveCloseAnswer()
            : life.receiveClose(reason, at: now, limits: environment.limits)
        perform(action, counters: &environment.counters)
    }
}
