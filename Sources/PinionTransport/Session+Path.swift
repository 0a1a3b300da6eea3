import PinionCodec

extension Session {
    /// A packet of this session came from an address that is not its peer's. It is dropped, whatever is in it;
    /// it may be the beginning of a check, or bring a token back.
    mutating func receiveFromElsewhere(
        _ packet: PacketSlot, _ header: PacketHeader, _ contents: PacketContents, token: UInt64,
        _ environment: inout SessionEnvironment, at now: Timestamp
    ) {
        // SES-24: "A side SHALL check the address of a packet that comes from another address than the peer's, if
        // the session is open, and the packet has a number that has not been received and is as long as the
        // challenge."
        guard environment.limits.followsPeers, isLive,
            received.verdict(on: received.widen(header.packetNumber)) == .new,
            packet.header.byteCount >= Self.pathByteCount
        else { return }
        if let path = packet.frame(Transport.Path.self, at: contents.path),
            path.flags.contains(.answer)
        {
            pathCheck.noteAnswer(path.token, from: packet.header.peer)
            return
        }
        let wasActive = pathCheck.isActive
        pathCheck.notePacket(
            from: packet.header.peer, token: token, interval: probeTimeout, at: now)
        guard !wasActive else { return }
        environment.counters.pathsChecked += 1
        // Whoever is still at the address that is known answers this.
        if ping == nil { ping = .keepAlive }
    }

    /// The length of a challenge without its trailer: a header and a frame.
    static let pathByteCount =
        Transport.PacketHeader.blockLength + Transport.FrameHeader.blockLength
        + Transport.Path.blockLength

    /// The peer asks whether this side receives what is sent to this address, or answers too late.
    mutating func receivePath(_ path: FrameView<Transport.Path>) {
        guard !path.flags.contains(.answer) else { return }
        // SES-26: "A side SHALL answer a PATH from its peer's address at once, with the same token."
        pathAnswer = path.token
    }

    /// Sends the challenge that is due; answers whether it could.
    mutating func sendChallenge(
        _ outbound: inout PacketBatch, _ environment: inout SessionEnvironment,
        at now: Timestamp
    ) -> Bool {
        guard !outbound.isFull else { return false }
        pathCheck.isChallengeDue = false
        // Without a buffer there is no challenge; the next packet from there asks for another.
        guard let packet = environment.lease(for: .carrier) else { return true }
        DatagramBuilder.beginControl(packet.slot)
        let token = pathCheck.token
        appendLifeFrame(Transport.Path.self, to: packet.slot) { path throws(FrameError) in
            path.token = token
        }
        finish(packet.slot, .session, asksForAck: false, carries: nil, &environment, at: now)
        packet.slot.header.peer = pathCheck.address
        outbound.append(packet)
        return true
    }

    /// Ends a check that has been decided; answers whether the session is to move.
    mutating func settlePath(_ environment: inout SessionEnvironment, at now: Timestamp) -> Bool {
        // SES-25: "A side SHALL take another address as its peer's only once the token has come back from there, and
        // a probe timeout after the check began has passed without a packet from the address that is known."
        switch pathCheck.verdict(lastHeard: lastHeard, settling: probeTimeout, at: now) {
        case .waits:
            return false
        case .failed:
            pathCheck = PathCheck()
            environment.counters.pathsRefused += 1
            return false
        case .moves:
            return true
        }
    }

    /// Takes the address that was checked as the peer's.
    mutating func move(_ environment: inout SessionEnvironment, at now: Timestamp) {
        peer = pathCheck.address
        pathCheck = PathCheck()
        environment.counters.sessionsMoved += 1
        lastHeard = now
        // What was sent to the last address since has been lost: do not wait for doubled timeouts.
        if probe.since != .never { probe.restart(at: now) }
        if ping == nil { ping = .roundTrip }
    }
}
