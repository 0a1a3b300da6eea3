/// What publications and subscriptions tell the application, one at a time, through `SessionTable.nextPublicationEvent()`.
public enum PublicationEvent: ~Copyable {
    /// A peer has subscribed to a publication of this side.
    case subscribed(PublicationID, SessionID)
    /// A subscriber is gone: it left, was removed, or its session ended.
    case unsubscribed(PublicationID, SessionID, CloseReason)
    /// A `publish` that answered would-block may succeed now.
    case writable(PublicationID)
    /// A publication of this side has ended: all subscribers that were kept have everything, or it was given up.
    case ended(PublicationID)
    /// A subscription begins, with the message `first`. Packets come to `group`, which the carrier is to join, or to the
    /// session's address if it is `nil`.
    case joined(SubscriptionID, SessionID, first: SequenceNumber, group: PeerAddress?)
    /// Messages of a subscription; `Delivery.gap` says what is missing before them. Give them to `SessionTable.consume(_:)`.
    case messages(SubscriptionID, Delivery)
    /// A subscription has ended, after its last message.
    case left(SubscriptionID, SessionID, CloseReason)
}
