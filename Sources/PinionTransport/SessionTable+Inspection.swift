/// What only this package's own tests and simulations look at.
extension SessionTable {
    /// The life of a session on this side; 0 if it is not known.
    package func incarnation(of session: SessionID) -> UInt64 {
        guard let place = place(of: session) else { return 0 }
        return sessions[place].incarnation
    }

    /// What the peer calls a session, and the session's life on its side; zeros if it is not known.
    package func peerSide(of session: SessionID) -> (session: SessionID, incarnation: UInt64) {
        guard let place = place(of: session) else { return (SessionID(rawValue: 0), 0) }
        let peer = sessions[place].peerLimits
        return (SessionID(rawValue: peer.session), peer.incarnation)
    }

    /// Bytes of memory that a session takes, beside its packets; 0 if it is not known.
    package func memory(of session: SessionID) -> Int {
        guard let place = place(of: session) else { return 0 }
        // In the table: the session, its links and its deadline.
        let links = 2 * MemoryLayout<Int>.stride + MemoryLayout<UInt16>.stride
        return MemoryLayout<Session>.stride + 3 * links + DeadlineHeap.bytesPerPlace
            + sessions[place].byteCount
    }

    /// The first limit that a session's state is above, or sum that is wrong; `nil` if all is well.
    ///
    /// Walks everything: for checks, not for the hot path.
    package var inconsistency: String? {
        for place in 0..<sessions.count where sessions[place].life.phase != .vacant {
            if let text = sessions[place].inconsistency(environment.limits) { return text }
        }
        return nil
    }
}

extension Session {
    /// Bytes of memory beside the session's own.
    fileprivate var byteCount: Int {
        window.byteCount + ReceivedPackets.byteCount
            + queues.count * MemoryLayout<SendQueue>.stride
            + windows.count * MemoryLayout<ReceiveWindow>.stride
    }

    fileprivate func inconsistency(_ limits: SessionLimits) -> String? {
        var sent = 0
        var kept = 0
        var built = 0
        for index in 0..<queues.count {
            sent += queues[index].sent.count
            built += queues[index].building.count
        }
        for index in 0..<windows.count { kept += windows[index].early.count }
        if life.phase != .closed && life.phase != .lingering {
            if sent != window.inFlight { return "\(sent) packets are kept, not \(window.inFlight)" }
            if built != building { return "\(built) packets are built, not \(building)" }
            if kept != early { return "\(kept) packets are early, not \(early)" }
        }
        if window.inFlight > limits.sendWindowPackets {
            return "\(window.inFlight) packets wait to be acknowledged"
        }
        if outstanding + building > limits.sendWindowPackets + limits.streamsMax {
            return "\(outstanding) packets wait to be sent or acknowledged, \(building) are built"
        }
        if early + unconsumed > limits.heldPacketsTotal {
            return "\(early) packets are early, \(unconsumed) unconsumed"
        }
        return nil
    }
}
