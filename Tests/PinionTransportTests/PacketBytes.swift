@testable import PinionTransport

/// A packet's bytes without its trailer.
func unsealed(_ packet: [UInt8]) -> [UInt8] {
    Array(packet.dropLast(PacketTrailer.byteCount))
}

/// Bytes, and a trailer that fits them, whatever they are.
func sealed(_ bytes: [UInt8]) -> [UInt8] {
    // SAFETY: bytes have no padding.
    let checksum = PacketTrailer.checksum(of: unsafe bytes.span.bytes)
    return bytes + (0..<4).map { UInt8(truncatingIfNeeded: checksum >> ($0 * 8)) }
}

/// The bytes that pairs of hexadecimal digits stand for.
func parsed(_ text: some StringProtocol) -> [UInt8] {
    text.split(separator: " ").compactMap { UInt8($0, radix: 16) }
}
