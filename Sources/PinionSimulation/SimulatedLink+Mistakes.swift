import PinionTransport

extension SimulatedLink {
    /// What is wrong with a link on purpose; answers whether that was all that becomes of the packet.
    mutating func makesMistake(
        _ packet: RawSpan, into flights: inout FlightQueue, at now: UInt64
    ) -> Bool {
        switch mistake {
        case .deliversOldIncarnation:
            imitate(packet, into: &flights, at: now)
            return false
        case .acknowledgesWithoutKeeping:
            // Only the header arrives: its number is noted, and that is acknowledged.
            guard hasMessages(packet), random.happens(perMillion: 50_000) else { return false }
            add(packet.extracting(first: 16), to: &flights, arrival: now + 1)
            return true
        case .altersByte:
            guard hasMessages(packet), packet.byteCount > 40, random.happens(perMillion: 50_000),
                let place = flights.reserve(packet)
            else { return false }
            var bytes = flights.mutablePacket(at: place)
            // In the first message's content, if it is long enough.
            bytes.flip(37 * 8)
            flights.launch(place, to: 1 - source, arrival: now + 1)
            return true
        case .losesMessagesForGood:
            return now >= faultsEnd && hasMessages(packet)
        case .losesDelivery, .deliversTwice, .deliversOutOfOrder, .keepsLease, .exceedsLimits,
            .missesDeadlines, .stopsConsuming, .neverCloses, nil:
            // Mistakes of a process.
            return false
        }
    }

    /// Whether the packet of a session begins with a data frame.
    private func hasMessages(_ packet: RawSpan) -> Bool {
        packet.byteCount > 16 && number(packet, at: 3, as: UInt8.self) == 1
            && number(packet, at: 16, as: UInt8.self) == 5
    }

    /// Sends an old packet with the header of the one that goes now, and a number of its own.
    private mutating func imitate(
        _ packet: RawSpan, into flights: inout FlightQueue, at now: UInt64
    ) {
        guard hasMessages(packet) else { return }
        if keptCount > 0, let place = flights.reserve(kept.packet(at: keptCount - 1)) {
            var bytes = flights.mutablePacket(at: place)
            for offset in 4..<12 {
                bytes.storeBytes(
                    of: number(packet, at: offset, as: UInt8.self), toByteOffset: offset,
                    as: UInt8.self)
            }
            bytes.storeBytes(
                of: number(packet, at: 12, as: UInt32.self) &+ 500, toByteOffset: 12,
                as: UInt32.self)
            flights.launch(place, to: 1 - source, arrival: now + 1)
        }
        keep(packet)
    }

    func number<Number: FixedWidthInteger & BitwiseCopyable>(
        _ packet: RawSpan, at offset: Int, as type: Number.Type
    ) -> Number {
        // SAFETY: any bits are a number, and the offset is checked against the packet's length.
        unsafe packet.unsafeLoadUnaligned(fromByteOffset: offset, as: type)
    }
}
