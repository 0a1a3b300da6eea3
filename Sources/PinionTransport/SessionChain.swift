/// A list of places in a table, first in, first out; each is in it at most once.
struct SessionChain: ~Copyable {
    private var following: FixedStorage<Int>
    private(set) var first: Int?
    private var last = 0

    private static let isLast = -1
    private static let isAbsent = -2

    init(places: Int) {
        following = FixedStorage(count: places) { _ in Self.isAbsent }
    }

    var isEmpty: Bool { first == nil }

    func contains(_ place: Int) -> Bool {
        following[place] != Self.isAbsent
    }

    /// Adds a place at the end, unless it is in the list.
    mutating func append(_ place: Int) {
        guard !contains(place) else { return }
        following[place] = Self.isLast
        if first == nil { first = place } else { following[last] = place }
        last = place
    }

    /// Takes the first place.
    mutating func removeFirst() -> Int? {
        guard let place = first else { return nil }
        first = following[place] == Self.isLast ? nil : following[place]
        following[place] = Self.isAbsent
        return place
    }
}
