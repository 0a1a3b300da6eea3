/// Hands a loop to the thread that runs it.
///
/// Everything that a loop owns belongs to one thread, but it is made by the thread that opens the endpoint.
final class LoopBox<C: Carrier & SendableMetatype & ~Copyable>: @unchecked Sendable {
    // Unchecked: the thread that makes the box lets go of it when it starts the thread that calls `run`.
    private var loop: EndpointLoop<C>?

    init(_ loop: consuming EndpointLoop<C>) {
        self.loop = consume loop
    }

    /// Runs the loop to its end. Called once.
    func run() {
        guard var loop = loop.take() else { return }
        loop.run()
    }
}
