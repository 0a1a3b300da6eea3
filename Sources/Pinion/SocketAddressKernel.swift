internal import Glibc
internal import PinionTransport

/// The kernel's form of an address: a `sockaddr_in` or, in the same place, a `sockaddr_in6`. ip(7), ipv6(7).
extension SocketAddress {
    /// Writes the kernel's form of `peer` and answers its length.
    @inline(__always)
    static func write(_ peer: PeerAddress, to kernel: UnsafeMutablePointer<sockaddr_in6>)
        -> socklen_t
    {
        let port = UInt16(truncatingIfNeeded: peer.word0 >> 16).bigEndian
        if peer.word0 & 0xFFFF == familyIPv6 {
            var address = in6_addr()
            // SAFETY: an `in6_addr` is 16 bytes, and so are two words.
            unsafe withUnsafeMutableBytes(of: &address) { bytes in
                unsafe bytes.storeBytes(of: peer.word1, as: UInt64.self)
                unsafe bytes.storeBytes(of: peer.word2, toByteOffset: 8, as: UInt64.self)
            }
            // SAFETY: the caller gives room for one `sockaddr_in6`.
            unsafe kernel.pointee = sockaddr_in6(
                sin6_family: sa_family_t(AF_INET6), sin6_port: port, sin6_flowinfo: 0,
                sin6_addr: address,
                sin6_scope_id: UInt32(truncatingIfNeeded: peer.word0 >> 32))
            return socklen_t(MemoryLayout<sockaddr_in6>.size)
        }
        let address = in_addr(s_addr: UInt32(truncatingIfNeeded: peer.word1))
        // SAFETY: a `sockaddr_in` is shorter than a `sockaddr_in6` and no more aligned.
        unsafe UnsafeMutableRawPointer(kernel).storeBytes(
            of: sockaddr_in(
                sin_family: sa_family_t(AF_INET), sin_port: port, sin_addr: address,
                sin_zero: (0, 0, 0, 0, 0, 0, 0, 0)),
            as: sockaddr_in.self)
        return socklen_t(MemoryLayout<sockaddr_in>.size)
    }

    /// Reads the kernel's form of an address.
    @inline(__always)
    static func read(_ kernel: UnsafePointer<sockaddr_in6>) -> PeerAddress {
        // SAFETY: the family stands first in both forms.
        if unsafe kernel.pointee.sin6_family == sa_family_t(AF_INET6) {
            // SAFETY: the family says that it is a `sockaddr_in6`.
            let six = unsafe kernel.pointee
            // SAFETY: an `in6_addr` is 16 bytes, and so are two words.
            let words = unsafe unsafeBitCast(six.sin6_addr, to: (UInt64, UInt64).self)
            return PeerAddress(
                word0: familyIPv6 | UInt64(UInt16(bigEndian: six.sin6_port)) << 16
                    | UInt64(six.sin6_scope_id) << 32,
                word1: words.0, word2: words.1)
        }
        // SAFETY: the memory holds a `sockaddr_in6`, which is longer than a `sockaddr_in`.
        let four = unsafe UnsafeRawPointer(kernel).loadUnaligned(as: sockaddr_in.self)
        return PeerAddress(
            word0: familyIPv4 | UInt64(UInt16(bigEndian: four.sin_port)) << 16,
            word1: UInt64(four.sin_addr.s_addr))
    }
}
