internal import CUDP
public import PinionTransport

/// Kernel UDP: one packet is the payload of one datagram (spec/carriers.md).
///
/// Moves batches with sendmmsg(2) and recvmmsg(2). This file opens it; the calls of each turn are in
/// UDPCarrierDatapath.swift.
@safe
public struct UDPCarrier: ~Copyable, Carrier {
    /// What can be chosen about a UDP carrier.
    public struct Configuration: Hashable, Sendable {
        /// Where to bind; port 0 lets the kernel choose.
        public var local: SocketAddress
        /// The longest packet, in bytes. A longer datagram is counted and dropped.
        public var packetBytesMax = 1_452
        /// The most datagrams that one system call moves: 1 to 1,024.
        public var batchPackets = 64
        /// What the kernel is asked to keep for packets on their way out, in bytes. It may grant less.
        public var sendBufferBytes = 4 << 20
        /// What the kernel is asked to keep for packets that wait to be received, in bytes. It may grant less.
        public var receiveBufferBytes = 4 << 20
        /// What else is asked of the kernel.
        public var options = UDPOptions()
        /// What the thread does while nothing happens.
        public var idle = IdlePolicy.adaptive(spinNanoseconds: 20_000)

        /// Makes the default configuration for a socket at `local`.
        public init(local: SocketAddress) {
            self.local = local
        }
    }

    let socket: UDPSocket
    let sending: DatagramVectors
    let receiving: DatagramVectors
    /// Leases that wait to be received into: the first `postedCount` places are initialised.
    let posted: UnsafeMutablePointer<PacketBuffer>
    var postedCount = 0
    let pool: BufferPool
    var idle: IdleClock
    /// Whether the kernel could take no more when last asked.
    var isBlocked = false

    /// What the carrier can take.
    public let limits: CarrierLimits
    /// What has happened so far.
    public internal(set) var counters = CarrierCounters()
    /// Ends a wait from another thread.
    public let waker: Waker

    /// Opens a socket.
    ///
    /// - Parameters:
    ///   - configuration: Where, and how large.
    ///   - pool: What received packets are leased from; the carrier keeps ``Configuration/batchPackets`` leases.
    /// - Throws: ``CarrierError`` if the address is in use, is not this host's, or may not be bound; if an option
    ///   breaks a rule, or names an interface that does not exist.
    public init(_ configuration: Configuration, pool: BufferPool) throws(CarrierError) {
        precondition(
            1...1_024 ~= configuration.batchPackets, "a UDP carrier moves 1 to 1,024 packets a call"
        )
        precondition(
            pool.packetBytesMax >= configuration.packetBytesMax,
            "the pool's buffers hold the longest packet")
        if let violation = configuration.options.violation {
            throw CarrierError(code: .badConfiguration, operation: violation)
        }
        let socket = try UDPSocket(configuration)
        let waker = try Waker()
        self.socket = socket
        self.waker = waker
        self.pool = pool
        idle = IdleClock(policy: configuration.idle)
        limits = CarrierLimits(
            packetBytesMax: configuration.packetBytesMax, headroom: 0,
            batchPackets: configuration.batchPackets)
        sending = DatagramVectors(count: configuration.batchPackets)
        receiving = DatagramVectors(count: configuration.batchPackets)
        // SAFETY: nothing is initialised yet, as `postedCount` says; freed by `deinit`.
        unsafe posted = .allocate(capacity: configuration.batchPackets)
        postBuffers()
    }

    deinit {
        // SAFETY: the first `postedCount` places are initialised.
        unsafe posted.deinitialize(count: postedCount)
        // SAFETY: allocated by `init`.
        unsafe posted.deallocate()
    }

    /// Where the socket is bound, with the port that the kernel chose if none was asked for.
    public var local: SocketAddress { socket.local }

    /// What the kernel granted for packets that wait to be received, in bytes, its own overhead included.
    public var receiveBufferBytes: Int { socket.receiveBufferBytes }
}
