import PinionCodec

/// The texts that messages hold, drawn like everything else.
enum MessageTexts {
    static let venueCount = 3

    static func venue(_ number: Int) -> CharacterArray<4> {
        switch number {
        case 0: "XAMS"
        case 1: "XPAR"
        default: "XLIS"
        }
    }

    static func currency(_ number: Int) -> CharacterArray<3> {
        number == 0 ? "EUR" : "USD"
    }

    static let reasonCount = 3

    static func reason(_ number: Int) -> StaticString {
        switch number {
        case 0: ""
        case 1: "regulatory news is pending"
        default: "price outside the collar: auction called"
        }
    }

    static let nameCount = 3

    static func longName(_ number: Int) -> StaticString {
        switch number {
        case 0: "Alpha Holding N.V."
        case 1: "Société Générale de Beta – actions nominatives"
        default: "Gamma 4.25% 2031/2036 callable"
        }
    }

    static let terms: StaticString = "https://terms.example/instruments"

    /// Letters of a code of 12 characters, of which the last may be missing.
    static func letters(_ draws: inout Draws) -> InlineArray<12, UInt8> {
        let count = 8 + draws.below(5)
        var bits = draws.next()
        return InlineArray { index in
            let letter = UInt8(truncatingIfNeeded: 65 + bits % 26)
            bits /= 26
            return index < count ? letter : 0
        }
    }

    /// A key of 32 bytes.
    static func key(_ draws: inout Draws) -> InlineArray<32, UInt8> {
        let words: InlineArray<4, UInt64> = [
            draws.next(), draws.next(), draws.next(), draws.next(),
        ]
        return InlineArray { index in UInt8(truncatingIfNeeded: words[index / 8] >> (index % 8 * 8))
        }
    }
}
