public import PinionTransport

/// Moves packets between this host and its peers: kernel UDP, a pair of queues in memory, hardware.
///
/// A carrier may lose, repeat and reorder packets. It does not hand out a packet that was altered on its way
/// beyond what its checksum misses, and never a part of one. All methods are called by one thread, except those of
/// ``waker``. What every carrier must do is in spec/carriers.md; one suite of tests holds them to it.
public protocol Carrier: ~Copyable {
    /// What the carrier can take: sizes of packets and of batches.
    var limits: CarrierLimits { get }

    /// What has happened so far.
    var counters: CarrierCounters { get }

    /// Ends a ``wait(until:)`` from another thread.
    var waker: Waker { get }

    /// The time on the carrier's monotonic clock. Read once a turn.
    var now: Timestamp { get }

    /// Returns when there may be something to receive, when the deadline has passed, when the waker was called, or
    /// earlier. Whether the thread sleeps meanwhile is a matter of the carrier's ``IdlePolicy``.
    ///
    /// - Throws: ``CarrierError`` if the carrier has failed for good.
    mutating func wait(until deadline: Timestamp) throws(CarrierError)

    /// Adds packets that have arrived to `inbound`, each a lease of its own with its sender's address, as far
    /// as there is room. Does not block.
    ///
    /// - Throws: ``CarrierError`` if the carrier has failed for good.
    mutating func receive(into inbound: inout PacketBatch) throws(CarrierError)

    /// Takes packets from the front of `outbound` and sends each to its address. What it cannot take at
    /// present stays in the batch, for a later turn. Does not block.
    ///
    /// - Throws: ``CarrierError`` if the carrier has failed for good.
    mutating func send(_ outbound: inout PacketBatch) throws(CarrierError)
}
