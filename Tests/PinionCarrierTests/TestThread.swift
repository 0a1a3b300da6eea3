import Glibc

/// A thread of a test, to be joined.
struct TestThread {
    private final class Body {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    private let thread: pthread_t

    init(_ run: @escaping @Sendable () -> Void) {
        var thread = pthread_t()
        // SAFETY: the body is retained until the thread has taken it over.
        let body = unsafe Unmanaged.passRetained(Body(run)).toOpaque()
        // SAFETY: the start function takes over the one reference that was passed.
        let result = unsafe pthread_create(
            &thread, nil,
            { argument in
                // SAFETY: the argument is the body that was passed.
                if let argument = unsafe argument {
                    unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
                }
                return nil
            }, body)
        precondition(result == 0, "a thread can be started")
        self.thread = thread
    }

    func join() {
        _ = pthread_join(thread, nil)
    }
}
