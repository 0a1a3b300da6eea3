/// FNV-1a of 64 bits: the same on every machine and day, and a line to write in any language.
///
/// Tells accidents apart, not attacks. Source: draft-eastlake-fnv, section 2.
enum FNV1a {
    static func hash(
        _ bytes: some Sequence<UInt8>, _ start: UInt64 = 0xcbf2_9ce4_8422_2325
    ) -> UInt64 {
        bytes.reduce(start) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}
