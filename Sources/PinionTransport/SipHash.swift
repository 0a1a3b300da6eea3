/// SipHash-2-4 of 64-bit words: a keyed hash whose values nobody can foresee without the key.
///
/// Source: Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012. The words are hashed as their
/// little-endian bytes. Wrapping arithmetic is the algorithm's own.
struct SipHash {
    let key0: UInt64
    let key1: UInt64

    /// The hash of two words.
    func hash(_ first: UInt64, _ last: UInt64) -> UInt64 {
        hash(count: 2) { $0 == 0 ? first : last }
    }

    /// The hash of a peer's address and one more word, without an array.
    func hash(_ peer: PeerAddress, _ last: UInt64) -> UInt64 {
        hash(count: 5) { index in
            switch index {
            case 0: peer.word0
            case 1: peer.word1
            case 2: peer.word2
            case 3: peer.word3
            default: last
            }
        }
    }

    /// The hash of a peer's address and two more words.
    func hash(_ peer: PeerAddress, _ middle: UInt64, _ last: UInt64) -> UInt64 {
        hash(count: 6) { index in
            switch index {
            case 0: peer.word0
            case 1: peer.word1
            case 2: peer.word2
            case 3: peer.word3
            case 4: middle
            default: last
            }
        }
    }

    @inline(__always)
    private func hash(count: Int, _ word: (Int) -> UInt64) -> UInt64 {
        var state = State(
            v0: key0 ^ 0x736F_6D65_7073_6575, v1: key1 ^ 0x646F_7261_6E64_6F6D,
            v2: key0 ^ 0x6C79_6765_6E65_7261, v3: key1 ^ 0x7465_6462_7974_6573)
        for index in 0..<count { state.absorb(word(index)) }
        state.absorb(UInt64(count * 8 & 0xFF) << 56)
        state.v2 ^= 0xFF
        for _ in 0..<4 { state.round() }
        return state.v0 ^ state.v1 ^ state.v2 ^ state.v3
    }

    private struct State {
        var v0: UInt64
        var v1: UInt64
        var v2: UInt64
        var v3: UInt64

        mutating func absorb(_ word: UInt64) {
            v3 ^= word
            round()
            round()
            v0 ^= word
        }

        mutating func round() {
            v0 &+= v1
            v1 = (v1 << 13 | v1 >> 51) ^ v0
            v0 = v0 << 32 | v0 >> 32
            v2 &+= v3
            v3 = (v3 << 16 | v3 >> 48) ^ v2
            v0 &+= v3
            v3 = (v3 << 21 | v3 >> 43) ^ v0
            v2 &+= v1
            v1 = (v1 << 17 | v1 >> 47) ^ v2
            v2 = v2 << 32 | v2 >> 32
        }
    }
}
