import PinionTransport
import Synchronization
import Testing

@testable import Pinion

struct WakerTests {
    @Test("A signal stays until a turn begins, and keeps the thread from sleeping")
    func sticky() throws {
        let waker = try Waker()
        waker.wake()
        #expect(!waker.prepareToSleep())
        waker.beginTurn()
        #expect(waker.prepareToSleep())
        waker.endSleep()
        #expect(waker.prepareToSleep())
        waker.endSleep()
    }

    @Test("Between two threads no signal is lost")
    func twoThreads() throws {
        let (ping, pong) = (try Waker(), try Waker())
        let asked = Mutex(0)
        let answered = Mutex(0)
        let count = 2_000
        let clock = IdleClock(policy: .wait)
        let thread = try EndpointThread {
            var seen = 0
            while seen < count {
                _ = try? clock.sleep(until: .never, socket: -1, writable: false, waker: ping)
                ping.beginTurn()
                let now = asked.withLock { $0 }
                guard now > seen else { continue }
                seen = now
                answered.withLock { $0 = seen }
                pong.wake()
            }
        }
        for number in 1...count {
            asked.withLock { $0 = number }
            ping.wake()
            while answered.withLock({ $0 }) < number {
                _ = try clock.sleep(until: .never, socket: -1, writable: false, waker: pong)
                pong.beginTurn()
            }
        }
        thread.join()
    }

    @Test("A wait on a signal ends at its deadline, and at a notification")
    func signals() throws {
        let signal = Signal()
        let isNever = try signal.block(until: IdleClock.now.advanced(byNanoseconds: 1_000_000)) {
            false
        }
        #expect(!isNever)
        let flag = Mutex(false)
        let thread = try EndpointThread {
            flag.withLock { $0 = true }
            signal.notify()
        }
        let isSet = try signal.block(until: .never) { flag.withLock { $0 } }
        #expect(isSet)
        thread.join()
    }
}
