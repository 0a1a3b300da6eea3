public import PinionTransport

/// A carrier that wraps another and loses, repeats and reorders a stated share of what is sent.
///
/// For tests of what stands above it, with any carrier below. What it receives is left alone: give each side one.
public struct FaultyCarrier<Base: Carrier & ~Copyable>: ~Copyable, Carrier {
    /// The carrier below.
    @usableFromInline var base: Base
    @usableFromInline var kept: PacketBatch
    @usableFromInline var heldBack: PacketBatch
    @usableFromInline var state: UInt64
    @usableFromInline var faults = CarrierCounters()
    /// Bounds on a draw of 2⁵³: below the first it is dropped, below the second repeated, below the third held back.
    @usableFromInline let dropBelow: UInt64
    @usableFromInline let repeatBelow: UInt64
    @usableFromInline let holdBelow: UInt64

    /// Wraps `base`. The plan's `violation` must be `nil`.
    public init(_ base: consuming Base, plan: FaultPlan) {
        precondition(
            plan.violation == nil, "the shares of a fault plan are 0 to 1, and so is their sum")
        let scale = Double(1 << 53)
        dropBelow = UInt64(plan.dropped * scale)
        repeatBelow = UInt64((plan.dropped + plan.repeated) * scale)
        holdBelow = UInt64((plan.dropped + plan.repeated + plan.reordered) * scale)
        state = plan.seed
        let batchPackets = base.limits.batchPackets
        // Every packet of a batch, and the same again if all were repeated.
        kept = PacketBatch(capacity: 2 * batchPackets)
        heldBack = PacketBatch(capacity: batchPackets)
        self.base = base
    }

    /// What the carrier below can take.
    @inlinable public var limits: CarrierLimits { base.limits }

    /// What has happened in the carrier below, and the faults.
    public var counters: CarrierCounters {
        var counters = base.counters
        counters.faultsDropped = faults.faultsDropped
        counters.faultsRepeated = faults.faultsRepeated
        counters.faultsReordered = faults.faultsReordered
        return counters
    }

    /// The waker of the carrier below.
    @inlinable public var waker: Waker { base.waker }

    /// The time of the carrier below.
    @inlinable public var now: Timestamp { base.now }

    /// Waits on the carrier below, for a millisecond at most while packets are held back.
    @inlinable
    public mutating func wait(until deadline: Timestamp) throws(CarrierError) {
        guard !heldBack.isEmpty || !kept.isEmpty else { return try base.wait(until: deadline) }
        try base.wait(until: min(deadline, base.now.advanced(byNanoseconds: 1_000_000)))
    }

    /// Receives from the carrier below.
    @inlinable
    public mutating func receive(into inbound: inout PacketBatch) throws(CarrierError) {
        try base.receive(into: &inbound)
    }

    /// Sends through the carrier below what the draws leave of `outbound`.
    @inlinable
    public mutating func send(_ outbound: inout PacketBatch) throws(CarrierError) {
        // What the carrier below did not take last time goes first.
        if !kept.isEmpty { try base.send(&kept) }

        let lateCount = heldBack.count
        while kept.room >= 2, let packet = outbound.removeFirst() {
            let draw = nextDraw()
            if draw >= holdBelow {
                // The common case: left alone.
                kept.append(packet)
            } else if draw < dropBelow {
                faults.faultsDropped += 1
            } else if draw < repeatBelow {
                faults.faultsRepeated += 1
                kept.append(packet.share())
                kept.append(packet)
            } else if heldBack.isFull {
                kept.append(packet)
            } else {
                faults.faultsReordered += 1
                heldBack.append(packet)
            }
        }
        // Those that were held back before have been overtaken by now.
        for _ in 0..<lateCount where !kept.isFull {
            guard let packet = heldBack.removeFirst() else { break }
            kept.append(packet)
        }
        try base.send(&kept)
    }

    /// The next number of 53 bits. Source: SplitMix64, Steele, Lea and Flood 2014.
    @inlinable
    mutating func nextDraw() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return (mixed ^ (mixed >> 31)) >> 11
    }
}
