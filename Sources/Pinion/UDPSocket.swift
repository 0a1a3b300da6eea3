internal import CUDP
internal import Glibc

/// A datagram socket of the kernel, bound and not connected. Closed when it goes out of scope.
struct UDPSocket: ~Copyable {
    /// The file descriptor.
    let descriptor: Int32
    /// Where the socket is bound, with the port that the kernel chose if none was asked for.
    let local: SocketAddress

    /// Opens a socket at `local`; port 0 lets the kernel choose.
    init(bindingTo local: SocketAddress, sendBufferBytes: Int, receiveBufferBytes: Int)
        throws(CarrierError)
    {
        let descriptor = pinion_open_datagram_socket(local.isIPv6 ? AF_INET6 : AF_INET)
        guard descriptor >= 0 else { throw .system("socket", errorNumber: -descriptor) }
        do throws(CarrierError) {
            if local.isIPv6 {
                // IPv4 has sockets of its own, so that an address has one form only.
                try Self.set(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, 1, "IPV6_V6ONLY")
            }
            try Self.set(descriptor, SOL_SOCKET, SO_SNDBUF, sendBufferBytes, "SO_SNDBUF")
            try Self.set(descriptor, SOL_SOCKET, SO_RCVBUF, receiveBufferBytes, "SO_RCVBUF")
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

    private static func set(
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
