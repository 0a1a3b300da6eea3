extension Session {
    /// Ranges in one acknowledgement at most: with these it is 50 bytes long.
    static let ackRangesMax = 8
    /// How often the side that only listens measures the round trip, in nanoseconds.
    static let roundTripPingNanoseconds: UInt64 = 100_000_000

    /// Appends the control frames that are wanted, as far as they fit.
    mutating func appendControl(
        to packet: PacketSlot, _ environment: inout SessionEnvironment, at now: Timestamp
    ) {
        let packetBytesMax = packetBytesMax(environment.limits)
        if requests.isDue {
            appendRequests(to: packet, packetBytesMax, &environment, at: now)
        }
        if acks.isPending && !received.isEmpty {
            appendAck(to: packet, packetBytesMax, &environment, at: now)
        } else if acks.isDue {
            // Nothing has arrived that could be named.
            acks.sent()
        }
        if creditIsDue { appendCredit(to: packet, packetBytesMax) }
        if let cause = ping,
            let frame = DatagramBuilder.beginFrame(
                packet, .ping, byteCount: 5, packetBytesMax: packetBytesMax)
        {
            packet.store(cause.rawValue, at: frame + 4)
            ping = nil
        }
    }

    /// Asks for every gap whose time has come, in one frame as far as it fits.
    ///
    /// REL-11: "A receiver SHALL ask for all gaps whose time has come together."
    private mutating func appendRequests(
        to packet: PacketSlot, _ packetBytesMax: Int,
        _ environment: inout SessionEnvironment, at now: Timestamp
    ) {
        let fitting = DatagramBuilder.entriesThatFit(
            packet, .gapRequest, packetBytesMax: packetBytesMax)
        guard fitting > 0 else { return }
        var writer = GapWriter(
            packet: packet, room: fitting, now: now,
            again: now.advanced(byNanoseconds: roundTrip.answerTime))
        for index in 0..<windows.count {
            windows[index].visitGaps { slot, first, count in
                writer.visit(slot, stream: UInt16(index), first: first, count: count)
            }
        }
        writer.finish()
        environment.counters.gapsRequested += UInt64(writer.count)
        requests.isDue = writer.isIncomplete
        requests.deadline = writer.isIncomplete ? .never : writer.earliest
    }

    /// States which packets have arrived, and how many more may come.
    private mutating func appendAck(
        to packet: PacketSlot, _ packetBytesMax: Int,
        _ environment: inout SessionEnvironment, at now: Timestamp
    ) {
        let fitting = DatagramBuilder.entriesThatFit(
            packet, .ack, packetBytesMax: packetBytesMax)
        guard fitting >= 0,
            let frame = DatagramBuilder.beginFrame(
                packet, .ack, entries: 0, packetBytesMax: packetBytesMax)?.frame
        else { return }
        let largest = received.largest
        let firstRange = received.run(downFrom: largest, arrived: true)
        packet.store(UInt32(truncatingIfNeeded: largest), at: frame + 4)
        packet.store(
            UInt32(
                min(now.nanoseconds(since: acks.largestArrival), UInt64(UInt32.max))),
            at: frame + 8)
        toldWindow = receiveWindow(environment.limits)
        packet.store(UInt16(toldWindow), at: frame + 12)
        packet.store(UInt16(firstRange), at: frame + 14)
        var entries = 0
        var below = UInt64(firstRange)
        while entries < min(fitting, Self.ackRangesMax) && below <= largest {
            let gap = received.run(downFrom: largest - below, arrived: false)
            guard gap > 0, UInt64(gap) + below <= largest else { break }
            let length = received.run(downFrom: largest - below - UInt64(gap), arrived: true)
            guard length > 0 else { break }
            packet.store(UInt16(gap), at: frame + 18 + entries * 4)
            packet.store(UInt16(length), at: frame + 20 + entries * 4)
            entries += 1
            below += UInt64(gap + length)
        }
        packet.store(UInt8(entries), at: frame + 17)
        packet.store(UInt16(18 + entries * 4), at: frame + 2)
        packet.header.byteCount += UInt32(entries * 4)
        acks.sent()
        environment.counters.acknowledgementsSent += 1
    }

    /// States how far the peer may send, for each stream whose limit it does not know yet.
    private mutating func appendCredit(to packet: PacketSlot, _ packetBytesMax: Int) {
        let fitting = DatagramBuilder.entriesThatFit(
            packet, .credit, packetBytesMax: packetBytesMax)
        guard fitting > 0,
            let frame = DatagramBuilder.beginFrame(
                packet, .credit, entries: 0, packetBytesMax: packetBytesMax)?.frame
        else { return }
        var entries = 0
        var rest = false
        for index in 0..<windows.count where windows[index].creditIsDue {
            guard entries < fitting else {
                rest = true
                break
            }
            let limit = windows[index].tellLimit()
            packet.store(limit.low32, at: frame + 6 + entries * 6)
            packet.store(UInt16(index), at: frame + 10 + entries * 6)
            entries += 1
        }
        packet.store(UInt8(entries), at: frame + 5)
        packet.store(UInt16(6 + entries * 6), at: frame + 2)
        packet.header.byteCount += UInt32(entries * 6)
        creditIsDue = rest
    }
}

/// Writes the entries of one gap request.
private struct GapWriter {
    let packet: PacketSlot
    let room: Int
    let now: Timestamp
    /// When a gap asked for now may be asked for again.
    let again: Timestamp
    var count = 0
    /// Whether gaps were left out for want of room.
    var isIncomplete = false
    /// The earliest time at which a gap may be asked for next.
    var earliest = Timestamp.never
    private let frame: Int

    init(packet: PacketSlot, room: Int, now: Timestamp, again: Timestamp) {
        self.packet = packet
        self.room = room
        self.now = now
        self.again = again
        frame = Int(packet.header.byteCount)
    }

    /// Asks for the gap before `slot` if its time has come.
    mutating func visit(_ slot: PacketSlot, stream: UInt16, first: SequenceNumber, count: UInt64) {
        guard slot.header.stamp <= now else {
            earliest = min(earliest, slot.header.stamp)
            return
        }
        guard self.count < room else {
            isIncomplete = true
            return
        }
        let entry = frame + 6 + self.count * 8
        packet.store(first.low32, at: entry)
        packet.store(stream, at: entry + 4)
        packet.store(UInt16(min(count, UInt64(UInt16.max))), at: entry + 6)
        self.count += 1
        slot.header.stamp = again
        earliest = min(earliest, again)
    }

    /// Completes the frame; leaves nothing behind if there was nothing to ask for.
    mutating func finish() {
        guard count > 0 else { return }
        packet.store(FrameKind.gapRequest.rawValue, at: frame)
        packet.store(UInt8(0), at: frame + 1)
        packet.store(UInt16(6 + count * 8), at: frame + 2)
        packet.store(UInt8(8), at: frame + 4)
        packet.store(UInt8(count), at: frame + 5)
        packet.header.byteCount += UInt32(6 + count * 8)
    }
}
