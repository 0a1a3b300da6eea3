import PinionCodec

/// What publications and subscriptions need of the session between the two sides.
extension Session {
    /// The longest packet that both sides take, with its trailer.
    var packetBytesBothTake: Int {
        framesEndMax + (hasTrailer ? PacketTrailer.byteCount : 0)
    }

    /// Sends a packet with one frame, which nobody acknowledges; answers whether it could.
    ///
    /// MUL-15: "A packet of a session SHALL NOT hold more than one frame about publications."
    mutating func sendAlone<Layout: MessageLayout>(
        _ layout: Layout.Type, _ outbound: inout PacketBatch,
        _ environment: inout SessionEnvironment, at now: Timestamp,
        _ body: (inout FrameWriter<Layout>) throws(FrameError) -> Void
    ) -> Bool where Layout.Header == Transport.FrameHeader {
        guard !outbound.isFull, let packet = environment.lease(for: .carrier) else { return false }
        DatagramBuilder.beginControl(packet.slot)
        guard DatagramBuilder.append(layout, to: packet.slot, packetBytesMax: framesEndMax, body)
        else {
            assertionFailure("any packet holds a frame about a publication")
            return true
        }
        finish(packet.slot, .session, asksForAck: false, carries: nil, &environment, at: now)
        outbound.append(packet)
        return true
    }

    /// Has the round trip measured, unless that has just been done: who only listens would never learn it.
    mutating func measureRoundTrip(at now: Timestamp) {
        guard ping == nil,
            now.nanoseconds(since: lastRoundTripPing) >= Self.roundTripPingNanoseconds
        else { return }
        lastRoundTripPing = now
        ping = .roundTrip
    }
}
