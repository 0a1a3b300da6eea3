/// What a carrier can take. Fixed when it is opened.
public struct CarrierLimits: Hashable, Sendable {
    /// The longest packet, in bytes, without the carrier's own headers.
    public let packetBytesMax: Int
    /// Bytes that the carrier needs free in front of each packet for its own headers.
    public let headroom: Int
    /// The most packets that one call moves.
    public let batchPackets: Int

    /// Makes limits.
    public init(packetBytesMax: Int, headroom: Int, batchPackets: Int) {
        self.packetBytesMax = packetBytesMax
        self.headroom = headroom
        self.batchPackets = batchPackets
    }
}
