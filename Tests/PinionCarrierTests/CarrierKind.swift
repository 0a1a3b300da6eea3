import Pinion
import PinionTransport
import Testing

/// The carriers that the contract holds.
enum CarrierKind: String, CaseIterable, CustomTestStringConvertible {
    case udp4 = "UDP over IPv4"
    case udp6 = "UDP over IPv6"
    case loopback = "loopback"
    case faultlessUDP = "a faulty carrier without faults over UDP"
    case faultlessLoopback = "a faulty carrier without faults over loopback"

    var testDescription: String { rawValue }

    static let bufferCount = 256

    static func pools() -> (BufferPool, BufferPool) {
        (
            BufferPool(bufferCount: bufferCount, packetBytesMax: 1_452),
            BufferPool(bufferCount: bufferCount, packetBytesMax: 1_452)
        )
    }

    static func udp(_ address: String) throws -> CarrierPair<UDPCarrier> {
        let (firstPool, secondPool) = pools()
        guard let local = SocketAddress(address) else { throw PairError.wrongAddress }
        var configuration = UDPCarrier.Configuration(local: local)
        configuration.idle = .wait
        let first = try UDPCarrier(configuration, pool: firstPool)
        let second = try UDPCarrier(configuration, pool: secondPool)
        let (firstAddress, secondAddress) = (first.local.peer, second.local.peer)
        return CarrierPair(
            first: first, second: second, firstAddress: firstAddress, secondAddress: secondAddress,
            firstPool: firstPool, secondPool: secondPool)
    }

    static func loopback() throws -> CarrierPair<LoopbackCarrier> {
        let (firstPool, secondPool) = pools()
        let link = try LoopbackLink()
        return CarrierPair(
            first: LoopbackCarrier(link, side: .first, pool: firstPool),
            second: LoopbackCarrier(link, side: .second, pool: secondPool),
            firstAddress: LoopbackLink.Side.first.address,
            secondAddress: LoopbackLink.Side.second.address,
            firstPool: firstPool, secondPool: secondPool)
    }

    static func faultyUDP(_ plan: FaultPlan) throws -> CarrierPair<FaultyCarrier<UDPCarrier>> {
        let (firstPool, secondPool) = pools()
        guard let local = SocketAddress("127.0.0.1:0") else { throw PairError.wrongAddress }
        var configuration = UDPCarrier.Configuration(local: local)
        configuration.idle = .wait
        let first = try UDPCarrier(configuration, pool: firstPool)
        let second = try UDPCarrier(configuration, pool: secondPool)
        let (firstAddress, secondAddress) = (first.local.peer, second.local.peer)
        return CarrierPair(
            first: FaultyCarrier(first, plan: plan), second: FaultyCarrier(second, plan: plan),
            firstAddress: firstAddress, secondAddress: secondAddress,
            firstPool: firstPool, secondPool: secondPool)
    }

    static func faultyLoopback(_ plan: FaultPlan) throws
        -> CarrierPair<FaultyCarrier<LoopbackCarrier>>
    {
        let (firstPool, secondPool) = pools()
        let link = try LoopbackLink()
        return CarrierPair(
            first: FaultyCarrier(
                LoopbackCarrier(link, side: .first, pool: firstPool), plan: plan),
            second: FaultyCarrier(
                LoopbackCarrier(link, side: .second, pool: secondPool), plan: plan),
            firstAddress: LoopbackLink.Side.first.address,
            secondAddress: LoopbackLink.Side.second.address,
            firstPool: firstPool, secondPool: secondPool)
    }
}
