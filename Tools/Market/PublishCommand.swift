import ArgumentParser
import Glibc
import Pinion
import PinionCodec
import PinionTransport

struct PublishCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish", abstract: "Waits for a subscriber, and streams messages to it.")

    @Option(
        help: ArgumentHelp("Where to listen; port 0 takes a free one.", valueName: "address"),
        transform: address)
    var listen: SocketAddress

    @OptionGroup var feed: FeedOptions

    func run() throws {
        Interruption.watch()
        var configuration = feed.configuration(faultSeed: 0x5EED)
        configuration.acceptsConnections = true
        let endpoint: Endpoint
        do {
            endpoint = try Endpoint(bindingTo: listen, configuration)
        } catch {
            printError("Market publish: \(error)")
            throw ExitCode.failure
        }
        print("listening at \(endpoint.local ?? listen)")
        fflush(nil)

        guard let connection = try waitForSubscriber(endpoint) else {
            throw ExitCode(Interruption.exitStatus)
        }
        var publisher = Publisher(connection, feed)
        try publisher.run()
        connection.close()
        let isClosed = try connection.blockUntilClosed(for: .seconds(15))
        publisher.report(endpoint)
        endpoint.blockingShutDown(within: .seconds(1))

        if Interruption.isRequested { throw ExitCode(Interruption.exitStatus) }
        guard isClosed, connection.state == .closed(.finished, byPeer: false) else {
            printError("Market publish: the connection ended otherwise: \(connection.state)")
            throw ExitCode.failure
        }
    }

    private func waitForSubscriber(_ endpoint: Endpoint) throws -> Connection? {
        while !Interruption.isRequested {
            if let connection = try endpoint.blockForConnection(for: .milliseconds(100)) {
                return connection
            }
        }
        return nil
    }
}

/// Writes a line to standard error.
func printError(_ text: String) {
    let line = Array((text + "\n").utf8)
    // SAFETY: write(2) reads as many bytes as the array has.
    _ = unsafe write(STDERR_FILENO, line, line.count)
}
