public import PinionCodec

/// What a field holds, exact to its last bit.
public indirect enum FrameValue: Hashable, Sendable {
    /// A number or a character.
    case scalar(Scalar)
    /// An array of numbers.
    case array([Scalar])
    /// All bytes of an array of characters, and how they are to be read.
    case characters([UInt8], CharacterEncoding)
    /// A value of an enumeration: its name, if it has one, and whether it is the null value.
    case enumeration(name: String?, value: PrimitiveValue, isNull: Bool)
    /// The bits of a set.
    case set(SetType, bits: UInt64)
    /// The members of a composite, in the order of their declaration.
    case composite([Member])
    /// What takes no bytes, because the schema says it.
    case constant(Constant, PrimitiveType)

    /// A value of a primitive type.
    public struct Scalar: Hashable, Sendable {
        /// The type of the value.
        public let primitive: PrimitiveType
        /// What is on the wire.
        public let value: PrimitiveValue
        /// Whether the value may be null, and is.
        public let isNull: Bool
        /// How a character is to be read.
        public let encoding: CharacterEncoding
    }

    /// A member of a composite.
    public struct Member: Hashable, Sendable {
        /// The name of the member.
        public let name: String
        /// Bytes from the start of the message's header.
        public let offset: Int
        /// What the member holds.
        public let value: FrameValue
    }
}

extension FrameDecoder {
    /// Reads a field that a cursor came upon.
    ///
    /// - Parameters:
    ///   - field: The field of the event.
    ///   - offset: Where the event says that it is.
    ///   - message: The bytes that the cursor walked.
    public func value(of field: Field, at offset: Int, in message: Span<UInt8>) -> FrameValue {
        if let constant = field.constant {
            // A composite has no primitive, and is no constant.
            return .constant(constant, field.type.primitive ?? .uint8)
        }
        return value(
            of: field.type, isOptional: field.presence == .optional, at: offset, in: message)
    }

    /// Reads a value of some type, whose bytes are there.
    func value(
        of type: ValueType, isOptional: Bool, at offset: Int, in message: Span<UInt8>
    ) -> FrameValue {
        let order = schema.byteOrder
        switch type {
        case .encoded(let type):
            return value(of: type, isOptional: isOptional, at: offset, in: message)
        case .enumeration(let type):
            let value = message.value(of: type.primitive, at: offset, order: order)
            let isNull = value == type.nullValue
            let name = type.values.first { $0.value == value }?.name
            return .enumeration(name: name, value: value, isNull: isNull)
        case .set(let type):
            let bits = message.bits(at: offset, size: type.primitive.size, order: order)
            return .set(type, bits: bits)
        case .composite(let type):
            // Bounded by the schema: a composite cannot hold itself.
            return .composite(
                type.members.map { member in
                    let start = offset + member.offset
                    let value = value(
                        of: member.type, isOptional: member.type.isOptional, at: start, in: message)
                    return FrameValue.Member(name: member.name, offset: start, value: value)
                })
        }
    }

    private func value(
        of type: EncodedType, isOptional: Bool, at offset: Int, in message: Span<UInt8>
    ) -> FrameValue {
        if let constant = type.constant {
            // A number that the schema takes from an enumeration is still a number.
            guard case .enumValue(_, _, let value) = constant else {
                return .constant(constant, type.primitive)
            }
            return .constant(.value(value), type.primitive)
        }

        let encoding = CharacterEncoding(named: type.characterEncoding)
        let size = type.primitive.size
        if type.primitive == .char && type.length != 1 {
            return .characters(message.copy(offset..<offset + type.length), encoding)
        }
        let scalars = (0..<type.length).map { index in
            let value = message.value(
                of: type.primitive, at: offset + index * size, order: schema.byteOrder)
            let isNull = isOptional && value.isSame(as: type.nullValue, primitive: type.primitive)
            return FrameValue.Scalar(
                primitive: type.primitive, value: value, isNull: isNull, encoding: encoding)
        }
        return type.length == 1 ? .scalar(scalars[0]) : .array(scalars)
    }
}

extension ValueType {
    /// Whether a member of this type may be null. Presence means nothing on sets and composites.
    var isOptional: Bool {
        if case .encoded(let type) = self { type.presence == .optional } else { false }
    }
}

extension PrimitiveValue {
    /// Whether the value is the null value. Every NaN is, where null is a NaN.
    func isSame(as null: PrimitiveValue, primitive: PrimitiveType) -> Bool {
        guard case .floating(let bits) = self, case .floating(let nullBits) = null else {
            return self == null
        }
        if primitive == .float {
            let value = Float(bitPattern: UInt32(truncatingIfNeeded: bits))
            let null = Float(bitPattern: UInt32(truncatingIfNeeded: nullBits))
            return value == null || value.isNaN && null.isNaN
        }
        let value = Double(bitPattern: bits)
        let null = Double(bitPattern: nullBits)
        return value == null || value.isNaN && null.isNaN
    }
}
