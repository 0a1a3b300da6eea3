import Glibc
import Synchronization

/// Whether somebody has asked the process to stop, with Ctrl-C or otherwise.
enum Interruption {
    private static let count = Atomic<Int>(0)

    /// The status of a process that an interrupt ended.
    static let exitStatus: Int32 = 130

    /// Whether the process was asked to stop.
    static var isRequested: Bool { count.load(ordering: .relaxed) > 0 }

    /// Notes SIGINT and SIGTERM from now on; the second one ends the process at once.
    static func watch() {
        _ = isRequested
        for number in [SIGINT, SIGTERM] {
            signal(number) { _ in
                if Interruption.count.add(1, ordering: .relaxed).oldValue > 0 {
                    _exit(Interruption.exitStatus)
                }
            }
        }
    }
}
