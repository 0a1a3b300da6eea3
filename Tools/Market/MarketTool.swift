import ArgumentParser

@main
struct MarketTool: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "Market",
        abstract:
            "Streams market data from one process to another over UDP, with packets lost on purpose.",
        discussion: """
            The publisher waits for one subscriber, and streams messages of Schemas/examples/market.pinion to it: book \
            updates and snapshots on one stream, everything else on another. What is in a message follows from the \
            seed and the message's number, so the subscriber computes every field again and compares.

            First as many messages as --messages says go as fast as back-pressure lets: that is the throughput. Their \
            latency is that of a full pipe. Then --paced-messages more go at --rate: that is the latency, counted from \
            the moment at which each message was due, so that a delayed sender shows too.

            Give both sides the same --seed, --messages, --paced-messages and --rate.

            In one terminal:   Market publish --listen 127.0.0.1:4000 --drop 1%
            In another:        Market subscribe 127.0.0.1:4000 --drop 1%
            Both at once:      Tools/run
            """,
        subcommands: [PublishCommand.self, SubscribeCommand.self])
}
