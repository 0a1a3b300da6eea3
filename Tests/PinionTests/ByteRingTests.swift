import Glibc
import Testing

@testable import Pinion

struct ByteRingTests {
    /// A record whose length and bytes follow from its number.
    static func record(_ number: Int, lengthMax: Int) -> [UInt8] {
        let length = (number &* 7_919) % (lengthMax + 1)
        return (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ number) }
    }

    @Test(
        "Records of every length to the longest come out as they went in, wherever the ring stands")
    func everyLength() {
        let ring = ByteRing(capacity: 256)
        var producer = RingProducer(ring)
        var consumer = RingConsumer(ring)
        let longest = producer.recordBytesMax
        #expect(longest == 120)
        for start in 0..<40 {
            for length in 0...longest {
                let bytes = (0..<length).map { UInt8(($0 + start) & 0xFF) }
                let isAdded = append(bytes, to: &producer)
                #expect(isAdded)
                expectEmpty(&consumer)
                producer.publish()
                let taken = consumer.takeFirst(contents)
                #expect(taken == bytes)
                consumer.release()
            }
            // Moves the start by 8 bytes more.
            _ = append([], to: &producer)
            producer.publish()
            _ = consumer.takeFirst(contents)
            consumer.release()
        }
    }

    @Test("A full ring refuses, keeps what it has, and takes more when some was released")
    func full() {
        let ring = ByteRing(capacity: 64)
        var producer = RingProducer(ring)
        var consumer = RingConsumer(ring)
        var count = 0
        while append([UInt8(count)], to: &producer) { count += 1 }
        // 8 bytes of length and 8 with the byte.
        #expect(count == 4)
        producer.publish()
        let first = consumer.takeFirst(contents)
        #expect(first == [0])
        let isAddedTooEarly = append([9], to: &producer)
        #expect(!isAddedTooEarly)
        consumer.release()
        let isAdded = append([9], to: &producer)
        #expect(isAdded)
        producer.publish()
        var rest: [[UInt8]] = []
        while !consumer.isEmpty { rest.append(consumer.takeFirst(contents)) }
        #expect(rest == [[1], [2], [3], [9]])
    }

    @Test("What is reserved and not committed is not seen, and can be committed in part")
    func reservations() {
        let ring = ByteRing(capacity: 128)
        var producer = RingProducer(ring)
        var consumer = RingConsumer(ring)
        let isReserved = producer.reserve(20)
        #expect(isReserved)
        producer.publish()
        expectEmpty(&consumer)
        let isReservedAgain = producer.reserve(10)
        #expect(isReservedAgain)
        do {
            var bytes = producer.reservedBytes
            for index in 0..<3 {
                bytes.storeBytes(of: UInt8(index), toByteOffset: index, as: UInt8.self)
            }
        }
        producer.commit(3)
        producer.publish()
        let taken = consumer.takeFirst(contents)
        #expect(taken == [0, 1, 2])
        expectEmpty(&consumer)
    }

    @Test("A record that is not wanted yet stays")
    func kept() {
        let ring = ByteRing(capacity: 128)
        var producer = RingProducer(ring)
        var consumer = RingConsumer(ring)
        _ = append([1, 2], to: &producer)
        producer.publish()
        let isTaken = consumer.takeFirst { _ in false }
        #expect(!isTaken)
        let released = consumer.release()
        #expect(!released)
        let taken = consumer.takeFirst(contents)
        #expect(taken == [1, 2])
    }

    @Test("The end is seen after the last record, not before")
    func end() {
        let ring = ByteRing(capacity: 128)
        var producer = RingProducer(ring)
        var consumer = RingConsumer(ring)
        _ = append([1], to: &producer)
        producer.finish()
        let isFinishedEarly = consumer.isFinished
        #expect(!isFinishedEarly)
        _ = consumer.takeFirst(contents)
        let isFinished = consumer.isFinished
        #expect(isFinished)
    }

    @Test(
        "Between two threads every record arrives once, in order and whole",
        arguments: [64, 256, 4_096, 65_536])
    func twoThreads(capacity: Int) throws {
        let ring = ByteRing(capacity: capacity)
        let count = 20_000
        // 97 is prime to all portions and capacities, so that each record meets each place.
        let records = (0..<97).map { Self.record($0, lengthMax: min(ring.recordBytesMax, 40)) }
        let thread = try EndpointThread {
            var producer = RingProducer(ring)
            for number in 0..<count {
                while !append(records[number % 97], to: &producer) {
                    producer.publish()
                    sched_yield()
                }
                // In portions of changing size, as a loop does.
                if number % 7 == 0 { producer.publish() }
            }
            producer.finish()
        }
        var consumer = RingConsumer(ring)
        var (number, wrong) = (0, 0)
        while !consumer.isFinished {
            while !consumer.isEmpty {
                if !consumer.takeFirst({ equals($0, records[number % 97]) }) { wrong += 1 }
                number += 1
                if number % 5 == 0 { consumer.release() }
            }
            consumer.release()
            sched_yield()
        }
        thread.join()
        #expect(number == count)
        #expect(wrong == 0)
    }
}

func expectEmpty(_ consumer: inout RingConsumer) {
    let isEmpty = consumer.isEmpty
    #expect(isEmpty)
}
