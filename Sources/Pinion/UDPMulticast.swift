internal import CUDP
internal import Glibc

// Setup of multicast. Sending to a group needs none: its address is a peer's address.
extension UDPCarrier {
    /// Begins to receive what is sent to a group at the port of this carrier.
    ///
    /// The carrier must be bound to the wildcard address or to the group's.
    ///
    /// - Parameter group: The group, of the carrier's family of addresses.
    /// - Throws: ``CarrierError``: `badAddress` if it is no group of this family, the interface does not exist, or
    ///   the group was joined already; `system` if the kernel has no room for more groups (ip(7), `igmp_max_memberships`).
    public mutating func join(_ group: MulticastGroup) throws(CarrierError) {
        try socket.changeMembership(of: group, join: true)
    }

    /// Receives no longer what is sent to a group.
    ///
    /// - Parameter group: The group, as it was joined.
    /// - Throws: ``CarrierError``: `badAddress` if the group was not joined.
    public mutating func leave(_ group: MulticastGroup) throws(CarrierError) {
        try socket.changeMembership(of: group, join: false)
    }
}

extension UDPSocket {
    func changeMembership(of group: MulticastGroup, join: Bool) throws(CarrierError) {
        let operation = "\(join ? "join" : "leave") \(group)"
        let isOfFamily =
            group.address.isIPv6 == local.isIPv6
            && group.source.map { $0.isIPv6 == local.isIPv6 } ?? true
        guard group.address.isMulticast, isOfFamily else {
            throw CarrierError(code: .badAddress, operation: operation, errorNumber: EINVAL)
        }
        var interface = group.address.scope
        if let name = group.interface { interface = try Self.index(ofInterface: name) }
        var (kernelGroup, kernelSource) = (sockaddr_in6(), sockaddr_in6())
        // SAFETY: `kernelGroup` has room for either form.
        let length = unsafe SocketAddress.write(group.address.peer, to: &kernelGroup)
        let hasSource = group.source != nil
        if let source = group.source {
            // SAFETY: as above.
            _ = unsafe SocketAddress.write(source.peer, to: &kernelSource)
        }
        // SAFETY: both begin with what `sockaddr` declares and are `length` bytes at least; they live during the call.
        let result = unsafe withUnsafePointer(to: &kernelGroup) { group in
            unsafe withUnsafePointer(to: &kernelSource) { source in
                unsafe pinion_change_membership(
                    descriptor, join ? 1 : 0, interface,
                    UnsafeRawPointer(group).assumingMemoryBound(to: sockaddr.self),
                    hasSource
                        ? UnsafeRawPointer(source).assumingMemoryBound(to: sockaddr.self) : nil,
                    length)
            }
        }
        guard result == 0 else { throw .system(operation, errorNumber: -result) }
    }

    /// The kernel's number of the interface called `name`. if_nametoindex(3).
    static func index(ofInterface name: String) throws(CarrierError) -> UInt32 {
        // SAFETY: if_nametoindex reads a NUL-terminated text.
        let index = unsafe if_nametoindex(name)
        guard index != 0 else {
            throw CarrierError(
                code: .badAddress, operation: "interface \(name)", errorNumber: errno)
        }
        return index
    }
}
