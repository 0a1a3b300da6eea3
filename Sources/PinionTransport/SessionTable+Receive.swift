import PinionCodec

extension SessionTable {
    /// Takes in every packet of `inbound`, which is empty afterwards. Each must be its only lease.
    public mutating func receive(_ inbound: inout PacketBatch, at now: Timestamp) {
        while let packet = inbound.removeFirst() {
            receive(packet, at: now)
        }
    }

    /// Takes in one packet, which must be its only lease.
    ///
    /// Whatever is wrong with it is counted; nothing traps, and nothing is kept of a bad packet.
    public mutating func receive(_ packet: consuming PacketBuffer, at now: Timestamp) {
        precondition(packet.isUnique, "a packet that is received is its only lease")
        let slot = packet.slot
        environment.counters.packetsReceived += 1
        environment.counters.bytesReceived += UInt64(slot.header.byteCount)
        guard let header = PacketHeader(slot) else {
            environment.counters.notOurs += 1
            return
        }
        guard isIntact(slot, header) else { return }
        guard let contents = PacketContents(slot) else {
            environment.counters.malformed += 1
            return
        }
        environment.counters.unknownFrames += UInt64(contents.unknownFrames)
        switch header.kind {
        case .session:
            receiveSession(packet, header, contents, at: now)
        case .open:
            receiveOpen(slot, header, contents, at: now)
        case .reset:
            receiveReset(slot, header, contents)
        case .retry:
            receiveRetry(slot, header, contents)
        case .publication:
            receivePublication(packet, header, contents, at: now)
        default:
            // Nothing to do: the header of a packet of another kind is `nil`.
            break
        }
    }

    /// Takes the trailer off a packet; answers whether it is as it was sent, as far as this side can tell.
    private mutating func isIntact(_ packet: PacketSlot, _ header: PacketHeader) -> Bool {
        guard header.hasTrailer else {
            // FRM-14: "A side that requires the trailer SHALL drop a packet without one."
            guard environment.limits.requiresChecksum else { return true }
            environment.counters.trailersMissing += 1
            return false
        }
        // FRM-13: "A receiver SHALL drop a packet whose checksum is wrong, before it reads more of it than the
        // header."
        guard PacketTrailer.remove(from: packet) else {
            environment.counters.checksumsWrong += 1
            return false
        }
        return true
    }

    /// A packet of a session that both sides should know.
    private mutating func receiveSession(
        _ packet: consuming PacketBuffer, _ header: PacketHeader, _ contents: PacketContents,
        at now: Timestamp
    ) {
        // SES-8: "A side SHALL drop a packet of a session that it does not know, or whose incarnation is not the
        // session's."
        let id = SessionID(rawValue: header.session)
        guard let place = place(of: id), sessions[place].life.phase != .closed,
            UInt16(truncatingIfNeeded: sessions[place].incarnation) == header.incarnation
        else {
            environment.counters.unknownSession += 1
            // A session that has just been given up is about to say why.
            if let place = place(of: id), sessions[place].pending.contains(.sendReset) { return }
            answerUnknown(packet.slot, header, contents, at: now)
            return
        }
        // SES-9: "A side SHALL drop a packet of a session from another address than its peer's, or of its own
        // direction."
        guard header.isFromAcceptor == sessions[place].isInitiator else {
            environment.counters.wrongPeer += 1
            return
        }
        // FRM-15: "A side SHALL end the packets of a session with a trailer exactly if the OPEN had one, and SHALL
        // drop a packet of a session that should have one and does not."
        guard header.hasTrailer || !sessions[place].hasTrailer else {
            environment.counters.trailersMissing += 1
            return
        }
        guard sessions[place].peer == packet.peer else {
            receiveFromElsewhere(packet.slot, header, contents, place, at: now)
            return
        }
        let wasOpening = sessions[place].life.phase == .opening
        sessions[place].receive(packet, header, contents, &environment, at: now)
        if wasOpening && sessions[place].life.phase == .open { addToBucket(place) }
        activate(place)
        if environment.publicationFrame != nil { receivePublicationFrame(of: id, place, at: now) }
    }

    /// A packet of a session from another address than its peer's.
    private mutating func receiveFromElsewhere(
        _ packet: PacketSlot, _ header: PacketHeader, _ contents: PacketContents, _ place: Int,
        at now: Timestamp
    ) {
        environment.counters.wrongPeer += 1
        sessions[place].receiveFromElsewhere(
            packet, header, contents, token: hash.hash(4, environment.counters.wrongPeer),
            &environment, at: now)
        moveIfChecked(place, at: now)
        activate(place)
    }

    /// Moves a session to the address that has been checked, if it has.
    mutating func moveIfChecked(_ place: Int, at now: Timestamp) {
        guard sessions[place].pathCheck.isActive,
            sessions[place].settlePath(&environment, at: now)
        else { return }
        removeFromBucket(place)
        sessions[place].move(&environment, at: now)
        addToBucket(place)
    }

    /// Tells the sender of a packet for an unknown session, unless that could be misused.
    private mutating func answerUnknown(
        _ packet: PacketSlot, _ header: PacketHeader, _ contents: PacketContents,
        at now: Timestamp
    ) {
        guard contents.reset == 0, packet.header.byteCount >= StatelessAnswers.byteCount else {
            return
        }
        answers.append(
            StatelessAnswers.Answer(
                peer: packet.header.peer, kind: .reset, hasTrailer: header.hasTrailer,
                session: header.session, incarnation: header.incarnation,
                content: .reset(.peerForgot)),
            at: now)
    }

    /// A stranger asks for a session, or asks again.
    private mutating func receiveOpen(
        _ packet: PacketSlot, _ header: PacketHeader, _ contents: PacketContents,
        at now: Timestamp
    ) {
        guard !header.isFromAcceptor,
            let open = packet.frame(Transport.Open.self, at: contents.open),
            let offered = PeerLimits(session: open.session, open.limits)
        else {
            environment.counters.malformed += 1
            return
        }
        let peer = packet.header.peer
        if let place = find(
            peer: peer, session: offered.session, isIncarnation: { $0 == offered.incarnation })
        {
            sessions[place].perform(
                sessions[place].life.receiveOpenAgain(), counters: &environment.counters)
            activate(place)
            return
        }
        let versions = open.versionFirst...max(open.versionFirst, open.versionLast)
        // SES-3: "An acceptor SHALL refuse an OPEN with a RESET if it takes no sessions, has no room for another,
        // or knows no version that the initiator knows."
        guard versions.contains(WireLayout.version) else {
            refuse(offered, of: packet, header, .noCommonVersion, at: now)
            return
        }
        guard acceptsSessions else {
            refuse(offered, of: packet, header, .notListening, at: now)
            return
        }
        let offeredCount =
            packet.frame(Transport.SchemaOffer.self, at: contents.schemaOffer)?.schemas.count ?? 0
        guard offeredCount <= Self.schemasMax else {
            environment.counters.malformed += 1
            return
        }
        guard isExpected(open: packet, offered, header, contents, at: now) else { return }
        // SES-27: "An acceptor SHALL refuse an OPEN with a RESET if a schema that it offers has the number and the
        // version of one of the acceptor's own, and another fingerprint."
        guard !environment.contradicts(packet, contents) else {
            refuse(offered, of: packet, header, .schemaMismatch, at: now)
            return
        }
        guard
            let place = makeSession(
                with: peer, isInitiator: false, hasTrailer: header.hasTrailer)
        else {
            refuse(offered, of: packet, header, .tableFull, at: now)
            return
        }
        let limits = environment.limits
        sessions[place].adopt(offered, limits: limits, at: now)
        let number = sessions[place].received.widen(header.packetNumber)
        if sessions[place].received.verdict(on: number) == .new {
            sessions[place].received.record(number)
        }
        addToBucket(place)
        sessions[place].perform(
            sessions[place].life.accept(at: now, limits: limits), counters: &environment.counters)
        activate(place)
    }

    /// Whether an OPEN may have a session as far as its sender's address goes; if not, challenges it.
    private mutating func isExpected(
        open packet: PacketSlot, _ offered: PeerLimits, _ header: PacketHeader,
        _ contents: PacketContents, at now: Timestamp
    ) -> Bool {
        let peer = packet.header.peer
        if let cookie = packet.frame(Transport.Cookie.self, at: contents.cookie) {
            if cookies.isGood(
                cookie.value, for: peer, session: offered.session,
                incarnation: offered.incarnation, at: now)
            {
                return true
            }
            environment.counters.cookiesRefused += 1
        }
        // SES-20: "An acceptor that has as many half-open sessions as it allows without cookies, or more, SHALL
        // answer an OPEN without a good COOKIE with a RETRY, and SHALL NOT keep anything of it."
        guard halfOpenCount >= environment.limits.opensWithoutCookieMax else { return true }
        // FRM-17: "A RETRY SHALL NOT be longer than the OPEN that it answers."
        guard packet.header.byteCount >= StatelessAnswers.cookieByteCount else { return false }
        environment.counters.opensChallenged += 1
        answers.append(
            StatelessAnswers.Answer(
                peer: peer, kind: .retry, hasTrailer: header.hasTrailer,
                session: offered.session,
                incarnation: UInt16(truncatingIfNeeded: offered.incarnation),
                content: .cookie(
                    cookies.cookie(
                        for: peer, session: offered.session, incarnation: offered.incarnation,
                        at: now))),
            at: now)
        return false
    }

    private mutating func refuse(
        _ offered: PeerLimits, of packet: PacketSlot, _ header: PacketHeader,
        _ reason: CloseReason, at now: Timestamp
    ) {
        environment.counters.opensRefused += 1
        answers.append(
            StatelessAnswers.Answer(
                peer: packet.header.peer, kind: .session, hasTrailer: header.hasTrailer,
                session: offered.session,
                incarnation: UInt16(truncatingIfNeeded: offered.incarnation),
                content: .reset(reason)),
            at: now)
    }

    /// The acceptor wants this side's OPEN again, with a cookie.
    private mutating func receiveRetry(
        _ packet: PacketSlot, _ header: PacketHeader, _ contents: PacketContents
    ) {
        let id = SessionID(rawValue: header.session)
        guard let place = place(of: id), sessions[place].isInitiator,
            sessions[place].life.phase == .opening,
            UInt16(truncatingIfNeeded: sessions[place].incarnation) == header.incarnation
        else {
            // Opened or given up since; the network may delay and duplicate.
            environment.counters.unknownSession += 1
            return
        }
        guard sessions[place].peer == packet.header.peer, header.isFromAcceptor else {
            environment.counters.wrongPeer += 1
            return
        }
        guard header.hasTrailer || !sessions[place].hasTrailer else {
            environment.counters.trailersMissing += 1
            return
        }
        guard let cookie = packet.frame(Transport.Cookie.self, at: contents.cookie) else {
            environment.counters.malformed += 1
            return
        }
        sessions[place].receiveCookie(cookie.value, &environment)
        activate(place)
    }

    /// The peer does not know a session that this side sends to.
    private mutating func receiveReset(
        _ packet: PacketSlot, _ header: PacketHeader, _ contents: PacketContents
    ) {
        // SES-12: "A side SHALL take a RESET of a session that its sender does not know as that session's end only
        // if it names the index and the incarnation that this side put on its packets."
        guard contents.reset != 0,
            let place = find(
                peer: packet.header.peer, session: header.session,
                isIncarnation: { UInt16(truncatingIfNeeded: $0) == header.incarnation }),
            sessions[place].life.phase != .closed
        else {
            environment.counters.unknownSession += 1
            return
        }
        sessions[place].perform(
            sessions[place].life.receiveUnknown(), counters: &environment.counters)
        activate(place)
    }

    /// Sends one answer to a stranger; answers whether it could.
    mutating func sendAnswer(_ outbound: inout PacketBatch) -> Bool {
        guard let packet = environment.lease(for: .carrier), let answer = answers.removeLast()
        else { return false }
        let slot = packet.slot
        DatagramBuilder.beginControl(slot)
        appendFrame(answer.content, to: slot)
        // A refusal or a cookie comes from the acceptor; a reset turns around what was received.
        DatagramBuilder.finish(
            slot, kind: answer.kind, isFromAcceptor: answer.kind != .reset,
            hasTrailer: answer.hasTrailer, incarnation: answer.incarnation,
            session: answer.session, packetNumber: 0)
        slot.header.peer = answer.peer
        environment.counters.packetsSent += 1
        environment.counters.bytesSent += UInt64(slot.header.byteCount)
        outbound.append(packet)
        return true
    }

    /// Appends the only frame of an answer, which a packet without any always has room for.
    private func appendFrame(_ content: StatelessAnswers.Content, to packet: PacketSlot) {
        let fits =
            switch content {
            case .reset(let reason):
                DatagramBuilder.append(
                    Transport.Reset.self, to: packet,
                    packetBytesMax: StatelessAnswers.byteCount
                ) { reset throws(FrameError) in reset.reason = reason.rawValue }
            case .cookie(let value):
                DatagramBuilder.append(
                    Transport.Cookie.self, to: packet,
                    packetBytesMax: StatelessAnswers.cookieByteCount
                ) { cookie throws(FrameError) in cookie.value = value }
            }
        assert(fits, "an answer is as long as its frame makes it")
    }
}
