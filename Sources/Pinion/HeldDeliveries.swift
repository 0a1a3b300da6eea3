internal import PinionTransport

/// Deliveries that wait for room in an inbox: a bounded queue.
@safe
struct HeldDeliveries: ~Copyable {
    private let storage: UnsafeMutablePointer<Delivery>
    private let capacity: Int
    private var head = 0
    private(set) var count = 0

    /// Makes a queue for as many as a session holds at most.
    init(capacity: Int) {
        self.capacity = capacity
        // SAFETY: `count` places from `head` on are initialised, at first none.
        unsafe storage = .allocate(capacity: capacity)
    }

    deinit {
        for offset in 0..<count {
            // SAFETY: the place is one of those that are initialised.
            unsafe (storage + (head + offset) % capacity).deinitialize(count: 1)
        }
        // SAFETY: allocated by `init`.
        unsafe storage.deallocate()
    }

    var isEmpty: Bool { count == 0 }

    /// Adds a delivery. There must be room.
    mutating func append(_ delivery: consuming Delivery) {
        precondition(count < capacity, "a session holds no more packets than its limits say")
        // SAFETY: the place is not initialised, because the queue is not full.
        unsafe (storage + (head + count) % capacity).initialize(to: delivery)
        count += 1
    }

    /// Takes the first delivery, if there is one.
    mutating func removeFirst() -> Delivery? {
        guard count > 0 else { return nil }
        let place = head
        head = (head + 1) % capacity
        count -= 1
        // SAFETY: the place was initialised, and is not counted any more.
        return unsafe (storage + place).move()
    }

    /// Lends the first delivery. There must be one.
    func withFirst<Result>(_ body: (borrowing Delivery) -> Result) -> Result {
        precondition(count > 0, "the first of none")
        // SAFETY: the place at `head` is initialised.
        return unsafe body(storage[head])
    }
}
