/// The name that somebody probably meant who wrote another one.
enum NameSuggestion {
    /// Bytes of a name that is looked at; a longer one is no slip of the finger.
    private static let nameBytesMax = 64
    /// Names that are compared; a schema with more has them found by hand.
    private static let candidatesMax = 4096

    /// `; did you mean …?`, or nothing if no candidate is close enough.
    static func hint(for name: String, among candidates: some Sequence<String>) -> String {
        let written = Array(name.lowercased().utf8)
        guard !written.isEmpty, written.count <= nameBytesMax else { return "" }
        // A third of the letters may be wrong, but not all of a short name.
        var bestDistance = max(1, written.count / 3) + 1
        var best: String?
        for candidate in candidates.prefix(candidatesMax) where candidate != name {
            let letters = Array(candidate.lowercased().utf8)
            guard abs(letters.count - written.count) < bestDistance else { continue }
            let distance = Self.distance(written, letters)
            // Of equals, the first by name: a dictionary has no order to rely on.
            if distance < bestDistance
                || distance == bestDistance && best.map({ candidate < $0 }) == true
            {
                (bestDistance, best) = (distance, candidate)
            }
        }
        return best.map { "; did you mean \(quoted($0))?" } ?? ""
    }

    /// How many letters must be put in, left out, changed or swapped with their neighbour to make
    /// one name into the other. Source: the optimal string alignment distance.
    static func distance(_ first: [UInt8], _ second: [UInt8]) -> Int {
        var beforeLast = [Int](repeating: 0, count: second.count + 1)
        var last = Array(0...second.count)
        for (row, letter) in first.enumerated() {
            var current = [row + 1]
            for (column, other) in second.enumerated() {
                var best = last[column] + (letter == other ? 0 : 1)
                best = min(best, last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, letter == second[column - 1], other == first[row - 1] {
                    best = min(best, beforeLast[column - 1] + 1)
                }
                current.append(best)
            }
            (beforeLast, last) = (last, current)
        }
        return last[second.count]
    }
}

extension Diagnostics {
    /// What was probably meant, as the end of a message. It is not looked for once so many
    /// diagnostics are kept that nobody will read another one.
    // The candidates are not even listed then: a list of all names for each of many unknown ones takes time
    // that grows with the square of the schema.
    func hint<Candidates: Sequence<String>>(
        for name: String, among candidates: @autoclosure () -> Candidates
    ) -> String {
        kept.count < Self.keptMax ? NameSuggestion.hint(for: name, among: candidates()) : ""
    }
}
