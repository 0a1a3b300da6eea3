import CChecksum
import Testing

@testable import PinionTransport

@Suite("CRC32C")
struct ChecksumTests {
    /// RFC 3720, appendix B.4, and the check value of catalogues of checksums.
    static let vectors: [(name: String, bytes: [UInt8], checksum: UInt32)] = [
        ("32 bytes of zeros", [UInt8](repeating: 0, count: 32), 0x8A91_36AA),
        ("32 bytes of ones", [UInt8](repeating: 0xFF, count: 32), 0x62A8_AB43),
        ("32 bytes that count up", (0..<32).map { UInt8($0) }, 0x46DD_794E),
        ("32 bytes that count down", (0..<32).map { 31 - UInt8($0) }, 0x113F_DB5C),
        (
            "a read command of iSCSI",
            parsed(
                """
                01 c0 00 00 00 00 00 00 00 00 00 00 00 00 00 00 14 00 00 00 00 00 04 00 \
                00 00 00 14 00 00 00 18 28 00 00 00 00 00 00 00 02 00 00 00 00 00 00 00
                """),
            0xD996_3A56
        ),
        ("the digits 1 to 9", Array("123456789".utf8), 0xE306_9283),
        ("nothing", [], 0),
    ]

    @Test(
        "The published vectors, with and without the processor's instructions", arguments: vectors)
    func published(name: String, bytes: [UInt8], checksum: UInt32) {
        // SAFETY: bytes have no padding.
        let accelerated = PacketTrailer.checksum(of: unsafe bytes.span.bytes)
        #expect(accelerated == checksum)
        // SAFETY: the bytes are read during the call, as many as there are.
        let portable = unsafe pinion_crc32c_portable(bytes, bytes.count)
        #expect(portable == checksum)
    }

    @Test("Every length and every place in a word: the instructions and the table agree")
    func lengths() {
        var random: UInt64 = 7
        let bytes = (0..<2_400).map { _ in
            random = random &* 6_364_136_223_846_793_005 &+ 1
            return UInt8(truncatingIfNeeded: random >> 56)
        }
        unsafe bytes.withUnsafeBytes { bytes in
            for length in 0...2_000 {
                let start = unsafe bytes.baseAddress! + length % 9
                // SAFETY: start and length keep to the bytes.
                let accelerated = unsafe pinion_crc32c(start, length)
                let portable = unsafe pinion_crc32c_portable(start, length)
                #expect(accelerated == portable, "\(length) bytes")
            }
        }
    }
}
