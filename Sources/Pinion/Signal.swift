internal import CUDP
internal import PinionTransport
internal import Synchronization

/// Where tasks and threads wait until another thread has changed something.
///
/// ``notify()`` costs one load unless somebody waits. Whoever waits looks at the thing itself after
/// announcing itself, so no change is missed; a wait may end without one.
final class Signal: Sendable {
    private enum Waiter {
        case task(CheckedContinuation<Void, Never>)
        case thread(Waker)
    }

    private struct Waiters {
        var nextTicket = 0
        var waiting: [(ticket: Int, waiter: Waiter)] = []
    }

    private let count = Atomic<Int>(0)
    private let waiters = Mutex(Waiters())

    /// Ends the waits of all who wait now, after a change that is visible to this thread.
    func notify() {
        // Sequentially consistent with the count below: either the waiter sees the change, or we see the waiter.
        atomicMemoryFence(ordering: .sequentiallyConsistent)
        guard count.load(ordering: .relaxed) > 0 else { return }
        let waiting = waiters.withLock { waiters in
            count.store(0, ordering: .relaxed)
            let waiting = waiters.waiting
            waiters.waiting = []
            return waiting
        }
        for entry in waiting { Self.resume(entry.waiter) }
    }

    /// Suspends the task until `isReady` or a notification, or until the task is cancelled.
    func wait(until isReady: @escaping @Sendable () -> Bool) async {
        guard !isReady() else { return }
        let ticket = takeTicket()
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                enter(ticket, .task(continuation))
                if isReady() || Task.isCancelled { leave(ticket) }
            }
        } onCancel: {
            leave(ticket)
        }
    }

    /// Blocks the thread until `isReady` answers true or `deadline` has passed. Answers what `isReady` does.
    ///
    /// - Parameter kept: What the thread is woken by. Made if there is none; whoever waits often keeps it.
    func block(
        until deadline: Timestamp, keeping kept: inout Waker?, _ isReady: () -> Bool
    ) throws(CarrierError) -> Bool {
        guard !isReady() else { return true }
        let waker: Waker
        if let kept {
            waker = kept
        } else {
            waker = try Waker()
            kept = waker
        }
        let clock = IdleClock(policy: .wait)
        while true {
            waker.beginTurn()
            let ticket = takeTicket()
            enter(ticket, .thread(waker))
            if isReady() {
                leave(ticket)
                return true
            }
            _ = try clock.sleep(until: deadline, socket: -1, writable: false, waker: waker)
            leave(ticket)
            if isReady() { return true }
            if IdleClock.now >= deadline { return false }
        }
    }

    /// Blocks the thread, once: see above.
    func block(until deadline: Timestamp, _ isReady: () -> Bool) throws(CarrierError) -> Bool {
        var waker: Waker?
        return try block(until: deadline, keeping: &waker, isReady)
    }

    private func takeTicket() -> Int {
        waiters.withLock { waiters in
            waiters.nextTicket += 1
            return waiters.nextTicket
        }
    }

    private func enter(_ ticket: Int, _ waiter: Waiter) {
        waiters.withLock { waiters in
            waiters.waiting.append((ticket, waiter))
            count.store(waiters.waiting.count, ordering: .relaxed)
        }
        atomicMemoryFence(ordering: .sequentiallyConsistent)
    }

    /// Ends the wait of one waiter, if it still waits.
    private func leave(_ ticket: Int) {
        let waiter = waiters.withLock { waiters -> Waiter? in
            guard let index = waiters.waiting.firstIndex(where: { $0.ticket == ticket }) else {
                return nil
            }
            let waiter = waiters.waiting.remove(at: index).waiter
            count.store(waiters.waiting.count, ordering: .relaxed)
            return waiter
        }
        if let waiter { Self.resume(waiter) }
    }

    private static func resume(_ waiter: Waiter) {
        switch waiter {
        case .task(let continuation): continuation.resume()
        case .thread(let waker): waker.wake()
        }
    }
}
