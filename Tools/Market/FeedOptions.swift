import ArgumentParser
import Pinion
import PinionTransport

/// What publisher and subscriber must agree on, and the faults that each makes.
struct FeedOptions: ParsableArguments {
    @Option(help: "Messages to send as fast as back-pressure lets.")
    var messages = 1_000_000

    @Option(help: "Messages to send after those, at --rate.")
    var pacedMessages = 100_000

    @Option(help: "Messages a second while paced.")
    var rate = 20_000

    @Option(help: "What the messages' content is drawn from.")
    var seed: UInt64 = 1

    @Option(help: "The share of its packets that each side drops on purpose, such as 1% or 0.01.")
    var drop = Share(0)

    @Flag(help: "Print no progress.")
    var quiet = false

    mutating func validate() throws {
        guard 0...1_000_000_000 ~= messages, 0...1_000_000_000 ~= pacedMessages else {
            throw ValidationError("There are 0 to 1,000,000,000 messages of either kind.")
        }
        guard messages + pacedMessages > 0 else {
            throw ValidationError("There is at least one message.")
        }
        guard 1...100_000_000 ~= rate else {
            throw ValidationError("The rate is 1 to 100,000,000 messages a second.")
        }
    }

    var total: Int { messages + pacedMessages }

    /// The endpoint's configuration on either side.
    func configuration(faultSeed: UInt64) -> EndpointConfiguration {
        var configuration = EndpointConfiguration()
        configuration.limits.streamsMax = Feed.streamCount
        configuration.connectionsMax = 1
        // Four threads, and perhaps two cores: whoever has nothing to do makes room.
        configuration.idle = .wait
        if drop.value > 0 {
            var faults = FaultPlan()
            faults.dropped = drop.value
            faults.seed = seed &+ faultSeed
            configuration.faults = faults
        }
        return configuration
    }
}

/// A share, written as a percentage or as a number from 0 to 1.
struct Share: ExpressibleByArgument, CustomStringConvertible {
    let value: Double

    init(_ value: Double) {
        self.value = value
    }

    init?(argument: String) {
        let isPercentage = argument.hasSuffix("%")
        guard let number = Double(isPercentage ? argument.dropLast() : argument[...]) else {
            return nil
        }
        let value = isPercentage ? number / 100 : number
        guard 0...0.5 ~= value else { return nil }
        self.value = value
    }

    var description: String { "\(value * 100)%" }

    var defaultValueDescription: String { description }
}

/// Reads an address, written as `127.0.0.1:4000` or `[::1]:4000`.
func address(_ argument: String) throws -> SocketAddress {
    guard let address = SocketAddress(argument) else {
        throw ValidationError(
            "'\(argument)' is no address: write 127.0.0.1:4000 or [::1]:4000; names are not looked up."
        )
    }
    return address
}
