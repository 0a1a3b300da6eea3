/// What is known of the time from a packet to its acknowledgement, and the waits that follow from it.
///
/// Smoothed as in RFC 6298, section 2: gains of 1/8 and 1/4. All in nanoseconds.
struct RoundTrip {
    /// The smoothed round trip.
    private(set) var smoothed = Self.initial
    /// The smoothed deviation from it.
    private(set) var variation = Self.initial / 2
    /// The smallest sample.
    private(set) var minimum = UInt64.max

    /// How many eighths of it packets may be late.
    private(set) var tolerance = ReorderTolerance()

    /// What is assumed until the first sample: a network's, not a rack's, so as to repair too late
    /// rather than too often.
    static let initial: UInt64 = 10_000_000
    /// No sample counts for more: a machine that slept is no slow network.
    static let sampleMax: UInt64 = 10_000_000_000

    /// Whether anything has been measured.
    var isMeasured: Bool { minimum != .max }

    /// Takes in a sample: the time from sending to the acknowledgement's arrival, and how much of that
    /// the peer says it waited.
    mutating func sample(_ nanoseconds: UInt64, peerDelay: UInt64, at now: Timestamp) {
        tolerance.settle(roundTrip: smoothed, at: now)
        let measured = min(nanoseconds, Self.sampleMax)
        // REL-31: "The stated delay SHALL NOT bring a sample below the smallest round trip measured."
        let floor = min(minimum, measured)
        let sample = max(measured - min(peerDelay, measured - floor), 1)
        guard isMeasured else {
            minimum = measured
            smoothed = sample
            variation = sample / 2
            return
        }
        minimum = floor
        let deviation = sample > smoothed ? sample - smoothed : smoothed - sample
        variation = (3 * variation + deviation) / 4
        smoothed = (7 * smoothed + sample) / 8
    }

    /// How long to wait for a packet that may just be late before it counts as lost: the reordering time.
    ///
    /// REL-12: "A gap SHALL be requested after the reordering time. It is an eighth of the round trip at first,
    /// within 20 µs and 5 ms."
    var reorderDelay: UInt64 {
        min(max(smoothed / 8, 20_000), 5_000_000) * tolerance.eighths
    }

    /// A packet arrived that was thought lost.
    mutating func noteLate(at now: Timestamp) {
        tolerance.grow(roundTrip: smoothed, at: now)
    }

    /// How long the answer to a request can take.
    ///
    /// REL-13: "A request SHALL NOT be repeated before an answer could have come."
    var answerTime: UInt64 {
        smoothed + min(max(4 * variation, smoothed / 4), smoothed / 2) + 20_000
    }

    /// How long requests for a packet just sent are ignored: they were made before it can have arrived.
    ///
    /// REL-15: "A sender SHALL ignore a request for messages that it sent within three quarters of the
    /// round trip."
    var linger: UInt64 {
        smoothed / 4 * 3
    }

    /// How long to wait for any acknowledgement before something is sent again.
    ///
    /// REL-17: "The probe timeout SHALL be the largest of two round trips, of one round trip with four
    /// deviations and the peer's acknowledgement delay, and of 1 ms."
    func probeTimeout(peerDelay: UInt64) -> UInt64 {
        max(2 * smoothed, smoothed + 4 * variation + peerDelay, 1_000_000)
    }
}
