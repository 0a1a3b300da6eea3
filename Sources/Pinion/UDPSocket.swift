internal import CUDP
internal import Glibc

/// A datagram socket of the kernel, bound and not connected. Closed when it goes out of scope.
struct UDPSocket: ~Copyable {
    /// The file descriptor.
    let descriptor: Int32
    /// Where the socket is bound, with the port that the kernel chose if none was asked for.
    let local: SocketAddress

    /// Opens a socket at `local`; port 0 lets the kernel choose.
    init(_ configuration: UDPCarrier.Configuration) throws(CarrierError) {
        let local = configuration.local
        let descriptor = pinion_open_datagram_socket(local.isIPv6 ? AF_INET6 : AF_INET)
        guard descriptor >= 0 else { throw .system("socket", errorNumber: -descriptor) }
        do throws(CarrierError) {
            let options = configuration.options
            try Self.set(
                descriptor, SOL_SOCKET, SO_SNDBUF, configuration.sendBufferBytes, "SO_SNDBUF")
            try Self.set(
                descriptor, SOL_SOCKET, SO_RCVBUF, configuration.receiveBufferBytes, "SO_RCVBUF")
            if options.sharesPort {
                try Self.set(descriptor, SOL_SOCKET, SO_REUSEPORT, 1, "SO_REUSEPORT")
            }
            if local.isIPv6 {
                try Self.applyIPv6(options, to: descriptor)
            } else {
                try Self.applyIPv4(options, to: descriptor)
            }
            if let name = options.multicastInterface {
                let result = pinion_set_multicast_interface(
                    descriptor, local.isIPv6 ? AF_INET6 : AF_INET,
                    try Self.index(ofInterface: name))
                guard result == 0 else {
                    throw .system("multicast from \(name)", errorNumber: -result)
                }
            }
            try Self.bind(descriptor, to: local)
            self.local = try Self.boundAddress(of: descriptor)
        } catch {
            _ = close(descriptor)
            throw error
        }
        self.descriptor = descriptor
    }

    deinit {
        _ = close(descriptor)
    }

    /// What the kernel granted for packets that wait to be received, in bytes. It counts its own overhead too.
    var receiveBufferBytes: Int {
        var value: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        // SAFETY: the kernel writes at most `length` bytes.
        _ = unsafe getsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &value, &length)
        return Int(value)
    }

    private static func applyIPv4(_ options: UDPOptions, to descriptor: Int32)
        throws(CarrierError)
    {
        let level = Int32(IPPROTO_IP)
        // CAR-12: "A UDP carrier SHALL receive multicast packets only of groups that it has joined, and of a
        // group that it has joined for one source only from that source." Otherwise what any socket of
        // this host has joined comes too.
        try set(descriptor, level, IP_MULTICAST_ALL, 0, "IP_MULTICAST_ALL")
        try set(descriptor, level, IP_MULTICAST_TTL, options.multicastHops, "IP_MULTICAST_TTL")
        try set(
            descriptor, level, IP_MULTICAST_LOOP, options.multicastLoopback ? 1 : 0,
            "IP_MULTICAST_LOOP")
        if options.forbidsFragments {
            try set(
                descriptor, level, IP_MTU_DISCOVER, Int(IP_PMTUDISC_PROBE), "IP_MTU_DISCOVER")
        }
    }

    private static func applyIPv6(_ options: UDPOptions, to descriptor: Int32)
        throws(CarrierError)
    {
        let level = Int32(IPPROTO_IPV6)
        // IPv4 has sockets of its own, so that an address has one form only.
        try set(descriptor, level, IPV6_V6ONLY, 1, "IPV6_V6ONLY")
        // CAR-12, as above.
        try set(descriptor, level, Self.multicastAll6, 0, "IPV6_MULTICAST_ALL")
        try set(
            descriptor, level, IPV6_MULTICAST_HOPS, options.multicastHops, "IPV6_MULTICAST_HOPS")
        try set(
            descriptor, level, IPV6_MULTICAST_LOOP, options.multicastLoopback ? 1 : 0,
            "IPV6_MULTICAST_LOOP")
        if options.forbidsFragments {
            try set(
                descriptor, level, IPV6_MTU_DISCOVER, Int(IPV6_PMTUDISC_PROBE),
                "IPV6_MTU_DISCOVER")
        }
    }

    /// IPV6_MULTICAST_ALL of linux/in6.h, which glibc's headers leave out.
    private static var multicastAll6: Int32 { 29 }

    static func set(
        _ descriptor: Int32, _ level: Int32, _ option: Int32, _ value: Int, _ name: String
    ) throws(CarrierError) {
        var value = Int32(clamping: value)
        // SAFETY: the kernel reads one `Int32`.
        let result = unsafe setsockopt(
            descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
        guard result == 0 else { throw .system("setsockopt \(name)", errorNumber: errno) }
    }

    private static func bind(_ descriptor: Int32, to local: SocketAddress) throws(CarrierError) {
        var kernel = sockaddr_in6()
        // SAFETY: `kernel` has room for either form.
        let length = unsafe SocketAddress.write(local.peer, to: &kernel)
        // SAFETY: every address of the kernel begins with what `sockaddr` declares; `length` is its length.
        let result = unsafe withUnsafePointer(to: &kernel) { kernel in
            unsafe kernel.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe Glibc.bind(descriptor, address, length)
            }
        }
        guard result == 0 else { throw .system("bind \(local)", errorNumber: errno) }
    }

    private static func boundAddress(of descriptor: Int32) throws(CarrierError) -> SocketAddress {
        var kernel = sockaddr_in6()
        var length = socklen_t(MemoryLayout<sockaddr_in6>.size)
        // SAFETY: the kernel writes at most `length` bytes, which is what `kernel` has.
        let result = unsafe withUnsafeMutablePointer(to: &kernel) { kernel in
            unsafe kernel.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe getsockname(descriptor, address, &length)
            }
        }
        guard result == 0 else { throw .system("getsockname", errorNumber: errno) }
        // SAFETY: `kernel` was written by the kernel.
        return SocketAddress(unsafe SocketAddress.read(&kernel))
    }
}
