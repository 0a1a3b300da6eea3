import Glibc

/// A line that says how far it is: written over in place on a terminal, once a second elsewhere.
struct Progress {
    private let total: Int
    private let label: String
    private let isQuiet: Bool
    private let isTerminal = isatty(STDOUT_FILENO) == 1
    private let started = Clock.monotonic
    private var due: UInt64
    private var lastTime: UInt64
    private var lastDone = 0
    private var isLineOpen = false

    init(_ label: String, total: Int, isQuiet: Bool) {
        self.label = label
        self.total = total
        self.isQuiet = isQuiet
        lastTime = started
        due = started
    }

    private var interval: UInt64 { isTerminal ? 200_000_000 : 1_000_000_000 }

    /// Says that `done` messages are done, if a line is due.
    mutating func report(_ done: Int, remark: @autoclosure () -> String = "") {
        guard !isQuiet else { return }
        let now = Clock.monotonic
        guard now >= due else { return }
        if lastDone > 0 || now - lastTime >= interval {
            let rate = Double(done - lastDone) / (Double(max(now - lastTime, 1)) / 1e9)
            let share = total == 0 ? 100 : done * 100 / total
            write(
                "\(label) \(grouped(done)) of \(grouped(total)) (\(share)%)  \(grouped(Int(rate)))/s\(remark())"
            )
        }
        (lastTime, lastDone, due) = (now, done, now + interval)
    }

    /// Ends the line that is written over.
    mutating func finish() {
        guard isLineOpen else { return }
        print("")
        isLineOpen = false
    }

    private mutating func write(_ line: String) {
        guard isTerminal else { return print(line) }
        // Return, the line, and erase what the one before had more.
        print("\r\(line)\u{1B}[K", terminator: "")
        fflush(nil)
        isLineOpen = true
    }
}
