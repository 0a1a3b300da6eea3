public import PinionTransport
internal import Synchronization

/// A carrier and its sessions on a thread of their own, for the threads and tasks of an application.
///
/// One thread drives everything and owns the carrier; others reach it through the bounded rings of their
/// connections. More cores: more endpoints. An endpoint that is let go of ends at once; ``shutDown(within:)`` ends it in order.
public final class Endpoint: Sendable {
    /// Where a UDP endpoint is bound, with the port that the kernel chose if none was asked for; `nil` for other carriers.
    public let local: SocketAddress?

    private let configuration: EndpointConfiguration
    private let shared: EndpointShared
    private let thread: Mutex<EndpointThread?>

    /// Opens an endpoint over kernel UDP.
    ///
    /// - Parameters:
    ///   - local: Where to bind; port 0 lets the kernel choose.
    ///   - configuration: Sizes and limits.
    /// - Throws: ``CarrierError`` if the address cannot be bound, the configuration breaks a rule, or the system has no room.
    public init(bindingTo local: SocketAddress, _ configuration: EndpointConfiguration)
        throws(CarrierError)
    {
        let pool = try Self.pool(configuration)
        let udp = try UDPCarrier(configuration.udp(local: local), pool: pool)
        self.local = udp.local
        self.configuration = configuration
        shared = EndpointShared(waker: udp.waker)
        if let faults = configuration.faults {
            thread = Mutex(
                try Self.start(configuration, FaultyCarrier(udp, plan: faults), pool, shared))
        } else {
            thread = Mutex(try Self.start(configuration, udp, pool, shared))
        }
    }

    /// Opens an endpoint over any carrier.
    ///
    /// - Parameters:
    ///   - configuration: Sizes and limits. Its faults are not applied: wrap the carrier.
    ///   - open: Makes the carrier, which receives into buffers of the pool that it is given.
    /// - Throws: ``CarrierError`` if the carrier cannot be opened, the configuration breaks a rule, or the system has no room.
    public init<C: Carrier & SendableMetatype & ~Copyable>(
        _ configuration: EndpointConfiguration, open: (BufferPool) throws(CarrierError) -> C
    ) throws(CarrierError) {
        let pool = try Self.pool(configuration)
        let carrier = try open(pool)
        local = nil
        self.configuration = configuration
        shared = EndpointShared(waker: carrier.waker)
        thread = Mutex(try Self.start(configuration, carrier, pool, shared))
    }

    deinit {
        _ = shared.ask(.shutDown(deadline: .origin))
        join()
    }

    private static func pool(_ configuration: EndpointConfiguration) throws(CarrierError)
        -> BufferPool
    {
        if let violation = configuration.violation {
            throw CarrierError(code: .badConfiguration, operation: violation)
        }
        return BufferPool(
            bufferCount: configuration.buffersMax,
            packetBytesMax: configuration.limits.packetBytesMax)
    }

    private static func start<C: Carrier & SendableMetatype & ~Copyable>(
        _ configuration: EndpointConfiguration, _ carrier: consuming C, _ pool: BufferPool,
        _ shared: EndpointShared
    ) throws(CarrierError) -> EndpointThread {
        var random = SystemRandomNumberGenerator()
        let sessions = SessionTable(
            limits: configuration.limits, sessionsMax: configuration.sessionsMax,
            acceptsSessions: configuration.acceptsConnections, schemas: configuration.schemas,
            pool: pool, entropy: (random.next(), random.next()))
        let loop = LoopBox(
            EndpointLoop(configuration, carrier: carrier, sessions: sessions, shared: shared))
        return try EndpointThread { loop.run() }
    }

    // MARK: Connections

    /// Begins a connection to `peer`. It is opening at first: wait until it is open, or see why it is closed.
    ///
    /// - Throws: ``CarrierError`` with the code ``CarrierError/Code/badAddress`` if this endpoint's socket cannot reach such an address.
    public func connect(to peer: SocketAddress) throws(CarrierError) -> Connection {
        if let local, local.isIPv6 != peer.isIPv6 {
            throw CarrierError(
                code: .badAddress, operation: "connect from \(local) to \(peer): not of one kind")
        }
        return connect(toPeer: peer.peer)
    }

    /// Begins a connection to a peer of a carrier that is not UDP.
    public func connect(toPeer peer: PeerAddress) -> Connection {
        let core = ConnectionCore(
            peer: peer, configuration, waker: shared.waker)
        if !shared.ask(.connect(core)) { core.refuse(.aborted) }
        return Connection(core)
    }

    /// The next connection that a peer has opened, if there is one now.
    public func accept() -> Connection? {
        shared.takeArrival()
    }

    /// Waits for the next connection that a peer opens.
    ///
    /// - Returns: `nil` if the endpoint has ended.
    /// - Throws: `CancellationError` if the task is cancelled.
    public func nextConnection() async throws(CancellationError) -> Connection? {
        while true {
            if let connection = shared.takeArrival() { return connection }
            guard !shared.hasEnded else { return nil }
            guard !Task.isCancelled else { throw CancellationError() }
            await shared.changed.wait { [shared] in shared.hasArrivals || shared.hasEnded }
        }
    }

    /// Blocks the thread until a peer opens a connection, or for `duration`.
    ///
    /// - Returns: `nil` if the time is over, or the endpoint has ended.
    /// - Throws: ``CarrierError`` if the process has no descriptor left to wait with.
    public func blockForConnection(for duration: Duration) throws(CarrierError) -> Connection? {
        _ = try shared.changed.block(until: duration.deadline) {
            shared.hasArrivals || shared.hasEnded
        }
        return shared.takeArrival()
    }

    // MARK: State

    /// What has happened so far, as of the last turn but for a millisecond. Asks for a turn, so that a later call sees more.
    public var counters: EndpointCounters {
        let counters = shared.counters
        shared.waker.wake()
        return counters
    }

    /// Why the endpoint has ended, if its carrier failed.
    public var failure: CarrierError? { shared.failure }

    // MARK: End

    /// Closes all connections in order, and ends: after `duration` at most, with what is left given up.
    public func shutDown(within duration: Duration) async {
        _ = shared.ask(.shutDown(deadline: duration.deadline))
        while !shared.hasEnded {
            await shared.changed.wait { [shared] in shared.hasEnded }
            // A cancelled task does not wait: it ends the endpoint at once.
            if Task.isCancelled && !shared.hasEnded {
                _ = shared.ask(.shutDown(deadline: .origin))
                break
            }
        }
        join()
    }

    /// As ``shutDown(within:)``, and blocks the thread meanwhile.
    public func blockingShutDown(within duration: Duration) {
        _ = shared.ask(.shutDown(deadline: duration.deadline))
        join()
    }

    /// Ends at once and tells nobody, as a crash would.
    func vanish() {
        _ = shared.ask(.vanish)
        join()
    }

    private func join() {
        let thread = thread.withLock { thread in
            let running = thread
            thread = nil
            return running
        }
        thread?.join()
    }
}
