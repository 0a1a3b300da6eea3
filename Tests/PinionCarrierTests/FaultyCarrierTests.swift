import Pinion
import PinionTransport
import Testing

struct FaultyCarrierTests {
    /// Sends 2,000 numbered packets through a plan of faults, and answers what arrived.
    func run(_ plan: FaultPlan) throws -> (arrived: [Int], counters: CarrierCounters) {
        var pair = try CarrierKind.faultyLoopback(plan)
        var arrived: [Int] = []
        for start in stride(from: 0, to: 2_000, by: 20) {
            try pair.send((start..<start + 20).map { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
            arrived += try pair.receive(50, patience: 1).map { Int($0[0]) | Int($0[1]) << 8 }
        }
        // What was held back goes with later calls.
        for _ in 0..<4 { try pair.send([]) }
        arrived += try pair.receive(50, patience: 1).map { Int($0[0]) | Int($0[1]) << 8 }
        return (arrived, pair.first.counters)
    }

    @Test("The stated share of packets is dropped, and no other")
    func drops() throws {
        var plan = FaultPlan()
        plan.dropped = 0.25
        let (arrived, counters) = try run(plan)
        #expect(counters.faultsDropped + UInt64(arrived.count) == 2_000)
        #expect(400...600 ~= counters.faultsDropped)
        #expect(arrived == arrived.sorted())
    }

    @Test("The stated share of packets arrives twice, and all arrive")
    func repeats() throws {
        var plan = FaultPlan()
        plan.repeated = 0.25
        let (arrived, counters) = try run(plan)
        #expect(arrived.count == 2_000 + Int(counters.faultsRepeated))
        #expect(400...600 ~= counters.faultsRepeated)
        #expect(Set(arrived) == Set(0..<2_000))
    }

    @Test("The stated share of packets is overtaken, and all arrive once")
    func reorders() throws {
        var plan = FaultPlan()
        plan.reordered = 0.25
        let (arrived, counters) = try run(plan)
        #expect(arrived != arrived.sorted())
        #expect(arrived.sorted() == Array(0..<2_000))
        #expect(400...600 ~= counters.faultsReordered)
    }

    // CAR-11: "A faulty carrier SHALL make the same choices for the same seed."
    @Test("The same seed makes the same faults, another seed others")
    func seeds() throws {
        var plan = FaultPlan()
        (plan.dropped, plan.repeated, plan.reordered) = (0.1, 0.1, 0.1)
        let first = try run(plan).arrived
        #expect(try run(plan).arrived == first)
        plan.seed = 2
        #expect(try run(plan).arrived != first)
    }

    @Test("Shares that are none are named")
    func violations() {
        var plan = FaultPlan()
        #expect(plan.violation == nil)
        plan.dropped = 1.01
        #expect(plan.violation == "a share of faults is 0 to 1")
        plan.dropped = .nan
        #expect(plan.violation == "a share of faults is 0 to 1")
        (plan.dropped, plan.repeated) = (0.6, 0.6)
        #expect(plan.violation == "the shares of faults sum to at most 1")
    }
}
