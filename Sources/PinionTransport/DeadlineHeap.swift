/// The deadlines of all sessions of a table, the earliest first.
///
/// A heap of four branches in memory of its own. A session is in it at most once, at its deadline or
/// before: a deadline that moves later, as most do with each packet, costs nothing until the old one has passed.
/// So what a packet costs does not depend on how many sessions there are.
struct DeadlineHeap: ~Copyable {
    struct Entry {
        var deadline = Timestamp.never
        var place = 0
    }

    private var entries: FixedStorage<Entry>
    /// Where each place's entry is; -1 if it has none.
    private var positions: FixedStorage<Int32>
    private var count = 0

    /// Bytes of memory for each session.
    static let bytesPerPlace = MemoryLayout<Entry>.stride + MemoryLayout<Int32>.stride

    /// Makes room for so many sessions.
    init(places: Int) {
        entries = FixedStorage(count: places) { _ in Entry() }
        positions = FixedStorage(count: places) { _ in -1 }
    }

    /// No session's deadline is earlier.
    var earliest: Timestamp { count > 0 ? entries[0].deadline : .never }

    /// Has `removeFirst` give a place by `deadline`, or sooner.
    mutating func schedule(_ place: Int, by deadline: Timestamp) {
        let position = Int(positions[place])
        if position >= 0 {
            // The common case: it is looked at before.
            guard deadline < entries[position].deadline else { return }
            rise(Entry(deadline: deadline, place: place), from: position)
        } else if deadline != .never {
            count += 1
            rise(Entry(deadline: deadline, place: place), from: count - 1)
        }
    }

    /// Takes the place with the earliest deadline, if `now` has reached that.
    mutating func removeFirst(at now: Timestamp) -> Int? {
        guard count > 0, entries[0].deadline <= now else { return nil }
        let place = entries[0].place
        positions[place] = -1
        count -= 1
        if count > 0 { sink(entries[count]) }
        return place
    }

    /// Puts an entry in at `position`, or above it.
    private mutating func rise(_ entry: Entry, from position: Int) {
        var position = position
        while position > 0 {
            let parent = (position - 1) / 4
            guard entry.deadline < entries[parent].deadline else { break }
            put(entries[parent], at: position)
            position = parent
        }
        put(entry, at: position)
    }

    /// Puts an entry in at the top, or below it.
    private mutating func sink(_ entry: Entry) {
        var position = 0
        while true {
            let first = 4 * position + 1
            guard first < count else { break }
            var earliest = first
            for child in first..<min(first + 4, count)
            where entries[child].deadline < entries[earliest].deadline {
                earliest = child
            }
            guard entries[earliest].deadline < entry.deadline else { break }
            put(entries[earliest], at: position)
            position = earliest
        }
        put(entry, at: position)
    }

    private mutating func put(_ entry: Entry, at position: Int) {
        entries[position] = entry
        positions[entry.place] = Int32(truncatingIfNeeded: position)
    }
}
