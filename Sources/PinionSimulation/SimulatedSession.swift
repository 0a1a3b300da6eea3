import PinionTransport

/// What an application knows of one session, and what it means to do with it.
struct SimulatedSession: ~Copyable {
    /// The name of this side, and of the other.
    var name = SideName()
    var peer = SideName()
    /// Whether the place is taken: from the beginning of an attempt until all is consumed.
    var isUsed = false
    var isOpen = false
    /// Which of the initiator's conversations it is a part of.
    var conversation = -1
    /// The log of what this side sends, and of what it receives; -1 while there is none.
    var log = -1
    var peerLog = -1
    /// Messages that wait for the application to look at them.
    var waiting = DeliveryQueue()
    var waitingCount = 0
    /// Whether a send was told to wait, and nothing has said since that it may try again.
    var isBlocked = false
    var hasClosed = false
    /// Messages accepted, and how many are to be.
    var accepted = 0
    var goal = 0
    /// Whether it closes once all of them are accepted; one of the two sides does.
    var closesWhenDone = false
    /// Whether it was opened when the faults were over.
    var isLast = false
    /// Accepted so many, it closes or gives up.
    var closesAt = Int.max
    var abortsAt = Int.max
    var streams = 0
    /// How the session ended.
    var reason: CloseReason?

    /// Whether its application has come to where it ends the session.
    var wantsToClose: Bool {
        (accepted >= goal && closesWhenDone) || accepted >= min(closesAt, abortsAt)
    }

    /// Whether its application could do something now.
    var hasWork: Bool {
        guard isUsed else { return false }
        if waitingCount > 0 { return true }
        guard isOpen && reason == nil && !hasClosed else { return false }
        return wantsToClose || (accepted < goal && !isBlocked)
    }
}
