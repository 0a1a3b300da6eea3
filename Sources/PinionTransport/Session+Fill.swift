import PinionCodec

extension Session {
    /// Adds the session's packets to `outbound` while there are any and it has room.
    ///
    /// - Returns: Whether all has been said; otherwise there was no room.
    mutating func fill(
        _ outbound: inout PacketBatch, _ environment: inout SessionEnvironment,
        at now: Timestamp
    ) -> Bool {
        if poolRetry > now && poolRetry != .never { return true }
        if !pending.isEmpty && !sendLifePackets(&outbound, &environment, at: now) {
            return poolRetry != .never
        }
        guard queues.count > 0, life.phase != .closed, life.phase != .lingering else {
            return true
        }

        if pathCheck.isChallengeDue && !sendChallenge(&outbound, &environment, at: now) {
            return false
        }
        // What the peer waits for goes before new data, with it where there is room.
        if controlIsDue && !rides(environment.limits) {
            guard sendControl(&outbound, &environment, at: now) else {
                return poolRetry != .never
            }
        }
        while true {
            let unsent = mayCarryNew(environment.limits) ? unsentClasses : 0
            guard let index = turns.next(repairs.classes | unsent) else { break }
            guard !outbound.isFull else { return false }
            if let packet = repairs.first(of: index) {
                repairs.remove(packet)
                repair(packet, &outbound, &environment, at: now)
            } else if let packet = nextUnsent(of: index) {
                sendFirst(packet, &outbound, &environment, at: now)
            }
        }
        while controlIsDue {
            guard sendControl(&outbound, &environment, at: now) else {
                return poolRetry != .never
            }
        }
        updateProbe(at: now)
        if isBlocked { unblockIfPossible(environment) }
        // SES-14: "A side SHALL NOT answer a CLOSE before everything that it accepted has been acknowledged."
        if life.isDraining && outstanding == 0 && !hasUnsent {
            perform(
                life.drained(
                    at: now, interval: probeTimeout, limits: environment.limits),
                counters: &environment.counters)
            return sendLifePackets(&outbound, &environment, at: now) || poolRetry != .never
        }
        return true
    }

    /// Whether something is to be said even if there is no data to say it with.
    private var controlIsDue: Bool {
        acks.isDue || requests.isDue || creditIsDue || ping != nil || pathAnswer != nil
    }

    /// Whether the peer's window lets another packet go that has not been sent.
    private func mayCarryNew(_ limits: SessionLimits) -> Bool {
        // REL-27: "A sender SHALL NOT have more packets with messages in flight than the receiver's last window."
        window.inFlight < min(limits.sendWindowPackets, peerWindow)
    }

    /// Whether a data packet with room for control frames is about to go.
    private func rides(_ limits: SessionLimits) -> Bool {
        guard repairs.isEmpty, building > 0, mayCarryNew(limits), !requests.isDue, !creditIsDue,
            sealedCount == 0
        else { return false }
        for index in 0..<queues.count {
            if let packet = queues[index].building.first, packet.header.messageCount > 0 {
                return framesEndMax - Int(packet.header.dataEnd) >= 64
            }
        }
        return false
    }

    /// The traffic classes with messages that have not been sent, a bit for each.
    private var unsentClasses: UInt8 {
        var classes: UInt8 = 0
        for index in 0..<TrafficClass.count where !sealed[index].isEmpty {
            classes |= 1 << UInt8(index)
        }
        guard building > 0 else { return classes }
        for index in 0..<queues.count {
            if let packet = queues[index].building.first, packet.header.messageCount > 0 {
                classes |= 1 << packet.header.trafficClass
            }
        }
        return classes
    }

    /// The next packet of a traffic class that has not been sent: full ones first, then what each stream has.
    private mutating func nextUnsent(of trafficClass: Int) -> PacketBuffer? {
        if let packet = sealed[trafficClass].removeFirst() {
            queues[Int(packet.slot.header.stream)].sealedCount -= 1
            sealedCount -= 1
            return packet
        }
        for _ in 0..<queues.count {
            let index = nextStream
            nextStream = nextStream + 1 < queues.count ? nextStream + 1 : 0
            if let packet = queues[index].building.first, packet.header.messageCount > 0,
                Int(packet.header.trafficClass) == trafficClass
            {
                queues[index].reserved = nil
                building -= 1
                return queues[index].building.remove(packet)
            }
        }
        return nil
    }

    /// Sends a packet of messages for the first time, and keeps it until it is acknowledged.
    private mutating func sendFirst(
        _ packet: consuming PacketBuffer, _ outbound: inout PacketBatch,
        _ environment: inout SessionEnvironment, at now: Timestamp
    ) {
        if queues[Int(packet.slot.header.stream)].sent.isEmpty && window.inFlight == 0 {
            // Allocates the first time; after that it is a comparison.
            window.makeRoom()
        }
        let slot = packet.slot
        let index = Int(slot.header.stream)
        packet.owner = .sendWindow
        // REL-34: "A sender SHALL keep only the last packet of a latest-only stream for repair."
        if queues[index].kind == .latestOnly { forgetSent(of: index) }
        queues[index].sent.append(packet)
        window.noteFirstSend(slot)
        DatagramBuilder.endData(slot, queues[index].kind, isRepair: false)
        transmit(slot, &outbound, &environment, at: now)
    }

    /// Lets go of what a stream has in flight, acknowledged or not.
    private mutating func forgetSent(of index: Int) {
        while let packet = queues[index].sent.first {
            window.forget(packet)
            repairs.remove(packet)
            _ = queues[index].sent.remove(packet)
        }
    }

    /// Sends a packet of messages again, in a new packet with what is to be said now.
    private mutating func repair(
        _ packet: PacketSlot, _ outbound: inout PacketBatch,
        _ environment: inout SessionEnvironment, at now: Timestamp
    ) {
        var packet = packet
        if packet.header.leases > 1 {
            // The carrier still reads it: the repair is a copy, which takes its place.
            guard let copy = copy(of: packet, &environment) else { return }
            packet = copy
        }
        // REL-7: "A repair SHALL hold exactly the messages of the packet that it repairs."
        environment.counters.packetsRepaired += 1
        environment.counters.messagesRepaired += UInt64(packet.header.messageCount)
        DatagramBuilder.endData(
            packet, queues[Int(packet.header.stream)].kind, isRepair: true)
        transmit(packet, &outbound, &environment, at: now)
        if packet.header.copiesDue > 0 {
            packet.header.copiesDue -= 1
            _ = repairs.append(packet)
        }
    }

    /// Puts a copy of a sent packet in its place; `nil` if the pool is empty.
    private mutating func copy(
        of packet: PacketSlot, _ environment: inout SessionEnvironment
    ) -> PacketSlot? {
        guard let lease = environment.lease(for: .sendWindow) else { return nil }
        let copy = lease.slot
        copy.header.stream = packet.header.stream
        copy.header.sequence = packet.header.sequence
        copy.header.session = packet.header.session
        copy.header.piece = packet.header.piece
        copy.header.messageCount = packet.header.messageCount
        copy.header.messagesOffset = packet.header.messagesOffset
        copy.header.dataEnd = packet.header.dataEnd
        copy.header.number = packet.header.number
        copy.header.timesLost = packet.header.timesLost
        copy.header.copiesDue = packet.header.copiesDue
        copy.header.isOutstanding = true
        copy.header.awaitsRepair = false
        copy.header.trafficClass = packet.header.trafficClass
        // SAFETY: both buffers are of one pool and hold `dataEnd` bytes; they are two buffers.
        unsafe copy.bytes.copyMemory(from: packet.bytes, byteCount: Int(packet.header.dataEnd))
        let index = Int(packet.header.stream)
        window.replace(packet, by: copy)
        packet.header.isOutstanding = false
        queues[index].sent.insert(lease, after: packet)
        _ = queues[index].sent.remove(packet)
        return copy
    }

    /// Gives a packet of messages its number, its header and what control frames fit, and sends it.
    private mutating func transmit(
        _ packet: PacketSlot, _ outbound: inout PacketBatch,
        _ environment: inout SessionEnvironment, at now: Timestamp
    ) {
        appendControl(to: packet, &environment, at: now)
        packet.header.stamp = now
        probe.since = now
        finish(packet, .session, asksForAck: true, carries: packet, &environment, at: now)
        outbound.append(packet.share())
    }

    /// Sends a packet of control frames only; answers whether it could.
    private mutating func sendControl(
        _ outbound: inout PacketBatch, _ environment: inout SessionEnvironment,
        at now: Timestamp
    ) -> Bool {
        guard !outbound.isFull else { return false }
        guard let packet = environment.lease(for: .carrier) else {
            poolRetry = now.advanced(
                byNanoseconds: SessionEnvironment.poolRetryNanoseconds)
            return false
        }
        DatagramBuilder.beginControl(packet.slot)
        let pings = ping != nil
        appendControl(to: packet.slot, &environment, at: now)
        // The gaps may have closed since they were due.
        guard packet.count > Transport.PacketHeader.blockLength else { return true }
        finish(
            packet.slot, .session, asksForAck: pings && ping == nil, carries: nil, &environment,
            at: now)
        outbound.append(packet)
        return true
    }

    /// Completes a packet that has all its frames, and notes that it goes.
    mutating func finish(
        _ packet: PacketSlot, _ kind: Transport.PacketKind, asksForAck: Bool, carries: PacketSlot?,
        _ environment: inout SessionEnvironment, at now: Timestamp
    ) {
        let number = window.send(carries, asksForAck: asksForAck, at: now)
        let isStranger = kind == .open
        DatagramBuilder.finish(
            packet, kind: kind, isFromAcceptor: !isInitiator, hasTrailer: hasTrailer,
            incarnation: isStranger ? 0 : UInt16(truncatingIfNeeded: peerLimits.incarnation),
            session: isStranger ? 0 : peerLimits.session, packetNumber: number.low32)
        packet.header.peer = peer
        lastSent = now
        environment.counters.packetsSent += 1
        environment.counters.bytesSent += UInt64(packet.header.byteCount)
    }

    /// Sends what the state machine asked for; answers whether all of it went.
    private mutating func sendLifePackets(
        _ outbound: inout PacketBatch, _ environment: inout SessionEnvironment,
        at now: Timestamp
    ) -> Bool {
        while !pending.isEmpty {
            guard !outbound.isFull else { return false }
            guard let packet = environment.lease(for: .carrier) else {
                poolRetry = now.advanced(
                    byNanoseconds: SessionEnvironment.poolRetryNanoseconds)
                return false
            }
            DatagramBuilder.beginControl(packet.slot)
            writeLifeFrame(in: packet.slot, &environment, at: now)
            outbound.append(packet)
        }
        return true
    }

    /// Writes the first of the frames that the state machine asked for.
    private mutating func writeLifeFrame(
        in packet: PacketSlot, _ environment: inout SessionEnvironment, at now: Timestamp
    ) {
        if pending.contains(.sendOpen) {
            pending.remove(.sendOpen)
            let limits = environment.limits
            appendLifeFrame(Transport.Open.self, to: packet) { open throws(FrameError) in
                open.session = id.rawValue
                open.versionFirst = WireLayout.version
                open.versionLast = WireLayout.version
                limits.write(to: open.limits, incarnation: incarnation)
            }
            if let value = cookie {
                appendLifeFrame(Transport.Cookie.self, to: packet) { cookie throws(FrameError) in
                    cookie.value = value
                }
            }
            environment.appendSchemas(to: packet)
            openSentAt = opensAlike == 0 ? now : .never
            opensAlike += 1
            finish(packet, .open, asksForAck: false, carries: nil, &environment, at: now)
        } else if pending.contains(.sendOpenAck) {
            pending.remove(.sendOpenAck)
            let limits = environment.limits
            // FRM-12: "An OPENACK SHALL NOT be longer than the OPEN that it answers."
            appendLifeFrame(Transport.OpenAck.self, to: packet) { openAck throws(FrameError) in
                openAck.session = id.rawValue
                openAck.version = WireLayout.version
                limits.write(to: openAck.limits, incarnation: incarnation)
            }
            finish(packet, .session, asksForAck: true, carries: nil, &environment, at: now)
        } else if pending.contains(.sendReset) {
            pending.remove(.sendReset)
            appendLifeFrame(Transport.Reset.self, to: packet) { reset throws(FrameError) in
                reset.reason = life.reason.rawValue
            }
            finish(packet, .session, asksForAck: false, carries: nil, &environment, at: now)
        } else {
            let isAnswer = pending.contains(.answerClose)
            pending.remove(isAnswer ? .answerClose : .sendClose)
            appendLifeFrame(Transport.Close.self, to: packet) { close throws(FrameError) in
                close.reason = life.reason.rawValue
                close.flags = isAnswer ? .answer : []
            }
            finish(packet, .session, asksForAck: false, carries: nil, &environment, at: now)
        }
    }

    /// Appends a frame to a packet without any, or with OPEN, which it always fits.
    func appendLifeFrame<Layout: MessageLayout>(
        _ layout: Layout.Type, to packet: PacketSlot,
        _ body: (inout FrameWriter<Layout>) throws(FrameError) -> Void
    ) where Layout.Header == Transport.FrameHeader {
        let fits = DatagramBuilder.append(
            layout, to: packet,
            packetBytesMax: Int(packet.header.capacity) - PacketTrailer.byteCount, body)
        assert(fits, "any packet holds OPEN and a cookie, or any other frame without groups")
    }
}
