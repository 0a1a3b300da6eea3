import FuzzTarget
import FuzzTransport

/// Packets that strangers and a live session's peer might have sent: the readers of packets and frames.
///
/// The input is a list of packets: a byte of flags, a length, and the bytes. Flag 1: to the side that
/// opened; flag 2: behind the header of the last honest packet to that side, with another number; flag 4:
/// from another address.
enum FuzzPacket: FuzzTarget {
    static func test(_ input: Span<UInt8>) {
        var pair = SessionPair()
        pair.exchange()
        check(pair.isOpen, "honest packets open a session")
        var offset = 0
        var number: UInt8 = 0
        while offset + 2 <= input.count {
            let flags = input[offset]
            let count = min(Int(input[offset + 1]), input.count - offset - 2)
            var packet = input.extracting(offset + 2..<offset + 2 + count).array
            offset += 2 + count
            let side = flags & 1 == 0 ? 1 : 0
            if flags & 2 != 0 {
                var header = Array(pair.last[side].prefix(16))
                number &+= 1
                header[12] = header[12] &+ number
                packet = header + packet
            }
            pair.inject(
                packet, to: side, from: flags & 4 == 0 ? nil : SessionPair.address(of: 9))
        }
        pair.end()
    }
}

/// What libFuzzer calls for each input.
@c(LLVMFuzzerTestOneInput)
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // SAFETY: libFuzzer gives that many bytes, and keeps them until this returns.
    unsafe FuzzPacket.run(start, count)
}
