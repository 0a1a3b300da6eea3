internal import Glibc
public import PinionTransport

/// An IPv4 or IPv6 address and a UDP port.
public struct SocketAddress: Hashable, Sendable {
    /// The address as sessions know it: family, port and scope in the first word, then the address.
    public let peer: PeerAddress

    static let familyIPv4: UInt64 = 4
    static let familyIPv6: UInt64 = 6

    /// Takes the address of a packet that a UDP carrier received.
    public init(_ peer: PeerAddress) {
        self.peer = peer
    }

    /// Reads `192.0.2.1:4000` or `[2001:db8::1]:4000`; names are not looked up. `nil` if it is neither.
    public init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"),
            let port = UInt16(text[text.index(after: colon)...])
        else { return nil }
        let host = text[..<colon]
        if host.hasPrefix("[") && host.hasSuffix("]") {
            self.init(host: String(host.dropFirst().dropLast()), port: port)
        } else if host.contains(":") {
            return nil
        } else {
            self.init(host: String(host), port: port)
        }
    }

    /// Reads an address without a port, such as `192.0.2.1`, `::1` or `fe80::1%eth0`. `nil` if it is none.
    public init?(host: String, port: UInt16) {
        var four = in_addr()
        // SAFETY: inet_pton reads a NUL-terminated text and writes one `in_addr`.
        if unsafe inet_pton(AF_INET, host, &four) == 1 {
            peer = PeerAddress(
                word0: Self.familyIPv4 | UInt64(port) << 16, word1: UInt64(four.s_addr))
            return
        }
        let parts = host.split(separator: "%", maxSplits: 1)
        guard let address = parts.first else { return nil }
        var scope: UInt32 = 0
        if parts.count == 2 {
            // SAFETY: if_nametoindex reads a NUL-terminated text.
            let index = unsafe if_nametoindex(String(parts[1]))
            scope = UInt32(parts[1]) ?? index
            guard scope != 0 else { return nil }
        }
        var words: (UInt64, UInt64) = (0, 0)
        // SAFETY: inet_pton reads a NUL-terminated text and writes the 16 bytes of an `in6_addr`.
        guard unsafe inet_pton(AF_INET6, String(address), &words) == 1 else { return nil }
        peer = PeerAddress(
            word0: Self.familyIPv6 | UInt64(port) << 16 | UInt64(scope) << 32,
            word1: words.0, word2: words.1)
    }

    /// The port.
    public var port: UInt16 { UInt16(truncatingIfNeeded: peer.word0 >> 16) }

    /// Whether it is an IPv6 address.
    public var isIPv6: Bool { peer.word0 & 0xFFFF == Self.familyIPv6 }

    /// Whether it is the address of a multicast group: 224.0.0.0/4 or ff00::/8.
    public var isMulticast: Bool {
        // The address stands in the word as on the wire, its first byte lowest in memory.
        let first = UInt8(truncatingIfNeeded: UInt64(littleEndian: peer.word1))
        return isIPv6 ? first == 0xFF : first & 0xF0 == 0xE0
    }

    /// The number of the network interface that an IPv6 address belongs to; 0 if it says none.
    var scope: UInt32 { UInt32(truncatingIfNeeded: peer.word0 >> 32) }

    /// The same address with another port.
    public func with(port: UInt16) -> SocketAddress {
        SocketAddress(
            PeerAddress(
                word0: peer.word0 & ~0xFFFF_0000 | UInt64(port) << 16,
                word1: peer.word1, word2: peer.word2, word3: peer.word3))
    }
}

extension SocketAddress: CustomStringConvertible {
    /// The address as text: `192.0.2.1:4000` or `[2001:db8::1]:4000`.
    public var description: String {
        var text = [CChar](repeating: 0, count: 64)
        if isIPv6 {
            var words = (peer.word1, peer.word2)
            // SAFETY: inet_ntop reads 16 bytes, and writes at most 64 bytes with a NUL.
            _ = unsafe inet_ntop(AF_INET6, &words, &text, 64)
        } else {
            var four = in_addr(s_addr: UInt32(truncatingIfNeeded: peer.word1))
            // SAFETY: inet_ntop reads 4 bytes, and writes at most 64 bytes with a NUL.
            _ = unsafe inet_ntop(AF_INET, &four, &text, 64)
        }
        let host = String(decoding: text.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
        let suffix = scope == 0 ? "" : "%\(scope)"
        return isIPv6 ? "[\(host)\(suffix)]:\(port)" : "\(host):\(port)"
    }
}
