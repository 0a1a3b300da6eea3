import PinionTransport

extension SimulatedLink {
    /// Makes of a packet what a sender of a later version may send: flags that are reserved now, and a frame of a
    /// template that nobody knows, before the others or behind them (FRM-3, FRM-7).
    mutating func grease(_ place: Int, bytesMax: Int, in flights: inout FlightQueue) {
        let header = 16
        let byteCount = flights.packet(at: place).byteCount
        guard byteCount >= header else { return }
        let isSession = number(flights.packet(at: place), at: 3, as: UInt8.self) == 1
        let flags = number(flights.packet(at: place), at: 4, as: UInt16.self)
        let trailer = flags & 2 == 0 ? 0 : PacketTrailer.byteCount
        guard byteCount >= header + trailer else { return }

        let block = random.next(in: 0...12)
        let frame = 4 + block + random.next(in: 0...12)
        let end = byteCount - trailer
        var added = 0
        if isSession, byteCount + frame <= bytesMax, flights.lengthen(place, by: frame) {
            added = frame
        }
        let start = random.happens(perMillion: 500_000) ? header : end
        let reserved = UInt16(truncatingIfNeeded: random.next()) & 0xFFF0
        let template = UInt8(random.next(in: 200...255))

        var bytes = flights.mutablePacket(at: place)
        bytes.storeBytes(of: (flags | reserved).littleEndian, toByteOffset: 4, as: UInt16.self)
        if added > 0 {
            for offset in stride(from: end - 1, through: start, by: -1) {
                bytes.storeBytes(
                    of: bytes[offset], toByteOffset: offset + frame, as: UInt8.self)
            }
            for offset in start..<start + frame {
                let noise = UInt8(truncatingIfNeeded: random.next())
                bytes.storeBytes(of: noise, toByteOffset: offset, as: UInt8.self)
            }
            bytes.storeBytes(of: template, toByteOffset: start, as: UInt8.self)
            bytes.storeBytes(of: UInt8(block), toByteOffset: start + 1, as: UInt8.self)
            bytes.storeBytes(
                of: UInt16(frame).littleEndian, toByteOffset: start + 2, as: UInt16.self)
        }
        guard trailer > 0 else { return }
        let checksum = PacketTrailer.checksum(of: bytes.bytes.extracting(first: end + added))
        bytes.storeBytes(
            of: checksum.littleEndian, toByteOffset: end + added, as: UInt32.self)
    }
}

extension MutableRawSpan {
    /// The byte at an offset, which is checked.
    fileprivate subscript(offset: Int) -> UInt8 {
        // SAFETY: any bits are a number, and the offset is checked against the span's length.
        unsafe bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
    }
}
