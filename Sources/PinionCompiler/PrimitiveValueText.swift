/// Values as schemas write them.
extension PrimitiveValue {
    /// The value that a text stands for, or `nil` if the type cannot hold it or the text is none.
    ///
    /// Integers are decimal. A character stands for itself: `0` is 0x30, not NUL. Floating point is
    /// decimal or `NaN`, and may be infinite. Source: FIX SBE 1.0, section 4.4; the reference
    /// implementation agrees.
    init?(text: String, of primitive: PrimitiveType) {
        switch primitive {
        case .char:
            let scalars = text.unicodeScalars
            guard scalars.count == 1, let scalar = scalars.first, scalar.isASCII else { return nil }
            self = .unsigned(UInt64(scalar.value))
        case .int8, .int16, .int32, .int64:
            let bound = Int64.max >> Int64(64 - primitive.size * 8)
            guard let value = Int64(text), value >= -bound - 1, value <= bound else { return nil }
            self = .signed(value)
        case .uint8, .uint16, .uint32, .uint64:
            guard let value = UInt64(text), value <= primitive.unsignedBound else { return nil }
            self = .unsigned(value)
        case .float:
            guard let spelled = Self.floatingSpelling(of: text), let value = Float(spelled) else {
                return nil
            }
            self = .floating(bitPattern: UInt64(value.bitPattern))
        case .double:
            guard let spelled = Self.floatingSpelling(of: text), let value = Double(spelled) else {
                return nil
            }
            self = .floating(bitPattern: value.bitPattern)
        }
    }

    /// Floating point as Swift reads it, or `nil` for what only Swift reads (`0x10`, `inf`, `nan`).
    /// The suffix that some languages write (`1.5f`) is left out.
    private static func floatingSpelling(of text: String) -> String? {
        switch text {
        case "NaN", "Infinity", "+Infinity", "-Infinity": return text
        default: break
        }
        let number = text.last.map { "fFdD".contains($0) } == true ? text.dropLast() : text[...]
        let isDecimal = number.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "e"), UInt8(ascii: "E"),
                UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
                true
            default:
                false
            }
        }
        return isDecimal ? String(number) : nil
    }

    /// Whether the value is below another one of the same type; false for what has no order.
    func isBelow(_ other: PrimitiveValue, as primitive: PrimitiveType) -> Bool {
        switch (self, other) {
        case (.signed(let first), .signed(let second)): return first < second
        case (.unsigned(let first), .unsigned(let second)): return first < second
        case (.floating(let first), .floating(let second)):
            if primitive == .float {
                return Float(bitPattern: UInt32(truncatingIfNeeded: first))
                    < Float(bitPattern: UInt32(truncatingIfNeeded: second))
            }
            return Double(bitPattern: first) < Double(bitPattern: second)
        default: return false
        }
    }

    /// The value as a message shows it.
    func shown(as primitive: PrimitiveType) -> String {
        switch self {
        case .signed(let value): return String(value)
        case .unsigned(let value):
            if primitive == .char, let scalar = Unicode.Scalar(UInt32(truncatingIfNeeded: value)),
                value >= 0x20, value < 0x7f
            {
                return "'\(scalar)'"
            }
            return String(value)
        case .floating(let bits):
            return primitive == .float
                ? "\(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))"
                : "\(Double(bitPattern: bits))"
        }
    }
}

extension PrimitiveType {
    /// The greatest number that as many bits hold.
    var unsignedBound: UInt64 { UInt64.max >> UInt64(64 - size * 8) }

    /// Whether the type is an integer; `char` is not.
    var isInteger: Bool {
        switch self {
        case .int8, .int16, .int32, .int64, .uint8, .uint16, .uint32, .uint64: true
        case .char, .float, .double: false
        }
    }

    /// The unsigned integer of the same size.
    var unsignedCounterpart: PrimitiveType {
        switch size {
        case 1: .uint8
        case 2: .uint16
        case 4: .uint32
        default: .uint64
        }
    }
}
