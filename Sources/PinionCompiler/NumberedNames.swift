/// The names of one scope, each of which is given once: one that is taken gets a number.
///
/// A schema may call a hundred thousand things by one name, so the search for a free number goes on where the
/// last one for the same name ended: all searches together try no more names than were given.
struct NumberedNames {
    private var taken: Set<String>
    /// The first number that has not been tried, of the names that have needed one.
    private var nextNumbers: [String: Int] = [:]
    /// How many names were looked up: the work that was done.
    private(set) var lookupCount = 0

    /// Makes a scope in which some names are taken from the start.
    init(taken: Set<String>) {
        self.taken = taken
    }

    /// Takes a name, unless it is taken.
    mutating func take(_ name: String) -> Bool {
        lookupCount += 1
        return taken.insert(name).inserted
    }

    /// Takes the name with the lowest number behind it that makes it a free one: `name_2`, `name_3`.
    mutating func takeNumbered(_ name: String) -> String {
        // What was taken stays so: a number that was no good once is no good later.
        var number = nextNumbers[name] ?? 2
        while !take("\(name)_\(number)") { number += 1 }
        nextNumbers[name] = number + 1
        return "\(name)_\(number)"
    }
}
