import Testing

@testable import PinionCompiler

/// Names that are given once, and what it costs where very many are one.
struct NumberedNamesTests {
    @Test("A name that is taken gets the lowest number that is free")
    func numbers() {
        var names = NumberedNames(taken: ["a", "a_2", "a_4"])
        let taken = ["b", "a", "b"].map { names.take($0) }
        #expect(taken == [true, false, false])
        let asked = ["a", "a", "a", "b", "a_2", "a", "b_2", "b"]
        let given = asked.map { names.takeNumbered($0) }
        #expect(given == ["a_3", "a_5", "a_6", "b_2", "a_2_2", "a_7", "b_2_2", "b_3"])
    }

    @Test("The search for free numbers goes on where it ended")
    func work() {
        let count = 100_000
        // One name; every second with its number already; names that are others' with a number.
        let floods: [(Int) -> String] = [
            { _ in "a" }, { $0 % 2 == 0 ? "a_\($0 / 2)" : "a" },
            { $0 % 2 == 0 ? "a" : "a_2" }, { "a\($0 % 300)" },
        ]
        for flood in floods {
            var names = NumberedNames(taken: [])
            var given: Set<String> = []
            for index in 0..<count {
                let name = flood(index)
                given.insert(names.take(name) ? name : names.takeNumbered(name))
            }
            #expect(given.count == count)
            #expect(names.lookupCount <= 3 * count)
        }
    }
}
