internal import CUDP
internal import Glibc

/// What one call of sendmmsg(2) or recvmmsg(2) reads: for each datagram a header, one piece of memory
/// and an address. Wired together once; a call only fills in pointers and lengths.
@safe
struct DatagramVectors: ~Copyable {
    /// The headers, in the order of the batch.
    let datagrams: UnsafeMutablePointer<pinion_datagram>
    /// The memory of each datagram.
    let pieces: UnsafeMutablePointer<iovec>
    /// The address of each datagram.
    let addresses: UnsafeMutablePointer<sockaddr_in6>
    /// How many there are of each.
    let count: Int

    init(count: Int) {
        self.count = count
        // SAFETY: `count` elements of each are allocated and initialised here, and freed by `deinit`.
        unsafe datagrams = .allocate(capacity: count)
        // SAFETY: as above.
        unsafe pieces = .allocate(capacity: count)
        // SAFETY: as above.
        unsafe addresses = .allocate(capacity: count)
        // SAFETY: as above.
        unsafe pieces.initialize(repeating: iovec(), count: count)
        // SAFETY: as above.
        unsafe addresses.initialize(repeating: sockaddr_in6(), count: count)
        // SAFETY: as above.
        unsafe datagrams.initialize(repeating: pinion_datagram(), count: count)
        for index in 0..<count {
            // SAFETY: `index` is below `count`; the pointers stay valid as long as this value.
            unsafe datagrams[index].header = msghdr(
                msg_name: addresses + index,
                msg_namelen: socklen_t(MemoryLayout<sockaddr_in6>.size),
                msg_iov: pieces + index, msg_iovlen: 1,
                msg_control: nil, msg_controllen: 0, msg_flags: 0)
        }
    }

    deinit {
        // SAFETY: allocated by `init`; the elements are trivial.
        unsafe datagrams.deallocate()
        // SAFETY: as above.
        unsafe pieces.deallocate()
        // SAFETY: as above.
        unsafe addresses.deallocate()
    }
}
