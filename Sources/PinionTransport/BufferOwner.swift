/// Who holds the lease on a buffer: what a leak is reported by.
@frozen
public enum BufferOwner: UInt8, Hashable, Sendable, CaseIterable {
    /// Nobody: the slot is free.
    case pool
    /// A carrier that receives into it or sends from it.
    case carrier
    /// A session that is building a packet in it.
    case builder
    /// A session that keeps it until it is acknowledged.
    case sendWindow
    /// A session that keeps it until what precedes it has arrived, or until it is asked for.
    case receiveWindow
    /// The application, which has not consumed it yet.
    case application
}
