import Glibc

/// A UDP socket on 127.0.0.1 that owes nothing to the code under test.
struct PlainSocket: ~Copyable {
    struct Datagram: Equatable {
        let bytes: [UInt8]
        let port: UInt16
    }

    let descriptor: Int32
    let port: UInt16

    init() throws {
        descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        var address = Self.address(port: 0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = self.descriptor
        // SAFETY: the kernel reads and writes one `sockaddr_in`.
        let bound = unsafe withUnsafeMutablePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe bind(descriptor, address, length) == 0
                    && getsockname(descriptor, address, &length) == 0
            }
        }
        guard bound else { throw PairError.wrongAddress }
        port = UInt16(bigEndian: address.sin_port)
    }

    deinit {
        close(descriptor)
    }

    func send(_ bytes: [UInt8], to port: UInt16) {
        var address = Self.address(port: port)
        // SAFETY: the kernel reads the bytes and one `sockaddr_in`.
        _ = unsafe withUnsafeMutablePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe sendto(
                    descriptor, bytes, bytes.count, 0, address,
                    socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    func receive() -> Datagram? {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        // SAFETY: the kernel writes at most so many bytes, and one `sockaddr_in`.
        let count = unsafe withUnsafeMutablePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe recvfrom(descriptor, &bytes, bytes.count, 0, address, &length)
            }
        }
        guard count >= 0 else { return nil }
        return Datagram(
            bytes: Array(bytes.prefix(count)), port: UInt16(bigEndian: address.sin_port))
    }

    private static func address(port: UInt16) -> sockaddr_in {
        sockaddr_in(
            sin_family: sa_family_t(AF_INET), sin_port: port.bigEndian,
            sin_addr: in_addr(s_addr: UInt32(0x7F00_0001).bigEndian),
            sin_zero: (0, 0, 0, 0, 0, 0, 0, 0))
    }
}
