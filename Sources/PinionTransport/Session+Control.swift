import PinionCodec

extension Session {
    /// How often the side that only listens measures the round trip, in nanoseconds.
    static let roundTripPingNanoseconds: UInt64 = 100_000_000

    /// Appends the control frames that are wanted, as far as they fit.
    mutating func appendControl(
        to packet: PacketSlot, _ environment: inout SessionEnvironment, at now: Timestamp
    ) {
        let packetBytesMax = framesEndMax
        if requests.isDue {
            appendRequests(to: packet, packetBytesMax, &environment, at: now)
        }
        var creditRides = false
        if acks.isPending && !received.isEmpty {
            for index in 0..<windows.count where windows[index].creditIsWanted {
                creditRides = true
            }
            appendAck(to: packet, packetBytesMax, &environment, at: now)
        } else if acks.isDue {
            // Nothing has arrived that could be named.
            acks.sent()
        }
        if creditIsDue || creditRides { appendCredit(to: packet, packetBytesMax) }
        if let token = pathAnswer,
            DatagramBuilder.append(
                Transport.Path.self, to: packet, packetBytesMax: packetBytesMax,
                { path throws(FrameError) in
                    path.token = token
                    path.flags = .answer
                })
        {
            pathAnswer = nil
        }
        if let cause = ping,
            DatagramBuilder.append(
                Transport.Ping.self, to: packet, packetBytesMax: packetBytesMax,
                { ping throws(FrameError) in ping.cause = cause })
        {
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
            Transport.GapRequest.self, Transport.GapRequest.Gaps.self, in: packet,
            packetBytesMax: packetBytesMax)
        guard fitting > 0 else { return }
        var (due, earliest) = gapsDue(at: now)
        let count = min(due, fitting)
        if count > 0 {
            let again = now.advanced(byNanoseconds: roundTrip.answerTime)
            earliest = min(earliest, again)
            var stream = 0
            var cursor = windows[stream].gapCursor
            let isWritten = DatagramBuilder.append(
                Transport.GapRequest.self, to: packet, packetBytesMax: packetBytesMax
            ) { request throws(FrameError) in
                try request.gaps(count: count) { _, entry in
                    // The gaps that were just counted: there is another one.
                    while true {
                        guard let gap = windows[stream].nextGap(&cursor) else {
                            stream += 1
                            cursor = windows[stream].gapCursor
                            continue
                        }
                        guard gap.requestAt <= now else { continue }
                        entry.firstSequence = gap.first.low32
                        entry.stream = UInt16(stream)
                        entry.count = UInt16(min(gap.count, UInt64(UInt16.max)))
                        windows[stream].setRequestAt(again, of: gap)
                        return
                    }
                }
            }
            assert(isWritten, "as many gaps are asked for as fit")
        }
        environment.counters.gapsRequested += UInt64(count)
        requests.isDue = due > count
        requests.deadline = requests.isDue ? .never : earliest
    }

    /// How many gaps may be asked for now, and when the next of the others may be.
    private func gapsDue(at now: Timestamp) -> (count: Int, earliest: Timestamp) {
        var count = 0
        var earliest = Timestamp.never
        for index in 0..<windows.count {
            var cursor = windows[index].gapCursor
            while let gap = windows[index].nextGap(&cursor) {
                if gap.requestAt <= now {
                    count += 1
                } else {
                    earliest = min(earliest, gap.requestAt)
                }
            }
        }
        return (count, earliest)
    }

    /// States which packets have arrived, and how many more may come.
    private mutating func appendAck(
        to packet: PacketSlot, _ packetBytesMax: Int,
        _ environment: inout SessionEnvironment, at now: Timestamp
    ) {
        let fitting = DatagramBuilder.entriesThatFit(
            Transport.Ack.self, Transport.Ack.Ranges.self, in: packet,
            packetBytesMax: packetBytesMax)
        guard fitting >= 0 else { return }
        let firstRange = received.run(downFrom: received.largest, arrived: true)
        // Eight at most: with these the frame is 50 bytes long.
        var ranges = InlineArray<8, (gap: Int, length: Int)>(repeating: (0, 0))
        let rangesMax = min(fitting, ranges.count)
        var rangeCount = 0
        var covered = firstRange
        while rangeCount < rangesMax, let range = received.range(below: covered) {
            ranges[rangeCount] = range
            rangeCount += 1
            covered += range.gap + range.length
        }
        let window = receiveWindow(environment.limits)
        let delay = min(now.nanoseconds(since: acks.largestArrival), UInt64(UInt32.max))
        let isWritten = DatagramBuilder.append(
            Transport.Ack.self, to: packet, packetBytesMax: packetBytesMax
        ) { ack throws(FrameError) in
            ack.largest = PacketNumber(received.largest).low32
            ack.delay = UInt32(delay)
            ack.window = UInt16(window)
            ack.firstRange = UInt16(firstRange)
            try ack.ranges(count: rangeCount) { index, entry in
                entry.gap = UInt16(ranges[index].gap)
                entry.length = UInt16(ranges[index].length)
            }
        }
        assert(isWritten, "as many ranges are stated as fit")
        toldWindow = window
        acks.sent()
        environment.counters.acknowledgementsSent += 1
    }

    /// States how far the peer may send, for each stream whose limit it does not know yet.
    private mutating func appendCredit(to packet: PacketSlot, _ packetBytesMax: Int) {
        let fitting = DatagramBuilder.entriesThatFit(
            Transport.Credit.self, Transport.Credit.Streams.self, in: packet,
            packetBytesMax: packetBytesMax)
        guard fitting > 0 else { return }
        var due = 0
        for index in 0..<windows.count where windows[index].creditIsWanted { due += 1 }
        var stream = 0
        let isWritten = DatagramBuilder.append(
            Transport.Credit.self, to: packet, packetBytesMax: packetBytesMax
        ) { credit throws(FrameError) in
            try credit.streams(count: min(due, fitting)) { _, entry in
                // The streams that were just counted: there is another one.
                while !windows[stream].creditIsWanted { stream += 1 }
                let limit = windows[stream].tellLimit()
                entry.limit = limit.messages.low32
                entry.packetLimit = UInt32(truncatingIfNeeded: limit.packets)
                entry.stream = UInt16(stream)
                stream += 1
            }
        }
        assert(isWritten, "as many limits are stated as fit")
        creditIsDue = due > fitting
    }
}
