import Pinion
import PinionTransport
import Testing

/// One contract for all carriers (spec/carriers.md).
struct CarrierContractTests {
    @Test("A carrier keeps the contract", arguments: CarrierKind.allCases, CarrierContract.allCases)
    func contract(kind: CarrierKind, rule: CarrierContract) throws {
        switch kind {
        case .udp4:
            try rule.check(CarrierKind.udp("127.0.0.1:0"))
        case .udp6:
            let pair: CarrierPair<UDPCarrier>
            do {
                pair = try CarrierKind.udp("[::1]:0")
            } catch let error as CarrierError where error.code == .badAddress {
                print("skipped: this host has no IPv6 loopback address (\(error))")
                return
            }
            try rule.check(pair)
        case .loopback:
            try rule.check(CarrierKind.loopback())
        case .faultlessUDP:
            try rule.check(CarrierKind.faultyUDP(FaultPlan()))
        case .faultlessLoopback:
            try rule.check(CarrierKind.faultyLoopback(FaultPlan()))
        }
    }
}
