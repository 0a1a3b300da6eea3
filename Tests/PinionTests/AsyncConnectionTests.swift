import PinionTransport
import Testing

@testable import Pinion

/// The same surface from tasks.
struct AsyncConnectionTests {
    @Test("Tasks connect, send with back-pressure, receive and close")
    func exchange() async throws {
        var configuration = EndpointPair.configuration
        configuration.outboxBytes = 8_192
        configuration.inboxBytes = 8_192
        let pair = try EndpointPair(.loopback, configuration)
        let client = pair.begin()
        #expect(try await client.waitUntilOpen())
        let accepted = try await pair.server.nextConnection()
        let server = try #require(accepted)
        let count = 2_000

        async let sent: Int = {
            var outbox = client.outbox()
            var number = 0
            while number < count {
                if send(message(number), with: &outbox) == .accepted {
                    number += 1
                } else if try await !outbox.waitUntilWritable() {
                    break
                }
            }
            client.close()
            return number
        }()

        var inbox = server.inbox()
        var right = 0
        while let isRight = try await inbox.receiveNext({ equals($0, message(right)) }), isRight {
            right += 1
        }
        #expect(try await sent == count)
        #expect(right == count)
        #expect(try await server.waitUntilClosed() == .finished)
        await pair.client.shutDown(within: .seconds(1))
        await pair.server.shutDown(within: .seconds(1))
        let late = try await pair.server.nextConnection()
        #expect(late === nil)
    }

    @Test("A cancelled task stops waiting")
    func cancellation() async throws {
        let pair = try EndpointPair(.loopback)
        let connection = pair.begin()
        #expect(try await connection.waitUntilOpen())
        let task = Task {
            var inbox = connection.inbox()
            return try await inbox.waitUntilReadable()
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { _ = try await task.value }
        #expect(connection.state == .open)
    }
}
