extension Session {
    /// How long until something unacknowledged is sent again.
    var probeTimeout: UInt64 {
        roundTrip.probeTimeout(peerDelay: peerLimits.acknowledgementDelay)
    }

    /// How long to be quiet at most: the peer must not take this side for dead.
    private func keepAlive(_ wanted: UInt64) -> UInt64 {
        // SES-10: "A side that has sent nothing for its keep-alive interval, or for a third of the silence that
        // its peer allows, SHALL send a PING and an acknowledgement."
        max(min(wanted, peerLimits.silence / 3), 1_000_000)
    }

    /// Whether both sides know the session and neither has finished with it.
    var isLive: Bool {
        switch life.phase {
        case .open, .draining, .drainingForPeer, .closing: true
        case .vacant, .opening, .accepting, .lingering, .closed: false
        }
    }

    /// When the next deadline passes.
    // Handed two numbers: the limits, or what holds them, would be copied at each call.
    func nextDeadline(silenceMax: UInt64, keepAlive wanted: UInt64) -> Timestamp {
        var deadline = min(life.deadline, poolRetry)
        guard isLive else { return deadline }
        deadline = min(deadline, acks.deadline, requests.deadline)
        deadline = min(deadline, probe.deadline(timeout: probeTimeout))
        deadline = min(deadline, pathCheck.deadline(settling: probeTimeout))
        deadline = min(deadline, creditProbe.deadline(timeout: probeTimeout))
        deadline = min(
            deadline, lastHeard.advanced(byNanoseconds: silenceMax))
        return min(
            deadline,
            lastSent.advanced(byNanoseconds: keepAlive(wanted)))
    }

    /// Acts on every deadline that has passed.
    mutating func passDeadlines(_ environment: inout SessionEnvironment, at now: Timestamp) {
        let limits = environment.limits
        if poolRetry <= now { poolRetry = .never }
        if life.deadline <= now {
            perform(
                life.timerFired(at: now, limits: limits), counters: &environment.counters)
        }
        guard isLive else { return }
        // SES-11: "A side SHALL close a session whose peer it has not heard for longer than its limits allow."
        if now.nanoseconds(since: lastHeard) >= limits.silenceNanosecondsMax {
            perform(life.silencePassed(), counters: &environment.counters)
            return
        }
        if now.nanoseconds(since: lastSent) >= keepAlive(limits.keepAliveNanoseconds) && ping == nil
        {
            ping = .keepAlive
            acks.makeDue()
        }
        acks.passDeadline(at: now)
        if requests.deadline <= now { requests.isDue = true }
        if probe.deadline(timeout: probeTimeout) <= now {
            sendProbes(&environment, at: now)
        }
        if creditProbe.deadline(timeout: probeTimeout) <= now {
            // REL-26: "A sender that has messages and lacks credit or window SHALL send a PING at each probe timeout."
            creditProbe.since = now
            creditProbe.backoff = min(creditProbe.backoff + 1, ProbeTimer.backoffMax)
            ping = .blocked
        }
        if window.isExhausted {
            perform(life.abort(.numbersExhausted), counters: &environment.counters)
        }
    }

    /// Nothing was heard for the probe timeout: sends again what tells both sides most.
    private mutating func sendProbes(
        _ environment: inout SessionEnvironment, at now: Timestamp
    ) {
        probe.since = now
        probe.backoff = min(probe.backoff + 1, ProbeTimer.backoffMax)
        environment.counters.probesSent += 1
        guard window.inFlight > 0 else {
            // The window may have opened, and the acknowledgement that said so been lost.
            ping = .blocked
            return
        }
        // REL-18: "At a probe timeout a sender SHALL send again the last packet of each stream with packets in
        // flight, up to eight streams, and the oldest packet in flight."
        var probes = 0
        for index in 0..<queues.count where probes < 8 {
            guard let packet = queues[index].sent.last else { continue }
            if repairs.append(packet) { probes += 1 }
        }
        if let oldest = window.oldest() { _ = repairs.append(oldest.packet) }
    }

    /// Starts or stops the probe timer, after something was sent or heard.
    mutating func updateProbe(at now: Timestamp) {
        let isWanted = window.inFlight > 0 || hasUnsent || isBlocked
        if !isWanted {
            probe = ProbeTimer()
        } else if probe.since == .never {
            probe.restart(at: now)
        }
        // Other streams may go on meanwhile, and keep the probe from its timeout.
        if !lacksCredit {
            creditProbe = ProbeTimer()
        } else if creditProbe.since == .never {
            creditProbe.restart(at: now)
        }
    }

    /// Whether messages wait for credit of their stream.
    private var lacksCredit: Bool {
        guard isBlocked else { return false }
        for index in 0..<queues.count where queues[index].isBlocked {
            if !queues[index].hasCredit || !queues[index].hasPacketCredit { return true }
        }
        return false
    }

    /// Whether messages wait for the peer's window.
    var hasUnsent: Bool {
        if sealedCount > 0 { return true }
        guard building > 0 else { return false }
        for index in 0..<queues.count {
            if let packet = queues[index].building.first, packet.header.messageCount > 0 {
                return true
            }
        }
        return false
    }
}
