internal import PinionTransport
internal import Synchronization

/// What an endpoint's thread and the application's threads share, apart from connections.
final class EndpointShared: Sendable {
    /// What the application asks of the thread. Rare: none of it is on the path of a message.
    enum Command {
        /// To open a session for a connection.
        case connect(ConnectionCore)
        /// To close all connections in order, to give up those that are left at the deadline, and to end.
        case shutDown(deadline: Timestamp)
        /// To end at once and tell nobody, as a crash would.
        case vanish
    }

    private struct Requests {
        var commands: [Command] = []
        var isClosed = false
    }

    /// Wakes the thread.
    let waker: Waker
    /// Tells the application of new connections, and of the end.
    let changed = Signal()
    private let requests = Mutex(Requests())
    private let hasCommands = Atomic<Bool>(false)
    private let arrivals = Mutex<[Connection]>([])
    private let end = Mutex<CarrierError?>(nil)
    private let endMark = Atomic<Bool>(false)
    private let snapshot = Mutex(EndpointCounters())

    init(waker: Waker) {
        self.waker = waker
    }

    // MARK: From the application

    /// Hands a command to the thread. `false`: the thread takes no more.
    func ask(_ command: Command) -> Bool {
        let isTaken = requests.withLock { requests in
            guard !requests.isClosed else { return false }
            requests.commands.append(command)
            return true
        }
        hasCommands.store(true, ordering: .sequentiallyConsistent)
        waker.wake()
        return isTaken
    }

    /// The next connection that a peer has opened, if there is one.
    func takeArrival() -> Connection? {
        arrivals.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    }

    var hasArrivals: Bool { arrivals.withLock { !$0.isEmpty } }

    /// Whether the thread has done everything that it will do.
    var hasEnded: Bool { endMark.load(ordering: .acquiring) }

    /// Why the thread ended, if its carrier failed.
    var failure: CarrierError? { end.withLock { $0 } }

    /// The counters of a moment ago.
    var counters: EndpointCounters { snapshot.withLock { $0 } }

    // MARK: From the thread

    /// Takes the commands that have come.
    func takeCommands() -> [Command] {
        guard hasCommands.load(ordering: .relaxed) else { return [] }
        hasCommands.store(false, ordering: .sequentiallyConsistent)
        return requests.withLock { requests in
            let commands = requests.commands
            requests.commands = []
            return commands
        }
    }

    /// Offers a connection that a peer has opened.
    func arrive(_ connection: Connection) {
        arrivals.withLock { $0.append(connection) }
        changed.notify()
    }

    func publish(_ counters: EndpointCounters) {
        snapshot.withLock { $0 = counters }
    }

    /// Takes no more commands, and gives those that were left.
    func refuseCommands() -> [Command] {
        requests.withLock { requests in
            requests.isClosed = true
            let commands = requests.commands
            requests.commands = []
            return commands
        }
    }

    func finish(_ failure: CarrierError?) {
        end.withLock { $0 = failure }
        endMark.store(true, ordering: .sequentiallyConsistent)
        changed.notify()
    }
}
