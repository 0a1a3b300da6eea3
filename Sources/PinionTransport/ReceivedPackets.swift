/// Which packet numbers have arrived: the largest, and a bit for each of the 2,048 up to it.
///
/// Detects duplicates and yields the ranges of an acknowledgement.
struct ReceivedPackets: ~Copyable {
    private var words = FixedStorage<UInt64>(count: wordCount) { _ in 0 }
    /// The largest number that arrived; the one before the first while none has.
    private(set) var largest: UInt64
    private let first: UInt64
    /// Whether any number has arrived.
    private(set) var isEmpty = true

    private static let wordCount = 32
    /// Bytes of memory beside its own.
    static let byteCount = wordCount * MemoryLayout<UInt64>.stride
    /// How many numbers are remembered.
    static let span: UInt64 = 2_048
    /// How far ahead of the largest a number may be: more than two windows can hold in flight.
    static let jumpMax: UInt64 = 65_536

    enum Verdict: Equatable {
        case new
        case duplicate
        case tooOld
        case tooFarAhead
    }

    /// Starts with numbers from `first` on.
    init(first: PacketNumber) {
        self.first = first.rawValue
        self.largest = first.rawValue
    }

    /// Widens the low bits of a number that just arrived.
    func widen(_ low32: UInt32) -> PacketNumber {
        PacketNumber(low32: low32, near: PacketNumber(largest))
    }

    /// What `number` is, without noting it.
    func verdict(on number: PacketNumber) -> Verdict {
        let number = number.rawValue
        guard number >= first else { return .tooOld }
        if isEmpty { return number - first <= Self.jumpMax ? .new : .tooFarAhead }
        if number > largest { return number - largest <= Self.jumpMax ? .new : .tooFarAhead }
        guard largest - number < Self.span else { return .tooOld }
        return contains(number) ? .duplicate : .new
    }

    /// Notes that `number` arrived, which was judged new.
    mutating func record(_ number: PacketNumber) {
        let number = number.rawValue
        if isEmpty {
            isEmpty = false
            largest = number
        } else if number > largest {
            clear(from: largest + 1, through: number)
            largest = number
        }
        words[Int(number / 64) % Self.wordCount] |= 1 << (number % 64)
    }

    /// How many numbers from `number` down have arrived, or have not (`arrived` is false), in one run.
    ///
    /// Zero below what is remembered.
    func run(downFrom number: UInt64, arrived: Bool) -> Int {
        let lowest = largest - min(largest - first, Self.span - 1)
        guard number >= lowest && number <= largest else { return 0 }
        var length = 0
        var current = number
        while true {
            let word = words[Int(current / 64) % Self.wordCount]
            let shift = 63 - current % 64
            // The bits of `current` and below, from the top; those of the other kind are ones.
            let others = (arrived ? ~word : word) << shift
            let available = min(Int(64 - shift), Int(current - lowest) + 1)
            let same = min(others.leadingZeroBitCount, available)
            length += same
            if same < available || UInt64(available) > current - lowest { return length }
            current -= UInt64(available)
        }
    }

    /// The numbers missing below the largest `covered` numbers, which are given, and those that arrived
    /// below these; `nil` if none did.
    func range(below covered: Int) -> (gap: Int, length: Int)? {
        guard covered <= largest else { return nil }
        let highest = largest - UInt64(covered)
        let gap = run(downFrom: highest, arrived: false)
        guard gap > 0, gap <= highest else { return nil }
        let length = run(downFrom: highest - UInt64(gap), arrived: true)
        return length > 0 ? (gap, length) : nil
    }

    private func contains(_ number: UInt64) -> Bool {
        words[Int(number / 64) % Self.wordCount] & (1 << (number % 64)) != 0
    }

    private mutating func clear(from lowest: UInt64, through highest: UInt64) {
        if highest - lowest >= Self.span - 1 {
            for index in 0..<Self.wordCount { words[index] = 0 }
            return
        }
        var number = lowest
        while number <= highest {
            let bit = number % 64
            let count = min(64 - bit, highest - number + 1)
            let mask = count == 64 ? UInt64.max : ((1 << count) - 1) << bit
            words[Int(number / 64) % Self.wordCount] &= ~mask
            let (following, overflows) = number.addingReportingOverflow(count)
            if overflows { return }
            number = following
        }
    }
}
