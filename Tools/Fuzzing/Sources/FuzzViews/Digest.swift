import PinionCodec

/// Takes in everything that is read, so that nothing is left out as unused.
struct Digest {
    private(set) var value: UInt64 = 0

    mutating func add(_ number: some FixedWidthInteger) {
        value = (value ^ UInt64(truncatingIfNeeded: number)) &* 0x100_0000_01b3
    }

    mutating func add(_ number: (some FixedWidthInteger)?) {
        if let number { add(number) } else { add(0) }
    }

    mutating func add(_ number: Double?) { add(number?.bitPattern) }
    mutating func add(_ number: Float?) { add(number?.bitPattern) }
    mutating func add(_ data: VariableData) { add(data.bytes) }

    mutating func add(_ characters: CharacterArrayView) {
        add(characters.count)
        for index in characters.padded.indices { add(characters.padded[index]) }
    }

    mutating func add<Element: FixedWidthInteger & WireValue, Order: ByteOrder>(
        _ array: ArrayView<Element, Order>
    ) {
        for index in array.indices { add(array[index]) }
    }

    mutating func add(_ bytes: RawSpan) {
        add(bytes.byteCount)
        for offset in bytes.byteOffsets {
            // SAFETY: the offset is one of the span's own, and a byte may have any bits.
            add(unsafe bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self))
        }
    }
}
