import PinionTransport

extension SimulatedLink {
    /// Makes of a packet what a sender of a later version may send: flags that are reserved now, and a frame of a
    /// template that nobody knows, before the others or behind them (FRM-3, FRM-7).
    mutating func grease(_ place: Int, in flights: inout FlightQueue) {
        let headerBytes = Transport.PacketHeader.blockLength
        let byteCount = flights.packet(at: place).byteCount
        guard byteCount >= headerBytes else { return }
        let kind = number(flights.packet(at: place), at: 3, as: UInt8.self)
        let flags = number(flights.packet(at: place), at: 4, as: UInt16.self)
        let hasTrailer = flags & Transport.PacketFlags.trailerChecksum.rawValue != 0
        let trailerBytes = hasTrailer ? PacketTrailer.byteCount : 0
        guard byteCount >= headerBytes + trailerBytes else { return }

        let anyFlags = Transport.PacketFlags(rawValue: UInt16(truncatingIfNeeded: random.next()))
        var flagged = flights.mutablePacket(at: place)
        flagged.storeBytes(of: flags | anyFlags.unnamedBits, toByteOffset: 4, as: UInt16.self)
        var end = byteCount - trailerBytes
        // Packets of the other kinds hold what they hold, and nothing else.
        if kind == Transport.PacketKind.session.rawValue {
            let start = random.happens(perMillion: 500_000) ? headerBytes : end
            end += insertFrame(place, at: start, before: end, in: &flights)
        }
        guard hasTrailer else { return }
        var bytes = flights.mutablePacket(at: place)
        let checksum = PacketTrailer.checksum(of: bytes.bytes.extracting(first: end))
        bytes.storeBytes(of: checksum.littleEndian, toByteOffset: end, as: UInt32.self)
    }

    /// Puts a frame of random bytes, behind a header that is right, at `start`, and moves those up to `end`.
    ///
    /// - Returns: How long the frame is; 0 if there is no room for it.
    private mutating func insertFrame(
        _ place: Int, at start: Int, before end: Int, in flights: inout FlightQueue
    ) -> Int {
        let blockBytes = random.next(in: 0...12)
        let frameBytes = Transport.FrameHeader.blockLength + blockBytes + random.next(in: 0...12)
        guard flights.packet(at: place).byteCount + frameBytes <= packetBytesMax,
            flights.lengthen(place, by: frameBytes)
        else { return 0 }
        var bytes = flights.mutablePacket(at: place)
        for offset in stride(from: end - 1, through: start, by: -1) {
            let byte = number(bytes.bytes, at: offset, as: UInt8.self)
            bytes.storeBytes(of: byte, toByteOffset: offset + frameBytes, as: UInt8.self)
        }
        for offset in start..<start + frameBytes {
            let noise = UInt8(truncatingIfNeeded: random.next())
            bytes.storeBytes(of: noise, toByteOffset: offset, as: UInt8.self)
        }
        let template = UInt8(random.next(in: 200...255))
        bytes.storeBytes(of: template, toByteOffset: start, as: UInt8.self)
        bytes.storeBytes(of: UInt8(blockBytes), toByteOffset: start + 1, as: UInt8.self)
        bytes.storeBytes(
            of: UInt16(frameBytes).littleEndian, toByteOffset: start + 2, as: UInt16.self)
        return frameBytes
    }
}
