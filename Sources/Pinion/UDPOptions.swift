/// What can be asked of the kernel for a UDP socket, beside where it is bound.
public struct UDPOptions: Hashable, Sendable {
    /// Whether other sockets of the same user that say so too may be bound to the same address and port
    /// (SO_REUSEPORT): the kernel gives each peer's packets to one of them, and multicast packets to all.
    public var sharesPort = false
    /// Whether packets are sent with "don't fragment", whatever the kernel knows of the path
    /// (IP_PMTUDISC_PROBE). Packets that are too long for the path are then lost; those too long for the interface are
    /// counted in ``CarrierCounters/droppedTooLong``.
    public var forbidsFragments = false

    /// The network interface that multicast leaves by, such as `eth0`; `nil` lets the kernel's routes choose.
    public var multicastInterface: String?
    /// How many networks a multicast packet may cross, 0 to 255: 0 stays on this host, 1 on this network.
    public var multicastHops = 1
    /// Whether multicast packets come to members on this host too.
    public var multicastLoopback = true

    /// Makes the default options.
    public init() {}

    /// The rule that these options break, or `nil`.
    public var violation: String? {
        if !(0...255 ~= multicastHops) { return "multicastHops is 0 to 255" }
        return nil
    }
}
