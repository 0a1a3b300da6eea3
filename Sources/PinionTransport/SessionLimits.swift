/// What one side of a session allows: sizes, windows and times. Fixed when the table is made; the two
/// sides tell each other theirs when a session opens, and each sends by the other's.
public struct SessionLimits: Hashable, Sendable {
    /// The longest packet sent or taken in, header and trailer included: 256 to 65,507 bytes.
    ///
    /// By default 1,452: what an Ethernet frame of 1,500 bytes leaves after IPv6 and UDP.
    public var packetBytesMax = 1_452

    /// Whether packets end with a checksum of theirs, CRC32C, and those of peers have to.
    ///
    /// Both sides of a session must agree: an open without a checksum is dropped, and counted, by a side that
    /// requires one. To be left out only where the carrier and the network have a check as strong. A side that
    /// requires none still has one in the sessions of a peer that does.
    public var requiresChecksum = true

    /// Streams in each direction: 1 to 128.
    public var streamsMax = 8

    /// The longest message taken in, in pieces if it does not fit a packet: 0 to 1 GiB.
    ///
    /// Nothing is kept for it by the sessions: pieces are delivered as they come.
    public var messageBytesMax = 16 << 20

    /// Messages that a peer may send on one stream beyond those consumed: 1 to 1,048,576.
    public var creditMessages = 8_192

    /// Packets that may wait to be acknowledged: 4 to 16,384.
    public var sendWindowPackets = 256

    /// Packets that wait for an earlier one or to be consumed, beside one of each stream: 4 to 16,384.
    ///
    /// Half of them are divided between the streams, so that none can take it from another. The other half is lent to
    /// those that are busy.
    public var heldPacketsMax = 256

    /// Packets that may arrive before they are acknowledged: 1 to 256.
    public var acknowledgementPackets = 16

    /// How long an acknowledgement may wait for company, in nanoseconds: 0 to 1 s.
    public var acknowledgementDelayNanoseconds: UInt64 = 200_000

    /// How long a side may be silent before it sends a keep-alive, in nanoseconds: 1 ms to 1 h.
    public var keepAliveNanoseconds: UInt64 = 1_000_000_000

    /// How long a peer may be silent before it is declared dead, in nanoseconds: 2 ms to 1 day.
    public var silenceNanosecondsMax: UInt64 = 5_000_000_000

    /// From one OPEN to its first repeat, doubled at each, in nanoseconds: 1 ms to 10 s.
    public var openIntervalNanoseconds: UInt64 = 20_000_000

    /// How often OPEN, and its answer, is sent at most: 1 to 20.
    public var openAttemptsMax = 8

    /// Whether a session follows its peer to another address, once that has been checked.
    ///
    /// As when a router between the two changes how it translates addresses.
    public var followsPeers = true

    /// Half-open sessions from which on an open must bring back a cookie: 0, the default, for always.
    ///
    /// A cookie costs a round trip when a session opens. Without it whoever forges the sender's address of an
    /// open has up to `openAttemptsMax` answers sent to that address, and holds a place in the table. Any
    /// number above the table's sessions is never.
    public var opensWithoutCookieMax = 0

    /// How long an initiator may take to acknowledge the answer to its open, in nanoseconds: 1 ms to 1 h.
    public var halfOpenNanosecondsMax: UInt64 = 5_000_000_000

    /// How long a drain may take before the session is given up, in nanoseconds: 1 ms to 1 h.
    public var drainNanosecondsMax: UInt64 = 10_000_000_000

    /// Where packet numbers of this side's direction start.
    public var firstPacketNumber = PacketNumber(0)

    /// Where the sequence numbers of this side's streams start.
    public var firstSequence = SequenceNumber(0)

    /// Makes the default limits.
    public init() {}

    /// The rule that these limits break, or `nil`.
    public var violation: String? {
        let hour: UInt64 = 3_600_000_000_000
        if !(256...65_507 ~= packetBytesMax) { return "packetBytesMax is 256 to 65,507 bytes" }
        if !(0...(1 << 30) ~= messageBytesMax) { return "messageBytesMax is 0 to 1 GiB" }
        if !(1...128 ~= streamsMax) { return "streamsMax is 1 to 128" }
        if !(1...1_048_576 ~= creditMessages) { return "creditMessages is 1 to 1,048,576" }
        if !(4...16_384 ~= sendWindowPackets) { return "sendWindowPackets is 4 to 16,384" }
        if !(4...16_384 ~= heldPacketsMax) { return "heldPacketsMax is 4 to 16,384" }
        if !(1...256 ~= acknowledgementPackets) { return "acknowledgementPackets is 1 to 256" }
        if acknowledgementDelayNanoseconds > 1_000_000_000 {
            return "acknowledgementDelayNanoseconds is 0 to 1 s"
        }
        if !(1_000_000...hour ~= keepAliveNanoseconds) {
            return "keepAliveNanoseconds is 1 ms to 1 h"
        }
        if !(2_000_000...24 * hour ~= silenceNanosecondsMax) {
            return "silenceNanosecondsMax is 2 ms to 1 day"
        }
        if silenceNanosecondsMax < 2 * keepAliveNanoseconds {
            return "silenceNanosecondsMax is at least twice keepAliveNanoseconds"
        }
        if !(1_000_000...10_000_000_000 ~= openIntervalNanoseconds) {
            return "openIntervalNanoseconds is 1 ms to 10 s"
        }
        if !(1...20 ~= openAttemptsMax) { return "openAttemptsMax is 1 to 20" }
        if opensWithoutCookieMax < 0 { return "opensWithoutCookieMax is 0 and more" }
        if !(1_000_000...hour ~= halfOpenNanosecondsMax) {
            return "halfOpenNanosecondsMax is 1 ms to 1 h"
        }
        if !(1_000_000...hour ~= drainNanosecondsMax) {
            return "drainNanosecondsMax is 1 ms to 1 h"
        }
        return nil
    }

    /// Packets that all streams together may hold at a time: early or unconsumed.
    var heldPacketsTotal: Int { heldPacketsMax + streamsMax }

    /// Packets that one stream may hold at a time.
    package var streamPacketsMax: Int { heldPacketsMax + 1 }

    /// Leases that one session may hold at a time: what a pool needs for it, beside the carrier's.
    public var buffersPerSession: Int {
        var total = 0
        total += sendWindowPackets  // packets kept until they are acknowledged
        total += streamsMax  // the packet being built for each stream
        total += heldPacketsTotal  // packets that wait for an earlier one, or to be consumed
        total += 1  // the acknowledgement being built
        total += total / 3 + 16  // what sending leaves free, so that acknowledgements find room
        return total
    }
}
