import Pinion
import Testing

struct SocketAddressTests {
    @Test(
        "An address is read and written alike",
        arguments: [
            "127.0.0.1:0", "192.0.2.7:65535", "0.0.0.0:4000", "[::1]:4000", "[2001:db8::1]:9",
            "[::]:1", "[fe80::1%3]:4000",
        ])
    func roundTrip(text: String) throws {
        let address = try #require(SocketAddress(text))
        #expect(address.description == text)
        #expect(address.isIPv6 == text.hasPrefix("["))
    }

    @Test(
        "A text that is no address is refused",
        arguments: [
            "", ":", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "256.0.0.1:1",
            "127.0.0:1", "::1:4000", "[::1]", "[::1]4000", "[::g]:1", "localhost:4000", "[]:1",
            "[%1]:2", "[fe80::1%nosuchinterface]:1", "127.0.0.1 :1",
        ])
    func refused(text: String) {
        #expect(SocketAddress(text) == nil)
    }

    @Test("The port can be changed, and nothing else changes")
    func port() throws {
        let address = try #require(SocketAddress("[fe80::1%3]:4000"))
        #expect(address.with(port: 5).description == "[fe80::1%3]:5")
        #expect(address.with(port: 4000) == address)
    }
}
