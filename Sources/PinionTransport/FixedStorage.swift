/// A fixed number of elements in memory of their own.
///
/// What an array would be without its reference counting and uniqueness checks; elements may be
/// non-copyable. Every access is checked.
@safe
struct FixedStorage<Element: ~Copyable>: ~Copyable {
    private let base: UnsafeMutablePointer<Element>
    /// How many elements there are.
    let count: Int

    /// Makes `count` elements; `make` is handed each one's index.
    init(count: Int, _ make: (Int) -> Element) {
        precondition(count >= 0)
        self.count = count
        // SAFETY: every place is initialised below, once.
        unsafe base = UnsafeMutablePointer<Element>.allocate(capacity: count)
        for index in 0..<count {
            // SAFETY: `index` is below the capacity, and the place is not initialised yet.
            unsafe (base + index).initialize(to: make(index))
        }
    }

    deinit {
        // SAFETY: `init` initialised every place, and nobody else refers to the memory.
        unsafe base.deinitialize(count: count)
        // SAFETY: as above.
        unsafe base.deallocate()
    }

    /// The element number `index`.
    subscript(index: Int) -> Element {
        @inline(__always)
        unsafeAddress {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
            // SAFETY: the place is inside the memory and initialised.
            return unsafe UnsafePointer(base + index)
        }
        @inline(__always)
        unsafeMutableAddress {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
            // SAFETY: the place is inside the memory and initialised.
            return unsafe base + index
        }
    }
}

/// The smallest power of two that is at least `count`.
func powerOfTwo(atLeast count: Int) -> Int {
    var power = 1
    while power < count { power *= 2 }
    return power
}
