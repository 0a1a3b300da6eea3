import Foundation

/// Tests that take minutes: `Tools/test` runs them, and `Tools/test --quick` does not.
enum SlowTests {
    /// Whether the environment asks for them.
    static let areEnabled = ProcessInfo.processInfo.environment["PINION_SLOW_TESTS"] == "1"
}
