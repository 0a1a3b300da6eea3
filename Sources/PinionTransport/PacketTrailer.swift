internal import CChecksum
import PinionCodec

/// The last four bytes of a packet: the CRC32C of all bytes before them.
///
/// The checksum of UDP has 16 bits, and no other is between two hosts whose network cards compute it.
/// Source: RFC 3720, appendix B.4; spec/frame.md, "The trailer".
package enum PacketTrailer {
    /// Four bytes.
    package static var byteCount: Int { Transport.PacketTrailer.blockLength }

    /// The CRC32C of some bytes.
    package static func checksum(of bytes: RawSpan) -> UInt32 {
        // SAFETY: the bytes are read before the closure returns, as many as there are.
        unsafe bytes.withUnsafeBytes { bytes in
            // SAFETY: as above.
            unsafe pinion_crc32c(bytes.baseAddress, bytes.count)
        }
    }

    /// Ends a packet, which is otherwise complete and leaves room for it, with its trailer.
    static func append(to packet: PacketSlot) {
        let end = Int(packet.header.byteCount)
        let checksum = checksum(of: packet.rest(from: 0))
        var room = packet.room(from: end, to: end + byteCount)
        guard let trailer = try? CompositeWriter<Transport.PacketTrailer>(&room) else {
            assertionFailure("a packet is built with room for its trailer")
            return
        }
        trailer.checksum = checksum
        packet.header.byteCount += UInt32(byteCount)
    }

    /// Takes the trailer off a packet that says it has one; answers whether it is right.
    static func remove(from packet: PacketSlot) -> Bool {
        let end = Int(packet.header.byteCount) - byteCount
        guard end >= Transport.PacketHeader.blockLength,
            let trailer = try? FrameView<Transport.PacketTrailer>(packet.rest(from: end)),
            trailer.checksum == checksum(of: packet.bytes(from: 0, count: end))
        else { return false }
        packet.header.byteCount = UInt32(end)
        return true
    }
}
