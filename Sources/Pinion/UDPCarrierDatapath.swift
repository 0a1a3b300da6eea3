internal import CUDP
internal import Glibc
public import PinionTransport

// The calls of each turn. Nothing here allocates.
extension UDPCarrier {
    /// MSG_TRUNC of recvmsg(2): the datagram was longer than the buffer.
    private static var truncatedFlag: Int32 { Int32(MSG_TRUNC) }

    /// The time on CLOCK_MONOTONIC.
    public var now: Timestamp { IdleClock.now }

    /// Sleeps, if the policy lets it, until there is something to receive.
    public mutating func wait(until deadline: Timestamp) throws(CarrierError) {
        guard idle.maySleep() else { return }
        // Without a buffer nothing can be received: look again soon, for the socket stays readable.
        let socket = postedCount > 0 ? self.socket.descriptor : -1
        let soon = postedCount > 0 ? deadline : now.advanced(byNanoseconds: 1_000_000)
        let slept = try idle.sleep(
            until: min(soon, deadline), socket: socket, writable: isBlocked, waker: waker)
        if slept { counters.sleeps += 1 }
    }

    /// Receives datagrams that have arrived, as many as `inbound` has room for and one call brings.
    public mutating func receive(into inbound: inout PacketBatch) throws(CarrierError) {
        waker.beginTurn()
        if postedCount < receiving.count { postBuffers() }
        let wanted = min(postedCount, inbound.room)
        guard wanted > 0 else { return }

        counters.receiveCalls += 1
        // SAFETY: the first `postedCount` vectors point at buffers that the carrier leases.
        let result = unsafe pinion_receive_datagrams(
            socket.descriptor, receiving.datagrams, UInt32(truncatingIfNeeded: wanted))
        guard result > 0 else { return try noteReceiveError(-result) }

        let received = Int(result)
        idle.noteActivity()
        for index in 0..<received { take(index, into: &inbound) }
        postBuffers(inPlaceOf: received)
    }

    /// Sends datagrams from the front of `outbound` until it is empty or the kernel takes no more.
    public mutating func send(_ outbound: inout PacketBatch) throws(CarrierError) {
        isBlocked = false
        // A notice about an earlier datagram costs one call, and takes nothing from the batch.
        var noticesMax = sending.count
        while !outbound.isEmpty {
            let count = min(outbound.count, sending.count)
            for index in 0..<count { prepare(index, of: outbound) }

            counters.sendCalls += 1
            // SAFETY: the first `count` vectors point at packets that `outbound` holds during the call.
            let result = unsafe pinion_send_datagrams(
                socket.descriptor, sending.datagrams, UInt32(truncatingIfNeeded: count))
            // The common case: all of them.
            if result > 0 {
                for index in 0..<Int(result) {
                    // SAFETY: `index` is below the number of vectors.
                    counters.bytesSent += UInt64(unsafe sending.pieces[index].iov_len)
                }
                counters.packetsSent += UInt64(result)
                outbound.removeFirst(Int(result))
                idle.noteActivity()
                continue
            }
            noticesMax -= 1
            guard try noteSendError(-result, &outbound), noticesMax > 0 else { return }
        }
    }

    /// Points the vector number `index` at a packet of the batch.
    @inline(__always)
    private func prepare(_ index: Int, of outbound: borrowing PacketBatch) {
        // SAFETY: `index` is below the number of vectors.
        let length = unsafe SocketAddress.write(
            outbound.peer(at: index), to: sending.addresses + index)
        // SAFETY: as above.
        unsafe sending.datagrams[index].header.msg_namelen = length
        // SAFETY: as above; the packet stays in the batch until the call is over.
        unsafe sending.pieces[index] = iovec(
            iov_base: outbound.baseAddress(at: index),
            iov_len: outbound.bytes(at: index).byteCount)
    }

    /// Answers whether to try again at once.
    private mutating func noteSendError(_ error: Int32, _ outbound: inout PacketBatch)
        throws(CarrierError) -> Bool
    {
        switch error {
        case EAGAIN:
            counters.sendsBlocked += 1
            isBlocked = true
            return false
        case EINTR:
            counters.interrupted += 1
            return true
        case ECONNREFUSED:
            // A notice about an earlier datagram: nothing was taken, and nothing is wrong with this one.
            counters.refused += 1
            return true
        case EBADF, ENOTSOCK, EFAULT, EOPNOTSUPP:
            throw .system("sendmmsg", errorNumber: error)
        case ENOBUFS, ENOMEM:
            counters.droppedNoBufferSpace += 1
        case EMSGSIZE:
            counters.droppedTooLong += 1
        default:
            // ENETUNREACH, EHOSTUNREACH, ENETDOWN, EPERM (a filter), EINVAL, …: the peer's path is at
            // fault. The packet is lost, as on any network, and a session repairs it or gives up.
            counters.droppedUnreachable += 1
        }
        outbound.removeFirst(1)
        return true
    }

    private mutating func noteReceiveError(_ error: Int32) throws(CarrierError) {
        switch error {
        case 0, EAGAIN:
            // The common case when there is nothing.
            return
        case EINTR:
            counters.interrupted += 1
        case ECONNREFUSED:
            counters.refused += 1
        case EBADF, ENOTSOCK, EFAULT, EOPNOTSUPP:
            throw .system("recvmmsg", errorNumber: error)
        default:
            // ENETDOWN, EHOSTUNREACH, ENOMEM, …: a notice about the network that a later call outlives.
            counters.droppedUnreachable += 1
        }
    }

    /// Moves the packet that was received into place `index` to `inbound`, unless it is none.
    @inline(__always)
    private mutating func take(_ index: Int, into inbound: inout PacketBatch) {
        // SAFETY: `index` is below the number of posted buffers, each of which is initialised.
        var packet = unsafe (posted + index).move()
        // SAFETY: as above.
        let datagram = unsafe receiving.datagrams[index]
        // SAFETY: the length is a plain number.
        let length = Int(unsafe datagram.length)
        // SAFETY: the flags are a plain number.
        guard unsafe datagram.header.msg_flags & Self.truncatedFlag == 0 else {
            counters.truncated += 1
            return
        }
        guard length > 0 else {
            counters.empty += 1
            return
        }
        packet.count = length
        // SAFETY: the kernel wrote the sender's address.
        packet.peer = unsafe SocketAddress.read(receiving.addresses + index)
        counters.packetsReceived += 1
        counters.bytesReceived += UInt64(length)
        inbound.append(packet)
    }

    /// Leases buffers until all places are posted, or the pool has no more.
    mutating func postBuffers() {
        while postedCount < receiving.count {
            guard let buffer = pool.lease(for: .carrier) else {
                counters.poolExhausted += 1
                return
            }
            post(buffer, at: postedCount)
            postedCount += 1
        }
    }

    /// Posts again what was received into the first `taken` places; the last ones move up if the pool has no more.
    private mutating func postBuffers(inPlaceOf taken: Int) {
        for index in 0..<taken {
            if let buffer = pool.lease(for: .carrier) {
                post(buffer, at: index)
                continue
            }
            counters.poolExhausted += 1
            // Places `index..<taken` are empty: close the gap from the end.
            var hole = index
            while hole < taken && postedCount > taken {
                postedCount -= 1
                // SAFETY: the place `postedCount` is initialised and lies behind the gap.
                post(unsafe (posted + postedCount).move(), at: hole)
                hole += 1
            }
            if hole < taken { postedCount = hole }
            return
        }
    }

    @inline(__always)
    private func post(_ buffer: consuming PacketBuffer, at index: Int) {
        // SAFETY: `index` is below the number of vectors; the lease stays in `posted` as long as it is pointed at.
        unsafe receiving.pieces[index] = iovec(
            iov_base: buffer.baseAddress, iov_len: limits.packetBytesMax)
        // SAFETY: as above; the kernel overwrote both when it last received here.
        unsafe receiving.datagrams[index].header.msg_namelen =
            socklen_t(MemoryLayout<sockaddr_in6>.size)
        // SAFETY: the place is not initialised.
        unsafe (posted + index).initialize(to: buffer)
    }
}
