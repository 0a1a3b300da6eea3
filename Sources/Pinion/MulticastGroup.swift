/// A multicast group to receive from. ``UDPCarrier/join(_:)`` and ``UDPCarrier/leave(_:)`` take one.
public struct MulticastGroup: Hashable, Sendable {
    /// The group's address, such as `239.1.2.3:4000`. Its port says nothing: packets come to the port that a carrier is bound to.
    public var address: SocketAddress
    /// The one host whose packets are wanted (source-specific multicast); `nil` for those of all. Its port says nothing.
    public var source: SocketAddress?
    /// The network interface to receive at, such as `eth0`; `nil` lets the kernel's routes choose.
    public var interface: String?

    /// Makes a group.
    ///
    /// - Parameters:
    ///   - address: The group's address.
    ///   - source: The one host whose packets are wanted, or `nil`.
    ///   - interface: The network interface to receive at, or `nil`.
    public init(
        _ address: SocketAddress, source: SocketAddress? = nil, interface: String? = nil
    ) {
        self.address = address
        self.source = source
        self.interface = interface
    }
}

extension MulticastGroup: CustomStringConvertible {
    /// The group as text: `239.1.2.3:4000 of 192.0.2.1:0 at eth0`.
    public var description: String {
        var text = address.description
        if let source { text += " of \(source)" }
        if let interface { text += " at \(interface)" }
        return text
    }
}
