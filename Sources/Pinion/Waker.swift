internal import CUDP
internal import Glibc
internal import Synchronization

/// What wakes the thread that drives an endpoint: an event descriptor, raised only if that thread sleeps.
///
/// A signal is not lost whichever way the two sides meet. The driving thread calls `beginTurn()`
/// and then looks at its queues; whoever adds to a queue does so first and calls ``wake()`` after. Either the
/// addition is seen in that turn, or the signal stays and the next `prepareToSleep()` answers `false`.
/// In the steady state a call of ``wake()`` is one load. Source: eventfd(2).
public final class Waker: Sendable {
    /// The event descriptor, for carriers that wait on several.
    let event: Int32
    private let state = Atomic<UInt32>(Waker.awake)

    private static let awake: UInt32 = 0
    private static let asleep: UInt32 = 1
    private static let signalled: UInt32 = 2

    /// Opens the event descriptor.
    ///
    /// - Throws: ``CarrierError`` with the code ``CarrierError/Code/system`` if the process has no descriptor left.
    public init() throws(CarrierError) {
        let event = pinion_open_event()
        guard event >= 0 else { throw .system("eventfd", errorNumber: -event) }
        self.event = event
    }

    deinit {
        _ = close(event)
    }

    /// Makes the driving thread take another turn, from any thread.
    public func wake() {
        // Sequentially consistent, so that what the caller wrote before is visible to the turn that clears the signal.
        atomicMemoryFence(ordering: .sequentiallyConsistent)
        guard state.load(ordering: .relaxed) != Self.signalled else { return }
        let before = state.exchange(Self.signalled, ordering: .sequentiallyConsistent)
        guard before == Self.asleep else { return }
        // The only failure is a counter at its limit, which wakes the reader as well.
        _ = pinion_raise_event(event)
    }

    /// Takes the signals that were given so far: what they announced is now visible to the caller.
    func beginTurn() {
        state.store(Self.awake, ordering: .relaxed)
        atomicMemoryFence(ordering: .sequentiallyConsistent)
    }

    /// Announces that the driving thread is about to sleep. `false`: a signal came, do not sleep.
    func prepareToSleep() -> Bool {
        state.compareExchange(
            expected: Self.awake, desired: Self.asleep, ordering: .sequentiallyConsistent
        ).exchanged
    }

    /// Ends the sleep that `prepareToSleep()` announced. A signal that came meanwhile stays for `beginTurn()`.
    func endSleep() {
        _ = state.compareExchange(
            expected: Self.asleep, desired: Self.awake, ordering: .sequentiallyConsistent)
    }
}
