extension Session {
    /// Takes a message into the packet that is being built on stream `index`, behind others, if that is all there
    /// is to it.
    @inline(__always)
    mutating func append(_ message: RawSpan, on index: Int) -> Bool {
        guard life.acceptsMessages, index < queues.count else { return false }
        return queues[index].append(message)
    }

    /// Takes a message, copied into the packet that is being built.
    mutating func send(
        _ message: RawSpan, on stream: StreamID, _ environment: inout SessionEnvironment,
        at now: Timestamp
    ) -> SendResult {
        let byteCount = message.byteCount
        let result = makeRoom(byteCount, on: stream, &environment)
        guard result == .accepted, let packet = queues[Int(stream.rawValue)].building.first else {
            return result
        }
        packet.copy(message, to: DatagramBuilder.nextMessage(packet))
        commit(byteCount, in: packet, on: stream, &environment)
        return .accepted
    }

    /// Takes the next pieces of a message, from `offset` on, as far as there is room for them.
    mutating func send(
        _ message: RawSpan, from offset: inout Int, on stream: StreamID,
        _ environment: inout SessionEnvironment, at now: Timestamp
    ) -> SendResult {
        let total = message.byteCount
        precondition(0...total ~= offset, "a message is continued where it was left")
        let pieceBytesMax = framesEndMax - WireLayout.messageOverheadBytes
        // REL-42: "A sender SHALL NOT send a message that is longer than the receiver's limit."
        guard total <= max(peerLimits.messageBytesMax, pieceBytesMax) else { return .tooLong }
        repeat {
            let byteCount = min(pieceBytesMax, total - offset)
            let piece = MessagePiece(offset: offset, byteCount: byteCount, total: total)
            let part = message.extracting(offset..<offset + byteCount)
            let result = send(part, piece, on: stream, &environment, at: now)
            guard result == .accepted else { return result }
            offset += byteCount
        } while offset < total
        return .accepted
    }

    /// Takes a message, or one piece of a longer one, which gets a packet of its own.
    mutating func send(
        _ part: RawSpan, _ piece: MessagePiece, on stream: StreamID,
        _ environment: inout SessionEnvironment, at now: Timestamp
    ) -> SendResult {
        guard piece != .whole else { return send(part, on: stream, &environment, at: now) }
        guard life.acceptsMessages else { return .closed }
        let index = Int(stream.rawValue)
        guard index < queues.count else { return .noSuchStream }
        guard queues[index].kind == .ordered else { return .tooLong }
        precondition(
            queues[index].isUnfinished == piece.isContinued,
            "the pieces of a message follow each other")
        // FRM-20: "A piece of a message SHALL be alone in its data frame, and its stream ordered."
        if let packet = queues[index].building.first, packet.header.messageCount > 0 {
            guard mayBegin(index, environment.limits) else { return block(index, &environment) }
            seal(index)
        }
        queues[index].isUnfinished = false
        let result = send(part, on: stream, &environment, at: now)
        guard result == .accepted, let packet = queues[index].building.first else {
            queues[index].isUnfinished = piece.isContinued
            return result
        }
        packet.header.piece = piece
        queues[index].isUnfinished = piece.continues
        seal(index)
        return .accepted
    }

    /// Chooses what becomes of a stream's lost messages; answers whether it is still to be chosen.
    mutating func choose(_ kind: StreamKind, for stream: StreamID) -> Bool {
        let index = Int(stream.rawValue)
        // REL-32: "Each data frame SHALL name the kind of its stream, and all of a stream's the same one."
        guard life.acceptsMessages, index < queues.count, queues[index].isUnused else {
            return false
        }
        queues[index].kind = kind
        return true
    }

    /// Chooses how urgent a stream's messages are from now on; answers whether there is such a stream.
    mutating func choose(_ trafficClass: TrafficClass, for stream: StreamID) -> Bool {
        let index = Int(stream.rawValue)
        guard life.acceptsMessages, index < queues.count else { return false }
        queues[index].trafficClass = trafficClass
        return true
    }

    /// Makes room for a message in the packet that is being built on `stream`, beginning one if need be.
    mutating func makeRoom(
        _ byteCount: Int, on stream: StreamID, _ environment: inout SessionEnvironment
    ) -> SendResult {
        guard life.acceptsMessages else { return .closed }
        let index = Int(stream.rawValue)
        guard index < queues.count else { return .noSuchStream }
        precondition(!queues[index].isUnfinished, "a message is finished before the next begins")
        let packetBytesMax = framesEndMax
        guard byteCount <= packetBytesMax - WireLayout.messageOverheadBytes else {
            return .tooLong
        }
        queues[index].reserved = nil
        // REL-23: "A sender SHALL NOT send a message at or beyond the limit that the receiver stated"
        guard queues[index].hasCredit else {
            return block(index, &environment)
        }

        // The common case: it fits the packet that is being built.
        if let packet = queues[index].building.first {
            if DatagramBuilder.hasRoom(packet, for: byteCount, packetBytesMax: packetBytesMax) {
                return .accepted
            }
            guard queues[index].hasPacketCredit, mayBegin(index, environment.limits) else {
                return block(index, &environment)
            }
            seal(index)
        }

        // REL-38: "A sender SHALL NOT begin a packet at or beyond the packet limit that the receiver stated for
        // its stream, unless the stream is latest-only."
        // What is being sent must leave room for the acknowledgements that free it.
        // A peer that offers more streams than this side does cannot make it hold more packets for them.
        guard queues[index].hasPacketCredit, mayBegin(index, environment.limits),
            building < environment.limits.streamsMax,
            environment.pool.available > environment.pool.bufferCount / 4,
            let packet = environment.lease(for: .builder)
        else { return block(index, &environment) }
        DatagramBuilder.beginData(
            packet.slot, stream: stream.rawValue, queues[index].trafficClass,
            sequence: queues[index].next, session: id.rawValue)
        queues[index].building.append(packet)
        building += 1
        queues[index].packetsBegun += 1
        return .accepted
    }

    /// Whether the window has room for another packet of a stream: for its first while there is any room, and for
    /// more only while it leaves a third of what it has to others.
    ///
    /// A stream that is stuck leaves something to the others, and these to further ones.
    private func mayBegin(_ index: Int, _ limits: SessionLimits, sharesMax: Int = 3) -> Bool {
        // A packet that is being built must go before another one is begun.
        let sealing = queues[index].building.isEmpty ? 0 : 1
        let free = limits.sendWindowPackets - outstanding - sealing
        guard free > 0 else { return false }
        return queues.count == 1 || queues[index].outstanding + sealing < sharesMax * free
    }

    /// Counts a message that stands in the packet that is being built.
    mutating func commit(
        _ byteCount: Int, in packet: PacketSlot, on stream: StreamID,
        _ environment: inout SessionEnvironment
    ) {
        DatagramBuilder.commitMessage(packet, byteCount: byteCount)
        let index = Int(stream.rawValue)
        // REL-2: "A sender SHALL number the messages of a stream without a gap."
        queues[index].next = queues[index].next.advanced(by: 1)
        queues[index].reserved = nil
        environment.counters.messagesSent += 1
    }

    /// Gives a reservation up, and the packet that was begun for it.
    mutating func abandon(_ index: Int) {
        queues[index].reserved = nil
        guard let packet = queues[index].building.first, packet.header.messageCount == 0 else {
            return
        }
        _ = queues[index].building.remove(packet)
        queues[index].packetsBegun -= 1
        building -= 1
    }

    /// Lets the packet that is being built on a stream go as it is.
    mutating func seal(_ index: Int) {
        guard let packet = queues[index].building.first, packet.header.messageCount > 0 else {
            return
        }
        queues[index].reserved = nil
        queues[index].sealedCount += 1
        sealedCount += 1
        sealed[Int(packet.header.trafficClass)].append(queues[index].building.remove(packet))
        building -= 1
    }

    private mutating func block(
        _ index: Int, _ environment: inout SessionEnvironment
    ) -> SendResult {
        queues[index].isBlocked = true
        isBlocked = true
        environment.counters.wouldBlocks += 1
        return .wouldBlock
    }

    /// Whether a send that was told to wait would succeed now.
    mutating func unblockIfPossible(_ environment: borrowing SessionEnvironment) {
        // With a quarter of the window free: a sender that is woken for each packet sleeps badly.
        guard isBlocked, life.acceptsMessages,
            outstanding <= environment.limits.sendWindowPackets / 4 * 3,
            building < environment.limits.streamsMax,
            environment.pool.available > environment.pool.bufferCount / 4
        else { return }
        var unblocked = false
        var stillBlocked = false
        for index in 0..<queues.count where queues[index].isBlocked {
            // Not at once: who is woken for each packet that may be begun gets nothing else done.
            if queues[index].hasCredit && queues[index].hasPacketCredit
                && mayBegin(index, environment.limits, sharesMax: 2)
            {
                queues[index].isBlocked = false
                unblocked = true
            } else {
                stillBlocked = true
            }
        }
        isBlocked = stillBlocked
        if unblocked { writable = true }
    }
}
