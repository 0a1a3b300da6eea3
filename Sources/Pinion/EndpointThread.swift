internal import CUDP
internal import Glibc

/// A thread of the system that runs one closure to its end.
@safe
struct EndpointThread: Sendable {
    private final class Body {
        let run: () -> Void

        init(_ run: @escaping () -> Void) {
            self.run = run
        }
    }

    private let thread: pthread_t

    /// Starts a thread.
    ///
    /// - Parameter run: What it does. What it captures belongs to the thread from here on.
    /// - Throws: ``CarrierError`` if the system has no room for another thread.
    init(_ run: sending @escaping () -> Void) throws(CarrierError) {
        // SAFETY: the reference goes to the thread, or is released below.
        let body = unsafe Unmanaged.passRetained(Body(run))
        var thread = pthread_t()
        // SAFETY: the start function takes over the one reference that is passed.
        let result = unsafe pthread_create(
            &thread, nil,
            { argument in
                // pthread_setname_np(3): at most 15 characters.
                // SAFETY: the name is a text that ends in NUL.
                unsafe pinion_prepare_thread("pinion", 1_000)
                if let argument = unsafe argument {
                    // SAFETY: the argument is the body that was passed.
                    unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
                }
                return nil
            }, body.toOpaque())
        guard result == 0 else {
            // SAFETY: no thread has taken the reference over.
            unsafe body.release()
            throw .system("pthread_create", errorNumber: result)
        }
        self.thread = thread
    }

    /// Waits until the thread has ended. Called once.
    func join() {
        _ = pthread_join(thread, nil)
    }
}
