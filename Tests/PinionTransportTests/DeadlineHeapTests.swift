import Testing

@testable import PinionTransport

@Suite("The deadlines of all sessions")
struct DeadlineHeapTests {
    @Test("Places come in the order of their deadlines, and none before its time")
    func order() {
        var heap = DeadlineHeap(places: 200)
        var state: UInt64 = 1
        var expected: [UInt64] = []
        for place in 0..<200 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            expected.append(state >> 44)
            heap.schedule(place, by: Timestamp(nanoseconds: state >> 44))
        }
        var taken: [UInt64] = []
        while heap.earliest != .never {
            let now = heap.earliest
            #expect(
                heap.removeFirst(at: Timestamp(nanoseconds: max(now.nanoseconds, 1) - 1)) == nil
                    || now == .origin)
            guard let place = heap.removeFirst(at: now) else { break }
            #expect(expected[place] == now.nanoseconds)
            taken.append(now.nanoseconds)
        }
        #expect(taken == expected.sorted())
    }

    @Test("A deadline that moves forward takes effect; one that moves back is looked at in time")
    func moves() {
        var heap = DeadlineHeap(places: 3)
        heap.schedule(0, by: Timestamp(nanoseconds: 50))
        heap.schedule(1, by: Timestamp(nanoseconds: 40))
        heap.schedule(0, by: Timestamp(nanoseconds: 30))
        heap.schedule(1, by: Timestamp(nanoseconds: 90))
        heap.schedule(2, by: .never)
        #expect(heap.earliest == Timestamp(nanoseconds: 30))
        #expect(heap.removeFirst(at: Timestamp(nanoseconds: 100)) == 0)
        #expect(heap.removeFirst(at: Timestamp(nanoseconds: 100)) == 1)
        #expect(heap.removeFirst(at: Timestamp(nanoseconds: 100)) == nil)
        #expect(heap.earliest == .never)
    }

    @Test("A place that was taken can be scheduled again, any number of times")
    func again() {
        var heap = DeadlineHeap(places: 2)
        for time in UInt64(1)...100 {
            heap.schedule(0, by: Timestamp(nanoseconds: time))
            heap.schedule(1, by: Timestamp(nanoseconds: 1_000))
            #expect(heap.removeFirst(at: Timestamp(nanoseconds: time)) == 0)
        }
        #expect(heap.earliest == Timestamp(nanoseconds: 1_000))
    }
}
