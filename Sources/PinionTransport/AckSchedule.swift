/// When the next acknowledgement goes.
struct AckSchedule {
    /// Packets that arrived and ask to be acknowledged, since the last acknowledgement.
    private(set) var pending = 0
    /// By when they are to be acknowledged.
    private(set) var deadline = Timestamp.never
    /// Whether the acknowledgement goes now, with other packets or alone.
    private(set) var isDue = false
    /// When the largest packet number arrived.
    private(set) var largestArrival = Timestamp.origin

    /// Whether an acknowledgement has something to say.
    var isPending: Bool { pending > 0 || isDue }

    /// Notes the arrival of the largest number so far.
    mutating func noteLargest(at now: Timestamp) {
        largestArrival = now
    }

    /// Notes a packet that asks to be acknowledged.
    mutating func note(at now: Timestamp, limits: SessionLimits) {
        pending += 1
        if pending == 1 {
            // REL-21: "A packet that asks for an acknowledgement SHALL be acknowledged within the delay that
            // its receiver stated."
            deadline = now.advanced(byNanoseconds: limits.acknowledgementDelayNanoseconds)
        }
        if pending >= limits.acknowledgementPackets { isDue = true }
    }

    /// Has the acknowledgement go now.
    mutating func makeDue() {
        isDue = true
    }

    /// The deadline may have passed.
    mutating func passDeadline(at now: Timestamp) {
        if deadline <= now { isDue = true }
    }

    /// Notes that an acknowledgement went.
    mutating func sent() {
        pending = 0
        deadline = .never
        isDue = false
    }
}
