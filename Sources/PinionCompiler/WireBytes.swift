/// Reading of primitive values in a schema's byte order. The bounds are those of the span: each access is
/// checked by it, and each caller has made sure beforehand that the bytes are there.
extension Span<UInt8> {
    /// The bits of an integer of `size` bytes, 1 to 8, without sign extension.
    func bits(at offset: Int, size: Int, order: ByteOrder) -> UInt64 {
        var bits: UInt64 = 0
        for index in 0..<size {
            let place = order == .bigEndian ? index : size - 1 - index
            bits = bits << 8 | UInt64(self[offset + place])
        }
        return bits
    }

    /// A value of a primitive type.
    func value(of primitive: PrimitiveType, at offset: Int, order: ByteOrder) -> PrimitiveValue {
        let bits = bits(at: offset, size: primitive.size, order: order)
        switch primitive {
        case .char, .uint8, .uint16, .uint32, .uint64: return .unsigned(bits)
        case .int8: return .signed(Int64(Int8(truncatingIfNeeded: bits)))
        case .int16: return .signed(Int64(Int16(truncatingIfNeeded: bits)))
        case .int32: return .signed(Int64(Int32(truncatingIfNeeded: bits)))
        case .int64: return .signed(Int64(bitPattern: bits))
        case .float, .double: return .floating(bitPattern: bits)
        }
    }

    /// A copy of some of the bytes.
    func copy(_ range: Range<Int>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        for index in range { bytes.append(self[index]) }
        return bytes
    }
}

/// Writing of primitive values in a schema's byte order, where the bytes are there already.
extension [UInt8] {
    /// Puts the low bits of an integer into `size` bytes, 1 to 8.
    mutating func put(_ bits: UInt64, at offset: Int, size: Int, order: ByteOrder) {
        for index in 0..<size {
            let place = order == .bigEndian ? size - 1 - index : index
            self[offset + place] = UInt8(truncatingIfNeeded: bits >> UInt64(index * 8))
        }
    }
}

extension PrimitiveValue {
    /// The bits of the value, sign extended.
    var bits: UInt64 {
        switch self {
        case .signed(let value): UInt64(bitPattern: value)
        case .unsigned(let value): value
        case .floating(let bits): bits
        }
    }
}
