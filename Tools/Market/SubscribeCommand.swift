import ArgumentParser
import Glibc
import Pinion
import PinionTransport

struct SubscribeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "subscribe",
        abstract: "Receives a publisher's messages, and checks every field of each.",
        discussion: "Ends with status 1 if a message was lost, repeated or altered.")

    @Argument(
        help: ArgumentHelp("Where the publisher listens.", valueName: "address"),
        transform: address)
    var publisher: SocketAddress

    @OptionGroup var feed: FeedOptions

    func run() throws {
        Interruption.watch()
        let endpoint: Endpoint
        let connection: Connection
        do {
            let any = SocketAddress(publisher.isIPv6 ? "[::]:0" : "0.0.0.0:0")
            endpoint = try Endpoint(
                bindingTo: any ?? publisher, feed.configuration(faultSeed: 0xACED))
            connection = try endpoint.connect(to: publisher)
        } catch {
            printError("Market subscribe: \(error)")
            throw ExitCode.failure
        }
        while connection.state == .opening && !Interruption.isRequested {
            _ = try connection.blockUntilOpen(for: .milliseconds(100))
        }
        if case .closed(let reason, _) = connection.state {
            printError("Market subscribe: no connection to \(publisher): \(reason)")
            throw ExitCode.failure
        }

        var subscriber = Subscriber(connection, feed)
        try subscriber.run()
        if Interruption.isRequested {
            connection.close()
        }
        _ = try connection.blockUntilClosed(for: .seconds(2))
        subscriber.report(endpoint)
        endpoint.blockingShutDown(within: .seconds(1))

        if Interruption.isRequested { throw ExitCode(Interruption.exitStatus) }
        if subscriber.hasFailed { throw ExitCode.failure }
    }
}
