/// What has happened in a carrier so far, in plain numbers that only grow.
public struct CarrierCounters: Hashable, Sendable, BitwiseCopyable {
    /// Packets handed to the network.
    public var packetsSent: UInt64 = 0
    /// Bytes of those packets, without the carrier's own headers.
    public var bytesSent: UInt64 = 0
    /// Packets taken from the network and handed on.
    public var packetsReceived: UInt64 = 0
    /// Bytes of those packets, without the carrier's own headers.
    public var bytesReceived: UInt64 = 0

    /// Calls to send, of which each may move a batch.
    public var sendCalls: UInt64 = 0
    /// Calls to receive, of which each may move a batch.
    public var receiveCalls: UInt64 = 0
    /// Times that the thread went to sleep.
    public var sleeps: UInt64 = 0

    /// Times that the network could take nothing more at present (EAGAIN).
    public var sendsBlocked: UInt64 = 0
    /// Packets dropped because the device's queue was full (ENOBUFS).
    public var droppedNoBufferSpace: UInt64 = 0
    /// Packets dropped because they were too long for the network (EMSGSIZE).
    public var droppedTooLong: UInt64 = 0
    /// Packets dropped because the network refused them for another reason: no route, a filter, a bad address.
    public var droppedUnreachable: UInt64 = 0
    /// Notices that nobody listens at an address that was sent to (ECONNREFUSED).
    public var refused: UInt64 = 0
    /// Calls that a signal interrupted, and that were made again.
    public var interrupted: UInt64 = 0

    /// Datagrams dropped because they were longer than a packet may be.
    public var truncated: UInt64 = 0
    /// Datagrams of no bytes, which are no packets.
    public var empty: UInt64 = 0
    /// Times that a buffer to receive into was wanted and the pool had none.
    public var poolExhausted: UInt64 = 0

    /// Packets dropped on purpose by a ``FaultyCarrier``.
    public var faultsDropped: UInt64 = 0
    /// Packets sent twice on purpose by a ``FaultyCarrier``.
    public var faultsRepeated: UInt64 = 0
    /// Packets held back on purpose by a ``FaultyCarrier``.
    public var faultsReordered: UInt64 = 0

    /// Makes counters that have counted nothing.
    public init() {}
}
